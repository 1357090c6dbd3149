"""The cards of introductions and of the collaboration board, for the tests over every card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.app.kinds import OURS
from bot.domain.circle.call_views import CallCard, ListedCall
from bot.domain.circle.collaborations import Call, CallKind, CallState
from bot.domain.circle.introduction_views import CheckedIn, Introduced, IntroductionCard, IntroductionPage
from bot.domain.circle.introductions import CheckIn, IntroductionStanding, Opting
from bot.domain.kit.pages import Page
from bot.domain.posting.notices import Notice, NoticeKind
from bot.ui.circle import calls, introductions
from bot.ui.kit.layout import FramedCard
from bot.ui.kit.words import Words
from bot.ui.posting import notices

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINK = "https://medium.com/@ada/on-bees-1a2b3c4d5e6f"

PAGE = IntroductionPage(
    Opting(42, NOW, ("TAG",), NOW), IntroductionStanding.IN, ("TAG",), (43,), NOW, has_channel=True, excluded=False
)
HINDERED = replace(PAGE, has_channel=False, excluded=True, next_round=None, opting=Opting(42, NOW))
PERSON = Introduced(42, "NAME", "TITLE", LINK)
PAIR = IntroductionCard(1, (PERSON, replace(PERSON, member_id=43)), ("TAG",))
WIDEST = Introduced(42, "*" * 80, "*" * 300, "https://medium.com/" + "x" * 480)

CALL = Call(1, 42, CallKind.EDITOR, "TITLE", "TITLE", ("TAG",), NOW, NOW + timedelta(days=30))
WIDE = replace(CALL, title="*" * 80, words="*" * 1000, topics=("漢" * 40,) * 5)
LISTED = ListedCall(CALL, CallState.OPEN, renewable=True)
ANSWERED = ListedCall(CALL, CallState.OPEN, answered=True, shared=("TAG",))


def _board(*listed: ListedCall) -> Page[ListedCall]:
    return Page(listed, 0, 2, 6)


def _word(kind: NoticeKind, **payload: str | int) -> Callable[[Words], FramedCard]:
    notice = Notice(1, kind, payload, NOW)
    return lambda say: notices.direct_card(notice, OURS.notice_looks[notice.kind], "NAME", say)


CARDS: dict[str, Callable[[Words], FramedCard]] = {
    **{
        f"introductions, {standing.value}": partial(introductions.page_card, replace(PAGE, standing=standing))
        for standing in IntroductionStanding
    },
    "introductions, hindered": partial(introductions.page_card, HINDERED),
    "introductions, again": partial(introductions.again_card, PAGE),
    **{
        f"introduction {number} of {count} with {told} stories": partial(
            introductions.thread_card,
            IntroductionCard(
                number,
                tuple(
                    Introduced(42 + place, "NAME", *(("TITLE", LINK) if place < told else ("", "")))
                    for place in range(count)
                ),
                ("TAG",) * (number % 2),
            ),
        )
        for number, count, told in [
            *((n, 2, 2) for n in range(5)),
            (0, 3, 1),
            (1, 3, 1),
            (2, 3, 1),
            (0, 2, 0),
            (1, 2, 0),
        ]
    },
    "introduction 2 of 2 with no stories": partial(
        introductions.thread_card, IntroductionCard(2, (Introduced(42), Introduced(43)), ())
    ),
    "introduction, widest": partial(introductions.thread_card, IntroductionCard(1, (WIDEST,) * 3, ("漢" * 40,) * 5)),
    **{
        f"check-in, {answer.value}": partial(introductions.checked_in_card, CheckedIn(1, answer, (43,)))
        for answer in CheckIn
    },
    "check-in, asked": _word(NoticeKind.INTRODUCTION, about="check_in", introduction=1, thread=7),
    "check-in, bare": _word(NoticeKind.INTRODUCTION, about="check_in"),
    "introductions, resting word": _word(NoticeKind.INTRODUCTION, about="resting", guild=2),
    "board": lambda say: calls.browse_card(_board(LISTED, ANSWERED), None, 43, say, manages=False),
    "board, own": lambda say: calls.browse_card(_board(LISTED), CallKind.EDITOR, 42, say, manages=True),
    "board, empty": lambda say: calls.browse_card(Page(()), None, 42, say, manages=False),
    "board, none of a kind": lambda say: calls.browse_card(Page(()), CallKind.PODCAST, 42, say, manages=False),
    "board, widest": lambda say: calls.browse_card(
        _board(*(replace(LISTED, call=WIDE, shared=WIDE.topics),) * 5), None, 43, say, manages=True
    ),
    "own calls": partial(calls.mine_card, _board(LISTED, replace(LISTED, state=CallState.EXPIRED))),
    "own calls, none": partial(calls.mine_card, Page(())),
    "call posted": partial(calls.posted_card, CALL),
    "call answered": partial(calls.interested_card, CALL),
    "call renewed": partial(calls.renewed_card, CALL),
    "call closed": partial(calls.closed_card, CALL),
    "call, its thread": partial(calls.thread_card, CallCard(CALL, 43)),
    "call, its thread, widest": partial(calls.thread_card, CallCard(WIDE, 43)),
    "call, interest": _word(NoticeKind.CALL, about="interest", call=1, title="TITLE", thread=7),
    "call, ending": _word(NoticeKind.CALL, about="ending", call=1, title="TITLE", until=1_800_000_000),
    "call, bare": _word(NoticeKind.CALL, about="ending"),
}
