"""The states of posts in the outbox, and when a post is given up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

GIVE_UP_AFTER = timedelta(days=3)
"""A post that could not be sent for so long after it was due is withheld: what it tells is no news any more, and a
channel that was broken for a week-end is not flooded when it works again."""

Payload = Mapping[str, str | int]
"""What a post or a private word carries besides its ids, by name: stored with it, as JSON."""


class PostState(StrEnum):
    """The state of a post."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    WAITING = "waiting"
    """A private word that waits for the member's next command."""
    WITHHELD = "withheld"


class PostKind(StrEnum):
    """The names of our own kinds of posts. The set is open: a kind is any name of at most 40 characters, and what it
    means is registered at the composition (``bot.services.kinds``)."""

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
    NOTE = "note"
    """A reading note, in its story's thread."""
    NOTE_EDIT = "note_edit"
    """The same, as it is now."""
    NOTE_REMOVAL = "note_removal"
    """A reading note goes from the thread."""
    MILESTONE_REMOVAL = "milestone_removal"
    """A milestone goes from its channel."""
    CHALLENGE = "challenge"
    """A moment of a challenge: ``payload["moment"]`` says which."""
    BOARD = "board"
    """The board of a week that is over."""
    REPORT = "report"
    """A note that was reported, to the moderators' channel."""
    MILESTONE = "milestone"
    """What a member has reached and wants to share: ``payload["milestone"]`` is its id."""
    MONTHLY = "monthly"
    """The report of a month: ``payload["month"]`` says which."""
    INTRODUCTION = "introduction"
    """A private thread for members who are introduced: ``payload["introduction"]`` is its id."""
    CALL = "call"
    """A private thread for a call and who is interested: ``payload["call"]`` and ``payload["member"]`` say which."""


class Withheld(StrEnum):
    """Why a post was never sent."""

    MEMBER_LEFT = "member_left"
    PROFILE_REMOVED = "profile_removed"
    TOO_LATE = "too_late"
    BY_AUTHOR = "by_author"
    """The author did not want it announced."""
    EMPTY = "empty"
    """Nothing was left to say."""
    GATHERED = "gathered"
    """It went out with others, in a roundup."""
    MESSAGE_GONE = "message_gone"
    """The message that was to be edited is there no more."""
    SWITCHED_OFF = "switched_off"
    """The member wants no private words of this kind."""


@dataclass(frozen=True, slots=True)
class PostSubject:
    """What a post of the later kinds is about: our ids, and small values by name."""

    note_id: int | None = None
    challenge_id: int | None = None
    week_id: int | None = None
    report_id: int | None = None
    payload: Payload = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A post that this program has claimed. ``tried_at``: when it was first handed to Discord, ``None`` for never.

    ``story_id`` is ``None`` for digests and roundups, ``member_id`` for several authors or one who is no member;
    ``message_id``: the message to edit; ``thread_id``: the thread it is in, or the private thread opened for it.
    """

    id: int
    kind: str
    guild_id: int
    member_id: int | None
    story_id: str | None
    key: str
    message_id: int | None
    thread_id: int | None
    ping_role_id: int | None
    channel_id: int
    attempts: int
    tried_at: datetime | None
    created_at: datetime
    news_until: datetime | None
    about: PostSubject = field(default_factory=PostSubject)


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt at a post. ``departed``: those of the members it would name who have just been found to have left."""

    claimed: Claimed
    now: datetime
    departed: frozenset[int] = frozenset()


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


def gathering_key(kind: str, guild_id: int, due: datetime) -> str:
    """The key of the digest or roundup that is sent in a guild at an instant."""
    return f"{kind}/{guild_id}/{int(due.timestamp())}"


def edit_key(guild_id: int, story_id: str, fingerprint: str) -> str:
    """The key of the edit that brings a card to the story's present content."""
    return f"edit/{guild_id}/{story_id}/{fingerprint[:16]}"


def announcement_key(guild_id: int, story_id: str) -> str:
    """The key of the announcement of a story in a guild; enqueued again, it is the same post."""
    return f"story/{guild_id}/{story_id}"
