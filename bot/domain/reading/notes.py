"""Reading notes: what a member writes about a story they read, and the rules for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.text.text import plain

SAID_LIMIT = 1400
"""Characters of a note: a page on a phone. All of it escaped, it fits into a card's 4,000 with the rest."""

LIKED_LIMIT = 300
"""Characters of the line that was liked: a sentence or two. More would be republishing the story."""

TITLE_LIMIT = 300
"""Characters of a title that a member types; as wide as the column."""

LINK_LIMIT = 500
"""Characters of a story's address; as wide as the column."""

DRAFT_KEPT = timedelta(days=7)
"""How long a note that was not taken is kept for its writer to mend: until the same evening of the next week."""

NOTES_PAGE = 5
"""Notes, drafts or saved stories on a page: one phone screen."""


class NoteVisibility(StrEnum):
    """Who can see a note besides the member who wrote it."""

    THREAD = "thread"
    """Everybody: it is posted in the story's thread."""
    AUTHOR = "author"
    """The story's author, in private."""
    PRIVATE = "private"
    """Nobody."""


class NoteProblem(StrEnum):
    """Why a note was refused. Its text is kept as a draft."""

    OWN_STORY = "own_story"
    TOO_SHORT = "too_short"
    STOCK_PHRASE = "stock_phrase"
    REPEATED = "repeated"
    """Nearly the same as a recent note of the member's."""


@dataclass(frozen=True, slots=True)
class NoteFields:
    """What a member fills in. ``said`` may have several paragraphs, each on a line of its own."""

    said: str
    liked: str
    visibility: NoteVisibility


@dataclass(frozen=True, slots=True)
class NotedStory:
    """A story that is noted, or can be. One that the bot does not know has no author here and no thread.

    ``author_id``: the guild's member who wrote it; ``thread_id``: the thread in which it is discussed.
    """

    story_id: str
    link: str
    title: str
    author_name: str = ""
    author_id: int | None = None
    minutes: int | None = None
    known: bool = False
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A stored note. ``hidden_at``: when the author removed it from the thread; ``voided_at``: since when it does not
    count."""

    id: int
    guild_id: int
    member_id: int
    story_id: str
    author_id: int | None
    link: str
    title: str
    author_name: str
    minutes: int | None
    fields: NoteFields
    noted_at: datetime
    edited_at: datetime | None = None
    hidden_at: datetime | None = None
    voided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A note that was refused, kept until ``kept_until`` for its writer to correct."""

    id: int
    story_id: str
    link: str
    title: str
    fields: NoteFields
    problem: NoteProblem
    kept_until: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What the form is filled in with, and the possible visibilities in the order in which they are offered."""

    story: NotedStory
    fields: NoteFields
    choices: tuple[NoteVisibility, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A note that was accepted. ``new``: the story was not noted before; ``wished``: the wanted visibility, if it was
    not possible and the note has another."""

    note: Note
    new: bool
    wished: NoteVisibility | None = None


@dataclass(frozen=True, slots=True)
class NoteRefused:
    """A note that was refused; the draft has the problem and the full text."""

    draft: Draft


NoteOutcome = Taken | NoteRefused
"""What comes of writing a note."""


@dataclass(frozen=True, slots=True)
class SavedStory:
    """A story that a member saved to read later."""

    story_id: str
    link: str
    title: str
    author_name: str
    minutes: int | None
    saved_at: datetime


def fields_of(said: str, liked: str, visibility: NoteVisibility) -> NoteFields:
    """The typed fields as they are stored: without invisible characters and empty lines, within the limits."""
    return NoteFields(paragraphs(said, limit=SAID_LIMIT), plain(liked, limit=LIKED_LIMIT), visibility)


def paragraphs(text: str, *, limit: int) -> str:
    """The text with each of its lines as ``plain`` makes it, those without anything to see left out. Idempotent.

    >>> paragraphs(" One.\\r\\n\\n  Two. ", limit=20)
    'One.\\nTwo.'
    """
    kept: list[str] = []
    room = limit
    for line in text.splitlines():
        seen = plain(line, limit=max(0, room))
        if seen:
            kept.append(seen)
            room -= len(seen) + 1
    return "\n".join(kept)


def choices_for(story: NotedStory) -> tuple[NoteVisibility, ...]:
    """The possible visibilities of a note on a story; the first one is proposed."""
    offered = {
        NoteVisibility.THREAD: story.thread_id is not None,
        NoteVisibility.AUTHOR: story.author_id is not None,
        NoteVisibility.PRIVATE: True,
    }
    return tuple(each for each, possible in offered.items() if possible)


def settled(wished: NoteVisibility, choices: tuple[NoteVisibility, ...]) -> NoteVisibility:
    """The visibility that a note gets: the wanted one, else the next possible one that shows it to fewer people.

    >>> settled(NoteVisibility.THREAD, (NoteVisibility.AUTHOR, NoteVisibility.PRIVATE))
    <NoteVisibility.AUTHOR: 'author'>
    """
    order = list(NoteVisibility)
    return next(each for each in order[order.index(wished) :] if each in choices or each is NoteVisibility.PRIVATE)


def notice_key(note_id: int) -> str:
    """The key of the notice to the author: one for each note, however often it is edited."""
    return f"noted/{note_id}"


def post_key(note_id: int, now: datetime) -> str:
    """The key of a note's post in a thread. A note that leaves its thread and comes back makes another post."""
    return f"note/{note_id}/{int(now.timestamp() * 1_000_000)}"


def post_edit_key(note_id: int, edited_at: datetime) -> str:
    """The key of the edit that brings a note's message to the content it has since ``edited_at``."""
    return f"note_edit/{note_id}/{int(edited_at.timestamp() * 1_000_000)}"


def post_removal_key(guild_id: int, message_id: int) -> str:
    """The key of the removal of a note's message."""
    return f"note_removal/{guild_id}/{message_id}"
