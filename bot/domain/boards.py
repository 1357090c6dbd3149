"""Leaderboards: what they count, over which time, and who is on them."""

from enum import StrEnum


class Board(StrEnum):
    """What a board counts."""

    POINTS = "points"
    READERS = "readers"
    """Different writers noted."""
    HELPFUL = "helpful"
    """Notes that their story's author found helpful."""
    CONNECTIONS = "connections"
    """Writers new to the member."""
    STREAK = "streak"
    """Weeks in a row with a note."""


class Span(StrEnum):
    """The time that a board is over."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"
    CHALLENGE = "challenge"


class BoardPresence(StrEnum):
    """How a member wants to be on boards."""

    SHOWN = "shown"
    ANONYMOUS = "anonymous"
    """With the rank and without the name."""
    ABSENT = "absent"
    """Not at all, and no rank is lost for it by others."""


class CorrectionReason(StrEnum):
    """Why a board that was posted is not what it was."""

    VOIDED = "voided"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"
    """The member deleted a note, or the author took an answer back."""
    EXCLUDED = "excluded"
    INCLUDED = "included"
