"""Weeks of a guild: contiguous, on the hour, across both clock changes, and never too short."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boards.weeks import (
    MOST_MADE_UP,
    SHORTEST_WEEK,
    WeeklySettings,
    end_of,
    last_boundary,
    next_boundary,
    to_make,
)

ROME = ZoneInfo("Europe/Rome")
SUNDAY_EVENING = WeeklySettings()
NIGHT = WeeklySettings(weekday=6, hour=2)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

ZONES = st.sampled_from(["Europe/Rome", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"]).map(ZoneInfo)
INSTANTS = st.integers(0, 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE)
SETTINGS = st.builds(WeeklySettings, weekday=st.integers(0, 6), hour=st.integers(0, 23))


@pytest.mark.parametrize(
    ("settings", "instant", "following"),
    [
        (SUNDAY_EVENING, "2026-03-04T11:00", "2026-03-08T17:00"),
        (SUNDAY_EVENING, "2026-03-08T17:00", "2026-03-15T17:00"),
        (SUNDAY_EVENING, "2026-03-08T16:59", "2026-03-08T17:00"),
        # The clocks go forward on the 29th at 2: that week has an hour less; at 2 itself, there is no such hour.
        (SUNDAY_EVENING, "2026-03-22T17:00", "2026-03-29T16:00"),
        (NIGHT, "2026-03-28T12:00", "2026-03-29T01:00"),
        (NIGHT, "2026-03-29T01:00", "2026-04-05T00:00"),
        # They go back on the 25th of October at 3: 2 o'clock comes twice.
        (NIGHT, "2026-10-24T12:00", "2026-10-25T00:00"),
        (NIGHT, "2026-10-25T00:30", "2026-11-01T01:00"),
    ],
)
def test_a_week_ends_at_the_guilds_hour(settings: WeeklySettings, instant: str, following: str) -> None:
    at = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert next_boundary(settings, ROME, at) == datetime.fromisoformat(following).replace(tzinfo=UTC)


@given(SETTINGS, ZONES, INSTANTS)
def test_boundaries_are_on_the_hour_and_hold_the_instant(
    settings: WeeklySettings, zone: ZoneInfo, instant: datetime
) -> None:
    begins, ends = last_boundary(settings, zone, instant), next_boundary(settings, zone, instant)
    assert begins <= instant < ends
    assert next_boundary(settings, zone, begins) == ends
    assert timedelta(days=7) - HOUR <= ends - begins <= timedelta(days=7) + HOUR
    local = ends.astimezone(zone)
    assert local.weekday() == settings.weekday
    assert local.hour == settings.hour or datetime.combine(local.date(), local.time(), zone) - HOUR < local


@given(SETTINGS, SETTINGS, ZONES, ZONES, INSTANTS, st.integers(0, 10 * 24 * 60))
def test_another_day_hour_or_zone_makes_no_short_week_and_no_long_one(  # noqa: PLR0917 - what may differ, each drawn
    before: WeeklySettings, after: WeeklySettings, old: ZoneInfo, new: ZoneInfo, starts_at: datetime, minutes: int
) -> None:
    starts_at = last_boundary(before, old, starts_at)
    now = min(starts_at + minutes * MINUTE, next_boundary(before, old, starts_at) - MINUTE)
    ends = end_of(after, new, starts_at, now)
    assert ends > now
    assert SHORTEST_WEEK < ends - starts_at <= timedelta(days=14, hours=1)
    assert end_of(after, new, starts_at, now) == ends, "the same choice again moves nothing"
    assert end_of(before, old, starts_at, now) == next_boundary(before, old, starts_at), "and taking it back undoes it"


@given(SETTINGS, ZONES, INSTANTS, st.integers(1, 400), st.booleans())
def test_missing_weeks_follow_on_each_other_unless_the_bot_was_away_for_long(
    settings: WeeklySettings, zone: ZoneInfo, before: datetime, days: int, bounded: bool
) -> None:
    instant = before + timedelta(days=days, minutes=7)
    after = instant + timedelta(hours=5) if bounded else None
    spans = to_make(settings, zone, instant, before=before, after=after)
    assert len(spans) <= MOST_MADE_UP + 1
    assert spans[-1][0] <= instant < spans[-1][1]
    assert spans[0][0] >= before
    assert after is None or spans[-1][1] <= after
    assert all(left[1] == right[0] for left, right in pairwise(spans))
    if days < 7 * MOST_MADE_UP - 7:
        assert spans[0][0] == before, "no hole"


def test_the_first_week_began_when_a_week_of_the_guild_last_ended() -> None:
    now = datetime(2026, 3, 4, 11, tzinfo=UTC)
    spans = to_make(SUNDAY_EVENING, ROME, now, before=None, after=None)
    assert spans == ((datetime(2026, 3, 1, 17, tzinfo=UTC), datetime(2026, 3, 8, 17, tzinfo=UTC)),)
