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
    """Which page of the journal is shown, and how it is sorted and filtered. ``page`` counts from 0."""

    order: JournalOrder = JournalOrder.LAST
    show: Show = Show.ALL
    page: int = 0


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A person in the journal. ``name``: the name they write under, empty if unknown; ``former``: they left the guild
    or were erased, and are not named."""

    connection: Acquaintance
    name: str
    former: bool


@dataclass(frozen=True, slots=True)
class OwnReading:
    """How widely a member has read since ``since``, by the measures of ``bot.domain.circle.reciprocity``: different
    writers, writers read for the first time, and the share of notes on the ``MOST_READ`` of them."""

    since: datetime
    writers: int
    new_writers: int
    concentration: float


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of the journal. ``where``: the page shown, which exists; ``any``: whether there are connections at all,
    regardless of the filter; ``quiet``: people to suggest; ``own``: on the first page only, ``None`` if the member read
    nobody lately."""

    people: Page[JournalLine]
    where: Where
    any: bool
    quiet: tuple[int, ...] = ()
    own: OwnReading | None = None


@dataclass(frozen=True, slots=True)
class NotedByThem:
    """A story of the member's that the other noted, if the member may see the note."""

    note_id: int
    title: str
    link: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person in a member's journal. ``connection`` is ``None`` if neither noted the other.

    ``mine``: the member's newest notes on the other's stories; ``theirs``: the other's newest notes on the member's
    stories that the member may see; ``unread``: the other's newest stories that the member has not noted; ``remark``:
    the member's own.
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
    """A member's export. ``remarks`` by the id of whom they are about; ``names`` by id, if known."""

    notes: tuple[Note, ...] = ()
    connections: tuple[Acquaintance, ...] = ()
    remarks: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
