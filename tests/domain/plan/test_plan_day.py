"""A member's day and its morning, over changes of the clocks and of the zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plan.plan_day import PlanChoice, chosen_hour, morning_due
from bot.domain.posting.quiet_hours import at_hour
from bot.domain.stories.announcing import day_of
from tests.tries import tries

ROME = ZoneInfo("Europe/Rome")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "now", "due"),
    [
        ("Europe/Rome", 8, "2026-03-05 06:59", False),
        ("Europe/Rome", 8, "2026-03-05 07:00", True),
        ("Europe/Rome", 8, "2026-03-05 09:59", True),
        ("Europe/Rome", 8, "2026-03-05 10:00", False),  # too late: a morning is no morning any more
        ("Europe/Rome", 8, "2026-03-29 06:00", True),  # the clocks went forward in the night
        ("Europe/Rome", 2, "2026-03-29 00:59", False),
        ("Europe/Rome", 2, "2026-03-29 01:00", True),  # two o'clock does not exist; three does
        ("America/New_York", 1, "2026-11-01 05:00", True),  # one o'clock comes twice; the first is meant
        ("America/New_York", 1, "2026-11-01 04:59", False),
        ("Pacific/Kiritimati", 7, "2026-03-04 17:00", True),
        ("Pacific/Kiritimati", 23, "2026-03-05 10:30", False),  # past midnight it is another day
    ],
)
def test_when_it_is_morning(zone: str, hour: int, now: str, due: bool) -> None:
    there = ZoneInfo(zone)
    expected = day_of(at(now), there) if due else None
    assert morning_due(PlanChoice(hour), there, at(now)) == expected
    assert morning_due(PlanChoice(None), there, at(now)) is None


@tries(200)
@given(
    zone=st.sampled_from(["Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "UTC"]),
    hour=st.integers(0, 23),
    start=st.integers(0, 365 * 24).map(lambda hours: at("2026-01-01 00:00") + timedelta(hours=hours)),
)
def test_every_day_has_one_morning_whatever_the_clocks_do(zone: str, hour: int, start: datetime) -> None:
    there, choice = ZoneInfo(zone), PlanChoice(hour)
    told: list[date] = []
    for minutes in range(0, 4 * 24 * 60, 20):
        day = morning_due(choice, there, start + timedelta(minutes=minutes))
        if day is not None:
            told.append(day)
            choice = replace(choice, planned_on=day)
    assert told == sorted(set(told))
    whole = [day_of(start, there) + timedelta(days=days) for days in (1, 2)]
    assert [day for day in told if day in whole] == whole
    assert all(day_of(at_hour(day, hour, there), there) == day for day in told)


def test_a_day_that_comes_again_has_no_second_word() -> None:
    now = at("2026-03-05 08:00")
    assert morning_due(PlanChoice(8, date(2026, 3, 6)), ZoneInfo("UTC"), now) is None
    assert morning_due(PlanChoice(8, date(2026, 3, 4)), ZoneInfo("UTC"), now) == date(2026, 3, 5)


def test_the_first_word_comes_today_only_where_the_hour_is_still_to_come() -> None:
    now = at("2026-03-05 08:00")
    assert chosen_hour(PlanChoice(), 9, ROME, now) == PlanChoice(9, date(2026, 3, 5))
    assert chosen_hour(PlanChoice(), 10, ROME, now) == PlanChoice(10, None)
    assert chosen_hour(PlanChoice(8, date(2026, 3, 6)), 7, ROME, now).planned_on == date(2026, 3, 6)
    assert chosen_hour(PlanChoice(8, date(2026, 3, 4)), None, ROME, now) == PlanChoice(None, date(2026, 3, 4))
