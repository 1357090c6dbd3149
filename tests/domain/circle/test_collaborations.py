"""Calls: what can be posted, until when, and who may do what."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.circle.collaborations import (
    LONGEST_DAYS,
    MOST_OPEN,
    RENEW_BEFORE,
    RENEWABLE_FOR,
    TITLE_LIMIT,
    USUAL_DAYS,
    WORDS_LIMIT,
    Call,
    CallKind,
    CallProblem,
    CallState,
    browse,
    check,
    check_close,
    check_interest,
    check_renewal,
    stands_until,
    state,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
ME, ANNA = 1, 2


def call(
    until: datetime = NOW + DAY,
    *,
    number: int = 1,
    kind: CallKind = CallKind.EDITOR,
    topics: tuple[str, ...] = (),
    posted: datetime = NOW - DAY,
    closed: bool = False,
) -> Call:
    return Call(number, ME, kind, "An editor", "", topics, posted, until, NOW - SECOND if closed else None)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (call(), CallState.OPEN),
        (call(NOW + SECOND), CallState.OPEN),
        (call(NOW), CallState.EXPIRED),
        (call(closed=True), CallState.CLOSED),
        (call(NOW - DAY, closed=True), CallState.CLOSED),
    ],
)
def test_where_a_call_is(standing: Call, expected: CallState) -> None:
    assert state(standing, NOW) is expected


@pytest.mark.parametrize(
    ("title", "words", "days", "open_calls", "problem"),
    [
        ("An editor", "", USUAL_DAYS, 0, None),
        ("x" * TITLE_LIMIT, "x" * WORDS_LIMIT, LONGEST_DAYS, MOST_OPEN - 1, None),
        ("An editor", "", 1, 0, None),
        (" ", "", 1, 0, CallProblem.TITLE_MISSING),
        ("x" * (TITLE_LIMIT + 1), "", 1, 0, CallProblem.TITLE_TOO_LONG),
        ("x", "x" * (WORDS_LIMIT + 1), 1, 0, CallProblem.WORDS_TOO_LONG),
        ("x", "", 0, 0, CallProblem.TOO_SHORT_A_TIME),
        ("x", "", LONGEST_DAYS + 1, 0, CallProblem.TOO_LONG_A_TIME),
        ("x", "", 1, MOST_OPEN, CallProblem.TOO_MANY_OPEN),
    ],
)
def test_what_can_be_posted(title: str, words: str, days: int, open_calls: int, problem: CallProblem | None) -> None:
    assert check(title, words, days, open_calls) is problem


@pytest.mark.parametrize(
    ("standing", "member", "open_calls", "problem"),
    [
        (call(NOW + RENEW_BEFORE), ME, MOST_OPEN, None),  # it has its place
        (call(NOW + RENEW_BEFORE + SECOND), ME, 1, CallProblem.TOO_EARLY),
        (call(NOW), ME, 0, None),
        (call(NOW), ME, MOST_OPEN, CallProblem.TOO_MANY_OPEN),
        (call(NOW - RENEWABLE_FOR + SECOND), ME, 0, None),
        (call(NOW - RENEWABLE_FOR), ME, 0, CallProblem.TOO_LATE),
        (call(closed=True), ME, 0, CallProblem.CLOSED),
        (call(NOW), ANNA, 0, CallProblem.NOT_YOURS),
    ],
)
def test_what_can_be_renewed(standing: Call, member: int, open_calls: int, problem: CallProblem | None) -> None:
    assert check_renewal(standing, member, NOW, open_calls) is problem


def test_a_renewed_call_stands_and_cannot_be_renewed_again_at_once() -> None:
    renewed = call(stands_until(NOW))
    assert state(renewed, NOW + USUAL_DAYS * DAY - SECOND) is CallState.OPEN
    assert check_renewal(renewed, ME, NOW, 1) is CallProblem.TOO_EARLY


def test_its_member_and_who_looks_after_the_server_may_close_it_once() -> None:
    assert check_close(call(), ME) is None
    assert check_close(call(NOW - DAY), ME) is None
    assert check_close(call(), ANNA) is CallProblem.NOT_YOURS
    assert check_close(call(), ANNA, manages=True) is None
    assert check_close(call(closed=True), ME) is CallProblem.CLOSED


def test_interest_is_in_an_open_call_of_somebody_else_once() -> None:
    assert check_interest(call(), ANNA, NOW) is None
    assert check_interest(call(), ME, NOW) is CallProblem.YOUR_OWN
    assert check_interest(call(NOW), ANNA, NOW) is CallProblem.NOT_OPEN
    assert check_interest(call(closed=True), ANNA, NOW) is CallProblem.NOT_OPEN
    assert check_interest(call(), ANNA, NOW, answered=True) is CallProblem.ANSWERED_BEFORE


def test_the_board_shows_open_calls_what_fits_first_then_the_latest() -> None:
    calls = [
        call(number=1, posted=NOW - 3 * DAY, topics=("tea",)),
        call(number=2, posted=NOW - 2 * DAY),
        call(number=3, posted=NOW - DAY, kind=CallKind.PODCAST),
        call(number=4, posted=NOW - DAY, topics=("tea", "bees")),
        call(NOW, number=5),
        call(number=6, closed=True),
    ]
    assert [each.id for each in browse(calls, NOW)] == [3, 4, 2, 1]
    assert [each.id for each in browse(reversed(calls), NOW, topics=["bees", "tea"])] == [4, 1, 3, 2]
    assert [each.id for each in browse(calls, NOW, kind=CallKind.PODCAST)] == [3]
