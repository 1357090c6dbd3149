"""The cards of milestones and of a member's own numbers, for ``test_cards``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bot.domain.growth.growth import SCALES, Logged, Measure, NumberProblem, series
from bot.domain.growth.growth_views import GrowthPage, LogOutcome, page_of
from bot.domain.growth.milestone_views import KeptMilestone, Sharing, card_of
from bot.domain.growth.milestones import MOST_AMOUNT, MilestoneKind
from bot.domain.kit.pages import PAGE_SIZE, Page
from bot.ui.growth import growth, milestones
from bot.ui.kit.layout import FramedCard
from bot.ui.kit.words import Words

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = date(2026, 3, 1)


def kept(kind: MilestoneKind, amount: int = 1000, words: str = "TITLE", *, shared: bool = False) -> KeptMilestone:
    """A milestone of member 42."""
    return KeptMilestone(7, 1, 42, kind, amount, words, NOW, NOW if shared else None)


def page(count: int = 30, measure: Measure = Measure.EARNINGS) -> GrowthPage:
    """Numbers of every measure, as high as they can be, on so many days."""
    logged = tuple(
        Logged(each, DAY - timedelta(days=number), SCALES[each].most - number * 7)
        for number in reversed(range(count))
        for each in Measure
    )
    return page_of(logged, series(logged, measure), measure)


def list_of(*milestones_: KeptMilestone, pages: int = 3) -> Page[KeptMilestone]:
    return Page(milestones_, 1, pages, 12)


LOGGED = LogOutcome(
    DAY,
    tuple(Logged(each, DAY, SCALES[each].most) for each in Measure),
    {Measure.READS: ("TITLE", NumberProblem.NEGATIVE)},
)

CARDS: dict[str, Callable[[Words], FramedCard]] = {
    **{f"milestone: {kind.value}": partial(milestones.post_card, card_of(kept(kind))) for kind in MilestoneKind},
    "milestone: the first story": lambda say: milestones.post_card(card_of(kept(MilestoneKind.STORIES, 1, "")), say),
    "milestone of a tombstone": lambda say: milestones.post_card(
        replace(card_of(kept(MilestoneKind.FOLLOWERS, MOST_AMOUNT[MilestoneKind.FOLLOWERS])), member_id=-5), say
    ),
    "milestone, before": lambda say: milestones.look_card(Sharing(kept(MilestoneKind.BOOK), 9), say),
    "milestone, before, no channel": lambda say: milestones.look_card(Sharing(kept(MilestoneKind.BOOK), None), say),
    "milestone, shared": lambda say: milestones.look_card(Sharing(kept(MilestoneKind.BOOK, shared=True), 9), say),
    "milestone, shared, no channel": lambda say: milestones.shared_card(Sharing(kept(MilestoneKind.BOOK), None), say),
    "milestone, kept private": milestones.private_card,
    "milestones": lambda say: milestones.list_card(
        list_of(
            *[kept(MilestoneKind.EARNINGS, words="TITLE " * 32, shared=True)] * (PAGE_SIZE - 1),
            kept(MilestoneKind.YEARS),
        ),
        say,
    ),
    "no milestones": lambda say: milestones.list_card(Page(()), say),
    "numbers": lambda say: growth.growth_card(page(), say, "TITLE " * 170),
    "numbers without a chart": lambda say: growth.growth_card(page(2), say),
    "numbers of one day": lambda say: growth.growth_card(page(1, Measure.READ_RATIO), say),
    "no numbers": lambda say: growth.growth_card(page_of((), (), None), say),
    "numbers kept": partial(growth.logged_card, LOGGED),
    "no numbers kept": partial(growth.logged_card, LogOutcome(DAY, (), {})),
    "numbers, before deleting": growth.ask_clear_card,
    "numbers, deleted": partial(growth.cleared_card, 12),
    "numbers, not deleted": growth.kept_card,
}
