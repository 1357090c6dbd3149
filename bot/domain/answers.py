"""What the author of a story answers to a note."""

from enum import StrEnum


class AnswerKind(StrEnum):
    """The two answers there are."""

    HELPED = "helped"
    """"This helped me": counts for the reader."""
    THANKS = "thanks"
    """"Thank you": kind, and counts for nothing."""
