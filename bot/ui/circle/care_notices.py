"""The notice about narrow reading, with new writers to try."""

from bot.domain.circle.care import VOICES
from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import Payload
from bot.ui.kit.layout import lines, small, whom
from bot.ui.kit.words import Words
from bot.ui.posting.notice_look import NoticeLook
from bot.ui.reading.notices import linked


def _voice(payload: Payload, number: int, say: Words) -> str | None:
    """A story by somebody new; ``None`` where there is none of this number."""
    shown, author = linked(payload, f"_{number}"), payload.get(f"author_{number}")
    if not shown:
        return None
    return f"- {shown}" + (f" · {whom(author, say)}" if isinstance(author, int) else "")


def _voices(payload: Payload, say: Words) -> str:
    stories = [_voice(payload, number, say) for number in range(1, VOICES + 1)]
    return lines(
        say(
            "Your notes of the last four weeks are mostly between you and the same few people. It is good to have"
            " favourites; Medium, though, can take much reading among few accounts for an arrangement."
        ),
        say("If you are curious, here are voices you have not noted lately:") if any(stories) else None,
        *stories,
        small(say("Only you hear of this, and nothing follows from it. `/medium-rules` explains Medium's rules.")),
    )


CARE = NoticeLook(
    kind=NoticeKind.CARE,
    named=lambda say: (
        say("New voices"),
        say("now and then, when most of your reading is of the same few people"),
    ),
    words={"voices": _voices},
)
