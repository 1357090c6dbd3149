"""Three questions about graphs: who is paired with whom, who belongs together, and who is connected at all.

networkx, which answers the first two, is imported when it is asked and not before: it takes a fifth of a second and
some 20 MB, and matching a hundred people a third of a second of pure Python. So pairs and communities are found in a
worker process (``bot.domain.circle.introductions.match``, ``bot.domain.circle.community_map.map_of``), never in the
one that talks to Discord. All give the same answer to the same question, whatever the order in which it is put.
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


def communities(pairs: Iterable[Pair]) -> tuple[tuple[int, ...], ...]:
    """The members of these pairs in groups, each sorted; the largest group first, then by its lowest id.

    A. Clauset, M. E. J. Newman, C. Moore, "Finding community structure in very large networks", Phys. Rev. E 70 (2004)
    066111, by ``networkx.community.greedy_modularity_communities``; every pair weighs the same. It only ever merges,
    and so comes to an end; networkx' Louvain method, in rounded numbers, has a member between two equally good groups
    go to and fro for ever (in one of some 3,000 small graphs).
    """
    listed = sorted(set(pairs))
    if not listed:
        return ()
    import networkx  # noqa: PLC0415 - in the worker only

    found = networkx.community.greedy_modularity_communities(networkx.Graph(listed))
    return tuple(sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group)))


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
