"""Times as moderators type them, over both changes of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenges.challenge_times import (
    as_typed,
    check_times,
    days_after,
    days_between,
    opened_at,
    read_end,
    read_start,
)
from bot.domain.challenges.errors import ChallengeTooFar, ChallengeTooLong, ChallengeTooShort, TimePast, TimeUnreadable

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
"""One o'clock in Rome; the clocks go forward there on 29 March, and back on 25 October."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("", NOW),
        ("now", NOW),
        ("2026-03-02 18:00", utc("2026-03-02 17:00")),
        ("2026-03-02T18:00", utc("2026-03-02 17:00")),
        ("2026-3-2 9", utc("2026-03-02 08:00")),
        ("2026-12-01", utc("2026-12-01 17:00")),
        ("2026-07-01 18:00", utc("2026-07-01 16:00")),
        ("  Tomorrow   18.30 ", utc("2026-03-02 17:30")),
        ("today 23:00", utc("2026-03-01 22:00")),
        ("in 3 days", utc("2026-03-04 12:00")),
        ("in 5h", utc("2026-03-01 17:00")),
        ("in 2 weeks", utc("2026-03-15 12:00")),
        ("in 30 days", utc("2026-03-31 11:00")),
    ],
)
def test_what_is_read(typed: str, instant: datetime) -> None:
    assert read_start(typed, ROME, NOW) == instant


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "18:00",
        "2026-02-30",
        "2026-03-02 25:00",
        "01.12.2026",
        "3 days",
        "in three days",
        "0000-01-01",
        "²",
        "-1",
    ],
)
def test_what_is_not_read(typed: str) -> None:
    with pytest.raises(TimeUnreadable):
        read_start(typed, ROME, NOW)


def test_a_time_in_the_gap_is_as_much_later_as_the_clocks_jump() -> None:
    for read in (read_start("2026-03-29 02:30", ROME, NOW), read_end("2026-03-29 02:30", ROME, NOW, NOW)):
        assert read == utc("2026-03-29 01:30")
        assert as_typed(read, ROME) == "2026-03-29 03:30"


def test_a_time_that_comes_twice_costs_nobody_an_hour() -> None:
    assert read_start("2026-10-25 02:30", ROME, NOW) == utc("2026-10-25 00:30")
    assert read_end("2026-10-25 02:30", ROME, NOW, NOW) == utc("2026-10-25 01:30")


def test_an_end_can_be_a_length_and_is_a_week_unless_said() -> None:
    start = utc("2026-03-26 12:00")
    assert read_end("", ROME, NOW, start) == utc("2026-04-02 11:00"), "a week in Rome, an hour shorter"
    assert read_end("7 days", ROME, NOW, start) == utc("2026-04-02 11:00")
    assert read_end("36 hours", ROME, NOW, start) == utc("2026-03-28 00:00")
    assert read_end("in 7 days", ROME, NOW, start) == utc("2026-03-08 12:00")


def test_what_begins_at_once_has_its_days_from_its_opening() -> None:
    week, later = timedelta(days=7), NOW + timedelta(hours=5)
    assert opened_at(NOW, NOW + week, ROME, later) == (later, later + week)
    assert opened_at(NOW, NOW + week + timedelta(hours=1), ROME, later) == (later, NOW + week + timedelta(hours=1))
    assert opened_at(later, later + week, ROME, NOW) == (later, later + week)


def test_bounds() -> None:
    week = timedelta(days=7)
    check_times(NOW, NOW + week, NOW)
    with pytest.raises(TimePast):
        check_times(NOW - week, NOW, NOW)
    with pytest.raises(ChallengeTooShort):
        check_times(NOW + week, NOW + week, NOW)
    with pytest.raises(ChallengeTooShort):
        check_times(NOW - week, NOW + timedelta(minutes=59), NOW)
    with pytest.raises(ChallengeTooLong):
        check_times(NOW, NOW + timedelta(days=93), NOW)
    with pytest.raises(ChallengeTooFar):
        read_start("9999-12-31 23:59", ROME, NOW)
    with pytest.raises(TimePast):
        read_start("2026-02-01", ROME, NOW)
    assert read_start("2026-03-01 12:30", ROME, NOW) == NOW, "a moment ago is now"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        read = read_end(typed, ROME, NOW, NOW)
        assert read.tzinfo is UTC or read.utcoffset() == timedelta()
    except TimeUnreadable:
        pass


@given(
    st.timedeltas(timedelta(), timedelta(days=366)),
    st.integers(1, 40),
    st.sampled_from(["Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran", "UTC"]),
)
def test_days_are_counted_as_they_are_added(later: timedelta, days: int, zone: str) -> None:
    start = NOW + later
    end = days_after(start, days, ZoneInfo(zone))
    assert abs(end - start - timedelta(days=days)) <= timedelta(hours=1)
    assert days_between(start, end, ZoneInfo(zone)) == days
    minute = end.replace(second=0, microsecond=0)
    assert read_end(as_typed(end, ZoneInfo(zone)), ZoneInfo(zone), NOW, NOW) - minute in {
        timedelta(),
        timedelta(hours=1),
        timedelta(minutes=30),
    }
