"""The cards of notices: after a command, in a direct message, and the choice how to get them."""

from typing import Any

from discord import ui

from bot.domain.posting.notices import Heard, Notice, NoticeChoice, NoticeWay
from bot.domain.text.text import clean
from bot.ui.kit.actions import Action
from bot.ui.kit.card import Card
from bot.ui.kit.layout import lines, row, small, text
from bot.ui.kit.selects import CardSelect, Option
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.notice_look import NoticeLook, NoticeLooks

KIND = Action("notices.kind", kind=str)
CHOOSE = Action("notices.choose", kind=str, way=NoticeWay)

SERVER_LIMIT = 100
"""Characters of a server's name: Discord's own limit."""


def way_words(way: NoticeWay, say: Words) -> str:
    """The name of a way of getting notices."""
    match way:
        case NoticeWay.NEXT_COMMAND:
            return say("Next time I use a command")
        case NoticeWay.DIRECT:
            return say("Direct message")
        case NoticeWay.OFF:
            return say("Off")


def notice_words(notice: Notice, look: NoticeLook, say: Words) -> str:
    """A private word. One that this version has no words for says at least what it is about."""
    teller = look.words.get(str(notice.payload.get("about", "")))
    if teller is None:
        return say("There is news: {subject}.", subject=look.named(say)[0])
    return teller({**notice.payload, **notice.live}, say)


def _below(notice: Notice, look: NoticeLook, say: Words, print_: str | None = None) -> list[ui.Item[Any]]:
    """What stands below a word: what it quotes with small print, and what can be pressed."""
    below = lines(look.quoted(notice), print_)
    pressed = look.buttons(notice, say)
    return [*([text(below)] if below else []), *([row(*pressed)] if pressed else [])]


def waiting_card(heard: Heard, looks: NoticeLooks, say: Words) -> Card:
    """The notices that waited for the member, shown after the answer to their command."""
    parts: list[ui.Item[Any]] = [text("### " + say("While you were away"))]
    for notice in heard.notices:
        look = looks[notice.kind]
        parts.append(text(notice_words(notice, look, say)))
        parts.extend(_below(notice, look, say, small(stamp(notice.created_at))))
    more = None
    if heard.more:
        more = small(
            say.many("{n} more waits for your next command.", "{n} more wait for your next command.", heard.more)
        )
    parts.append(text(more, small(say("Only you see this. `/notifications` says how you want such words."))))
    return Card(*parts)


def direct_card(notice: Notice, look: NoticeLook, server: str, say: Words) -> Card:
    """A notice as a direct message. ``server``: the name of the server that it is about, or empty."""
    where = say("From {server}.", server=clean(server, limit=SERVER_LIMIT)) if server else None
    asked = say("You asked for direct messages; `/notifications` in the server changes that.")
    print_ = text(small(where) if where else None, small(asked))
    return Card(text(notice_words(notice, look, say)), *_below(notice, look, say), print_)


def choices_card(choices: tuple[NoticeChoice, ...], looks: NoticeLooks, say: Words, shown: str | None = None) -> Card:
    """Every kind of notice with the member's choice, and a menu of kinds. ``shown``: the kind that can be changed."""
    parts: list[ui.Item[Any]] = [
        text("### " + say("How do you want to be told?"), say("Each is a word to you alone, in this server.")),
        text("\n".join(_standing(choice, looks, say) for choice in choices)),
        row(CardSelect(KIND, options=_kinds(choices, looks, shown, say), label=say("Change one of them"))),
    ]
    for choice in choices:
        if choice.kind == shown:
            parts.append(row(CardSelect(CHOOSE, choice.kind, label=say("How it comes"), options=_ways(choice, say))))
            parts.append(text(small(say("Saved as you choose."))))
    return Card(*parts)


def _standing(choice: NoticeChoice, looks: NoticeLooks, say: Words) -> str:
    called, _ = looks[choice.kind].named(say)
    return lines(f"**{called}**: {way_words(choice.way, say)}", _closed(choice, say))


def _kinds(choices: tuple[NoticeChoice, ...], looks: NoticeLooks, shown: str | None, say: Words) -> list[Option]:
    return [Option(each.kind, *looks[each.kind].named(say), chosen=each.kind == shown) for each in choices]


def _ways(choice: NoticeChoice, say: Words) -> list[Option]:
    return [Option(way, way_words(way, say), chosen=way is choice.way) for way in NoticeWay]


def _closed(choice: NoticeChoice, say: Words) -> str | None:
    """That the member's direct messages are closed, and what to do about it; ``None`` if they are not."""
    if choice.closed_at is None:
        return None
    return say(
        "Your direct messages were closed to me {when}, so this waits for your next command. To have it there: allow"
        " direct messages in this server's privacy settings, then choose it again.",
        when=stamp(choice.closed_at),
    )
