"""Sending unattended posts: what is sent, what can come of it, and what to do about a post whose fate is unknown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Protocol

from bot.domain.cards import DigestCard, StoryCard
from bot.domain.notices import PrivateWord

NONCE_LENGTH = 25
"""Discord takes at most 25 characters."""

NONCE_WINDOW = timedelta(minutes=2)
"""For how long a repeated nonce is trusted to return the first message. Discord says "the past few minutes"."""

FIRST_RETRY = timedelta(seconds=15)
"""The first pause after a failure that may pass; it doubles from there."""

LONGEST_RETRY = timedelta(hours=1)
"""No pause is longer, so that a recovered Discord is noticed within the hour."""

MOST_DOUBLINGS = 10
"""By then every pause has reached the longest."""

CLAIM_LEASE = timedelta(minutes=1)
"""A claim older than this belongs to a program that died: a send takes seconds, its own time-outs included."""


@dataclass(frozen=True, slots=True)
class Post:
    """A card on its way to a channel."""

    id: int
    guild_id: int
    channel_id: int
    nonce: str
    card: StoryCard | DigestCard


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands in the channel under ``message_id``; ``thread_id`` is the forum post that it began, where it did."""

    message_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """It certainly was not sent, and may be later; ``after`` is Discord's own wish, where it gave one."""

    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The channel does not exist any more."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The bot may not post there."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have been sent: a time-out, a broken connection."""


Delivery = Sent | Retry | Gone | Forbidden | Unknown
"""The closed set of what sending can come to."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: its channel, or the forum post that it began."""

    channel_id: int
    message_id: int


class Publisher(Protocol):
    """The outer boundary that unattended posts leave by. ``bot.publisher`` is the real one."""

    async def present(self, guild_id: int, member_id: int) -> bool | None:
        """Whether the member is in the guild now; ``None`` where Discord did not say."""
        ...

    async def publish(self, post: Post) -> Delivery:
        """Send the post under its nonce."""
        ...

    def remembers_nonces(self, channel_id: int) -> bool:
        """Whether a repeated nonce is answered with the first message there. A forum's posts carry none."""
        ...

    async def amend(self, post: Post, place: Place) -> Delivery:
        """Show the post's card where an earlier one stands."""
        ...

    async def open_thread(self, post: Post, message_id: int) -> bool:
        """Open a thread to discuss a message in; whether there is one now. Discord gives it the message's own id."""
        ...

    async def find(self, post: Post, since: datetime) -> Delivery | None:
        """Look whether an earlier attempt left the post in the channel since then.

        ``Sent`` where it did, ``None`` where it certainly did not, anything else where the look itself failed.
        """
        ...

    async def tell(self, word: PrivateWord) -> Delivery:
        """Send a private word as a direct message, unless it is found there already where it is to be looked for.

        ``Forbidden`` where the member's direct messages are closed to the bot, ``Gone`` where there is no such user.
        """
        ...


class Step(StrEnum):
    """What to do with a claimed post."""

    SEND = "send"
    """Send it: never tried, or tried so lately that Discord answers the same nonce with the same message."""
    LOOK_FIRST = "look_first"
    """Look whether it stands in the channel already; send only if it does not."""


def nonce_for(channel_id: int, key: str) -> str:
    """A nonce that is the same for the same post at every attempt and differs between channels.

    Discord compares nonces per author, so the channel is part of it. 25 characters at the most.
    """
    return blake2b(f"{channel_id}/{key}".encode(), digest_size=12).hexdigest()[:NONCE_LENGTH]


def next_step(first_tried_at: datetime | None, now: datetime, *, remembered: bool = True) -> Step:
    """How to treat a claimed post, by when it was first handed to Discord (``None``: never), and whether Discord
    remembers nonces there.

    >>> next_step(None, datetime(2026, 1, 1))
    <Step.SEND: 'send'>
    """
    if first_tried_at is None or (remembered and timedelta() <= now - first_tried_at < NONCE_WINDOW):
        return Step.SEND
    return Step.LOOK_FIRST


def retry_at(attempts: int, asked: timedelta | None, now: datetime) -> datetime:
    """When to try again after ``attempts`` failures in a row, at least as late as Discord ``asked``."""
    doublings = max(0, min(attempts - 1, MOST_DOUBLINGS))
    pause = min(LONGEST_RETRY, FIRST_RETRY * (1 << doublings))
    return now + max(pause, asked or timedelta())
