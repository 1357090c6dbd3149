"""The notices about notes, about answers to them, and about the decisions of moderators."""

from collections.abc import Mapping

from bot.domain.boards.points import AnswerKind
from bot.domain.posting.notices import Notice, NoticeKind
from bot.domain.posting.outbox import Payload
from bot.domain.reading.moderation import Act
from bot.domain.text.text import clean
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.layout import isolated, lines, masked, small, whom
from bot.ui.kit.words import Words
from bot.ui.posting.notice_look import NoticeLook, Teller
from bot.ui.reading.answers_to_notes import note_buttons, quoted

LINKED_TITLE_LIMIT = 100
LINK_LIMIT = 250
"""Characters of a title and of an address, as in the notice of the reading plan: several share a card of 4,000."""

TITLE_LIMIT = 120
EXCERPT_LIMIT = 400
REASON_LIMIT = 400
"""Characters as shown, with some room for backslashes: five notices with all of these fit onto a card."""


def _title(payload: Payload, say: Words) -> str:
    title = clean(str(payload.get("title", "")), limit=TITLE_LIMIT)
    return f"**{isolated(title)}**" if title else say("a story")


def _who(payload: Payload, field: str, say: Words) -> str:
    member_id = payload.get(field)
    return whom(member_id, say) if isinstance(member_id, int) and member_id else say("a member")


def _why(payload: Payload, say: Words) -> str | None:
    reason = clean(str(payload.get("reason", "")), limit=REASON_LIMIT)
    return say("Why: {reason}", reason=reason) if reason else None


def linked(payload: Payload, number: str = "") -> str:
    """The title of a story that a word names, with its link; ``number`` tells it from others in the word."""
    title, link = str(payload.get(f"title{number}", "")), str(payload.get(f"link{number}", ""))
    return masked(title, link if len(link) <= LINK_LIMIT else "", limit=LINKED_TITLE_LIMIT) if title else ""


def _first(payload: Payload, say: Words) -> str:
    title = linked(payload)
    return lines(
        say("You are the first reader of {title} here, as far as everybody can see.", title=f"**{title}**")
        if title
        else say("You are the first reader of a story here, as far as everybody can see."),
        small(say("For who wrote it, the first one is special.")),
    )


def _quoted(notice: Notice) -> str:
    return quoted(str(notice.live.get("quoted", "")), limit=EXCERPT_LIMIT)


def _buttons(notice: Notice, say: Words) -> tuple[CardButton, ...]:
    """What can be pressed below a word."""
    note_id = notice.payload.get("note")
    if not isinstance(note_id, int):
        return ()
    return note_buttons(note_id, say, more=say("Read the note"))


NOTE = NoticeLook(
    kind=NoticeKind.NOTE,
    named=lambda say: (
        say("Notes on your stories"),
        say("when somebody wrote one for you to see"),
    ),
    words={
        "note": lambda payload, say: say(
            "A note on your story {title}, by {reader}", title=_title(payload, say), reader=_who(payload, "reader", say)
        ),
    },
    buttons=_buttons,
    quoted=_quoted,
)
ANSWER = NoticeLook(
    kind=NoticeKind.ANSWER,
    named=lambda say: (
        say("Answers to your notes"),
        say("when one helped its story's writer, or a moderator decided on it"),
    ),
    words={
        AnswerKind.HELPED.value: lambda payload, say: say(
            "Your note on {title} helped {author}, who wrote the story.",
            title=_title(payload, say),
            author=_who(payload, "author", say),
        ),
        AnswerKind.THANKS.value: lambda payload, say: say(
            "Thanks for your note on {title}, from {author}, who wrote the story.",
            title=_title(payload, say),
            author=_who(payload, "author", say),
        ),
        Act.VOID.value: lambda payload, say: lines(
            say("A moderator has taken your note on {title} out of the counting.", title=_title(payload, say)),
            _why(payload, say),
            say("It stays in your journal. If you see it otherwise, talk to a moderator: they can undo it."),
        ),
        Act.RESTORE.value: lambda payload, say: lines(
            say("Your note on {title} counts again.", title=_title(payload, say)), _why(payload, say)
        ),
    },
)
FIRST_READER = NoticeLook(
    kind=NoticeKind.FIRST_READER,
    named=lambda say: (
        say("First readers"),
        say("when you were the first to note a story"),
    ),
    words={"first": _first},
)

ABOUT_EXCLUSION: Mapping[str, Teller] = {
    Act.EXCLUDE.value: lambda payload, say: lines(
        say("A moderator has taken you out of this server's boards."),
        _why(payload, say),
        say("You can read and write notes as before. If you see it otherwise, talk to a moderator: they can undo it."),
    ),
    Act.INCLUDE.value: lambda payload, say: lines(
        say("You are part of this server's boards again."), _why(payload, say)
    ),
}
"""What moderators decided about a member, by what it is about."""
