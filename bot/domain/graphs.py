"""Three questions about graphs: who is paired with whom, who belongs together, and who is connected at all.

networkx, which pairs, is imported when it is asked and not before: it takes a fifth of a second and some 20 MB, and
matching a hundred people a third of a second of pure Python. So pairs and communities are found in a worker process
(``bot.domain.introductions.match``, ``bot.domain.community_map.map_of``), never in the one that talks to Discord.
All give the same answer to the same question, whatever the order in which it is put.
"""

from collections.abc import Iterable, Mapping
from random import Random

Pair = tuple[int, int]
"""Two members whose order says nothing: the lower id is first."""

Weights = dict[int, dict[int, int]]
"""What lies between each and each other, in both directions; what lies within one counts twice, as its ends do."""


def pair(one: int, other: int) -> Pair:
    """The two as a ``Pair``.

    >>> pair(7, 3)
    (3, 7)
    """
    return (one, other) if one <= other else (other, one)


def best_pairs(weights: Mapping[Pair, int]) -> tuple[Pair, ...]:
    """As many disjoint pairs as there can be, and of all such choices one with the greatest sum of weights. Sorted.

    Weights are integers, so that nothing is rounded. Edmonds' blossom algorithm as in Z. Galil, "Efficient algorithms
    for finding maximum matching in graphs", ACM Computing Surveys 18 (1986), by ``networkx.max_weight_matching``: time
    grows with the cube of the number of members.
    """
    if not weights:
        return ()
    import networkx  # type: ignore[import-untyped]  # noqa: PLC0415 - it ships no types; in the worker only

    graph = networkx.Graph()
    graph.add_weighted_edges_from((one, other, weights[one, other]) for one, other in sorted(weights))
    found = networkx.max_weight_matching(graph, maxcardinality=True)
    return tuple(sorted(pair(one, other) for one, other in found))


def communities(pairs: Iterable[Pair], seed: int) -> tuple[tuple[int, ...], ...]:
    """The members of these pairs in groups, each sorted; the largest group first, then by its lowest id.

    V. D. Blondel et al., "Fast unfolding of communities in large networks", J. Stat. Mech. (2008) P10008 (the Louvain
    method); every pair weighs the same. ``seed`` settles the order in which members are asked. In whole numbers, and
    so not by networkx: with its rounded ones, a member between two equally good groups may go to and fro for ever.
    """
    near: Weights = {}
    for one, other in sorted(set(pairs)):
        near.setdefault(one, {})[other] = 1
        near.setdefault(other, {})[one] = 1
    groups = {member: [member] for member in near}
    random = Random(seed)  # noqa: S311 - nothing secret hangs on it
    while (home := _settled(near, random)) is not None:
        merged: dict[int, list[int]] = {}
        summed: Weights = {}
        for each, group in groups.items():
            merged.setdefault(home[each], []).extend(group)
            row = summed.setdefault(home[each], {})
            for other, weight in near[each].items():
                row[home[other]] = row.get(home[other], 0) + weight
        groups, near = merged, summed
    return tuple(sorted((tuple(sorted(group)) for group in groups.values()), key=lambda group: (-len(group), group)))


def _settled(near: Weights, random: Random) -> dict[int, int] | None:
    """Where each goes when each in turn goes to the neighbours' group that gains most by it, until nobody gains by
    moving; ``None`` where nobody moved.

    Every move makes the modularity greater, and there are only so many ways to be grouped: it comes to an end.
    """
    degrees = {each: sum(row.values()) for each, row in near.items()}
    whole = sum(degrees.values())
    home = {each: each for each in near}
    total = dict(degrees)
    turns = sorted(near)
    random.shuffle(turns)
    moved, moving = False, True
    while moving:
        moving = False
        for each in turns:
            old, degree = home[each], degrees[each]
            total[old] -= degree
            links = {old: 0}
            for other, weight in near[each].items():
                if other != each:
                    links[home[other]] = links.get(home[other], 0) + weight
            # The first of the best is taken, and the old group is the first: nobody moves without a gain.
            best = max(links, key=lambda group: whole * links[group] - total[group] * degree)
            total[best] += degree
            home[each] = best
            moving = moving or best != old
        moved = moved or moving
    return home if moved else None


def components(pairs: Iterable[Pair]) -> tuple[tuple[int, ...], ...]:
    """The members of these pairs in connected components, each sorted; the largest first, then by its lowest id.

    By union and find (B. A. Galler, M. J. Fischer, "An improved equivalence algorithm", CACM 7 (1964)): it is cheap
    enough for the process that talks to Discord, and needs no networkx.
    """
    above: dict[int, int] = {}

    def top(member: int) -> int:
        while above.setdefault(member, member) != member:
            above[member] = above[above[member]]
            member = above[member]
        return member

    for one, other in pairs:
        above[top(one)] = top(other)
    found: dict[int, list[int]] = {}
    for member in sorted(above):
        found.setdefault(top(member), []).append(member)
    return tuple(sorted(map(tuple, found.values()), key=lambda group: (-len(group), group)))
