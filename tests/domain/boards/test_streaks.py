"""Streaks: weeks in a row, a grace each quarter, the same whether kept up or made anew."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boards.streaks import Streak, ends_at, extended, rebuilt, week_span, week_start

ROME = ZoneInfo("Europe/Rome")
FIRST = date(2026, 1, 5)
"""The first Monday of a year."""


def weeks(numbers: str) -> list[date]:
    """``"x.xx"``: a note in the first, third and fourth week from ``FIRST``."""
    return [FIRST + timedelta(weeks=place) for place, each in enumerate(numbers) if each == "x"]


@pytest.mark.parametrize(
    ("noted", "in_a_row", "longest", "graces"),
    [
        ("", 0, 0, 0),
        ("x", 1, 1, 0),
        ("xxx", 3, 3, 0),
        ("xx.xx", 4, 4, 1),
        ("xx..xx", 2, 2, 0),
        ("x.x.x", 1, 2, 0),
        ("x.xxxxxxxxxx.x", 1, 11, 0),  # both missed weeks begin in the first quarter
        ("x.xxxxxxxxxxx.x", 13, 13, 2),
        ("xxxxxxxxxxxx..xx", 14, 14, 2),
        ("xxxxxxxxxxxx...xx", 2, 12, 0),
        ("x.xxxx..xxx", 3, 5, 0),
    ],
)
def test_weeks_in_a_row(noted: str, in_a_row: int, longest: int, graces: int) -> None:
    streak = rebuilt(weeks(noted))
    assert (streak.weeks, streak.longest, streak.graces) == (in_a_row, longest, graces)


@given(st.lists(st.integers(0, 80), max_size=60))
def test_keeping_a_streak_up_and_making_it_anew_agree(numbers: list[int]) -> None:
    noted = [FIRST + timedelta(weeks=number) for number in sorted(numbers)]
    kept = Streak()
    for week in noted:
        kept = extended(kept, week)
    assert kept == rebuilt(reversed(noted))
    assert kept.longest >= kept.weeks
    assert kept.longest <= len(set(noted))


@given(st.lists(st.integers(0, 60), min_size=1, max_size=50), st.integers(0, 8 * 7 * 24))
def test_a_streak_goes_on_with_a_note_before_its_end_and_no_later(numbers: list[int], hours: int) -> None:
    streak = rebuilt(FIRST + timedelta(weeks=number) for number in numbers)
    assert streak.last is not None
    at = week_span(streak.last, ROME)[0] + timedelta(hours=hours)
    end = ends_at(streak, ROME)
    assert end is not None
    week = week_start(at, ROME)
    goes_on = streak.weeks + (week != streak.last)
    assert extended(streak, week).weeks == (goes_on if at < end else 1)


def test_a_streak_cannot_be_kept_up_backwards() -> None:
    with pytest.raises(ValueError, match="anew"):
        extended(rebuilt(weeks("xx")), FIRST)


def test_the_week_is_the_members_own() -> None:
    sunday_night = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)  # the clocks went forward in Rome: Monday, 0:30
    assert week_start(sunday_night, ROME) == date(2026, 3, 30)
    assert week_start(sunday_night, ZoneInfo("UTC")) == date(2026, 3, 23)
    begins, ends = week_span(date(2026, 3, 23), ROME)
    assert ends - begins == timedelta(days=7, hours=-1)
