"""The private words about notes and the answers to them, and about what moderators decided."""

from collections.abc import Callable, Mapping

from bot.domain.boards.points import AnswerKind
from bot.domain.posting.notices import Notice, NoticeKind, Said
from bot.domain.reading.moderation import Act
from bot.domain.text.text import clean
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.layout import isolated, lines, whom
from bot.ui.kit.words import Words
from bot.ui.reading.answers_to_notes import note_buttons, quoted

TITLE_LIMIT = 120
EXCERPT_LIMIT = 400
REASON_LIMIT = 400
"""Characters as shown, with some room for backslashes: five words with all of it fit onto one card. There are no
addresses here: a story's can have 500 characters."""


def _title(said: Said, say: Words) -> str:
    title = clean(str(said.get("title", "")), limit=TITLE_LIMIT)
    return f"**{isolated(title)}**" if title else say("a story")


def _who(said: Said, field: str, say: Words) -> str:
    member_id = said.get(field)
    return whom(member_id, say) if isinstance(member_id, int) and member_id else say("a member")


def _why(said: Said, say: Words) -> str | None:
    reason = clean(str(said.get("reason", "")), limit=REASON_LIMIT)
    return say("Why: {reason}", reason=reason) if reason else None


ABOUT: Mapping[tuple[NoticeKind, str], Callable[[Said, Words], str]] = {
    (NoticeKind.NOTE, "note"): lambda said, say: say(
        "A note on your story {title}, by {reader}", title=_title(said, say), reader=_who(said, "reader", say)
    ),
    (NoticeKind.ANSWER, AnswerKind.HELPED.value): lambda said, say: say(
        "Your note on {title} helped {author}, who wrote the story.",
        title=_title(said, say),
        author=_who(said, "author", say),
    ),
    (NoticeKind.ANSWER, AnswerKind.THANKS.value): lambda said, say: say(
        "Thanks for your note on {title}, from {author}, who wrote the story.",
        title=_title(said, say),
        author=_who(said, "author", say),
    ),
    (NoticeKind.ANSWER, Act.VOID.value): lambda said, say: lines(
        [
            say("A moderator has taken your note on {title} out of the counting.", title=_title(said, say)),
            _why(said, say),
            say("It stays in your journal. If you see it otherwise, talk to a moderator: they can undo it."),
        ]
    ),
    (NoticeKind.ANSWER, Act.RESTORE.value): lambda said, say: lines(
        [say("Your note on {title} counts again.", title=_title(said, say)), _why(said, say)]
    ),
    (NoticeKind.PROFILE, Act.EXCLUDE.value): lambda said, say: lines(
        [
            say("A moderator has taken you out of this server's boards."),
            _why(said, say),
            say(
                "You can read and write notes as before. If you see it otherwise, talk to a moderator: they can undo"
                " it."
            ),
        ]
    ),
    (NoticeKind.PROFILE, Act.INCLUDE.value): lambda said, say: lines(
        [say("You are part of this server's boards again."), _why(said, say)]
    ),
}
"""What a private word is about to its words. A value that is missing leaves a sentence that still holds."""


def quotation(notice: Notice) -> str:
    """What a word quotes, as a paragraph of its own; empty for nothing. The words stay the same when it changes."""
    return quoted(str(notice.live.get("quoted", "")), limit=EXCERPT_LIMIT)


def buttons(notice: Notice, say: Words) -> tuple[CardButton, ...]:
    """What can be pressed below a word."""
    note_id = notice.said.get("note")
    if notice.kind is not NoticeKind.NOTE or not isinstance(note_id, int):
        return ()
    return note_buttons(note_id, say, more=say("Read the note"))
