"""The monthly report: which month, between which instants, and its numbers, each with the formula behind it.

A number's name is its formula's id (``Formula``), under which a page explains it. All numbers are made of notes that
are not private and of members who do not hide, and none is about one member.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.circle.reciprocity import (
    READER_WITHIN,
    Direction,
    Reading,
    Written,
    attention_gini,
    guild_reciprocity,
    new_connections,
    share_with_reader,
    visible,
    within,
)
from bot.domain.posting.quiet_hours import at_hour

FORMULAS_VERSION = 1
"""Raised when a formula changes its meaning, so that a snapshot says by which it was made."""

LITTLE_READ_SINCE = timedelta(days=90)
"""How far before the month one looks at who read a writer: a quarter, as for conversations."""

LITTLE_READ = 1
"""Different readers in that time up to whom a writer is little read: one friend is not yet an audience."""

FOUND_READERS = 2
"""Different readers in the month from whom on a little-read writer found readers: more than that one friend."""

LATEST_REPORT = timedelta(days=7)
"""How late a report may come, when the bot was down on the first: later it is no news any more."""

_DECEMBER = 12


class Formula(StrEnum):
    """The numbers of a report, named as the fields of ``MonthNumbers``."""

    STORIES = "stories"
    TALKED_ABOUT = "talked_about"
    NOTES = "notes"
    NEW_CONNECTIONS = "new_connections"
    FOUND_READERS = "found_readers"
    MILESTONES = "milestones"
    RECIPROCITY = "reciprocity"
    WITH_READER = "with_reader"
    ATTENTION_GINI = "attention_gini"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; ``month`` is 1 to 12."""

    year: int
    month: int

    @property
    def key(self) -> str:
        """Its stored form, such as ``2026-05``: seven characters."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.month // _DECEMBER, self.month % _DECEMBER + 1)

    @property
    def previous(self) -> "Month":
        """The month before it."""
        return Month(self.year - (self.month == 1), (self.month - 2) % _DECEMBER + 1)


@dataclass(frozen=True, slots=True)
class MonthNumbers:
    """The numbers of a month.

    ``stories``: announced in the month. ``talked_about``: different stories of any age with a note in it. ``notes``:
    different pairs (reader, story) in it. ``new_connections``: see ``reciprocity.new_connections``. ``found_readers``:
    writers who were read by at most ``LITTLE_READ`` members in the ``LITTLE_READ_SINCE`` before it, and by
    ``FOUND_READERS`` or more in it. ``milestones``: shared in it. ``reciprocity``, ``with_reader`` and
    ``attention_gini``: shares from 0 to 1 as in ``bot.domain.circle.reciprocity``, ``None`` where they must not be
    shown.
    """

    stories: int
    talked_about: int
    notes: int
    new_connections: int
    found_readers: int
    milestones: int
    reciprocity: float | None
    with_reader: float | None
    attention_gini: float | None

    def of(self, formula: Formula) -> int | float | None:
        """The number of a formula."""
        value: int | float | None = getattr(self, formula.value)
        return value


@dataclass(frozen=True, slots=True)
class MonthSnapshot:
    """A report as it was made; it is stored and never counted again. ``zone``: the guild's time zone at that time."""

    guild_id: int
    month: Month
    zone: str
    made_at: datetime
    numbers: MonthNumbers
    formulas: int = FORMULAS_VERSION


def month_of(instant: datetime, zone: ZoneInfo) -> Month:
    """The month in which the instant is, in this zone."""
    local = instant.astimezone(zone)
    return Month(local.year, local.month)


def month_bounds(month: Month, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """(the first instant of the month, the first after it) in UTC. Each month begins when the one before ends.

    A midnight that is skipped by a change of clocks becomes later by the length of the change; of two midnights the
    first is taken.
    """
    return _begins(month, zone), _begins(month.next, zone)


def _begins(month: Month, zone: ZoneInfo) -> datetime:
    return at_hour(month.first, 0, zone)


def report_due(now: datetime, zone: ZoneInfo, reported: Month | None) -> Month | None:
    """The month whose report is to be made now, or ``None``.

    It is the last complete month, unless ``reported`` (the latest with a report) is that month or a later one, or
    ``LATEST_REPORT`` has passed since.
    """
    current = month_of(now, zone)
    if reported is not None and reported >= current.previous:
        return None
    return current.previous if now - _begins(current, zone) < LATEST_REPORT else None


def found_readers(readings: Iterable[Reading], since: datetime, until: datetime) -> frozenset[int]:
    """The little-read writers who found readers between the two instants. Their names are not published; the report has
    only their number.

    ``readings`` are ``visible`` ones, and reach back ``LITTLE_READ_SINCE`` before ``since``.
    """
    kept = tuple(readings)
    before = _readers(within(kept, since - LITTLE_READ_SINCE, since))
    return frozenset(
        author
        for author, readers in _readers(within(kept, since, until)).items()
        if len(readers) >= FOUND_READERS and len(before.get(author, ())) <= LITTLE_READ
    )


def _readers(readings: Iterable[Reading]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for each in readings:
        found.setdefault(each.author_id, set()).add(each.reader_id)
    return found


def count_month(
    stories: Iterable[Written],
    readings: Iterable[Reading],
    firsts: Mapping[Direction, datetime],
    *,
    bounds: tuple[datetime, datetime],
    milestones: int = 0,
    hidden: Set[int] = frozenset(),
) -> MonthNumbers:
    """The numbers of the month between ``bounds``.

    ``stories``: at least those announced in the month and in the ``READER_WITHIN`` before it; ``readings``: those of
    the month and of the ``LITTLE_READ_SINCE`` before it; ``firsts``: when each direction was read for the first time
    ever. Whether a story found a reader is counted for stories whose time for that ended in the month.
    """
    since, until = bounds
    told = [each for each in stories if each.author_id not in hidden]
    of_month = [each for each in told if since <= each.at < until]
    kept = visible(readings, hidden)
    noted = within(kept, since, until)
    return MonthNumbers(
        stories=len({each.story_id for each in of_month}),
        talked_about=len({each.story_id for each in noted}),
        notes=len({(each.reader_id, each.story_id) for each in noted}),
        new_connections=new_connections(firsts, since, until, hidden),
        found_readers=len(found_readers(kept, since, until)),
        milestones=milestones,
        reciprocity=guild_reciprocity(noted),
        with_reader=share_with_reader(_judged(told, since, until), kept, until),
        attention_gini=attention_gini({each.author_id for each in of_month}, noted),
    )


def _judged(stories: Iterable[Written], since: datetime, until: datetime) -> tuple[Written, ...]:
    return tuple(each for each in stories if since <= each.at + READER_WITHIN < until)
