"""The cards of the reading plan, for ``test_cards``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import cycle

from bot.app.kinds import OURS
from bot.domain.plan.plan import PickReason
from bot.domain.plan.plan_day import PlanChoice, PlanEntry, PlanPage, payload_of
from bot.domain.posting.notices import Notice, NoticeKind, NoticeWay
from bot.ui.kit.layout import FramedCard
from bot.ui.kit.words import Words
from bot.ui.plan import plan
from bot.ui.posting import notices

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINK = "https://medium.com/@ada/on-bees-1a2b3c4d5e6f"


def planned(choice: PlanChoice, reason: PickReason = PickReason.UNREAD, title: str = "TITLE") -> PlanPage:
    """A day's plan with a story of each kind."""
    entry = PlanEntry("a" * 40, title, LINK, 42, "NAME", 5, ("TAG",) * 5, reason)
    nameless = replace(entry, author_name="", minutes=None, tags=())
    return PlanPage(NOW.date(), (entry, nameless, replace(entry, read=True)), choice, "UTC", own_zone=False)


def word(reason: PickReason) -> Callable[[Words], FramedCard]:
    """The morning word, as a direct message."""
    notice = Notice(1, NoticeKind.PLAN, payload_of(planned(PlanChoice(), reason).entries), NOW)
    return lambda say: notices.direct_card(notice, OURS.notice_looks[notice.kind], "NAME", say)


CARDS: dict[str, Callable[[Words], FramedCard]] = {
    **{
        f"plan: {reason.value}": partial(plan.plan_card, planned(PlanChoice(7, None, way), reason))
        for reason, way in zip(PickReason, cycle(NoticeWay), strict=False)
    },
    **{f"morning word: {reason.value}": word(reason) for reason in PickReason},
    "plan, spent": lambda say: plan.plan_card(replace(planned(PlanChoice()), spent=True, own_zone=True), say),
    "plan, long titles": lambda say: plan.plan_card(planned(PlanChoice(), title="TITLE " * 50 + "TITLE"), say),
    "no plan": lambda say: plan.plan_card(replace(planned(PlanChoice()), entries=()), say),
}
