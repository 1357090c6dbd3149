"""What can go wrong with notes, the answers to them and their moderation; continues the tree of
``bot.domain.kit.errors``.

::

    UserError
    ├── OwnStory                the member wrote the story that they wanted to note
    ├── NoStoryHere             the message links to no story
    ├── OwnNote                 the member wrote the note themselves
    ├── NotTheStorysAuthor      only who wrote the story answers a note about it
    ├── AnswersSpent            no more "this helped me" today
    ├── NoteNotShown            the note stands in no thread, so there is nothing to hide
    ├── NoteReported            the member has reported it before
    ├── ReasonMissing           something was to be done without saying why
    ├── ReportSettled           a moderator has dealt with it
    ├── NoteVoidedAlready       it counts for nothing already
    ├── NoteCountsAlready       it was not voided
    ├── ExcludedAlready         the member is excluded already
    └── NotExcluded             the member is not excluded
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.kit.errors import Kind, UserError


class ReadingKind(Kind):
    """What of the reading area may not be there (any more)."""

    OWN_NOTE = "own_note"
    """The member has no such note (any more)."""
    DRAFT = "draft"
    """The member has no such draft, or its days are over."""
    NOTE_HERE = "note_here"
    """There is no such note here, or it is its reader's alone."""


class OwnStory(UserError):
    """The member wrote the story themselves."""


class NoStoryHere(UserError):
    """The message links to no story on Medium."""


class OwnNote(UserError):
    """The member wrote the note and therefore cannot answer it."""


class NotTheStorysAuthor(UserError):
    """The member did not write the story that the note is about."""


@dataclass(eq=False)
class AnswersSpent(UserError):
    """The author has said "this helped me" ``limit`` times today; ``until`` (UTC) is when the next day begins."""

    limit: int
    until: datetime


class NoteNotShown(UserError):
    """The note is not shown in a thread (any more)."""


class NoteReported(UserError):
    """The member has reported the note before."""


class ReasonMissing(UserError):
    """The reason for a report or a moderator's act is empty."""


class ReportSettled(UserError):
    """A moderator has settled the report, or it was deleted with its note."""


class NoteVoidedAlready(UserError):
    """The note is void already."""


class NoteCountsAlready(UserError):
    """The note is not void."""


@dataclass(eq=False)
class ExcludedAlready(UserError):
    """``member_id`` is excluded already."""

    member_id: int


@dataclass(eq=False)
class NotExcluded(UserError):
    """``member_id`` is not excluded."""

    member_id: int
