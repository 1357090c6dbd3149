"""What happens to a new story in a guild: a post now, later, in a digest, or none, and why.

Pure: settings, times and counts in, an ``AnnouncePlan`` out. The same rules are applied twice: when a story is found,
and again when its post is about to be sent, because settings can change in between.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.posting.quiet_hours import QuietHours, allowed_from, at_hour
from bot.domain.servers.guilds import ChannelOff
from bot.domain.stories.stories import Reason
from bot.domain.text.text import fold

TOO_OLD = timedelta(days=14)
"""A story that was published longer than this before it was first seen is listed and not announced: a feed that comes
back after a pause, or an import from another site, is no news."""

DAILY_CAP = 3
"""Announcements per member and day unless the guild says otherwise: quality over quantity, and room for everybody."""

DIGEST_HOUR = 18
"""The hour of the guild's day for digests unless the guild says otherwise: after work, before the evening."""


class Cadence(StrEnum):
    """When a guild wants new stories announced."""

    INSTANT = "instant"
    DAILY = "daily"
    WEEKLY = "weekly"


class AnnouncePreference(StrEnum):
    """How a member wants their own stories announced in a guild."""

    ANNOUNCE = "announce"
    DIGEST_ONLY = "digest_only"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class AnnouncingSettings:
    """A guild's settings. Hours are of the guild's own day, 0 to 23; weekdays count from 0, Monday.

    Quiet hours begin at ``quiet_from`` and end at ``quiet_until``, over midnight if that is smaller; ``None`` for none.
    """

    cadence: Cadence = Cadence.INSTANT
    digest_hour: int = DIGEST_HOUR
    digest_weekday: int = 6
    threads: bool = False
    quiet_from: int | None = None
    quiet_until: int | None = None
    daily_cap: int = DAILY_CAP
    ping_role_id: int | None = None
    week_start: int = 0

    @property
    def quiet(self) -> QuietHours | None:
        """The quiet hours; ``None`` unless both begin and end are chosen."""
        if self.quiet_from is None or self.quiet_until is None:
            return None
        return QuietHours(self.quiet_from, self.quiet_until)


MORNING = 8
"""The hour at which what was over the cap goes out where no quiet hours say otherwise: midnight, when the next day
begins, is nobody's reading time."""

NIGHT = 8
"""Quiet hours last a night's sleep unless their end is chosen."""

SILENCE = timedelta(days=90)
"""After a quarter without a story, the next one is a come-back."""


class Welcome(StrEnum):
    """Whether an announcement greets the author."""

    NONE = "none"
    FIRST = "first"
    """Its author's first announcement in the guild."""
    BACK = "back"
    """The first story after ``SILENCE``."""


class Way(StrEnum):
    """How a story is announced."""

    POST = "post"
    """On a card of its own, not before the plan's instant."""
    DIGEST = "digest"
    ROUNDUP = "roundup"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the author wants it announced. Not at all until ``paused_until``, if that is in the future."""

    preference: AnnouncePreference = AnnouncePreference.ANNOUNCE
    paused_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnnouncePlan:
    """How a story is announced, the earliest time (UTC), and the reason for the ledger."""

    way: Way
    at: datetime
    reason: Reason


def plan(
    settings: AnnouncingSettings,
    zone: ZoneInfo,
    now: datetime,
    *,
    published_at: datetime | None,
    wishes: Wishes,
    told: int,
) -> AnnouncePlan:
    """Plan the announcement of a story that is new to a guild. ``told`` is as in ``within_the_day``.

    Its date decides only whether it is too old to be news.
    """
    if published_at is not None and now - published_at > TOO_OLD:
        return AnnouncePlan(Way.SILENT, now, Reason.TOO_OLD)
    paused = wishes.paused_until is not None and wishes.paused_until > now
    if paused or wishes.preference is AnnouncePreference.SILENT:
        return AnnouncePlan(Way.SILENT, now, Reason.BY_AUTHOR)
    if settings.cadence is not Cadence.INSTANT or wishes.preference is AnnouncePreference.DIGEST_ONLY:
        return AnnouncePlan(Way.DIGEST, next_digest(settings, zone, now), Reason.DIGEST)
    return within_the_day(settings, zone, now, told=told)


def within_the_day(settings: AnnouncingSettings, zone: ZoneInfo, now: datetime, *, told: int) -> AnnouncePlan:
    """A card of its own at the first instant outside the quiet hours, or, over the daily cap, a place in the next
    roundup.

    ``told``: the author's own cards, sent or planned, without this one, on the day of ``allowed_from(now)``. Called
    again when a post is about to be sent: an ``at`` in the future holds it until then.
    """
    at = allowed_from(settings.quiet, zone, now)
    if told >= settings.daily_cap:
        return AnnouncePlan(Way.ROUNDUP, next_roundup(settings, zone, at), Reason.ROUNDUP)
    return AnnouncePlan(Way.POST, at, Reason.NEW)


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The day of an instant in this time zone."""
    return instant.astimezone(zone).date()


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant (UTC) of a guild's day, and the first after it: 23 to 25 hours apart."""
    return at_hour(day, 0, zone), at_hour(day + timedelta(days=1), 0, zone)


def quiet_from(settings: AnnouncingSettings, hour: int | None) -> AnnouncingSettings:
    """The settings with quiet hours from this hour on, by default for a night's length; ``None`` removes them."""
    if hour is None:
        return replace(settings, quiet_from=None, quiet_until=None)
    until = settings.quiet_until if settings.quiet_until is not None else (hour + NIGHT) % 24
    return replace(settings, quiet_from=hour, quiet_until=until)


def next_digest(settings: AnnouncingSettings, zone: ZoneInfo, now: datetime) -> datetime:
    """When the digest that is being gathered is sent: always in the future, never in quiet hours.

    Weekly on the guild's weekday; otherwise daily, which also applies to members who want digests only in a guild that
    announces stories one by one.
    """
    day = day_of(now, zone)
    for days in range(9):
        due = at_hour(day + timedelta(days=days), settings.digest_hour, zone)
        on_the_day = settings.cadence is not Cadence.WEEKLY or day_of(due, zone).weekday() == settings.digest_weekday
        if on_the_day and due > now:
            return allowed_from(settings.quiet, zone, due)
    raise AssertionError("a week has every weekday")


def next_roundup(settings: AnnouncingSettings, zone: ZoneInfo, now: datetime) -> datetime:
    """When the stories over the daily cap are sent together: the next morning, outside the quiet hours."""
    return allowed_from(settings.quiet, zone, at_hour(day_of(now, zone) + timedelta(days=1), MORNING, zone))


def welcome(told_before: int, previous_at: datetime | None, dated_at: datetime) -> Welcome:
    """How to greet the author, given their number of earlier announcements here and the date of their previous
    story."""
    if told_before == 0:
        return Welcome.FIRST
    if previous_at is not None and dated_at - previous_at > SILENCE:
        return Welcome.BACK
    return Welcome.NONE


@dataclass(frozen=True, slots=True)
class Route:
    """A rule that sends stories with a tag, or by a member, or both, to another channel. ``tag`` is folded."""

    id: int
    channel_id: int
    tag: str | None = None
    member_id: int | None = None
    ping_role_id: int | None = None
    off: ChannelOff | None = None


def route_for(routes: Sequence[Route], tags: Iterable[str], member_id: int | None) -> Route | None:
    """The oldest route that matches a story and whose channel works."""
    folded = {fold(tag) for tag in tags}
    for route in routes:
        by_tag = route.tag is None or route.tag in folded
        by_member = route.member_id is None or route.member_id == member_id
        if by_tag and by_member and route.off is None:
            return route
    return None
