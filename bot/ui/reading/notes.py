"""Reading notes: the post in a thread, and the cards after one was accepted or refused."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.reading.note_checks import LEAST_LETTERS, LEAST_WORDS
from bot.domain.reading.note_views import NoteCard
from bot.domain.reading.notes import (
    LIKED_LIMIT,
    SAID_LIMIT,
    Draft,
    Note,
    NotedStory,
    NoteFields,
    NoteProblem,
    NoteVisibility,
    Taken,
)
from bot.domain.text.text import clean, plain
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.layout import WARM, isolated, lines, link_button, row, small, text, whom
from bot.ui.kit.selects import OPTION_LIMIT, CardSelect, Option
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.look import Look
from bot.ui.reading.answers_to_notes import MORE, note_buttons

READ = Action("note.read", story_id=str)
SAVE = Action("note.save", story_id=str)
EDIT = Action("note.edit", note_id=int)
MEND = Action("note.mend", draft_id=int)

TITLE_LIMIT = 160
"""Characters of a story's title above a whole note: both have to fit into a card's 4,000."""

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"\\]+")


def title_words(title: str) -> str:
    """A story's title, cleaned."""
    return isolated(clean(title, limit=TITLE_LIMIT))


def said_words(fields: NoteFields, say: Words) -> str:
    """A whole note, cleaned, and the liked line as a quotation."""
    return lines(note_lines(fields.said), liked_words(fields.liked, say))


def note_lines(said: str) -> str:
    """A note's text, cleaned line by line. The limit allows for escaping, which at most doubles the length."""
    return "\n".join(isolated(clean(line, limit=2 * SAID_LIMIT)) for line in said.splitlines())


def liked_words(liked: str, say: Words) -> str | None:
    """The liked line as a quotation; ``None`` if there is none."""
    if not liked:
        return None
    return lines(small(say("The line they liked:")), "> " + isolated(clean(liked, limit=2 * LIKED_LIMIT)))


def reading_buttons(story_id: str, say: Words) -> tuple[CardButton, CardButton]:
    """The buttons of every announcement. Each acts for the member who presses."""
    return (
        CardButton(READ, story_id, label=say("I read this")),
        CardButton(SAVE, story_id, label=say("Save for later")),
    )


def note_card(card: NoteCard, say: Words) -> Card:
    """A note in its story's thread. Nobody is pinged."""
    parts: list[ui.Item[Any]] = [
        text("**" + say("{reader} read this", reader=whom(card.member_id, say)) + "**", note_lines(card.said)),
    ]
    if liked := liked_words(card.liked, say):
        parts.append(text(liked))
    *answers, more = note_buttons(card.note_id, say)
    buttons: list[ui.Button[Any] | CardButton] = [*(answers if card.author_id is not None else ()), more]
    if card.link:
        buttons.append(link_button(say("Read on Medium"), card.link))
    parts.append(row(*buttons))
    return Card(*parts)


def visibility_words(visibility: NoteVisibility, say: Words) -> tuple[str, str]:
    """(the choice's name, what it does)."""
    match visibility:
        case NoteVisibility.THREAD:
            return say("Everybody here"), say("it is posted in the story's thread, and its author is told")
        case NoteVisibility.AUTHOR:
            return say("The author"), say("they are told in private")
        case NoteVisibility.PRIVATE:
            return say("Only me"), say("nobody else sees it or is told of it")


def problem_words(problem: NoteProblem, say: Words) -> tuple[str, str]:
    """(why a note was not taken, what to do about it)."""
    match problem:
        case NoteProblem.OWN_STORY:
            return (
                say("This story is your own."),
                say("Notes are for what others wrote. Your words are below, should you want them elsewhere."),
            )
        case NoteProblem.TOO_SHORT:
            return (
                say("That is a little short for a note."),
                say(
                    "Say what stayed with you in {words} words or more ({letters} letters in scripts without spaces)."
                    " Numbers, emoji and what is said again do not count.",
                    words=LEAST_WORDS,
                    letters=LEAST_LETTERS,
                ),
            )
        case NoteProblem.STOCK_PHRASE:
            return (
                say("That could be said of any story."),
                say("It is kind, and the author will want to know why: add what only this story gave you."),
            )
        case NoteProblem.REPEATED:
            return (
                say("That is nearly what you wrote about another story lately."),
                say("What was different in this one? A line about that is enough."),
            )


def refused_card(draft: Draft, say: Words) -> Card:
    """The card of a refused note: why, its whole text, and the button that opens the form again."""
    happened, step = problem_words(draft.problem, say)
    kept = say("Kept for you until {when}; `/read drafts` finds it.", when=stamp(draft.kept_until, "f"))
    parts: list[ui.Item[Any]] = [text(f"**{happened}**", step)]
    if written := said_words(draft.fields, say):
        parts.append(text(written))
    parts.append(text(small(kept)))
    if draft.problem is not NoteProblem.OWN_STORY:
        parts.append(row(CardButton(MEND, draft.id, label=say("Mend it"), style=discord.ButtonStyle.primary)))
    return Card(*parts, colour=WARM)


def taken_card(taken: Taken, say: Words) -> Card:
    """The card of an accepted note for its writer, with who will see it."""
    note = taken.note
    title = title_words(note.title)
    done = say("Noted: {title}", title=title) if taken.new else say("Your note on {title} is changed", title=title)
    parts: list[ui.Item[Any]] = [text(f"**{done}**"), text(said_words(note.fields, say))]
    parts.append(text(small(" ".join([*_unfulfilled(taken, say), *_what_happens(note, say)]))))
    buttons: list[ui.Button[Any] | CardButton] = [CardButton(EDIT, note.id, label=say("Edit"))]
    if note.link:
        buttons.append(link_button(say("Read on Medium"), note.link))
    parts.append(row(*buttons))
    return Card(*parts)


def _unfulfilled(taken: Taken, say: Words) -> Iterable[str]:
    """Why the wished visibility was not possible; nothing if it was."""
    if taken.wished is NoteVisibility.THREAD:
        yield say("The story has no thread here.")
    elif taken.wished is NoteVisibility.AUTHOR:
        yield say("I do not know its author here.")


def _what_happens(note: Note, say: Words) -> Iterable[str]:
    """Who sees it, in a sentence."""
    if note.hidden_at is not None:
        yield say("Its author has taken it out of the thread; it stays in your journal.")
        return
    match note.fields.visibility:
        case NoteVisibility.THREAD:
            yield say("It goes to the story's thread.")
        case NoteVisibility.AUTHOR:
            yield say("Its author is told in private.")
        case NoteVisibility.PRIVATE:
            yield say("Only you see it; `/read history` has it.")


def pick_card(stories: Sequence[NotedStory], say: Words) -> Card:
    """The menu for a message with several stories: which was read?"""
    options = [Option(story.story_id, story.title, story.author_name) for story in stories]
    menu = CardSelect(READ, label=say("The story you read"), options=options)
    return Card(text("**" + say("Which of them did you read?") + "**"), row(menu))


def choice_words(story: NotedStory) -> str:
    """A story in plain text, for an autocomplete choice: title and author."""
    named = " · ".join(filter(None, [story.title, story.author_name]))
    return plain(named, limit=OPTION_LIMIT) or story.story_id


def links_in(message: discord.Message) -> list[str]:
    """The addresses in a message's text and components, in order and without repetitions."""
    found = _ADDRESS.findall(message.content)
    pending: list[Any] = [component.to_dict() for component in message.components]
    while pending:
        component = pending.pop(0)
        if not isinstance(component, dict):
            continue
        found += _ADDRESS.findall(str(component.get("content", "")))
        found += [str(component["url"])] if component.get("url") else []
        pending = [*component.get("components", []), component.get("accessory"), *pending]
    return list(dict.fromkeys(found))


NOTE = Look(
    card=NoteCard,
    view=note_card,
    title=lambda card, say: say("A note on “{title}”", title=card.title),
    mark=lambda card: custom_id("ink", MORE, (card.note_id,)),
)
