"""The community map: people, or groups of them, on an oval (``ring.py``), and a curve for each conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from bot.domain.kit.pictures import MOST_DOTS, MapDot, MapPicture
from bot.ui.painting import ring
from bot.ui.painting.frame import ROOM, draw_frame, height_of, top_of
from bot.ui.painting.letters import Pen
from bot.ui.painting.sheet import MARGIN, MIST, NIGHT, PAPER, WIDTH, Sheet, Spot

COLOURS = ("#4a8df5", "#dd9d3d", "#45b39c", "#d9738a", "#a48ae6", "#97b955", "#56b8dc", "#cf86c6")
"""The colours of groups, in order. The first two are the bot's own, lightened because thin lines look darker."""

BROADEST = 400.0
"""Most pixels of half the oval's width. Long names make it narrower, down to a limit; then names are cut."""
LEAST = 270.0
"""Least pixels of half the oval's height, for a few dots: about a circle."""
FLAT = 60.0
"""The same, for one or two dots."""
LONGEST_NAME = 400.0
"""Most pixels of a name for which the oval is made narrower."""
BESIDE = 20
"""Pixels between a dot and its text."""

THIN, THICK = 3.0, 12.0
"""Pixels of width of the lightest and the heaviest curve."""
STRONG = 0.85
"""Opacity of a curve, if there are few."""
FEW = 60
"""Up to so many curves have the opacity ``STRONG``; more are fainter, or they would merge into one area."""
BETWEEN = 0.75
"""Opacity of a curve between groups, relative to those within a group."""


@dataclass(frozen=True, slots=True)
class _Style:
    """The sizes of a map, in pixels.

    - ``size``: of letters.
    - ``slot``: height that a dot and its names need.
    - ``dot``: radius of the lightest and of the heaviest dot.
    - ``narrowest``: least half of the oval's width.
    - ``names``: how many names a dot shows.
    """

    size: int
    slot: int
    dot: tuple[float, float]
    narrowest: float
    names: int = 1


PEOPLE = (
    (6, _Style(40, 72, (15, 26), 110)),
    (12, _Style(40, 72, (15, 26), 180)),
    (24, _Style(38, 58, (13, 23), 210)),
    (MOST_DOTS, _Style(34, 44, (9, 17), 230)),
)
"""(most people, the sizes for up to so many). The smallest letters have 11 pixels at a phone's width."""

GROUPS = (
    (6, _Style(36, 220, (38, 66), 180, 4)),
    (10, _Style(34, 200, (36, 60), 180, 4)),
    (16, _Style(34, 158, (32, 52), 180, 3)),
    (MOST_DOTS, _Style(34, 112, (28, 42), 200, 2)),
)
"""The same for maps of groups, whose names are one below the other."""

LEAST_COUNT = 34.0
"""Least pixels of the number in a group's dot, if the dot has room."""

LEADING = 1.28
"""Distance from one name to the next, as a multiple of the letters' size."""


def draw_map(picture: MapPicture) -> bytes:
    """The map as PNG. The height grows with the number of dots: about 1,600 pixels for 60 people."""
    plan = _Plan(picture)
    sheet = Sheet(height_of(picture, plan.height))
    draw_frame(sheet, picture)
    _draw_curves(sheet, plan)
    for number, radius in enumerate(plan.radii):
        sheet.dot(plan.spot(number), radius, colour=plan.colours[number], ring=6)
        if picture.by_groups:
            _draw_count(sheet, plan.spot(number), radius, picture.dots[number].weight)
        _draw_names(sheet, plan, number)
    return sheet.png()


class _Plan:
    """The positions, sizes and colours of everything on the sheet."""

    def __init__(self, picture: MapPicture) -> None:
        dots = picture.dots[:MOST_DOTS]
        self._dots = dots
        self.style = _style(picture.by_groups, len(dots))
        self.weights = ring.joined(len(dots), ((each.one, each.other, each.weight) for each in picture.lines))
        # On a map by groups all dots are one block, so that they may be in any order.
        blocks = ring.ordered([0 if picture.by_groups else dot.group for dot in dots], self.weights)
        self.groups = list(range(len(dots))) if picture.by_groups else [dot.group for dot in dots]
        self.colours = _colours([[dot] for block in blocks for dot in block] if picture.by_groups else blocks)
        self.radii = _radii(dots, self.style)
        least = LEAST if len(dots) > 2 else FLAT  # noqa: PLR2004 - two dots are side by side
        self._places, half = ring.placed(blocks, self.style.slot, least)
        self._broad = self._breadth(half)
        self._round = min(1, self._broad / half) ** 2
        self.middle = WIDTH / 2, top_of(picture) + half
        below = [number for number, place in self._places.items() if not place.side]
        self.height = round(2 * half + max((self._depth(number) for number in below), default=0))

    def names(self, number: int) -> tuple[str, ...]:
        """The names of a dot that are drawn."""
        return self._dots[number].names[: self.style.names]

    def spot(self, number: int) -> Spot:
        """The middle of a dot."""
        place = self._places[number]
        return self.middle[0] + place.across * self._broad, self.middle[1] + place.down

    def bend(self, one: Spot, other: Spot) -> Spot:
        """The control point of the curve between two spots: towards the middle, on a high oval rather sideways. The
        nearer the spots, the closer the curve stays to the rim."""
        across, down = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
        pull = min(1, 0.15 + hypot(one[0] - other[0], one[1] - other[1]) / (2 * LEAST))
        return across + pull * (self.middle[0] - across), down + pull * self._round * (self.middle[1] - down)

    def side(self, number: int) -> int:
        """The side of a dot on which its names are: -1 left, 1 right, 0 below."""
        return self._places[number].side

    def _depth(self, number: int) -> float:
        """Pixels from a dot's middle to the bottom of the names below it."""
        return self.radii[number] + BESIDE + len(self.names(number)) * self.style.size * LEADING

    def _breadth(self, half: float) -> float:
        """Half the oval's width, so that every name of usual length has room beside it."""
        pen = Pen(self.style.size)
        broad = min(BROADEST, half * 1.2)
        for number, place in self._places.items():
            if place.side:
                wanted = max((pen.width(pen.fitted(name, LONGEST_NAME)) for name in self.names(number)), default=0)
                room = WIDTH / 2 - MARGIN - self.radii[number] - BESIDE - wanted
                broad = min(broad, room / abs(place.across))
        return max(broad, self.style.narrowest)


def _style(by_groups: bool, count: int) -> _Style:
    return next(style for most, style in (GROUPS if by_groups else PEOPLE) if count <= most)


def _colours(blocks: Sequence[Sequence[int]]) -> dict[int, str]:
    """Each dot's colour: one for each block. Neighbours differ, also the last block from the first."""
    found: dict[int, str] = {}
    for number, block in enumerate(blocks):
        closing = number == len(blocks) - 1 and number > 0 and number % len(COLOURS) == 0
        found |= dict.fromkeys(block, COLOURS[len(COLOURS) // 2 if closing else number % len(COLOURS)])
    return found


def _radii(dots: Sequence[MapDot], style: _Style) -> list[float]:
    """The dots' radii, between the style's two; the areas grow with the weights."""
    heaviest = max((dot.weight for dot in dots), default=0)
    small, large = style.dot
    return [small + (large - small) * sqrt(max(0, dot.weight) / max(1, heaviest)) for dot in dots]


def _draw_curves(sheet: Sheet, plan: _Plan) -> None:
    """Draw all curves, first those between groups, so that they lie below the others."""
    lines = [
        (plan.groups[one] == plan.groups[other], one, other, weight)
        for one, others in enumerate(plan.weights)
        for other, weight in others.items()
        if one < other
    ]
    most = max((weight for *_, weight in lines), default=1)
    strength = STRONG * sqrt(min(1, FEW / max(1, len(lines))))
    for same, one, other, weight in sorted(lines):
        start, end = plan.spot(one), plan.spot(other)
        sheet.curve(
            start,
            plan.bend(start, end),
            end,
            colour=plan.colours[one] if same else MIST,
            width=THIN + (THICK - THIN) * max(0, weight - 1) / max(1, most - 1),
            strength=strength if same else strength * BETWEEN,
        )


def _draw_names(sheet: Sheet, plan: _Plan, number: int) -> None:
    """Draw the names of a dot outside of the oval, one below the other."""
    names, size, side = plan.names(number), plan.style.size, plan.side(number)
    (across, down), away = plan.spot(number), plan.radii[number] + BESIDE
    if side:
        across += side * away
        baseline = down - (len(names) - 1) * size * LEADING / 2 + size * 0.36
        room = (WIDTH - MARGIN - across) if side > 0 else across - MARGIN
    else:
        baseline, room = down + away + size * 0.8, float(ROOM)
    for at, name in enumerate(names):
        sheet.text(
            across,
            baseline + at * size * LEADING,
            name,
            size=size,
            room=room,
            colour=PAPER if at == 0 else MIST,
            anchor=("center", "left", "right")[side],
        )


def _draw_count(sheet: Sheet, spot: Spot, radius: float, count: int) -> None:
    size = min(max(radius, LEAST_COUNT), 2.6 * radius / len(str(count)))
    down = spot[1] + size * 0.36
    sheet.text(spot[0], down, str(count), size=size, room=2 * radius, colour=NIGHT, bold=True, anchor="center")
