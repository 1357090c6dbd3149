"""The form in which a note is written. It is the first answer to its press, and comes filled in with what there is."""

import discord

from bot.domain.reading.notes import LIKED_LIMIT, SAID_LIMIT, TITLE_LIMIT, NoteVisibility, Opened
from bot.domain.text.text import plain
from bot.ui.kit.forms import Filled, Form, choice_field, line_field, paragraph_field
from bot.ui.kit.words import Words
from bot.ui.reading.notes import visibility_words

SAID, LIKED, SEEN_BY, TITLE = "said", "liked", "seen_by", "title"
"""The form's fields; ``TITLE`` is there for a story that the bot does not know, ``SEEN_BY`` for one that it knows."""

FORM_TITLE_LIMIT = 45
"""Characters of a form's title (Discord)."""


def note_form(opened: Opened, filled: Filled, say: Words) -> Form:
    """The form, under the story's title."""
    fields = [
        paragraph_field(
            SAID,
            say("What stayed with you"),
            say("A moment, a thought, a question: a sentence or two of your own"),
            opened.fields.said,
            limit=SAID_LIMIT,
        ),
        line_field(
            LIKED,
            say("The line you liked"),
            say("If there was one"),
            opened.fields.liked,
            limit=LIKED_LIMIT,
        ),
    ]
    if opened.story.known:
        fields.append(choice_field(SEEN_BY, say("Who sees it"), say("Besides you"), _options(opened, say)))
    else:
        about = say("I do not know this story, so the note is for you alone and counts for nothing")
        fields.insert(0, line_field(TITLE, say("The story's title"), about, opened.story.title, limit=TITLE_LIMIT))
    return Form(plain(opened.story.title, limit=FORM_TITLE_LIMIT) or say("What did you read?"), fields, filled)


def seen_by(filled: dict[str, str]) -> NoteVisibility:
    """Who was chosen to see the note; nobody where there was no choice."""
    return NoteVisibility(filled.get(SEEN_BY) or NoteVisibility.PRIVATE)


def _options(opened: Opened, say: Words) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=visibility_words(each, say)[0],
            description=visibility_words(each, say)[1],
            value=each.value,
            default=each is opened.fields.visibility,
        )
        for each in opened.choices
    ]
