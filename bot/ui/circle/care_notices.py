"""The private words of care: new voices to try, and that one was a story's first reader."""

from collections.abc import Callable, Mapping

from bot.domain.circle.care import VOICES
from bot.domain.posting.notices import NoticeKind, Said
from bot.ui.kit.layout import lines, masked, small, whom
from bot.ui.kit.words import Words

TITLE_LIMIT = 100
LINK_LIMIT = 250
"""Characters of a title and of an address, as in the words of the reading plan: several words share a card of 4,000."""


def _linked(said: Said, number: str) -> str:
    title, link = str(said.get(f"title{number}", "")), str(said.get(f"link{number}", ""))
    return masked(title, link if len(link) <= LINK_LIMIT else "", limit=TITLE_LIMIT) if title else ""


def _voice(said: Said, number: int, say: Words) -> str | None:
    """A story by somebody new; ``None`` where there is none of this number."""
    shown, author = _linked(said, f"_{number}"), said.get(f"author_{number}")
    if not shown:
        return None
    return f"- {shown}" + (f" · {whom(author, say)}" if isinstance(author, int) else "")


def _voices(said: Said, say: Words) -> str:
    stories = [_voice(said, number, say) for number in range(1, VOICES + 1)]
    return lines(
        [
            say(
                "Your notes of the last four weeks are mostly between you and the same few people. It is good to have"
                " favourites; Medium, though, can take much reading among few accounts for an arrangement."
            ),
            say("If you are curious, here are voices you have not noted lately:") if any(stories) else None,
            *stories,
            small(say("Only you hear of this, and nothing follows from it. `/medium-rules` explains Medium's rules.")),
        ]
    )


def _first(said: Said, say: Words) -> str:
    title = _linked(said, "")
    return lines(
        [
            say("You are the first reader of {title} here, as far as everybody can see.", title=f"**{title}**")
            if title
            else say("You are the first reader of a story here, as far as everybody can see."),
            small(say("For who wrote it, the first one is special.")),
        ]
    )


ABOUT: Mapping[tuple[NoticeKind, str], Callable[[Said, Words], str]] = {
    (NoticeKind.CARE, "voices"): _voices,
    (NoticeKind.FIRST_READER, "first"): _first,
}
"""As in ``bot.ui.posting.notices``."""
