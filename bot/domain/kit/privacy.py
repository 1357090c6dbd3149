"""What is stored about people, and what happens to each table when somebody is erased.

Every table of ``bot.storage.schema`` declares its ``Erasure``. The erasure itself, the export and the page of
``/privacy show`` are made from these declarations, so that none of them can forget a table.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TOMBSTONES = 1 << 22
"""Ids below are tombstones: Discord's own have a time above their lowest 22 bits, and none was given in its first
millisecond (Discord's documentation, "Snowflakes")."""


def is_tombstone(member_id: int) -> bool:
    """Whether the id stands for somebody who was erased.

    >>> is_tombstone(80351110224678912), is_tombstone(77)
    (False, True)
    """
    return member_id < TOMBSTONES


class DataKind(StrEnum):
    """The kind of data in a table, as ``/privacy show`` lists it."""

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
    """What happens to a table's rows when a member is erased."""

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
    """A table's declaration of what erasure does to it. ``member_column``: the column with the member whose rows they
    are; given for ``DELETE`` and ``TOMBSTONE`` and for no other rule. ``others``: columns that name members in somebody
    else's rows, where a tombstone replaces them."""

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
    """What is stored about one member, in numbers, for ``/privacy show``. ``grace_days``: the grace period in days."""

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
    """The instant before which members must have left to be erased now."""
    return now - grace
