"""A member's journal: their notes, their drafts, and the stories that they saved for later."""

from typing import Any

import discord
from discord import ui

from bot.domain.kit.pages import Page
from bot.domain.reading.notes import Draft, Note, SavedStory
from bot.domain.text.text import clean, plain
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import RED, isolated, lines, link_button, masked, name, row, small, text
from bot.ui.kit.pager import Order, pager
from bot.ui.kit.words import Words, stamp
from bot.ui.reading.notes import EDIT, MEND, READ, problem_words, said_words, title_words, visibility_words

HISTORY = Action("journal.page", page=int)
OPEN = Action("journal.open", note_id=int, page=int)
DELETE = Action("journal.delete", note_id=int, page=int)
DELETED = Action("journal.deleted", note_id=int, page=int)
DRAFTS = Action("journal.drafts", page=int)
DISCARD = Action("journal.discard", draft_id=int, page=int)
LATER = Action("journal.later", page=int)
UNSAVE = Action("journal.unsave", story_id=str, page=int)

EXCERPT = 200
"""Characters of a note's beginning in a list, before escaping."""

LONGEST_LINK = 250
"""Characters of an address in a list; a longer one is left out, since five would fill the card."""


def history_card(page: Page[Note], say: Words) -> Card:
    """A page of the member's notes."""
    parts: list[ui.Item[Any]] = [text("### " + say("Your reading journal"))]
    if not page.items:
        parts.append(text(say("Nothing yet. “I read this” under a story begins it, or `/read log`.")))
        return Card(*parts)
    for note in page.items:
        print_ = " · ".join([stamp(note.noted_at, "D"), *_marks(note, say)])
        parts.append(text(f"**{_linked(note.title, note.link)}**", excerpt(note.fields.said), small(print_)))
        parts.append(row(CardButton(OPEN, note.id, page.number, label=say("Open"))))
    counted = say.many("{n} note", "{n} notes", page.count)
    return Card(*parts, *pager(HISTORY, page=page, order=Order.TIME, say=say, counted=counted))


def note_page(note: Note, page: int, say: Words) -> Card:
    """A whole note with everything that its writer can do. ``page``: the page of the list to go back to."""
    by = say("by {name}", name=name(note.author_name)) if note.author_name else None
    edited = say("changed {when}", when=stamp(note.edited_at)) if note.edited_at else None
    print_ = [by, stamp(note.noted_at, "f"), edited, *_marks(note, say)]
    buttons: list[ui.Button[Any] | CardButton] = [
        CardButton(EDIT, note.id, label=say("Edit")),
        CardButton(DELETE, note.id, page, label=say("Delete")),
        CardButton(HISTORY, page, label=say("All notes")),
    ]
    if note.link:
        buttons.append(link_button(say("Read on Medium"), note.link))
    return Card(
        text(f"### {title_words(note.title)}", small(" · ".join(filter(None, print_)))),
        text(said_words(note.fields, say)),
        row(*buttons),
    )


def delete_card(note: Note, page: int, say: Words) -> Card:
    """The question before a note is deleted."""
    return Card(
        text(
            "**" + say("Delete your note on {title}?", title=title_words(note.title)) + "**",
            say("It leaves your journal and the thread, and what its author answered goes with it."),
        ),
        row(
            CardButton(DELETED, note.id, page, label=say("Yes, delete it"), style=discord.ButtonStyle.danger),
            CardButton(OPEN, note.id, page, label=say("Keep it")),
        ),
        colour=RED,
    )


def drafts_card(page: Page[Draft], say: Words) -> Card:
    """A page of the member's drafts."""
    parts: list[ui.Item[Any]] = [text("### " + say("Your drafts"))]
    if not page.items:
        parts.append(text(say("None. A note that was not taken is kept here for a week.")))
        return Card(*parts)
    for draft in page.items:
        parts.append(text(_draft_lines(draft, say)))
        discard = CardButton(DISCARD, draft.id, page.number, label=say("Throw it away"))
        parts.append(row(CardButton(MEND, draft.id, label=say("Mend it")), discard))
    counted = say.many("{n} draft", "{n} drafts", page.count)
    return Card(*parts, *pager(DRAFTS, page=page, order=Order.OTHER, say=say, counted=counted))


def later_card(page: Page[SavedStory], say: Words) -> Card:
    """A page of the stories that the member saved for later."""
    parts: list[ui.Item[Any]] = [text("### " + say("For later"))]
    if not page.items:
        parts.append(text(say("Nothing here. “Save for later” under a story puts it on this list.")))
        return Card(*parts)
    for story in page.items:
        parts.append(text(_saved_lines(story, say)))
        unsave = CardButton(UNSAVE, story.story_id, page.number, label=say("Take it off"))
        parts.append(row(CardButton(READ, story.story_id, label=say("I read this")), unsave))
    counted = say.many("{n} story", "{n} stories", page.count)
    return Card(*parts, *pager(LATER, page=page, order=Order.TIME, say=say, counted=counted))


def saved_card(story: SavedStory, say: Words) -> Card:
    """The card after a story was saved."""
    return Card(
        text(
            "**" + say("Saved for later: {title}", title=title_words(story.title)) + "**",
            small(say("Only you see your list: `/read later`. It asks nothing of you.")),
        ),
        row(CardButton(UNSAVE, story.story_id, 0, label=say("Take it off"))),
    )


def excerpt(said: str, *, limit: int = EXCERPT) -> str:
    """The beginning of a note on one line: ``limit`` characters, and half as many more for backslashes."""
    return isolated(clean(plain(said, limit=limit), limit=limit + limit // 2))


def _linked(title: str, link: str) -> str:
    return masked(title, link if len(link) <= LONGEST_LINK else "", limit=100)


def _marks(note: Note, say: Words) -> list[str]:
    """Who sees the note, and whether it was hidden or voided."""
    marks = [visibility_words(note.fields.visibility, say)[0]]
    if note.hidden_at is not None:
        marks.append(say("its author took it out of the thread"))
    if note.voided_at is not None:
        marks.append(say("a moderator took it out of the counting"))
    return marks


def _draft_lines(draft: Draft, say: Words) -> str:
    happened, _ = problem_words(draft.problem, say)
    until = say("Kept until {when}.", when=stamp(draft.kept_until, "f"))
    return lines(f"**{_linked(draft.title, draft.link)}**", excerpt(draft.fields.said), small(f"{happened} {until}"))


def _saved_lines(story: SavedStory, say: Words) -> str:
    about = [name(story.author_name)] if story.author_name else []
    if story.minutes is not None:
        about.append(say.many("{n} min", "{n} min", story.minutes))
    about.append(say("saved {when}", when=stamp(story.saved_at)))
    return lines(f"**{_linked(story.title, story.link)}**", small(" · ".join(about)))
