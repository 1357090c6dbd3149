"""Sending posts: what is sent, what the result can be, and what to do about a post whose fate is unknown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Protocol

from bot.domain.posting.cards import PostCard
from bot.domain.posting.notices import PrivateWord
from bot.domain.posting.outbox import Claimed

NONCE_LENGTH = 25
"""Discord takes at most 25 characters."""

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
    """A card on its way to a channel; ``thread_id`` is the private thread that was opened for it alone."""

    id: int
    guild_id: int
    channel_id: int
    nonce: str
    card: PostCard
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """It was sent as ``message_id``; ``thread_id`` is the forum post that it began, if it did."""

    message_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """It was certainly not sent, and can be tried later; ``after`` is how long Discord asks to wait, if it does."""

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


@dataclass(frozen=True, slots=True)
class Arrival:
    """A post is in its channel. ``card``: what was sent just now; ``None`` if an earlier attempt was found there."""

    claimed: Claimed
    sent: Sent
    now: datetime
    card: PostCard | None = None


Delivery = Sent | Retry | Gone | Forbidden | Unknown
"""The closed set of what sending can come to."""


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """The channel of a message, or the forum post that it began, and its id."""

    channel_id: int
    message_id: int


class Publisher(Protocol):
    """The interface through which posts are sent to Discord; ``bot.delivery.publisher`` implements it."""

    async def present(self, guild_id: int, member_id: int) -> bool | None:
        """Whether the member is in the guild now; ``None`` if Discord did not say."""
        ...

    async def publish(self, post: Post) -> Delivery:
        """Send the post under its nonce."""
        ...

    async def open_private(self, post: Post) -> int | Delivery:
        """The id of a private thread for a post of a private kind: its own one, or a new one.

        The id has to be stored before the post is sent there, because nothing else finds the thread again. ``Sent`` if
        an earlier attempt left the post in its thread already.
        """
        ...

    async def amend(self, post: Post, place: MessagePlace) -> Delivery:
        """Replace an earlier card by the post's card."""
        ...

    async def remove(self, guild_id: int, place: MessagePlace) -> Delivery:
        """Delete our own message. ``Sent`` if it is gone now, whoever deleted it."""
        ...

    async def open_thread(self, post: Post, message_id: int) -> bool:
        """Open a thread to discuss a message in; returns whether there is one now. Its id is the message's own."""
        ...

    async def find(self, post: Post) -> Delivery | None:
        """Look for the post in the channel, where an earlier attempt may have left it.

        ``Sent`` if it is there, ``None`` if it certainly is not, anything else if looking failed.
        """
        ...

    async def wrote_in(self, guild_id: int, thread_id: int) -> frozenset[int] | None:
        """The ids of those who wrote in a thread of ours lately; empty if it is gone, ``None`` if Discord did not
        say."""
        ...

    async def tell(self, word: PrivateWord) -> Delivery:
        """Send a notice as a direct message; with ``look_since`` only if it is not found there already.

        ``Forbidden`` if the member does not accept direct messages from the bot, ``Gone`` if there is no such user.
        """
        ...


def nonce_for(channel_id: int, key: str) -> str:
    """A nonce, of at most 25 characters, that is the same for every attempt at a post and differs between channels.

    Discord answers a nonce that it has seen in "the past few minutes" with the first message. A post that was tried
    before is looked for all the same, because how long ago that was is known only by our own clock, which may have been
    set. Discord compares nonces by author, so the channel is part of it.
    """
    return blake2b(f"{channel_id}/{key}".encode(), digest_size=12).hexdigest()[:NONCE_LENGTH]


def retry_at(attempts: int, asked: timedelta | None, now: datetime) -> datetime:
    """When to try again after ``attempts`` failures in a row, at least as late as Discord ``asked``."""
    doublings = max(0, min(attempts - 1, MOST_DOUBLINGS))
    pause = min(LONGEST_RETRY, FIRST_RETRY * (1 << doublings))
    return now + max(pause, asked or timedelta())
