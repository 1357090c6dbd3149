"""The guild's week: from its chosen weekday and hour to the next, in the guild's time zone. Points are counted by week.

Weeks are stored rows, half-open and consecutive; only these rows say which week an instant belongs to. The rules here
create new ones, and move the end of the open one when the guild chooses another day, hour or zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.posting.quiet_hours import at_hour

SHORTEST_WEEK = timedelta(days=3, hours=12)
"""A week whose end is moved lasts at least half of one: a change of day makes no week of an afternoon, and whoever
changes it to and fro gets no board for each change."""

MOST_MADE_UP = 4
"""Weeks that are made up for after an absence, so that a week-end without power leaves no hole. Of a longer absence no
weeks are kept: nobody could note anything while the bot was away, and a clock that was set to 2040 by mistake makes no
hundreds of rows."""

_WEEK = timedelta(days=7)

LONGEST_WEEK = timedelta(days=15)
"""No week is longer: one whose day is changed in its last hour goes on for another, and the clocks may change in it."""


@dataclass(frozen=True, slots=True)
class WeeklySettings:
    """A guild's settings for its weeks. ``weekday`` counts from 0, Monday; ``hour`` is of the guild's day, 0 to 23.

    ``active``: a challenge runs every week, and its board is posted at the end. ``goal``: stories to note in it.
    ``event``: it gets a scheduled event on Discord.
    """

    active: bool = False
    weekday: int = 6
    hour: int = 18
    goal: int = 3
    event: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """A stored week of a guild, from ``starts_at`` on and before ``ends_at``. ``closed_at``: when it was settled."""

    id: int
    guild_id: int
    starts_at: datetime
    ends_at: datetime
    closed_at: datetime | None = None

    def holds(self, instant: datetime) -> bool:
        """Whether the instant is in it."""
        return self.starts_at <= instant < self.ends_at


Span = tuple[datetime, datetime]
"""The first instant of a time, and the first after it."""


def next_boundary(settings: WeeklySettings, zone: ZoneInfo, instant: datetime) -> datetime:
    """The first instant (UTC) after this one at which a week of the guild ends.

    If the hour does not exist because the clocks go forward, the week ends an hour later; if it comes twice, at the
    first.
    """
    return next(each for each in _boundaries(settings, zone, instant) if each > instant)


def last_boundary(settings: WeeklySettings, zone: ZoneInfo, instant: datetime) -> datetime:
    """The last instant (UTC) up to and including this one at which a week of the guild ended."""
    return [each for each in _boundaries(settings, zone, instant) if each <= instant][-1]


def _boundaries(settings: WeeklySettings, zone: ZoneInfo, instant: datetime) -> Iterator[datetime]:
    """Boundaries from more than a week before the instant to more than a week after it."""
    today = instant.astimezone(zone).date()
    nearest = today + timedelta(days=settings.weekday - today.weekday())
    for weeks in (-2, -1, 0, 1, 2):
        yield at_hour(nearest + weeks * _WEEK, settings.hour, zone)


def end_of(settings: WeeklySettings, zone: ZoneInfo, starts_at: datetime, now: datetime) -> datetime:
    """When an open week that began at ``starts_at`` ends: never in the past, and at least ``SHORTEST_WEEK`` after its
    beginning."""
    return next_boundary(settings, zone, max(now, starts_at + SHORTEST_WEEK))


def to_make(
    settings: WeeklySettings,
    zone: ZoneInfo,
    instant: datetime,
    *,
    before: datetime | None,
    after: datetime | None,
) -> tuple[Span, ...]:
    """The weeks to create so that the last of them contains an instant that no stored week contains.

    ``before``: the end of the last stored week before it; ``after``: the beginning of the first one after it; ``None``
    if there is none. The weeks follow ``before`` without a gap, unless the bot was away for more than ``MOST_MADE_UP``
    of them: then only the week of the instant is created.
    """
    made: list[Span] = []
    starts = before
    while starts is not None and len(made) <= MOST_MADE_UP:
        ends = end_of(settings, zone, starts, starts)
        made.append((starts, ends))
        if instant < ends:
            return _cut(made, after)
        starts = ends
    begins = last_boundary(settings, zone, instant)
    if before is not None:
        begins = max(begins, before)
    return _cut([(begins, next_boundary(settings, zone, instant))], after)


def _cut(made: list[Span], after: datetime | None) -> tuple[Span, ...]:
    """The weeks, the last of them cut at ``after``, so that weeks never overlap."""
    starts, ends = made[-1]
    return (*made[:-1], (starts, ends if after is None else min(ends, after)))
