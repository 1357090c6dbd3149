"""Streaks: weeks in a row in which a member noted somebody's story. The weeks are the member's own, Monday to Sunday in
their time zone, so that moving the guild's week breaks nobody's streak.

A week without a note ends the streak, unless the quarter's week of grace replaces it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.posting.quiet_hours import at_hour

GRACES_A_QUARTER = 1
"""Weeks of grace in a quarter of the year: a holiday or an illness costs nobody a year's streak."""

_WEEK = timedelta(days=7)

_MOST_IN_A_ROW = 2
"""Weeks of grace that can follow on each other: the last of a quarter and the first of the next."""


@dataclass(frozen=True, slots=True)
class Streak:
    """``weeks`` in a row with a note, the last of which began on ``last``; ``longest``: the highest value of ``weeks``
    ever.

    ``graces``: weeks of grace used in this streak, which are not counted in ``weeks``; ``grace``: the first day of the
    last week that a grace replaced, in this or an earlier streak.
    """

    weeks: int = 0
    longest: int = 0
    last: date | None = None
    graces: int = 0
    grace: date | None = None


def week_start(instant: datetime, zone: ZoneInfo) -> date:
    """The Monday of the member's week that an instant belongs to."""
    day = instant.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def week_span(start: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant (UTC) of the member's week that begins on a day, and the first after it."""
    return at_hour(start, 0, zone), at_hour(start + _WEEK, 0, zone)


def extended(streak: Streak, week: date) -> Streak:
    """The streak with a note in one more week, which is not before its last one.

    Raises:
        ValueError: the week is before the last one.
    """
    if streak.last is None:
        return replace(streak, weeks=1, longest=max(streak.longest, 1), last=week)
    if week < streak.last:
        message = f"{week} is before {streak.last}: make the streak anew"
        raise ValueError(message)
    if week == streak.last:
        return streak
    bridged = _bridged(streak, week)
    if bridged is None:
        return replace(streak, weeks=1, longest=max(streak.longest, 1), last=week, graces=0)
    longer = bridged.weeks + 1
    return replace(bridged, weeks=longer, longest=max(bridged.longest, longer), last=week)


def rebuilt(weeks: Iterable[date]) -> Streak:
    """The streak of somebody with notes in these weeks, in any order."""
    streak = Streak()
    for week in sorted(set(weeks)):
        streak = extended(streak, week)
    return streak


def ends_at(streak: Streak, zone: ZoneInfo) -> datetime | None:
    """The instant (UTC) at which the streak ends unless a note is written before; ``None`` if there is no streak."""
    if streak.last is None:
        return None
    week = streak.last + _WEEK
    graced = streak
    while (longer := _graced(graced, week)) is not None:
        graced, week = longer, week + _WEEK
    return week_span(week, zone)[1]


def _bridged(streak: Streak, week: date) -> Streak | None:
    """The streak with a grace for every week before this one; ``None`` if there are not enough."""
    bridged: Streak | None = streak
    missed = (streak.last or week) + _WEEK
    if (week - missed) // _WEEK > _MOST_IN_A_ROW:
        return None
    while bridged is not None and missed < week:
        bridged, missed = _graced(bridged, missed), missed + _WEEK
    return bridged


def _graced(streak: Streak, week: date) -> Streak | None:
    """The streak with a grace for this week; ``None`` if the quarter's grace was used."""
    if streak.grace is not None and _quarter(streak.grace) == _quarter(week):
        return None
    return replace(streak, graces=streak.graces + 1, grace=week)


def _quarter(week: date) -> tuple[int, int]:
    return week.year, (week.month - 1) // 3
