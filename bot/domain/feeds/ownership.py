"""Proof that a profile is the member's own: a short code that is part of their name on Medium for some minutes.

The bot changes nothing on Medium. Only the account's owner can change its display name, and the profile feed's channel
title contains that name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.feeds.feed import Feed
from bot.domain.feeds.schedule import MEDIUM_CACHE

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Digits and letters that nobody confuses when typing them off a phone: no 0 and o, no 1, i and l."""

PREFIX = "ink-"
"""What every code begins with, so that it can be found in a name and taken out of it."""

CODE_LENGTH = 4
"""Letters after the prefix. A code is no secret; it only must not stand in a name by chance (one in 900,000), and
leave room: Medium's names have 50 characters."""

PROOF_VALID = timedelta(days=1)
"""How long a code is looked for: time enough for an evening, and for a day on which Medium makes everybody wait."""

_CODE = re.compile(rf"\s*\b{PREFIX}[{ALPHABET}]{{{CODE_LENGTH}}}\b", re.IGNORECASE)

Choose = Callable[[str], str]
"""Picks one letter of a text at random: ``secrets.choice`` in the program, something foreseeable in tests."""


class ProofState(StrEnum):
    """The state of a proof."""

    PENDING = "pending"
    NOT_YET = "not_yet"
    """Just looked: the code is not there."""
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class PendingProof:
    """A code that is looked for. ``profile_id`` is the member's own profile, ``None`` for a claim to another's."""

    guild_id: int
    member_id: int
    feed_id: int
    code: str
    until: datetime
    profile_id: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as the member sees it.

    ``code`` and ``until`` are ``None`` once it is verified. ``next_look``: when the feed is polled next; ``taken_by``:
    the other member who has the profile now.
    """

    feed_id: int
    name: str
    page: str
    state: ProofState
    next_look: datetime
    code: str | None = None
    until: datetime | None = None
    verified_at: datetime | None = None
    taken_by: int | None = None


def new_code(choose: Choose) -> str:
    """A code such as ``ink-7f3k``."""
    return PREFIX + "".join(choose(ALPHABET) for _ in range(CODE_LENGTH))


def carries(feed: Feed, code: str) -> bool:
    """Whether the name in a feed's channel title contains the code, in any case."""
    return any(found[0].strip().lower() == code for found in _CODE.finditer(feed.title))


def without_code(name: str) -> str:
    """The name without the code."""
    return _CODE.sub("", name).strip()


def changed_hands(identity: str, user_id: str | None) -> bool:
    """Whether the profile was registered for another writer than the one behind its feed now.

    False if the profile was registered without a user id, or if the feed has none now.
    """
    return identity.startswith("user:") and user_id is not None and identity != f"user:{user_id}"


def look_at(now: datetime, fetched_at: datetime | None) -> datetime:
    """When it makes sense to look for a code: after the last fetch Medium answers from its cache for a while."""
    return now if fetched_at is None else max(now, fetched_at + MEDIUM_CACHE)
