"""The answers of a story's author to a note about it, and which of them count for its reader."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.boards.points import HELPED_A_DAY, AnswerKind
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.reading.errors import AnswersSpent, NotTheStorysAuthor, OwnNote, ReadingKind
from bot.domain.reading.notes import NoteVisibility

REASON_LIMIT = 300
"""Characters of a reason, for a report or a moderator's act: a short paragraph, so that five fit onto one card."""

EXCERPT_LIMIT = 300
"""Characters of a note beside a private word about it: what a phone shows at a glance. The whole is a press away."""


class NotCounted(StrEnum):
    """Why a "this helped me" is given and does not count."""

    UNVERIFIED = "unverified"
    """Its giver has not proved that a profile of theirs is theirs."""
    EXCLUDED = "excluded"
    """Moderators took its giver out of the counting."""


class Outcome(StrEnum):
    """The result of pressing an answer."""

    GIVEN = "given"
    COUNTS_NOW = "counts_now"
    """It was given before, did not count, and does from now on."""
    STOOD = "stood"
    """It was given before, and nothing changed."""
    WITHDRAWN = "withdrawn"
    """It was taken back, or was not there to be taken back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was given. ``counts``: its giver was verified and not excluded."""

    kind: AnswerKind
    given_at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class NoteOnStory:
    """A note as the story's author sees it. Text is as its reader wrote it; ``author_id`` is ``None`` if the bot knows
    no author, so that nobody can answer. ``answers``: those given and not taken back."""

    id: int
    guild_id: int
    reader_id: int
    author_id: int | None
    title: str
    link: str
    visibility: NoteVisibility
    said: str
    liked: str
    noted_at: datetime
    hidden_at: datetime | None = None
    voided_at: datetime | None = None
    answers: tuple[Answer, ...] = field(default=())

    def answer(self, kind: AnswerKind) -> Answer | None:
        """The answer of this kind, if it was given."""
        return next((each for each in self.answers if each.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Answered:
    """The result of an answer, and the note as it is now. ``not_counted``: why a given "this helped me" does not count;
    ``left_today``: how many more the author can give today, if that was computed."""

    note: NoteOnStory
    kind: AnswerKind
    outcome: Outcome
    not_counted: NotCounted | None = None
    left_today: int | None = None


def check_author(note: NoteOnStory | None, member_id: int, guild_id: int | None) -> NoteOnStory:
    """The note, if the member may answer it as the author of its story. ``guild_id``: where they asked, ``None`` in a
    direct message.

    Raises:
        NotThereAnyMore: there is no such note here (any more), or it is private.
        OwnNote: the member wrote the note.
        NotTheStorysAuthor: somebody else wrote the story.
    """
    if note is None or (guild_id is not None and note.guild_id != guild_id):
        raise NotThereAnyMore(ReadingKind.NOTE_HERE)
    if note.reader_id == member_id:
        raise OwnNote
    if note.visibility is NoteVisibility.PRIVATE:
        # The same as for one that is not there: that it is, is its reader's affair.
        raise NotThereAnyMore(ReadingKind.NOTE_HERE)
    if note.author_id != member_id:
        raise NotTheStorysAuthor
    return note


def not_counted(*, verified: bool, excluded: bool) -> NotCounted | None:
    """Why answers of such a member do not count; ``None`` if they do.

    >>> not_counted(verified=True, excluded=False), not_counted(verified=False, excluded=True)
    (None, <NotCounted.EXCLUDED: 'excluded'>)
    """
    if excluded:
        return NotCounted.EXCLUDED
    return None if verified else NotCounted.UNVERIFIED


def decide(standing: Answer | None, why_not: NotCounted | None) -> Outcome:
    """What pressing "this helped me" does. An answer that counts is left as it is, even if a new one would not count
    now.

    >>> decide(None, NotCounted.UNVERIFIED)
    <Outcome.GIVEN: 'given'>
    """
    if standing is None:
        return Outcome.GIVEN
    return Outcome.COUNTS_NOW if why_not is None and not standing.counts else Outcome.STOOD


def check_day(given_today: int, tomorrow: datetime) -> int:
    """How many are left after one more "this helped me" today. ``tomorrow``: when the next day begins.

    Raises:
        AnswersSpent: there is none left today.
    """
    if given_today >= HELPED_A_DAY:
        raise AnswersSpent(HELPED_A_DAY, tomorrow)
    return HELPED_A_DAY - given_today - 1


def answer_key(note_id: int, kind: AnswerKind) -> str:
    """The key of the notice to the reader: one for each note and kind, however often the answer is given."""
    return f"answer/{note_id}/{kind.value}"
