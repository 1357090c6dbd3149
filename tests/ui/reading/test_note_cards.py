"""How notes look: every one of a member's words is given back, within Discord's limits."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kit.pages import Page
from bot.domain.reading.notes import (
    LIKED_LIMIT,
    NOTES_PAGE,
    SAID_LIMIT,
    NotedStory,
    NoteProblem,
    Opened,
    Taken,
    choices_for,
    fields_of,
)
from bot.ui.kit.words import words_for
from bot.ui.reading import journal, notes
from bot.ui.reading import notes as looks
from bot.ui.reading.note_forms import note_form
from tests.domain.text.shown import unescaped
from tests.tries import tries
from tests.ui.reading.cards_notes import DRAFT, FIELDS, LINK, NOTE, POSTED, STORY, THREAD
from tests.ui.test_cards import MARKED, VALUES
from tests.ui.texts import texts_in, texts_of

SAY = words_for("en-US")


@pytest.mark.parametrize("known", [True, False])
def test_the_form_is_filled_in_and_asks_for_what_is_needed(known: bool) -> None:
    story = STORY if known else NotedStory("1a2b", LINK, "TITLE")
    form = note_form(Opened(story, FIELDS, choices_for(story)), MARKED)
    payload = form.to_dict()
    words = [VALUES.sub("", each) for each in [*texts_in(payload["components"]), payload["title"]]]
    assert not any(re.search(r"[A-Za-z]{2,}", each) for each in words)
    fields = [label["component"]["custom_id"] for label in payload["components"]]
    assert fields == (["said", "liked", "seen_by"] if known else ["title", "said", "liked"])


def longest(text: str, limit: int) -> str:
    """The text over and over, to the limit."""
    return (text * limit)[:limit]


TROUBLE = st.sampled_from(
    ["*", "@everyone ", "\\", "\u0627\n", "a\n", "]( ", "<@123456789012345678>", "\n\n", "👩‍👩‍👧‍👦"]
)


@tries(40)
@given(said=TROUBLE, liked=TROUBLE, title=TROUBLE)
def test_the_longest_note_fits_and_no_word_of_it_is_lost(said: str, liked: str, title: str) -> None:
    fields = fields_of(longest(said, SAID_LIMIT), longest(liked, LIKED_LIMIT), THREAD)
    named = longest(title, 300)
    link = "https://medium.com/" + "x" * 480
    note = replace(NOTE, title=named, author_name=longest(title, 80), link=link, fields=fields)
    draft = replace(DRAFT, title=named, link=link, fields=fields)
    full = (
        notes.note_card(replace(POSTED, title=named, link=link, said=fields.said, liked=fields.liked), SAY),
        *(notes.refused_card(replace(draft, problem=problem), SAY) for problem in NoteProblem),
        notes.taken_card(Taken(note, new=True, wished=THREAD), SAY),
        journal.note_page(note, 0, SAY),
    )
    for card in full:
        seen = unescaped("\n".join(texts_of(card)))
        bare = seen.replace("\N{FIRST STRONG ISOLATE}", "").replace("\N{POP DIRECTIONAL ISOLATE}", "")
        assert fields.said in bare
        assert fields.liked in bare
    lists = (
        journal.history_card(Page((note,) * NOTES_PAGE, 0, 9, 45), SAY),
        journal.drafts_card(Page((draft,) * NOTES_PAGE, 0, 9, 45), SAY),
    )
    for card in (*full, *lists):
        assert sum(map(len, texts_of(card))) <= 4000
        assert card.total_children_count <= 40


def test_a_notes_post_can_be_found_again_and_named() -> None:
    assert looks.NOTE.mark(POSTED) in {
        item.custom_id for item in looks.NOTE.view(POSTED, SAY).walk_children() if hasattr(item, "custom_id")
    }
    assert looks.NOTE.mark(POSTED) != looks.NOTE.mark(replace(POSTED, note_id=77))
    assert looks.NOTE.mark(replace(POSTED, author_id=None)) == looks.NOTE.mark(POSTED)
    assert looks.NOTE.thread_name(POSTED, SAY) == "A note on “TITLE”"
