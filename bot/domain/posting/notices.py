"""The private words that the bot may send to a member, and how the member wants each kind of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.posting.outbox import Payload, Withheld

WAITS_FOR = timedelta(days=30)
"""A private word that the member has not come for by then is withheld: they are elsewhere, and it is no news."""

MOST_AT_ONCE = 5
"""Private words on the one card after a command: a glance. The others come with the next command."""


class NoticeKind(StrEnum):
    """The names of our own kinds of private words. The set is open: a kind is any name of at most 40 characters, and
    what it means is registered at the composition (``bot.services.kinds``)."""

    TOPIC_PING = "topic_ping"
    """A topic's pings have come to their end. The pings themselves stand on the posts."""
    FEED_TROUBLE = "feed_trouble"
    """A profile's feed has long been missing."""
    PROFILE = "profile"
    """A claim that was overruled, a profile that was paused, a verification that went through."""
    NOTE = "note"
    """Somebody wrote a note on a story of the member's."""
    ANSWER = "answer"
    """A note of the member's helped its story's author."""
    PLAN = "plan"
    """The reading plan of the day; only for those who asked for it."""
    CARE = "care"
    """New voices to try, for somebody whose reading has become narrow."""
    FIRST_READER = "first_reader"
    """The member was the first to note a story."""
    INTRODUCTION = "introduction"
    """Whether those who were introduced have met."""
    CALL = "call"
    """A call of the member's on the collaboration board ends soon, or somebody is interested."""
    MILESTONE = "milestone"
    """The member has reached something, and may share it."""


class NoticeWay(StrEnum):
    """How a member wants a kind of private word."""

    NEXT_COMMAND = "next_command"
    """Shown privately the next time the member uses a command: the default, since nobody asked to be written to."""
    DIRECT = "direct"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Notice:
    """A private word as it is shown. The payload's ``about`` names the words in the kind's ``NoticeLook``; the rest of
    it is put into them. ``live`` is looked up when it is told, and never stored with it: what it is about may have
    changed since, or have been forgotten."""

    id: int
    kind: str
    payload: Payload
    created_at: datetime
    live: Payload = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrivateWord:
    """A private word on its way to a direct message.

    ``look_since`` is set where an earlier attempt may have arrived and its nonce is not trusted any more: the
    message is looked for from then on before it is sent.
    """

    guild_id: int
    member_id: int
    nonce: str
    notice: Notice
    look_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoticeChoice:
    """How a member wants a kind of private word. ``closed_at`` is when Discord last refused a direct message, which
    turned the way to the next command; ``None`` where the member chose since, or it never did."""

    kind: str
    way: NoticeWay = NoticeWay.NEXT_COMMAND
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClaimedNotice:
    """A private word that this program has taken up. ``way`` is what its member has chosen by now.

    ``tried_at`` is when it was first handed to Discord without a certain answer, ``None``: never.
    """

    guild_id: int
    member_id: int
    key: str
    attempts: int
    tried_at: datetime | None
    way: NoticeWay
    notice: Notice


@dataclass(frozen=True, slots=True)
class Heard:
    """The words to show after a command, oldest first, and how many still wait."""

    notices: tuple[Notice, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NoticeReport:
    """What one round did with the private words that were due."""

    sent: int = 0
    waiting: int = 0
    withheld: int = 0
    failed: int = 0

    def __add__(self, other: "NoticeReport") -> "NoticeReport":
        return NoticeReport(
            self.sent + other.sent,
            self.waiting + other.waiting,
            self.withheld + other.withheld,
            self.failed + other.failed,
        )


class Course(StrEnum):
    """What is to be done with a private word."""

    TELL = "tell"
    """Send it as a direct message."""
    KEEP = "keep"
    """Keep it for the member's next command."""


def course(way: NoticeWay, created_at: datetime, now: datetime) -> Course | Withheld:
    """What becomes of a private word whose member has chosen ``way``.

    >>> course(NoticeWay.OFF, datetime(2026, 1, 1), datetime(2026, 1, 1))
    <Withheld.SWITCHED_OFF: 'switched_off'>
    """
    if way is NoticeWay.OFF:
        return Withheld.SWITCHED_OFF
    if now - created_at > WAITS_FOR:
        return Withheld.TOO_LATE
    return Course.TELL if way is NoticeWay.DIRECT else Course.KEEP


def every_kind(kinds: Iterable[str], chosen: Mapping[str, NoticeChoice]) -> tuple[NoticeChoice, ...]:
    """A choice for every kind there is: the default where none was made."""
    return tuple(chosen.get(kind, NoticeChoice(kind)) for kind in kinds)
