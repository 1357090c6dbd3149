"""The journal: what a connection says, how it is sorted, and whom one used to talk to."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circle.connections import (
    CONVERSATION,
    LONGEST_QUIET,
    MOST_SUGGESTED,
    Acquaintance,
    JournalOrder,
    Show,
    Tie,
    arrange,
    conversations,
    conversing,
    journal,
    quiet,
)
from tests.tries import tries

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
ME = 1


def tie(reader: int, author: int, first: int, last: int, helpful: int = 0) -> Tie:
    """A direction whose first and last notes are so many days ago."""
    return Tie(reader, author, NOW - first * DAY, NOW - last * DAY, 2, helpful)


def of(member: int, ties: list[Tie]) -> tuple[Acquaintance, ...]:
    return journal(member, ties, ties, NOW)


ties = st.lists(
    st.builds(
        lambda reader, author, first, length, helpful: tie(reader, author, first, max(0, first - length), helpful),
        st.integers(1, 6),
        st.integers(1, 6),
        st.integers(0, 500),
        st.integers(0, 500),
        st.integers(0, 2),
    ),
    max_size=20,
    unique_by=lambda each: (each.reader_id, each.author_id),
)


def test_a_connection_is_both_sides_dates() -> None:
    found = of(
        ME, [tie(ME, 2, 80, 10), tie(2, ME, 200, 40, helpful=1), tie(ME, 3, 5, 5), tie(4, ME, 9, 7), tie(2, 3, 1, 1)]
    )
    assert found == (
        Acquaintance(2, NOW - 200 * DAY, NOW - 10 * DAY, NOW - 10 * DAY, NOW - 40 * DAY, True, True),
        Acquaintance(3, NOW - 5 * DAY, NOW - 5 * DAY, NOW - 5 * DAY, None, False, False),
        Acquaintance(4, NOW - 9 * DAY, NOW - 7 * DAY, None, NOW - 7 * DAY, False, False),
    )


def test_no_balance_can_be_made_of_a_connection() -> None:
    """Dates and yes or no; a number that is not an id would be a count."""
    kinds = {field.name: field.type for field in fields(Acquaintance)}
    assert [name for name, kind in kinds.items() if kind in (int, float, "int", "float")] == ["member_id"]
    assert set(JournalOrder) == {"last", "name"}


def test_what_others_keep_private_is_not_in_my_journal() -> None:
    mine, theirs = [tie(ME, 2, 5, 5)], list[Tie]()
    assert journal(ME, mine, theirs, NOW)[0].noted_by_them is None
    assert journal(2, theirs, mine, NOW)[0].noted_by_me is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (NOW, NOW, True),
        (NOW, NOW - CONVERSATION + SECOND, True),
        (NOW, NOW - CONVERSATION, False),
        (NOW, None, False),
        (None, NOW, False),
        (None, None, False),
    ],
)
def test_in_conversation_is_both_within_ninety_days_and_the_same_from_either(
    one: datetime | None, other: datetime | None, expected: bool
) -> None:
    assert conversing(one, other, NOW) is conversing(other, one, NOW) is expected


@tries(50)
@given(ties)
def test_two_agree_on_whether_they_are_in_conversation(rows: list[Tie]) -> None:
    pairs = conversations(rows, NOW)
    seen = {(member, each.member_id) for member in range(1, 7) for each in of(member, rows) if each.in_conversation}
    assert seen == pairs | {(other, one) for one, other in pairs}


@tries(50)
@given(ties)
def test_a_journal_is_everybody_once_and_no_other(rows: list[Tie]) -> None:
    found = [each.member_id for each in of(ME, rows)]
    others = {each.author_id for each in rows if each.reader_id == ME}
    others |= {each.reader_id for each in rows if each.author_id == ME}
    assert found == sorted(others - {ME})


def test_the_latest_first_or_by_name_without_case_and_names_that_miss_last() -> None:
    found = of(ME, [tie(ME, 2, 9, 9), tie(ME, 3, 1, 1), tie(4, ME, 5, 5), tie(ME, 5, 5, 5)])
    names = {2: "anna", 3: "Zoë", 4: "Ben", 5: ""}
    assert [each.member_id for each in arrange(found, names)] == [3, 4, 5, 2]
    assert [each.member_id for each in arrange(found, names, JournalOrder.NAME)] == [2, 4, 3, 5]


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        (Show.ALL, [2, 3, 4]),
        (Show.IN_CONVERSATION, [2]),
        (Show.READ_BY_ME, [2, 3]),
        (Show.READ_ME, [2, 4]),
        (Show.HELPED, [4]),
    ],
)
def test_filters_say_what_happened(show: Show, expected: list[int]) -> None:
    found = of(ME, [tie(ME, 2, 1, 1), tie(2, ME, 1, 1), tie(ME, 3, 2, 2), tie(4, ME, 3, 3, helpful=1)])
    assert [each.member_id for each in arrange(found, {}, show=show)] == expected


@tries(50)
@given(ties, st.sampled_from(JournalOrder), st.sampled_from(Show))
def test_sorting_loses_nobody(rows: list[Tie], order: JournalOrder, show: Show) -> None:
    found = of(ME, rows)
    arranged = arrange(found, {2: "B", 3: "a"}, order, show)
    assert set(arranged) <= set(found)
    assert len(arranged) == len(set(arranged))
    if show is Show.ALL:
        assert set(arranged) == set(found)
    assert arrange(tuple(reversed(found)), {2: "B", 3: "a"}, order, show) == arranged


@pytest.mark.parametrize(
    ("mine", "theirs", "suggested"),
    [
        (tie(ME, 2, 200, 100), tie(2, ME, 200, 110), True),
        (tie(ME, 2, 200, 90), tie(2, ME, 200, 90), True),
        (tie(ME, 2, 200, 89), tie(2, ME, 200, 100), False),  # I still read: not quiet
        (tie(ME, 2, 200, 100), tie(2, ME, 200, 89), False),  # they still read: a suggestion would tell on me
        (tie(ME, 2, 400, 365), tie(2, ME, 400, 365), False),  # long over
        (tie(ME, 2, 400, 364), tie(2, ME, 400, 390), True),
        (tie(ME, 2, 120, 100), tie(2, ME, 350, 300), False),  # never in conversation
        (tie(ME, 2, 150, 100), tie(2, ME, 300, 239), True),
        (tie(ME, 2, 150, 100), tie(2, ME, 300, 240), False),
    ],
)
def test_quiet_for_a_while_is_both_and_not_for_ever(mine: Tie, theirs: Tie, suggested: bool) -> None:
    assert quiet(ME, [mine], [theirs], NOW) == ((2,) if suggested else ())
    assert quiet(2, [theirs], [mine], NOW) == ((ME,) if suggested else ()), "the same for both"


def test_one_side_alone_was_no_conversation() -> None:
    assert quiet(ME, [tie(ME, 2, 200, 100)], [], NOW) == ()


def test_who_was_dismissed_stays_so_until_they_talk_again() -> None:
    rows = [tie(ME, 2, 300, 100)], [tie(2, ME, 300, 100)]
    assert quiet(ME, *rows, NOW, {2: NOW - 99 * DAY}) == ()
    assert quiet(ME, *rows, NOW, {2: NOW - 100 * DAY}) == ()
    assert quiet(ME, *rows, NOW, {2: NOW - 101 * DAY}) == (2,)
    assert quiet(ME, *rows, NOW, {3: NOW}) == (2,)


def test_a_few_suggestions_the_latest_first() -> None:
    mine = [tie(ME, other, 200, 90 + other) for other in range(9, 1, -1)]
    theirs = [tie(other, ME, 200, 200 - other) for other in range(2, 10)]
    assert quiet(ME, mine, theirs, NOW) == (2, 3, 4)
    assert MOST_SUGGESTED == 3


@tries(50)
@given(ties)
def test_nobody_is_both_quiet_and_in_conversation(rows: list[Tie]) -> None:
    found = {each.member_id: each for each in of(ME, rows)}
    for other in quiet(ME, rows, rows, NOW):
        assert not found[other].in_conversation
        assert CONVERSATION <= NOW - found[other].last < LONGEST_QUIET
