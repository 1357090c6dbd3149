"""The notices about introductions and calls."""

from datetime import UTC, datetime

from bot.domain.posting.notices import Notice, NoticeKind
from bot.domain.posting.outbox import Payload
from bot.domain.text.text import clean
from bot.ui.circle.calls import RENEW
from bot.ui.circle.introductions import AGAIN, check_in_buttons
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.layout import isolated, lines
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.notice_look import NoticeLook

TITLE_LIMIT = 120
"""Characters of a call's title as shown."""


def _thread(payload: Payload, say: Words) -> str:
    thread_id = payload.get("thread")
    return f"<#{thread_id}>" if isinstance(thread_id, int) and thread_id else say("your private thread")


def _title(payload: Payload, say: Words) -> str:
    title = clean(str(payload.get("title", "")), limit=TITLE_LIMIT)
    return f"**{isolated(title)}**" if title else say("your call")


def _end(payload: Payload, say: Words) -> str:
    until = payload.get("until")
    return stamp(datetime.fromtimestamp(until, UTC), "D") if isinstance(until, int) else say("soon")


def _buttons(notice: Notice, say: Words) -> tuple[CardButton, ...]:
    """What can be pressed below a word."""
    match notice.kind, notice.payload.get("about"), notice.payload:
        case NoticeKind.INTRODUCTION, "check_in", {"introduction": int(introduction_id)}:
            return check_in_buttons(introduction_id, say)
        case NoticeKind.INTRODUCTION, "resting", {"guild": int(guild_id)}:
            return (CardButton(AGAIN, guild_id, label=say("Start again")),)
        case NoticeKind.CALL, "ending", {"call": int(call_id)}:
            return (CardButton(RENEW, call_id, label=say("Renew")),)
        case _:
            return ()


INTRODUCTION = NoticeLook(
    kind=NoticeKind.INTRODUCTION,
    named=lambda say: (
        say("Introductions"),
        say("a week after one, whether you have met"),
    ),
    words={
        "check_in": lambda payload, say: lines(
            say("A week ago I introduced you in {thread}. Have you met?", thread=_thread(payload, say)),
            say("Whatever you say is between us, and helps me to know whether to go on."),
        ),
        "resting": lambda _, say: lines(
            say("I have asked twice whether you had met, and heard nothing: so I introduce you to nobody for now."),
            say("That is fine. Whenever you feel like it, `/introduce me` starts again."),
        ),
    },
    buttons=_buttons,
)
CALL = NoticeLook(
    kind=NoticeKind.CALL,
    named=lambda say: (
        say("Your calls"),
        say("when somebody is interested, or one ends soon"),
    ),
    words={
        "interest": lambda payload, say: say(
            "Somebody is interested in {title}: you find them in {thread}.",
            title=_title(payload, say),
            thread=_thread(payload, say),
        ),
        "ending": lambda payload, say: lines(
            say("Your call {title} ends on {day}.", title=_title(payload, say), day=_end(payload, say)),
            say("If it still holds, renew it; if not, it goes by itself."),
        ),
    },
    buttons=_buttons,
)
