"""The monthly report as it is made: its hour, whom it counts, its weeks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circle.monthly import Month, count_month, month_bounds
from bot.domain.circle.monthly_view import OPEN, counted, month_from, numbers_from, report_at, weeks_of
from bot.domain.circle.reciprocity import LEAST_MEMBERS, Reading, Written
from bot.domain.reading.notes import NoteVisibility
from tests.domain.firsts import first_readings

BERLIN = ZoneInfo("Europe/Berlin")
MARCH = Month(2026, 3)
THREADS = frozenset({NoteVisibility.THREAD})


@pytest.mark.parametrize(
    ("month", "zone", "at"),
    [
        (MARCH, "Europe/Berlin", datetime(2026, 4, 1, 7, tzinfo=UTC)),
        (Month(2026, 10), "Europe/Berlin", datetime(2026, 11, 1, 8, tzinfo=UTC)),
        (Month(2026, 10), "America/New_York", datetime(2026, 11, 1, 14, tzinfo=UTC)),  # clocks change that night
        (Month(2026, 12), "Pacific/Apia", datetime(2026, 12, 31, 20, tzinfo=UTC)),
    ],
)
def test_it_comes_at_the_hour_of_the_guild(month: Month, zone: str, at: datetime) -> None:
    assert report_at(month, ZoneInfo(zone)) == at


def test_a_few_are_counted_by_what_all_can_see() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    ring = [Reading(member, member + 1, at, str(member)) for member in range(1, LEAST_MEMBERS)]
    assert counted(ring, frozenset()) == OPEN
    assert counted(ring[1:], frozenset()) == THREADS
    assert counted(ring, frozenset({1})) == THREADS
    assert counted([], frozenset()) == THREADS
    assert NoteVisibility.PRIVATE not in OPEN


SINCE, UNTIL = month_bounds(MARCH, BERLIN)
instants = st.integers(-86400, int((UNTIL - SINCE).total_seconds()) + 86400).map(
    lambda seconds: SINCE + timedelta(seconds=seconds)
)
members = st.integers(1, 6)


@given(
    st.lists(st.builds(Written, st.uuids().map(str), members, instants), max_size=8),
    st.lists(st.builds(Reading, members, members, instants, st.uuids().map(str)), max_size=12),
    st.frozensets(members, max_size=2),
)
def test_the_weeks_add_up_to_the_month(stories: list[Written], readings: list[Reading], hidden: frozenset[int]) -> None:
    firsts = first_readings(readings)
    weeks = weeks_of(MARCH, BERLIN, stories, readings, firsts, hidden)
    whole = count_month(stories, readings, firsts, bounds=(SINCE, UNTIL), hidden=hidden)
    assert [week.first_day for week in weeks] == [1, 8, 15, 22, 29]
    assert (weeks[0].last_day, weeks[-1].last_day) == (7, 31)
    for name in ("stories", "talked_about", "notes", "new_connections"):
        assert sum(getattr(week, name) for week in weeks) == getattr(whole, name)


def test_february_has_four() -> None:
    assert [week.last_day for week in weeks_of(Month(2026, 2), BERLIN, [], [], {}, frozenset())] == [7, 14, 21, 28]


@pytest.mark.parametrize("typed", ["", "2026", "2026-13", "2026-1", "may", "2026-05-01", "2026-W05", "²026-05"])
def test_what_is_no_month_is_none(typed: str) -> None:
    assert month_from(typed) is None


def test_numbers_of_an_older_report_are_read() -> None:
    numbers = numbers_from({"stories": 3, "reciprocity": 0.5})
    assert (numbers.stories, numbers.notes, numbers.reciprocity, numbers.with_reader) == (3, 0, 0.5, None)
