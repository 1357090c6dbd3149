"""Challenges: a time in which members read and write notes, and what becomes of it."""

from enum import StrEnum


class ChallengeKind(StrEnum):
    """How it came to be."""

    ONCE = "once"
    """A moderator made it."""
    WEEKLY = "weekly"
    """It renews itself with the guild's week."""


class ChallengeState(StrEnum):
    """Where it is."""

    SCHEDULED = "scheduled"
    RUNNING = "running"
    CLOSING = "closing"
    """Its time is over, and its outcome not counted yet."""
    CLOSED = "closed"
    CALLED_OFF = "called_off"
    """A moderator took it back."""


class Moment(StrEnum):
    """What its channel is told of."""

    START = "start"
    HALF = "half"
    LAST_DAY = "last_day"
    END = "end"
