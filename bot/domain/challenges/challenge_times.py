"""Times as a moderator types them, in the guild's zone, and the bounds of a challenge.

What is read: ``now``; ``2026-12-01``, with a time behind it or not; ``today`` or ``tomorrow``, with a time behind it or
not; ``in 3 days`` (hours, days, weeks). An end may also be a length: ``3 days``. A time is ``18:00`` or ``18``.

Where the clocks go forward, a time that does not exist is as much later as they jump. Where they go back, a time that
exists twice is the first one for a start and the second for an end: nobody loses an hour.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.challenges.errors import ChallengeTooFar, ChallengeTooLong, ChallengeTooShort, TimePast, TimeUnreadable

SHORTEST = timedelta(hours=1)
"""Nobody reads a story and writes about it in less, and notices in time."""

LONGEST = timedelta(days=92)
"""A quarter of a year: what is longer is no occasion any more."""

FARTHEST = timedelta(days=366)
"""How far ahead a challenge may begin: a year is a plan, more is a typing mistake."""

USUAL_HOUR = 18
"""The hour of a day that was typed without one: after work."""

USUAL_DAYS = 7
"""The length of a challenge until another is chosen."""

LENGTHS = (1, 2, 3, 5, 7, 10, 14, 21, 28)
"""Lengths to pick from, in days."""

TYPED_LIMIT = 40
"""Characters of a time as typed; the longest that is read has 17."""

_CLOCK = r"(?:[ t]+(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?)?"
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _CLOCK, re.ASCII)
_DAY = re.compile(r"(?P<word>today|tomorrow)" + _CLOCK, re.ASCII)
_AHEAD = re.compile(r"(?P<lead>in )?(?P<number>\d{1,4}) ?(?P<unit>h|d|w|hours?|days?|weeks?)", re.ASCII)


def read_start(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The instant (UTC) at which a challenge begins; ``now`` for an empty text and for a time that has just passed.

    Raises:
        TimeUnreadable: it is in none of the accepted forms.
        TimePast: it is in the past.
        ChallengeTooFar: it is more than a year ahead.
    """
    read = _read(text, zone, now, fold=0) if text.strip() else now
    if read is None:
        raise TimeUnreadable(text)
    if now - read > SHORTEST:
        raise TimePast
    if read - now > FARTHEST:
        raise ChallengeTooFar(FARTHEST.days)
    return max(read, now)


def read_end(text: str, zone: ZoneInfo, now: datetime, starts_at: datetime) -> datetime:
    """The instant (UTC) at which a challenge ends; a week after the start for an empty text.

    Raises:
        TimeUnreadable: it is in none of the accepted forms.
    """
    wanted = _tidy(text)
    if not wanted:
        return days_after(starts_at, USUAL_DAYS, zone)
    length = _AHEAD.fullmatch(wanted)
    if length and not length["lead"]:
        return _ahead(length, zone, starts_at)
    read = _read(text, zone, now, fold=1)
    if read is None:
        raise TimeUnreadable(text)
    return read


def check_times(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Check the bounds of a challenge.

    Raises:
        TimePast: its end is over.
        ChallengeTooShort: it is shorter than an hour, or ends before it begins.
        ChallengeTooLong: it is longer than a quarter of a year.
    """
    if ends_at <= now:
        raise TimePast
    if ends_at - max(starts_at, now) < SHORTEST:
        raise ChallengeTooShort
    if ends_at - starts_at > LONGEST:
        raise ChallengeTooLong(LONGEST.days)


def days_after(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same local time this many days later in the guild's zone, whether a day has 23, 24 or 25 hours."""
    local = instant.astimezone(zone)
    return _instant(local.date() + timedelta(days=days), local.time(), zone, fold=1)


def days_between(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> int | None:
    """The length in days, as ``days_after`` counts them; ``None`` if it is not a whole number."""
    days = (ends_at.astimezone(zone).date() - starts_at.astimezone(zone).date()).days
    return days if days > 0 and days_after(starts_at, days, zone) == ends_at else None


def opened_at(starts_at: datetime, ends_at: datetime, zone: ZoneInfo, now: datetime) -> tuple[datetime, datetime]:
    """The bounds of a challenge that is opened now.

    One that begins at once gets its whole number of days from now on, however long it was drafted; an end that was
    typed as a time stays.
    """
    if starts_at >= now:
        return starts_at, ends_at
    days = days_between(starts_at, ends_at, zone)
    return now, ends_at if days is None else days_after(now, days, zone)


def as_typed(instant: datetime, zone: ZoneInfo) -> str:
    """An instant as a moderator would type it, to the minute. Reading it gives the same minute, except in the hour that
    comes twice when clocks go back."""
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _tidy(text: str) -> str:
    return " ".join(text.split()).lower()


def _read(text: str, zone: ZoneInfo, now: datetime, *, fold: int) -> datetime | None:
    wanted = _tidy(text)
    if wanted == "now":
        return now
    if (found := _AHEAD.fullmatch(wanted)) and found["lead"]:
        return _ahead(found, zone, now)
    found = _DATE.fullmatch(wanted) or _DAY.fullmatch(wanted)
    if found is None:
        return None
    clock = time(USUAL_HOUR)
    try:
        if found["hour"] is not None:
            clock = time(int(found["hour"]), int(found["minute"] or 0))
        if found.re is _DATE:
            day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        else:
            day = now.astimezone(zone).date() + timedelta(days=found["word"] == "tomorrow")
        return _instant(day, clock, zone, fold=fold)
    except (ValueError, OverflowError):
        return None  # no such day or time: the 31st of June, 25 o'clock, the year 0


def _ahead(found: re.Match[str], zone: ZoneInfo, since: datetime) -> datetime:
    number = int(found["number"])
    match found["unit"][0]:
        case "h":
            return since + timedelta(hours=number)
        case "d":
            return days_after(since, number, zone)
        case _:
            return days_after(since, 7 * number, zone)


def _instant(day: date, clock: time, zone: ZoneInfo, *, fold: int) -> datetime:
    """A local time as an instant. In a gap only fold 0, the offset before it, gives a time that is later by the gap's
    length."""
    first, second = (datetime.combine(day, clock.replace(fold=each), zone).astimezone(UTC) for each in (0, 1))
    return second if fold and second > first else first
