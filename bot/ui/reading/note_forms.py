"""The form in which a note is written, filled in with what is known. Discord takes it only as the first response."""

from bot.domain.reading.notes import LIKED_LIMIT, SAID_LIMIT, TITLE_LIMIT, NoteVisibility, Opened
from bot.domain.text.text import plain
from bot.ui.kit.actions import Action
from bot.ui.kit.forms import FORM_TITLE_LIMIT, Form, choice_field, line_field, paragraph_field
from bot.ui.kit.selects import Option
from bot.ui.kit.words import Words
from bot.ui.reading.notes import visibility_words

WRITTEN = Action("note.written", story_id=str, said=str, liked=str, seen_by=NoteVisibility | None, title=str | None)
"""The form asks for ``title`` if the bot does not know the story, else for ``seen_by``."""


def note_form(opened: Opened, say: Words) -> Form:
    """The form, under the story's title."""
    fields = [
        paragraph_field(
            "said",
            say("What stayed with you"),
            say("A moment, a thought, a question: a sentence or two of your own"),
            opened.fields.said,
            limit=SAID_LIMIT,
        ),
        line_field(
            "liked",
            say("The line you liked"),
            say("If there was one"),
            opened.fields.liked,
            limit=LIKED_LIMIT,
        ),
    ]
    if opened.story.known:
        chosen = opened.fields.visibility
        options = [Option(each, *visibility_words(each, say), each is chosen) for each in opened.choices]
        fields.append(choice_field("seen_by", say("Who sees it"), say("Besides you"), options))
    else:
        about = say("I do not know this story, so the note is for you alone and counts for nothing")
        fields.insert(0, line_field("title", say("The story's title"), about, opened.story.title, limit=TITLE_LIMIT))
    title = plain(opened.story.title, limit=FORM_TITLE_LIMIT) or say("What did you read?")
    return Form(WRITTEN, opened.story.story_id, title=title, fields=fields)
