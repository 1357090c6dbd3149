"""Graphs: the best pairs against trying all, components against networkx."""

from itertools import combinations
from random import Random

import networkx  # type: ignore[import-untyped]  # networkx ships no types
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.circle.graphs import Pair, best_pairs, communities, components, pair
from tests.tries import tries

edges = st.sets(st.tuples(st.integers(1, 7), st.integers(1, 7)).filter(lambda each: each[0] < each[1]), max_size=12)


def choices(pairs: list[Pair]) -> list[tuple[Pair, ...]]:
    """Every set of disjoint pairs."""
    return [
        chosen
        for size in range(4)
        for chosen in combinations(pairs, size)
        if len({member for each in chosen for member in each}) == 2 * size
    ]


@tries(60)
@given(st.dictionaries(st.sampled_from(list(combinations(range(1, 8), 2))), st.integers(0, 9), max_size=12))
def test_no_other_choice_has_more_pairs_or_as_many_and_more_weight(weights: dict[Pair, int]) -> None:
    found = best_pairs(weights)
    assert set(found) <= weights.keys()
    everything = [(len(each), sum(weights[edge] for edge in each)) for each in choices(list(weights))]
    assert (len(found), sum(weights[edge] for edge in found)) == max(everything)


@tries(40)
@given(edges, st.randoms(use_true_random=False))
def test_components_are_networkxs_whatever_the_order(pairs: set[Pair], random: Random) -> None:
    graph = networkx.Graph(list(pairs))
    shuffled = [edge[::-1] if random.random() < 0.5 else edge for edge in pairs]
    random.shuffle(shuffled)
    found = components(shuffled)
    assert {frozenset(each) for each in found} == {frozenset(each) for each in networkx.connected_components(graph)}
    assert found == components(pairs)


@tries(30)
@example({(1, 5), (1, 7), (2, 7), (3, 4), (3, 5), (3, 6), (3, 7), (4, 5), (5, 6), (5, 7)})
@given(edges)
def test_communities_are_a_partition_within_components_and_the_same_in_any_order(pairs: set[Pair]) -> None:
    """The example kept networkx' Louvain method busy for ever."""
    found = communities(pairs)
    assert sorted(member for group in found for member in group) == sorted({each for edge in pairs for each in edge})
    assert all(any(set(group) <= set(whole) for whole in components(pairs)) for group in found)
    assert found == communities(sorted(pairs, reverse=True))


@tries(30)
@given(edges.filter(bool))
def test_communities_are_worth_more_than_everybody_alone_and_no_two_of_them_more_as_one(pairs: set[Pair]) -> None:
    graph = networkx.Graph(list(pairs))
    found = [set(group) for group in communities(pairs)]
    worth = networkx.community.modularity(graph, found)
    assert worth > networkx.community.modularity(graph, [{each} for each in graph])
    for one, other in combinations(found, 2):
        merged = [one | other, *(each for each in found if each not in (one, other))]
        assert networkx.community.modularity(graph, merged) < worth + 1e-9


def test_two_cliques_with_a_bridge_are_two_communities() -> None:
    cliques = [*combinations(range(1, 6), 2), *combinations(range(6, 11), 2), (5, 6)]
    assert communities(cliques) == ((1, 2, 3, 4, 5), (6, 7, 8, 9, 10))


def test_nothing_comes_of_nothing_and_a_pair_has_no_order() -> None:
    assert best_pairs({}) == communities([]) == components([]) == ()
    assert pair(2, 1) == pair(1, 2) == (1, 2)
