"""What the pages of a member's connections show. All of it is for that member alone."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.circle.connections import Acquaintance, JournalOrder, Show
from bot.domain.kit.pages import Page
from bot.domain.reading.notes import Note
from bot.domain.stories.profiles import StoryLine

NOTES_SHOWN = 2
"""Notes of each side on a person's page: what is fresh, and fits onto a card with the rest. The member's others are in
``/read history``."""

STORIES_SHOWN = 3
"""Stories not read yet on a person's page: as many as a day's reading plan."""


@dataclass(frozen=True, slots=True)
class Where:
    """The page of the journal that a member looks at. ``page`` counts from 0."""

    order: JournalOrder = JournalOrder.LAST
    show: Show = Show.ALL
    page: int = 0


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A person in the journal. ``name`` is the one they write under, empty where nobody knows it; ``former``: they
    left the guild or were forgotten, and are not named."""

    connection: Acquaintance
    name: str
    former: bool


@dataclass(frozen=True, slots=True)
class OwnReading:
    """How wide a member's own reading was since ``since``, by the measures of ``bot.domain.circle.reciprocity``:
    different writers, those read for the first time, and the share that went to the ``MOST_READ`` of them."""

    since: datetime
    writers: int
    new_writers: int
    concentration: float


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the journal: ``where`` is the one that exists. ``quiet`` are people who might be suggested; ``any``:
    there are connections, whatever the filter leaves of them. ``own`` stands on the first page, where the member read
    anybody of late."""

    people: Page[JournalLine]
    where: Where
    any: bool
    quiet: tuple[int, ...] = ()
    own: OwnReading | None = None


@dataclass(frozen=True, slots=True)
class NotedByThem:
    """A story of the member's that the other noted, where the member may see the note."""

    note_id: int
    title: str
    link: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person in a member's journal. ``connection`` is ``None`` where neither noted the other.

    ``mine`` are the member's newest notes on their stories, ``theirs`` the newest that the member may see of the other
    way; ``unread`` their newest stories that the member has not noted, newest first; ``remark`` is the member's own.
    """

    member_id: int
    former: bool
    connection: Acquaintance | None
    mine: tuple[Note, ...] = ()
    theirs: tuple[NotedByThem, ...] = ()
    unread: tuple[StoryLine, ...] = ()
    topics: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """What a member takes along. ``remarks`` by the id of whom they are about; ``names`` by id, where one is known."""

    notes: tuple[Note, ...] = ()
    connections: tuple[Acquaintance, ...] = ()
    remarks: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
