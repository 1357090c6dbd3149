"""The reading plan: three stories for a member's day, and why each was picked."""

from enum import StrEnum


class PickReason(StrEnum):
    """Why a story is in the plan: the strongest reason there was."""

    TOPIC = "topic"
    """It has a tag that the member follows or writes about."""
    NEW_WRITER = "new_writer"
    LITTLE_READ = "little_read"
    CHALLENGE = "challenge"
    """Its author takes part in the challenge that the member is in."""
    LONG_UNREAD = "long_unread"
    """The member has not read this author lately."""
    FRESH = "fresh"
    """It is new."""
