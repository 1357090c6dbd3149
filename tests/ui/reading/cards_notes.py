"""Every card about notes, with everything that can stand on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.kit.pages import Page
from bot.domain.reading.note_views import NoteCard
from bot.domain.reading.notes import (
    NOTES_PAGE,
    Draft,
    Note,
    NotedStory,
    NoteFields,
    NoteProblem,
    NoteVisibility,
    SavedStory,
    Taken,
)
from bot.ui.kit.layout import FramedCard
from bot.ui.kit.words import Words
from bot.ui.reading import journal, notes
from bot.ui.reading import notes as looks

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINK = "https://medium.com/@ada/on-bees-1a2b3c4d5e6f"
THREAD, AUTHOR, PRIVATE = NoteVisibility
FIELDS = NoteFields("TITLE", "SUBTITLE", THREAD)
NOTE = Note(7, 2, 42, "1a2b", 43, LINK, "TITLE", "NAME", 5, FIELDS, NOW, edited_at=NOW)
DRAFT = Draft(8, "1a2b", LINK, "TITLE", FIELDS, NoteProblem.TOO_SHORT, NOW)
SAVED = SavedStory("1a2b", LINK, "TITLE", "NAME", 5, NOW)
POSTED = NoteCard(7, 42, 43, LINK, "TITLE", "TITLE", "SUBTITLE")
STORY = NotedStory("1a2b", LINK, "TITLE", "NAME", 43, 5, known=True, thread_id=9)


def seen_by(visibility: NoteVisibility) -> Note:
    return replace(NOTE, fields=replace(FIELDS, visibility=visibility))


def refused(problem: NoteProblem) -> Callable[[Words], FramedCard]:
    return lambda say: notes.refused_card(replace(DRAFT, problem=problem), say)


def taken(visibility: NoteVisibility) -> Callable[[Words], FramedCard]:
    wished = None if visibility is THREAD else list(NoteVisibility)[list(NoteVisibility).index(visibility) - 1]
    return lambda say: notes.taken_card(Taken(seen_by(visibility), new=visibility is THREAD, wished=wished), say)


CARDS: dict[str, Callable[[Words], FramedCard]] = {
    "note": lambda say: looks.NOTE.view(POSTED, say),
    "note on a story by nobody here": lambda say: looks.NOTE.view(
        replace(POSTED, author_id=None, liked="", link=""), say
    ),
    **{f"refused: {problem.value}": refused(problem) for problem in NoteProblem},
    **{f"taken: {visibility.value}": taken(visibility) for visibility in NoteVisibility},
    "taken, and hidden": lambda say: notes.taken_card(Taken(replace(NOTE, hidden_at=NOW), new=False), say),
    "which": lambda say: notes.pick_card((STORY,) * 25, say),
    "history": lambda say: journal.history_card(Page((replace(NOTE, voided_at=NOW),) * NOTES_PAGE, 1, 3, 15), say),
    "empty history": lambda say: journal.history_card(Page((), 0, 1, 0), say),
    "one note": lambda say: journal.note_page(replace(NOTE, hidden_at=NOW), 0, say),
    "delete": lambda say: journal.delete_card(NOTE, 0, say),
    "drafts": lambda say: journal.drafts_card(Page((DRAFT,) * NOTES_PAGE, 0, 2, 7), say),
    "no drafts": lambda say: journal.drafts_card(Page((), 0, 1, 0), say),
    "later": lambda say: journal.later_card(Page((SAVED,) * NOTES_PAGE, 0, 2, 7), say),
    "nothing for later": lambda say: journal.later_card(Page((), 0, 1, 0), say),
    "saved": lambda say: journal.saved_card(SAVED, say),
}
