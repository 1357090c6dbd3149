"""The buttons with which authors answer notes on their stories, and the cards that follow."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.boards.points import AnswerKind
from bot.domain.reading.answers import REASON_LIMIT, Answered, NotCounted, NoteOnStory, Outcome
from bot.domain.reading.notes import NoteVisibility
from bot.domain.text.text import clean
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Form, paragraph_field
from bot.ui.kit.layout import isolated, lines, masked, row, small, text, whom
from bot.ui.kit.words import Words, stamp

HELPED = Action("note.helped", note_id=int)
THANKS = Action("note.thanks", note_id=int)
MORE = Action("note.more", note_id=int)
"""Opens a private card with the note and everything that its story's author can do with it."""
WITHDRAW = Action("note.withdraw", note_id=int, kind=AnswerKind)
HIDE = Action("note.hide", note_id=int)
REPORT = Action("note.report", note_id=int)
REPORTED = Action("note.reported", note_id=int, reason=str)

TITLE_LIMIT = 120
"""Characters of a story's title above a whole note: both, and a long address, have to fit into a card's 4,000."""
QUOTE_LIMIT = 2200
"""Characters of a note as shown, with the backslashes of escaping. A note has 1,500, so it is rarely shortened."""
LINE_LIMIT = 450
"""Characters of the line that a reader liked, with the backslashes of escaping."""


QUOTING = 5
"""Characters added to a quoted line: "> ", the line break, and two isolates around right-to-left text."""


def quoted(words: str, *, limit: int) -> str:
    """Untrusted text as a Markdown quotation of at most ``limit`` characters, each line cleaned."""
    kept, room = [], limit
    for line in words.splitlines():
        cleaned = clean(line, limit=max(0, room - QUOTING))
        if cleaned:
            kept.append("> " + isolated(cleaned))
            room -= len(cleaned) + QUOTING
    return "\n".join(kept)


def story_link(note: NoteOnStory) -> str:
    """The story that a note is about, as a link."""
    return masked(note.title, note.link, limit=TITLE_LIMIT)


def note_lines(note: NoteOnStory, say: Words) -> str:
    """The whole note: story, reader, text, the liked line, and date."""
    return lines(
        say("On {title}, by {reader}:", title=story_link(note), reader=whom(note.reader_id, say)),
        quoted(note.said, limit=QUOTE_LIMIT),
        say("The line they liked:") if note.liked else None,
        quoted(note.liked, limit=LINE_LIMIT) if note.liked else None,
        small(stamp(note.noted_at)),
    )


def note_buttons(note_id: int, say: Words, *, more: str | None = None) -> tuple[CardButton, ...]:
    """The buttons below a note for its story's author. ``more``: the label of the last one, "More" by default."""
    return (
        CardButton(HELPED, note_id, label=say("This helped me")),
        CardButton(THANKS, note_id, label=say("Thank you")),
        CardButton(MORE, note_id, label=more or say("More")),
    )


def note_card(note: NoteOnStory, say: Words) -> Card:
    """A note on a private card for its story's author, with everything that they can do."""
    parts: list[ui.Item[Any]] = [text("### " + say("A note on your story")), text(note_lines(note, say))]
    helped, thanks = note.answer(AnswerKind.HELPED), note.answer(AnswerKind.THANKS)
    said = [
        say("You said that it helped you.") if helped else None,
        say("You said thank you.") if thanks else None,
        say("You hid it from the thread.") if note.hidden_at else None,
    ]
    if any(said):
        parts.append(text(" ".join(each for each in said if each)))
    parts.append(row(_helped_button(note, say), _thanks_button(note, say)))
    seen = note.visibility is NoteVisibility.THREAD and note.hidden_at is None
    hide = [CardButton(HIDE, note.id, label=say("Hide it from the thread"))] if seen else []
    parts.append(row(*hide, CardButton(REPORT, note.id, label=say("Report it"), style=discord.ButtonStyle.danger)))
    if seen:
        parts.append(text(small(say("What is hidden stays hidden. Its reader keeps it in their journal."))))
    return Card(*parts)


def _helped_button(note: NoteOnStory, say: Words) -> CardButton:
    if note.answer(AnswerKind.HELPED):
        return _withdraw_button(note, AnswerKind.HELPED, say("Take back: it helped me"))
    return CardButton(HELPED, note.id, label=say("This helped me"), style=discord.ButtonStyle.success)


def _thanks_button(note: NoteOnStory, say: Words) -> CardButton:
    if note.answer(AnswerKind.THANKS):
        return _withdraw_button(note, AnswerKind.THANKS, say("Take back: thank you"))
    return CardButton(THANKS, note.id, label=say("Thank you"))


def _withdraw_button(note: NoteOnStory, kind: AnswerKind, label: str) -> CardButton:
    return CardButton(WITHDRAW, note.id, kind, label=label)


def answered_card(answered: Answered, say: Words) -> Card:
    """The card after an answer was given or withdrawn, or had been given before."""
    note = answered.note
    if answered.outcome is Outcome.WITHDRAWN:
        return Card(
            text("**" + say("Taken back.") + "**", say("Nobody is told of it. You can say it again whenever you like."))
        )
    parts: list[ui.Item[Any]] = [text(*_answered(answered, say))]
    parts.append(row(_withdraw_button(note, answered.kind, say("Take it back"))))
    return Card(*parts)


def _answered(answered: Answered, say: Words) -> Sequence[str | None]:
    reader = whom(answered.note.reader_id, say)
    if answered.outcome is Outcome.STOOD:
        standing = answered.note.answer(answered.kind)
        when = stamp(standing.given_at) if standing else ""
        return ["**" + say("You have said so {when}.", when=when) + "**", _not_counted(answered.not_counted, say)]
    if answered.kind is AnswerKind.THANKS:
        return ["**" + say("How kind.") + "**", say("I let {reader} know that you thank them.", reader=reader)]
    if answered.outcome is Outcome.COUNTS_NOW:
        return ["**" + say("Now it counts for {reader}, too.", reader=reader) + "**", _left(answered, say)]
    return [
        "**" + say("Good to hear.") + "**",
        say("I let {reader} know that their note helped you.", reader=reader),
        _not_counted(answered.not_counted, say),
        _left(answered, say),
    ]


def _not_counted(why: NotCounted | None, say: Words) -> str | None:
    match why:
        case NotCounted.UNVERIFIED:
            return say(
                "For it to count for them, prove that your Medium profile is yours: `/profile verify`. Then press the"
                " button again."
            )
        case NotCounted.EXCLUDED:
            return say("It does not count for them: moderators have left you out of the counting. Talk to them.")
        case None:
            return None


def _left(answered: Answered, say: Words) -> str | None:
    if answered.left_today is None:
        return None
    if not answered.left_today:
        return small(say("That was the last one for today: it means something because it is not said to everybody."))
    return small(
        say.many("You can say it {n} more time today.", "You can say it {n} more times today.", answered.left_today)
    )


def hidden_card(note: NoteOnStory, say: Words) -> Card:
    """The card after a note was hidden from its thread."""
    done = say("The note on {title} is hidden.", title=story_link(note))
    return Card(text(f"**{done}**", say("It goes from the thread in a moment. Its reader keeps it in their journal.")))


def report_form(note_id: int, say: Words) -> Form:
    """The form that asks why a note is reported."""
    field = reason_field(say("What is wrong with it?"), say("The moderators read this, and the note."))
    return Form(REPORTED, note_id, title=say("Report this note"), fields=[field])


def reported_card(say: Words) -> Card:
    """The card after a note was reported."""
    return Card(
        text(
            "**" + say("The moderators will look at it.") + "**",
            say("They see the note and what you wrote. Its reader is not told who reported it."),
        )
    )


def reason_field(label: str, about: str, value: str = "") -> ui.Label[Any]:
    """The field ``reason`` of a form that asks why."""
    return paragraph_field("reason", label, about, value, limit=REASON_LIMIT)
