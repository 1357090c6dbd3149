"""The two questions about graphs that are left to networkx: who is paired with whom, and who belongs together.

networkx is imported when a question is asked and not before: it takes a fifth of a second and some 20 MB, and matching
a hundred people a third of a second of pure Python. Both functions are called in a worker process
(``bot.domain.introductions.match``, ``bot.domain.community_map.map_of``), never in the one that talks to Discord.
Both give the same answer to the same question, whatever the order in which it is put.
"""

from collections.abc import Iterable, Mapping

Pair = tuple[int, int]
"""Two members whose order says nothing: the lower id is first."""


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
    method), by ``networkx.community.louvain_communities``; every pair weighs the same. ``seed`` settles its draws.
    """
    edges = sorted(set(pairs))
    if not edges:
        return ()
    import networkx  # noqa: PLC0415 - in the worker only

    graph = networkx.Graph()
    graph.add_edges_from(edges)
    groups = (tuple(sorted(group)) for group in networkx.community.louvain_communities(graph, seed=seed))
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


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
