"""The layout of a map's dots: on an oval, with room beside it for a line of text for each dot.

A force-directed layout shows a dozen people well, but with sixty the names overlap. On an oval every name has a line of
its own that no curve crosses. The members of a group are next to each other, and people in conversation as close as
possible, so that the curves across the middle are the connections between groups.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin, sqrt

Weights = Sequence[dict[int, int]]
"""For each dot, the dots that it is connected to, with the weights. Symmetric."""

SWEEPS = 6
"""Most passes that look for pairs of dots to swap; the order has usually settled by then."""

BETWEEN_GROUPS = 0.6
"""Gap between two groups, in slots."""

NEAR_THE_AXIS = 0.04
"""A dot this close to the vertical axis, as a share of half the oval's width, has its text below it."""

FEW = 5
"""Most dots with which one can have its text below; with more there is no room for it."""


@dataclass(frozen=True, slots=True)
class DotPlace:
    """A dot's position: ``across`` from -1 at the oval's left to 1 at its right, ``down`` in pixels from its middle.
    ``side`` of its text: -1 left, 1 right, 0 below."""

    across: float
    down: float
    side: int


def joined(count: int, lines: Iterable[tuple[int, int, int]]) -> Weights:
    """The connections of each of ``count`` dots, from ``lines`` (one, other, weight). Lines from a dot to itself or to
    a missing dot are left out; the weights of repeated lines are added."""
    found: list[dict[int, int]] = [{} for _ in range(count)]
    for one, other, weight in lines:
        if one != other and 0 <= one < count and 0 <= other < count:
            found[one][other] = found[one].get(other, 0) + weight
            found[other][one] = found[other].get(one, 0) + weight
    return found


def ordered(groups: Sequence[int], weights: Weights) -> list[list[int]]:
    """The dots in their order around the oval, one block for each group. ``groups``: the group of each dot."""
    blocks = _chained([[dot for dot, of in enumerate(groups) if of == group] for group in sorted(set(groups))], weights)
    for _ in range(SWEEPS):
        if not _swept(blocks, weights):
            break
    return blocks


def _chained(blocks: list[list[int]], weights: Weights) -> list[list[int]]:
    """The blocks in order, each followed by the remaining one to which it has the most weight."""
    left = blocks[1:]
    chain = blocks[:1]
    while left:
        here = Counter[int]()
        for dot in chain[-1]:
            here.update(weights[dot])
        following = max(left, key=lambda block: sum(here[dot] for dot in block))
        left.remove(following)
        chain.append(following)
    return chain


def _swept(blocks: list[list[int]], weights: Weights) -> bool:
    """Swap two dots of a block wherever that shortens the lines. Whether any were swapped."""
    place = {dot: at for at, dot in enumerate(dot for block in blocks for dot in block)}
    changed = False
    for block in blocks:
        for first in range(len(block)):
            for second in range(first + 1, len(block)):
                one, other = block[first], block[second]
                before = _length(one, place, weights) + _length(other, place, weights)
                place[one], place[other] = place[other], place[one]
                if _length(one, place, weights) + _length(other, place, weights) < before:
                    block[first], block[second] = other, one
                    changed = True
                else:
                    place[one], place[other] = place[other], place[one]
    return changed


def _length(dot: int, place: dict[int, int], weights: Weights) -> int:
    """The weighted length of a dot's lines, in steps around the oval."""
    here, count = place[dot], len(place)
    return sum(
        weight * min(abs(here - place[other]), count - abs(here - place[other]))
        for other, weight in weights[dot].items()
    )


def placed(blocks: Sequence[Sequence[int]], slot: float, least: float) -> tuple[dict[int, DotPlace], float]:
    """Each dot's place, and half the height of the oval in pixels.

    ``slot``: pixels of height for a dot and its text: the least distance of two on the same side.
    ``least``: the least half of the oval's height, in pixels.
    """
    gap = BETWEEN_GROUPS if len(blocks) > 1 else 0
    steps: dict[int, float] = {}
    at = gap / 2
    for block in blocks:
        for dot in block:
            steps[dot] = at + 0.5
            at += 1
        at += gap
    angles = {dot: 2 * pi * step / (at - gap / 2) for dot, step in steps.items()}
    sides = {dot: _side(angle, len(angles)) for dot, angle in angles.items()}
    right = [dot for dot in angles if sides[dot] > 0]
    left = [dot for dot in reversed(angles) if sides[dot] < 0]
    half = max([least, *(slot * (_extent(side, steps) + 1) / 2 for side in (right, left))])
    downs = {dot: (half if len(angles) > 1 else 0.0) for dot in angles}
    for side in (right, left):
        wanted = [_height(angles[dot]) * half for dot in side]
        apart = [slot * abs(steps[one] - steps[other]) for one, other in pairwise(side)]
        downs |= zip(side, _spread(wanted, apart, half - slot / 2), strict=True)
    return {
        dot: DotPlace(sides[dot] * sqrt(max(0.0, 1 - (down / half) ** 2)), down, sides[dot])
        for dot, down in downs.items()
    }, half


def _height(angle: float) -> float:
    """From -1 at the top to 1 at the bottom: the mean of the height on a circle and that in an evenly spaced list."""
    turned = min(angle, 2 * pi - angle)
    return (2 * turned / pi - 1 - cos(turned)) / 2


def _side(angle: float, count: int) -> int:
    if count <= FEW and abs(sin(angle)) < NEAR_THE_AXIS:
        return 0
    return 1 if angle < pi else -1


def _extent(side: Sequence[int], steps: Mapping[int, float]) -> float:
    """Slots from the first to the last dot on a side."""
    return abs(steps[side[0]] - steps[side[-1]]) if side else 0


def _spread(wanted: Sequence[float], apart: Sequence[float], limit: float) -> list[float]:
    """Heights close to those ``wanted``, at least ``apart`` from one to the next, and within ``limit`` of 0.

    They are pushed apart once from the top and once from the bottom. Both results keep the distances, and so does their
    mean, which favours neither end.
    """
    upside_down = [-height for height in reversed(wanted)]
    one = _pushed(wanted, apart, limit)
    other = [-height for height in reversed(_pushed(upside_down, apart[::-1], limit))]
    return [(high + low) / 2 for high, low in zip(one, other, strict=True)]


def _pushed(wanted: Sequence[float], apart: Sequence[float], limit: float) -> list[float]:
    heights = [max(height, -limit) for height in wanted]
    for at, distance in enumerate(apart, 1):
        heights[at] = max(heights[at], heights[at - 1] + distance)
    heights[-1:] = [min(height, limit) for height in heights[-1:]]
    for at in range(len(apart) - 1, -1, -1):
        heights[at] = min(heights[at], heights[at + 1] - apart[at])
    return heights
