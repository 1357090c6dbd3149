"""Reading notes: what a member writes down about a story they read."""

from enum import StrEnum


class NoteVisibility(StrEnum):
    """Who sees a note besides the member who wrote it."""

    THREAD = "thread"
    """Everybody: it is posted in the story's thread."""
    AUTHOR = "author"
    """The story's author, in private."""
    PRIVATE = "private"
    """Nobody."""


class NoteProblem(StrEnum):
    """Why a note was not taken as it is. Its text is kept as a draft."""

    OWN_STORY = "own_story"
    TOO_SHORT = "too_short"
    STOCK_PHRASE = "stock_phrase"
    REPEATED = "repeated"
    """Nearly the same as a recent note of the member's."""
