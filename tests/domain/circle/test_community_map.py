"""The map: who is on it, groups beyond sixty, and the same picture every time."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circle.community_map import MOST_GROUPS, MOST_PEOPLE, CommunityMap, MapEdge, MapNode, map_of
from bot.domain.circle.connections import CONVERSATION, Tie, conversations
from tests.tries import tries

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def talk(one: int, other: int, days: int = 1) -> list[Tie]:
    """Two who noted each other."""
    at = NOW - days * DAY
    return [Tie(one, other, at, at), Tie(other, one, at, at)]


def clique(start: int, size: int) -> list[Tie]:
    return [tie for pair in combinations(range(start, start + size), 2) for tie in talk(*pair)]


def test_those_in_conversation_who_opted_in_and_nobody_else() -> None:
    ties = talk(10, 11) + talk(11, 12) + talk(10, 13) + talk(14, 15, CONVERSATION.days) + [Tie(16, 10, NOW, NOW)]
    drawn = map_of(ties, {10, 11, 12, 14, 15, 16, 17}, NOW)
    assert drawn == CommunityMap(
        nodes=(MapNode((10,), 0), MapNode((11,), 0), MapNode((12,), 0)),
        edges=(MapEdge(0, 1), MapEdge(1, 2)),
        by_groups=False,
        people=3,
        pairs=2,
    )


def test_nobody_opted_in() -> None:
    assert map_of(talk(1, 2), set(), NOW) == CommunityMap((), (), False, 0, 0)


def test_two_circles_are_two_groups() -> None:
    drawn = map_of(clique(1, 5) + clique(21, 4) + talk(1, 21), set(range(50)), NOW)
    assert [node.group for node in drawn.nodes] == [0] * 5 + [1] * 4
    assert drawn.pairs == len(drawn.edges) == 10 + 6 + 1


def test_sixty_are_people_and_more_are_groups() -> None:
    ties = [tie for start in range(0, 60, 6) for tie in clique(start, 6)]
    people = map_of(ties, set(range(90)), NOW)
    assert not people.by_groups
    assert len(people.nodes) == people.people == MOST_PEOPLE
    groups = map_of(ties + talk(0, 60) + talk(1, 7) + talk(0, 6), set(range(90)), NOW)
    assert groups.by_groups
    assert groups.people == 61
    assert [len(node.members) for node in groups.nodes] == [7] + [6] * 9
    assert groups.nodes[0].members[0] == 0, "who has the most conversations comes first"
    assert groups.edges == (MapEdge(0, 1, 2),)


def test_groups_that_find_no_room_are_counted() -> None:
    ties = [tie for one in range(0, 2 * (MOST_GROUPS + 10), 2) for tie in talk(one, one + 1)]
    drawn = map_of(ties, set(range(100)), NOW)
    assert (len(drawn.nodes), drawn.people, drawn.left) == (MOST_GROUPS, 2 * MOST_GROUPS + 20, 20)


ties = st.sets(st.tuples(st.integers(1, 90), st.integers(1, 90)), max_size=150).map(
    lambda found: [tie for one, other in sorted(found) if one != other for tie in talk(one, other)]
)


@tries(25)
@given(ties, st.sets(st.integers(1, 90), min_size=40), st.randoms(use_true_random=False))
def test_the_same_map_in_any_order_and_everybody_on_it_opted_in(
    rows: list[Tie], opted_in: set[int], random: Random
) -> None:
    drawn = map_of(rows, opted_in, NOW)
    assert map_of(random.sample(rows, len(rows)), set(random.sample(sorted(opted_in), len(opted_in))), NOW) == drawn
    shown = [member for node in drawn.nodes for member in node.members]
    wanted = {each for each in conversations(rows, NOW) if opted_in >= set(each)}
    assert set(shown) <= opted_in & {member for each in wanted for member in each}
    assert len(shown) == len(set(shown)) == drawn.people - drawn.left
    assert drawn.pairs == len(wanted)
    if not drawn.by_groups:
        people = [node.members[0] for node in drawn.nodes]
        assert {tuple(sorted((people[edge.one], people[edge.other]))) for edge in drawn.edges} == wanted
    elif not drawn.left:
        group = {member: number for number, node in enumerate(drawn.nodes) for member in node.members}
        pairs = [tuple(sorted((group[one], group[other]))) for one, other in wanted]
        across = Counter(pair for pair in pairs if pair[0] != pair[1])
        assert {(edge.one, edge.other): edge.pairs for edge in drawn.edges} == across
