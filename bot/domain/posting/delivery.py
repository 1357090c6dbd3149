"""Sending unattended posts: what is sent, what can come of it, and what to do about a post whose fate is unknown."""

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


@dataclass(frozen=True, slots=True)
class Arrival:
    """A post stands in its channel. ``card`` is what was sent just now; ``None`` where an earlier attempt was found."""

    claimed: Claimed
    sent: Sent
    now: datetime
    card: PostCard | None = None


Delivery = Sent | Retry | Gone | Forbidden | Unknown
"""The closed set of what sending can come to."""


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """Where a message stands: its channel, or the forum post that it began."""

    channel_id: int
    message_id: int


class Publisher(Protocol):
    """The outer boundary that unattended posts leave by. ``bot.delivery.publisher`` is the real one."""

    async def present(self, guild_id: int, member_id: int) -> bool | None:
        """Whether the member is in the guild now; ``None`` where Discord did not say."""
        ...

    async def publish(self, post: Post) -> Delivery:
        """Send the post under its nonce."""
        ...

    async def open_private(self, post: Post) -> int | Delivery:
        """The id of a private thread for a post of a private kind: its own one, or a new one.

        The id has to be kept before the post is sent there: nothing else finds the thread again. ``Sent`` where an
        earlier attempt left the post in its thread already.
        """
        ...

    async def amend(self, post: Post, place: MessagePlace) -> Delivery:
        """Show the post's card where an earlier one stands."""
        ...

    async def remove(self, guild_id: int, place: MessagePlace) -> Delivery:
        """Delete our own message. ``Sent`` where it is gone now, whoever deleted it."""
        ...

    async def open_thread(self, post: Post, message_id: int) -> bool:
        """Open a thread to discuss a message in; whether there is one now. Discord gives it the message's own id."""
        ...

    async def find(self, post: Post) -> Delivery | None:
        """Look whether an earlier attempt left the post in the channel.

        ``Sent`` where it did, ``None`` where it certainly did not, anything else where the look itself failed.
        """
        ...

    async def wrote_in(self, guild_id: int, thread_id: int) -> frozenset[int] | None:
        """Who wrote in a thread of ours lately, by id; nobody where it is gone, ``None`` where Discord did not say."""
        ...

    async def tell(self, word: PrivateWord) -> Delivery:
        """Send a private word as a direct message, unless it is found there already where it is to be looked for.

        ``Forbidden`` where the member's direct messages are closed to the bot, ``Gone`` where there is no such user.
        """
        ...


def nonce_for(channel_id: int, key: str) -> str:
    """A nonce that is the same for the same post at every attempt and differs between channels.

    For "the past few minutes" Discord answers it with the first message. What was tried before is looked for all the
    same: how long ago that was only our own clock says, and it may have been stepped. Discord compares nonces per
    author, so the channel is part of it. 25 characters at the most.
    """
    return blake2b(f"{channel_id}/{key}".encode(), digest_size=12).hexdigest()[:NONCE_LENGTH]


def retry_at(attempts: int, asked: timedelta | None, now: datetime) -> datetime:
    """When to try again after ``attempts`` failures in a row, at least as late as Discord ``asked``."""
    doublings = max(0, min(attempts - 1, MOST_DOUBLINGS))
    pause = min(LONGEST_RETRY, FIRST_RETRY * (1 << doublings))
    return now + max(pause, asked or timedelta())
