"""Measures: against networkx, against cases counted by hand, and what never changes them."""

from datetime import UTC, datetime, timedelta
from random import Random

import networkx  # type: ignore[import-untyped]  # networkx ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circle.reciprocity import (
    LEAST_MEMBERS,
    READER_WITHIN,
    Direction,
    Reading,
    Written,
    attention,
    attention_gini,
    breadth,
    concentration,
    directions,
    gini,
    guild_reciprocity,
    new_connections,
    new_connections_of,
    overall_reciprocity,
    share_with_reader,
    visible,
    within,
)
from tests.domain.firsts import first_readings
from tests.tries import tries

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)

members = st.integers(1, 8)
readings = st.lists(
    st.builds(
        Reading,
        reader_id=members,
        author_id=members,
        at=st.integers(0, 60).map(lambda days: NOW - days * DAY),
        story_id=st.sampled_from("abcdefgh"),
    ),
    max_size=40,
)

hiding = st.sets(members, max_size=4)
edge_sets = st.sets(st.tuples(members, members), max_size=40)


def read(reader: int, author: int, story: str = "a", days: int = 1) -> Reading:
    return Reading(reader, author, NOW - days * DAY, story)


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        (set(), None),
        ({(1, 1)}, None),
        ({(1, 2)}, 0.0),
        ({(1, 2), (2, 1)}, 1.0),
        ({(1, 2), (2, 1), (1, 3)}, 2 / 3),
        ({(1, 2), (2, 3), (3, 1)}, 0.0),
        ({(1, 2), (2, 1), (3, 4), (4, 3), (1, 3), (4, 2)}, 4 / 6),
    ],
)
def test_reciprocity_counted_by_hand(edges: set[Direction], expected: float | None) -> None:
    assert overall_reciprocity(edges) == expected


@tries(50)
@given(edge_sets)
def test_reciprocity_is_networkxs_within_bounds_and_the_same_turned_round(edges: set[Direction]) -> None:
    loopless = {edge for edge in edges if edge[0] != edge[1]}
    value = overall_reciprocity(edges)
    assert value == overall_reciprocity({(author, reader) for reader, author in edges})
    if not loopless:
        assert value is None
    else:
        assert value == pytest.approx(networkx.overall_reciprocity(networkx.DiGraph(list(loopless))))
        assert value is not None
        assert 0 <= value <= 1


def test_reciprocity_is_told_of_five_members_and_not_of_four() -> None:
    four = [read(1, 2), read(2, 1), read(3, 4), read(4, 3)]
    assert guild_reciprocity(four) is None
    assert guild_reciprocity([*four, read(5, 1)]) == 4 / 5
    assert guild_reciprocity([*four, read(5, 1)], hidden={5}) is None
    assert LEAST_MEMBERS == 5


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([], None),
        ([0, 0, 0], 0.0),
        ([7], 0.0),
        ([3, 3, 3], 0.0),
        ([0, 0, 0, 1], 3 / 4),
        ([1, 2, 3, 4], 1 / 4),
        ([1, 3], 1 / 4),
        ([0, 1], 1 / 2),
    ],
)
def test_gini_counted_by_hand(amounts: list[int], expected: float | None) -> None:
    assert gini(amounts) == expected


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20), st.integers(1, 9), st.randoms(use_true_random=False))
def test_gini_is_the_mean_difference_within_bounds_and_blind_to_order_scale_and_copies(
    amounts: list[int], times: int, random: Random
) -> None:
    value = gini(amounts)
    count = len(amounts)
    assert value is not None
    assert 0 <= value <= (count - 1) / count
    if sum(amounts):
        differences = sum(abs(one - other) for one in amounts for other in amounts)
        assert value == pytest.approx(differences / (2 * count * sum(amounts)))
    shuffled = random.sample(amounts, count)
    assert gini(shuffled) == gini([times * each for each in amounts]) == value
    assert gini(amounts * times) == pytest.approx(value)


def test_gini_takes_no_debts() -> None:
    with pytest.raises(ValueError, match="counts"):
        gini([1, -1])


def test_attention_counts_different_readers_and_those_whom_nobody_read() -> None:
    rows = [read(1, 2, "a"), read(1, 2, "b"), read(3, 2, "a"), read(2, 9), read(2, 2)]
    assert attention([2, 4], rows) == {2: 2, 4: 0}
    assert attention([2, 4], rows, hidden={3}) == {2: 1, 4: 0}
    assert attention([2, 4], rows, hidden={4}) == {2: 2}
    assert attention_gini([2, 4], rows) is None, "four or fewer authors are persons"
    assert attention_gini([2, 4, 5, 6], rows) is None
    assert attention_gini([2, 4, 5, 6, 7], rows) == 4 / 5


def test_a_story_finds_a_reader_within_seven_days_or_not() -> None:
    told = NOW - 20 * DAY
    stories = [Written(each, 1, told) for each in "abcde"]
    rows = [
        Reading(2, 1, told + READER_WITHIN - SECOND, "a"),
        Reading(2, 1, told + READER_WITHIN, "b"),
        Reading(1, 1, told, "c"),
        Reading(2, 1, told - DAY, "d"),
    ]
    assert share_with_reader(stories, rows, NOW) == 2 / 5
    assert share_with_reader(stories, rows, NOW, hidden={2}) == 0
    assert share_with_reader(stories, rows, NOW, hidden={1}) is None


def test_a_story_whose_week_is_not_over_is_not_counted_yet() -> None:
    stories = [Written("a", 1, NOW - READER_WITHIN), Written("b", 1, NOW - READER_WITHIN + SECOND)]
    assert share_with_reader(stories, [Reading(2, 1, NOW, "b")], NOW) == 0
    assert share_with_reader(stories[1:], [], NOW) is None


def test_new_connections_are_directions_read_for_the_first_time() -> None:
    rows = [read(1, 2, days=50), read(1, 2, days=3), read(2, 1, days=3), read(3, 1, days=10), read(1, 1)]
    firsts = first_readings(rows)
    assert firsts == {(1, 2): NOW - 50 * DAY, (2, 1): NOW - 3 * DAY, (3, 1): NOW - 10 * DAY}
    assert new_connections(firsts, NOW - 10 * DAY, NOW) == 2
    assert new_connections(firsts, NOW - 10 * DAY, NOW - 3 * DAY) == 1, "the end is not in it"
    assert new_connections(firsts, NOW - 10 * DAY, NOW, hidden={3}) == 1
    assert new_connections_of(1, firsts, NOW - 60 * DAY, NOW) == 1


def test_breadth_and_concentration_counted_by_hand() -> None:
    rows = [read(1, 2, each) for each in "abcd"] + [read(1, 3, "e"), read(1, 3, "f"), read(1, 4, "g"), read(1, 5, "h")]
    rows += [read(1, 2, "a", days=2), read(1, 1, "x"), read(2, 5, "h")]
    assert breadth(1, rows) == 4
    assert concentration(1, rows) == 7 / 8
    assert breadth(9, rows) == 0
    assert concentration(9, rows) is None


@given(readings, members)
def test_concentration_is_within_its_bounds(rows: list[Reading], member: int) -> None:
    writers, share = breadth(member, rows), concentration(member, rows)
    if share is None:
        assert writers == 0
    else:
        assert min(3, writers) / writers <= share + 1e-12 <= 1 + 1e-12


def everything(rows: list[Reading], authors: list[int], hidden: set[int]) -> tuple[object, ...]:
    stories = [Written(each, author, NOW - 30 * DAY) for author, each in enumerate("abcdefgh", 1)]
    return (
        guild_reciprocity(rows, hidden),
        share_with_reader(stories, rows, NOW, hidden),
        attention_gini(authors, rows, hidden),
        new_connections(first_readings(rows), NOW - 30 * DAY, NOW, hidden),
    )


@tries(50)
@given(readings, hiding, st.randoms(use_true_random=False))
def test_whoever_hides_changes_nothing_and_neither_does_the_order(
    rows: list[Reading], hidden: set[int], random: Random
) -> None:
    """A guild with members who hide measures as one in which they never were."""
    authors = list(range(1, 9))
    shown = everything(rows, authors, hidden)
    assert shown == everything(list(visible(rows, hidden)), authors, hidden)
    noisy = rows + [read(reader, author, "a") for reader in hidden for author in authors]
    noisy += [read(reader, author, "b") for reader in authors for author in hidden]
    random.shuffle(noisy)
    assert everything(noisy, random.sample(authors, 8), hidden) == shown


@tries(50)
@given(readings, hiding)
def test_who_hides_is_in_no_edge(rows: list[Reading], hidden: set[int]) -> None:
    edges = directions(visible(rows, hidden))
    assert not hidden.intersection(member for edge in edges for member in edge)
    assert all(reader != author for reader, author in edges)


def test_a_time_begins_with_its_first_instant_and_ends_before_its_last() -> None:
    rows = [read(1, 2, days=days) for days in (1, 2, 3)]
    assert within(rows, NOW - 3 * DAY, NOW - DAY) == (rows[1], rows[2])
