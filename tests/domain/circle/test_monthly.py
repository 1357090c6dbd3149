"""The monthly report: months in every zone, and numbers counted by hand."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circle.monthly import (
    LATEST_REPORT,
    Formula,
    Month,
    MonthNumbers,
    count_month,
    found_readers,
    month_bounds,
    month_of,
    report_due,
)
from bot.domain.circle.reciprocity import Reading, Written
from tests.domain.firsts import first_readings

BERLIN, YORK, SAMOA = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Apia")
ZONES = [BERLIN, YORK, SAMOA, *map(ZoneInfo, ("UTC", "Asia/Kolkata", "Africa/Cairo", "America/Sao_Paulo"))]
MAY = Month(2026, 5)
BOUNDS = month_bounds(MAY, ZoneInfo("UTC"))
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def at(day: int, month: int = 5, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("month", "zone", "since", "hours"),
    [
        (Month(2026, 1), ZoneInfo("UTC"), datetime(2026, 1, 1, tzinfo=UTC), 31 * 24),
        (Month(2026, 3), BERLIN, datetime(2026, 2, 28, 23, tzinfo=UTC), 31 * 24 - 1),  # summer time begins
        (Month(2026, 10), BERLIN, datetime(2026, 9, 30, 22, tzinfo=UTC), 31 * 24 + 1),  # and ends
        (Month(2026, 3), YORK, datetime(2026, 3, 1, 5, tzinfo=UTC), 31 * 24 - 1),
        (Month(2026, 11), YORK, datetime(2026, 11, 1, 4, tzinfo=UTC), 30 * 24 + 1),
        (Month(2024, 2), BERLIN, datetime(2024, 1, 31, 23, tzinfo=UTC), 29 * 24),
        (Month(2011, 12), SAMOA, datetime(2011, 12, 1, 10, tzinfo=UTC), 30 * 24),  # it had no 30th
        (Month(2026, 12), SAMOA, datetime(2026, 11, 30, 11, tzinfo=UTC), 31 * 24),
    ],
)
def test_a_month_is_from_midnight_to_midnight_there(month: Month, zone: ZoneInfo, since: datetime, hours: int) -> None:
    assert month_bounds(month, zone) == (since, since + timedelta(hours=hours))


months = st.builds(Month, st.integers(2012, 2037), st.integers(1, 12))


@given(months, st.sampled_from(ZONES))
def test_every_instant_is_in_one_month(month: Month, zone: ZoneInfo) -> None:
    since, until = month_bounds(month, zone)
    assert until == month_bounds(month.next, zone)[0]
    assert month_of(since, zone) == month_of(until - SECOND, zone) == month
    assert month_of(until, zone) == month.next
    assert month.next.previous == month < month.next
    assert date.fromisoformat(f"{month.key}-01").month == month.month


@pytest.mark.parametrize(
    ("now", "reported", "expected"),
    [
        (BOUNDS[1], None, MAY),
        (BOUNDS[1] - SECOND, None, None),
        (BOUNDS[1], Month(2026, 4), MAY),
        (BOUNDS[1], Month(2025, 12), MAY),
        (BOUNDS[1], MAY, None),
        (BOUNDS[1], Month(2026, 6), None),  # the zone was changed
        (BOUNDS[1] + LATEST_REPORT - SECOND, Month(2026, 4), MAY),
        (BOUNDS[1] + LATEST_REPORT, Month(2026, 4), None),
    ],
)
def test_a_report_is_made_once_and_not_too_late(now: datetime, reported: Month | None, expected: Month | None) -> None:
    assert report_due(now, ZoneInfo("UTC"), reported) == expected


def test_the_first_of_the_month_is_the_guilds() -> None:
    evening = datetime(2026, 5, 31, 22, 30, tzinfo=UTC)
    assert report_due(evening, BERLIN, None) == MAY
    assert report_due(evening, YORK, None) is None


def read(reader: int, author: int, story: str, when: datetime) -> Reading:
    return Reading(reader, author, when, story)


STORIES = [
    Written("a", 1, at(2)),
    Written("b", 2, at(10)),
    Written("c", 3, at(24)),  # its week ends on the 31st
    Written("d", 4, at(30)),  # and this one's in June
    Written("e", 5, at(28, 4)),  # this one's ends in May
    Written("f", 6, at(1, 6)),
    Written("g", 6, at(2, 4)),
]
READINGS = [
    read(2, 1, "a", at(3)),
    read(3, 1, "a", at(20)),
    read(1, 2, "b", at(18)),  # after its week
    read(1, 2, "z", at(18)),  # an old story
    read(4, 3, "c", at(30)),
    read(2, 1, "a", at(1, 3)),  # before the month
    read(6, 5, "e", at(29, 4)),  # before it too, and within the story's week
    read(1, 4, "d", at(1, 6)),  # after it
]


def test_a_month_counted_by_hand() -> None:
    numbers = count_month(STORIES, READINGS, first_readings(READINGS), bounds=BOUNDS, milestones=2)
    assert numbers == MonthNumbers(
        stories=4,
        talked_about=4,
        notes=5,
        new_connections=3,  # 3 -> 1, 1 -> 2, 4 -> 3
        found_readers=1,  # 1 had one reader before, and two now
        milestones=2,
        reciprocity=None,  # four members
        with_reader=3 / 4,  # of a, b, c and e all but b
        attention_gini=None,
    )


def test_a_month_of_five_has_its_shares() -> None:
    stories = [Written(str(author), author, at(2)) for author in range(1, 6)]
    rows = [read(1, 2, "2", at(3)), read(2, 1, "1", at(3)), read(3, 4, "4", at(3)), read(5, 2, "2", at(3))]
    numbers = count_month(stories, rows, first_readings(rows), bounds=BOUNDS)
    assert (numbers.reciprocity, numbers.with_reader, numbers.attention_gini) == (2 / 4, 3 / 5, 0.5)


def test_whoever_hides_is_in_no_number() -> None:
    shown = [each for each in READINGS if 1 not in {each.reader_id, each.author_id}]
    stories = [each for each in STORIES if each.author_id != 1]
    hidden = count_month(STORIES, READINGS, first_readings(READINGS), bounds=BOUNDS, hidden={1})
    assert hidden == count_month(stories, shown, first_readings(shown), bounds=BOUNDS)
    assert hidden.stories == 3


@pytest.mark.parametrize(
    ("before", "during", "found"),
    [([], [2, 3], True), ([], [2], False), ([2], [2, 3], True), ([2, 3], [2, 4], False), ([], [2, 2], False)],
)
def test_a_little_read_writer_found_readers(before: list[int], during: list[int], found: bool) -> None:
    rows = [read(reader, 1, f"b{reader}", at(20, 3)) for reader in before]
    rows += [read(reader, 1, f"d{number}", at(20)) for number, reader in enumerate(during)]
    rows += [read(reader, 1, "old", at(20, 1)) for reader in (7, 8, 9)]
    assert found_readers(rows, *BOUNDS) == ({1} if found else set())


def test_every_number_has_a_formula() -> None:
    assert [field.name for field in fields(MonthNumbers)] == [formula.value for formula in Formula]
    numbers = count_month(STORIES, READINGS, first_readings(READINGS), bounds=BOUNDS)
    assert numbers.of(Formula.NOTES) == 5
    assert numbers.of(Formula.RECIPROCITY) is None
