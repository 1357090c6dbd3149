"""A guild's quiet hours, in which nothing is posted that can wait."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From the hour ``begins`` to the hour ``ends`` of the guild's day, 0 to 23, over midnight if ``ends`` is smaller;
    none if both are equal."""

    begins: int
    ends: int


def at_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which an hour of a day begins in a time zone.

    An hour that does not exist because the clocks go forward becomes later by the jump; of one that comes twice the
    first is taken.
    """
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def is_quiet(quiet: QuietHours | None, zone: ZoneInfo, instant: datetime) -> bool:
    """Whether an instant is within the quiet hours; ``None`` stands for no quiet hours."""
    if quiet is None or quiet.begins == quiet.ends:
        return False
    hour = instant.astimezone(zone).hour
    if quiet.begins < quiet.ends:
        return quiet.begins <= hour < quiet.ends
    return hour >= quiet.begins or hour < quiet.ends


def allowed_from(quiet: QuietHours | None, zone: ZoneInfo, instant: datetime) -> datetime:
    """The first instant from this one on that is outside the quiet hours."""
    if quiet is None or not is_quiet(quiet, zone, instant):
        return instant
    day = instant.astimezone(zone).date()
    ends = (at_hour(day + timedelta(days=days), quiet.ends, zone) for days in range(3))
    # On the day on which the clocks go forward the hour may not exist; what stands for it may still be quiet.
    return next(end for end in ends if end > instant and not is_quiet(quiet, zone, end))
