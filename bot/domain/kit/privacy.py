"""What is kept about people, and what becomes of each table when somebody wants to be forgotten.

Every table of ``bot.storage.schema`` states its ``Erasure``; the erasing itself, the export and the page that
``/privacy show`` prints are made from these statements, so that none of them can forget a table.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TOMBSTONES = 1 << 22
"""Ids below are tombstones: Discord's own have a time above their lowest 22 bits, and none was given in its first
millisecond (Discord's documentation, "Snowflakes")."""


def is_tombstone(member_id: int) -> bool:
    """Whether the id stands for somebody who was forgotten.

    >>> is_tombstone(80351110224678912), is_tombstone(77)
    (False, True)
    """
    return member_id < TOMBSTONES


class DataKind(StrEnum):
    """What a table is to the person it is about, as ``/privacy show`` lists it."""

    MEMBERSHIP = "membership"
    PROFILES = "profiles"
    STORIES = "stories"
    ANNOUNCEMENTS = "announcements"
    CHOICES = "choices"
    READING = "reading"
    CHALLENGES = "challenges"
    MODERATION = "moderation"
    CONNECTIONS = "connections"
    GROWTH = "growth"
    NOTICES = "notices"
    SERVER = "server"
    MACHINERY = "machinery"


class ErasureRule(StrEnum):
    """What becomes of a table's rows when a member is erased."""

    DELETE = "delete"
    """The rows that name the member are deleted."""
    TOMBSTONE = "tombstone"
    """The rows stay, and name a tombstone: ranks and counts of others hold without saying whose they are."""
    ORPHAN = "orphan"
    """The rows go once no profile in any guild needs them."""
    GUILD = "guild"
    """Nothing about a member; the rows go with the guild."""
    NONE = "none"
    """Nothing about anybody."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A table's answer to erasure. ``member_column`` names the member whose rows they are; required by, and only for,
    ``DELETE`` and ``TOMBSTONE``. ``others`` name members in somebody else's rows: there a tombstone takes their
    place."""

    rule: ErasureRule
    kind: DataKind
    member_column: str | None = None
    others: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        personal = self.rule in {ErasureRule.DELETE, ErasureRule.TOMBSTONE}
        if personal != (self.member_column is not None):
            raise ValueError("member_column belongs to DELETE and TOMBSTONE and to nothing else")


@dataclass(frozen=True, slots=True)
class KeptOverview:
    """What is kept about one member, in numbers, for ``/privacy show``. ``grace_days`` is the grace in days."""

    profiles: int
    stories: int
    guilds: int
    grace_days: int


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """What one round of housekeeping erased."""

    members: int = 0
    guilds: int = 0
    feeds: int = 0


def erasable_before(now: datetime, grace: timedelta) -> datetime:
    """Who left before this instant is erased now."""
    return now - grace
