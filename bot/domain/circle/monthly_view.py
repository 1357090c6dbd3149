"""The monthly report as it is made, stored and shown: when it is due, which notes it counts, and its numbers by
week."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.circle.monthly import Month, MonthNumbers, MonthSnapshot
from bot.domain.circle.reciprocity import LEAST_MEMBERS, Direction, Reading, Written, new_connections, visible, within
from bot.domain.posting.cards import PostCard
from bot.domain.posting.quiet_hours import at_hour
from bot.domain.reading.notes import NoteVisibility

REPORT_HOUR = 9
"""The hour of the month's first day, in the guild's zone, from which its report comes: with the morning's coffee."""

SLICE = timedelta(days=7)
"""A month's charts go by sevenths of days from its first on: whole weeks would belong to two months."""

OPEN = frozenset({NoteVisibility.THREAD, NoteVisibility.AUTHOR})
"""Notes that are counted: never private ones."""


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    """The numbers of some days of a month; ``first_day`` and ``last_day`` are both included."""

    first_day: int
    last_day: int
    stories: int
    talked_about: int
    notes: int
    new_connections: int


@dataclass(frozen=True, slots=True)
class MonthReport:
    """A report as it was made: its numbers, and those of its weeks for the charts. It names nobody."""

    snapshot: MonthSnapshot
    weeks: tuple[WeekNumbers, ...]

    @property
    def says_something(self) -> bool:
        """Whether there was a story, a note or a milestone."""
        numbers = self.snapshot.numbers
        return any((numbers.stories, numbers.notes, numbers.milestones))


@dataclass(frozen=True, slots=True)
class MonthlyCard(PostCard):
    """The post."""

    report: MonthReport


def report_at(month: Month, zone: ZoneInfo) -> datetime:
    """The instant (UTC) from which a month's report is due."""
    return at_hour(month.next.first, REPORT_HOUR, zone)


def counted(readings: Iterable[Reading], hidden: Set[int]) -> frozenset[NoteVisibility]:
    """The visibilities of the notes that a month's report counts. ``readings``: the month's, of all notes that are not
    private.

    If fewer than ``LEAST_MEMBERS`` take part, only notes in the threads are counted, which everybody can see: otherwise
    somebody who knows those could conclude from a sum that another member wrote a note for an author's eyes only.
    """
    taking_part = {member for each in visible(readings, hidden) for member in (each.reader_id, each.author_id)}
    return OPEN if len(taking_part) >= LEAST_MEMBERS else frozenset({NoteVisibility.THREAD})


def weeks_of(  # noqa: PLR0917 - the same as for the whole month
    month: Month,
    zone: ZoneInfo,
    stories: Iterable[Written],
    readings: Iterable[Reading],
    firsts: Mapping[Direction, datetime],
    hidden: Set[int],
) -> tuple[WeekNumbers, ...]:
    """The month's numbers in periods of seven days, the last one shorter.

    They add up to the month's numbers, except for stories that were talked about in several periods.
    """
    told = [each for each in stories if each.author_id not in hidden]
    kept = visible(readings, hidden)
    found = []
    first, end = month.first, month.next.first
    while first < end:
        last = min(first + SLICE, end)
        since, until = (at_hour(day, 0, zone) for day in (first, last))
        noted = within(kept, since, until)
        found.append(
            WeekNumbers(
                first_day=first.day,
                last_day=(last - timedelta(days=1)).day,
                stories=len({each.story_id for each in told if since <= each.at < until}),
                talked_about=len({each.story_id for each in noted}),
                notes=len({(each.reader_id, each.story_id) for each in noted}),
                new_connections=new_connections(firsts, since, until, hidden),
            )
        )
        first = last
    return tuple(found)


def month_from(key: str) -> Month | None:
    """The month of a key such as ``2026-05``; ``None`` for anything else.

    >>> month_from("2026-05")
    Month(year=2026, month=5)
    """
    try:
        day = date.fromisoformat(f"{key}-01")
    except ValueError:
        return None
    found = Month(day.year, day.month)
    return found if found.key == key else None


def numbers_from(kept: Mapping[str, int | float | None]) -> MonthNumbers:
    """The numbers from their stored form. Numbers that were not stored at the time are 0 or ``None``."""
    return MonthNumbers(
        stories=int(kept.get("stories") or 0),
        talked_about=int(kept.get("talked_about") or 0),
        notes=int(kept.get("notes") or 0),
        new_connections=int(kept.get("new_connections") or 0),
        found_readers=int(kept.get("found_readers") or 0),
        milestones=int(kept.get("milestones") or 0),
        reciprocity=kept.get("reciprocity"),
        with_reader=kept.get("with_reader"),
        attention_gini=kept.get("attention_gini"),
    )
