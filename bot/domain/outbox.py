"""The outbox's states, and when a post is given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GIVE_UP_AFTER = timedelta(days=3)
"""A post that could not be sent for so long is withheld: what it tells is no news any more, and a channel that was
broken for a week-end is not flooded when it works again."""


class PostState(StrEnum):
    """Where a post is on its way."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    WAITING = "waiting"
    """A private word that waits for the member's next command."""
    WITHHELD = "withheld"


class PostKind(StrEnum):
    """What a post is."""

    STORY = "story"
    """One story, announced."""
    DIGEST = "digest"
    """What came together until the guild's hour."""
    ROUNDUP = "roundup"
    """What was over the daily cap, on one card at the next allowed hour."""
    EDIT = "edit"
    """The card of a story that was announced before, as it is now."""
    NOTICE = "notice"
    """A private word to one member."""


class Withheld(StrEnum):
    """Why a post was never sent."""

    MEMBER_LEFT = "member_left"
    PROFILE_REMOVED = "profile_removed"
    TOO_LATE = "too_late"
    BY_AUTHOR = "by_author"
    """The author did not want it announced."""
    EMPTY = "empty"
    """Nothing was left to say."""
    SWITCHED_OFF = "switched_off"
    """The member wants no private words of this kind."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A post that this program has taken up. ``tried_at`` is when it was first handed to Discord, ``None``: never."""

    id: int
    guild_id: int
    member_id: int
    story_id: str
    key: str
    channel_id: int
    attempts: int
    tried_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What one round of delivery did."""

    sent: int = 0
    withheld: int = 0
    failed: int = 0
    channels_off: int = 0

    def __add__(self, other: "DeliveryReport") -> "DeliveryReport":
        return DeliveryReport(
            self.sent + other.sent,
            self.withheld + other.withheld,
            self.failed + other.failed,
            self.channels_off + other.channels_off,
        )


def too_late(created_at: datetime, now: datetime) -> bool:
    """Whether a post has waited too long to be news."""
    return now - created_at > GIVE_UP_AFTER


def announcement_key(guild_id: int, story_id: str) -> str:
    """The key under which the announcement of a story in a guild is the same post, however often it is decided."""
    return f"story/{guild_id}/{story_id}"
