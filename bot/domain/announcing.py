"""What becomes of a new story in a guild: a post now, later, in a digest, or nothing, and why.

Pure: settings, times and counts in, a ``Plan`` out. The same rules are asked twice: when a story is found, to put it on
its way, and again when its post is about to leave, because settings can change in between.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

TOO_OLD = timedelta(days=14)
"""A story that was published longer than this before it was first seen is listed and not announced: a feed that comes
back after a pause, or an import from another site, is no news."""

DAILY_CAP = 3
"""Announcements per member and day unless the guild says otherwise: quality over quantity, and room for everybody."""

DIGEST_HOUR = 18
"""The hour of the guild's day for digests unless the guild says otherwise: after work, before the evening."""


class Cadence(StrEnum):
    """How a guild is told of new stories."""

    INSTANT = "instant"
    DAILY = "daily"
    WEEKLY = "weekly"


class AnnouncePreference(StrEnum):
    """What a member wants for their own stories in a guild."""

    ANNOUNCE = "announce"
    DIGEST_ONLY = "digest_only"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class AnnouncingSettings:
    """A guild's choices. Hours are of the guild's own day, 0 to 23; weekdays count from 0, Monday.

    Quiet hours begin at ``quiet_from`` and end at ``quiet_until``, over midnight where that is earlier; ``None``: none.
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
