"""The cards of the monthly report, the spotlight and the map, for the tests over every card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.challenges.challenge_views import ChallengeCard
from bot.domain.challenges.challenges import Moment
from bot.domain.circle.community import CommunityHealth, MapView
from bot.domain.circle.community_map import CommunityMap, MapEdge, MapNode
from bot.domain.circle.monthly import Month, MonthNumbers, MonthSnapshot
from bot.domain.circle.monthly_view import MonthlyCard, MonthReport, weeks_of
from bot.domain.kit.pages import Page
from bot.domain.reading.spotlight import SpotlightStory
from bot.ui.challenges import challenges
from bot.ui.circle import community, monthly
from bot.ui.kit.layout import FramedCard
from bot.ui.kit.words import Words
from bot.ui.reading import spotlight
from tests.ui.challenges.cards import STANDING, WEEKLY

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINK = "https://medium.com/@ada/on-bees-1a2b3c4d5e6f"
MAY = Month(2026, 5)
NUMBERS = MonthNumbers(12, 8, 20, 5, 2, 1, 0.34, 0.8, 0.21)
WEEKS = weeks_of(MAY, ZoneInfo("UTC"), (), (), {}, frozenset())
REPORT = MonthReport(MonthSnapshot(2, MAY, "UTC", NOW, NUMBERS), WEEKS)
QUIET = MonthReport(MonthSnapshot(2, MAY, "UTC", NOW, MonthNumbers(1, 0, 0, 0, 0, 0, None, None, None)), WEEKS)

WAITING = SpotlightStory("a" * 40, LINK, "TITLE", 42, "NAME", 5, NOW)
WIDEST = replace(WAITING, title="*" * 300, author_name="*" * 80, link=LINK + "x" * 400, minutes=None)

PAIR = CommunityMap((MapNode((42,), 0), MapNode((43,), 0)), (MapEdge(0, 1),), by_groups=False, people=2, pairs=1)
NAMES = {42: "NAME", 43: "NAME"}
PEOPLE = tuple(range(100, 160))
CROWD = CommunityMap(tuple(MapNode((each,), 0) for each in PEOPLE), (), by_groups=False, people=60, pairs=90)
GROUPS = CommunityMap((MapNode((42, 43, 44, 45), 0), MapNode((46,), 1)), (), by_groups=True, people=99, pairs=500)
WIDE = dict.fromkeys(PEOPLE, "*" * 80)


def begins(story: SpotlightStory) -> Callable[[Words], FramedCard]:
    """The post with which a week's challenge begins."""
    return partial(challenges.post_card, ChallengeCard(Moment.START, WEEKLY, STANDING, (story,) * 3))


def alt(view: MapView) -> Callable[[Words], FramedCard]:
    """The map with its picture."""
    return lambda say: community.map_card(view, say, alt=community.map_alt(view, say))


def month_alt(say: Words) -> FramedCard:
    """The report with its picture."""
    card = MonthlyCard(REPORT)
    words = monthly.picture_alt(monthly.picture_of(card, "NAME", say), say)
    return monthly.report_card(replace(card, alt=words), say)


CARDS: dict[str, Callable[[Words], FramedCard]] = {
    "monthly report": month_alt,
    "monthly report, without picture": partial(monthly.report_card, MonthlyCard(REPORT)),
    "monthly report, quiet": partial(monthly.report_card, MonthlyCard(QUIET)),
    "monthly formulas": partial(monthly.formulas_card, REPORT),
    "monthly formulas, quiet": partial(monthly.formulas_card, QUIET),
    "spotlight": partial(spotlight.spotlight_card, Page((WAITING,) * 3, 0, 2, 6)),
    "spotlight, long titles": partial(spotlight.spotlight_card, Page((WIDEST,) * 3, 1, 2, 6)),
    "spotlight, empty": partial(spotlight.spotlight_card, Page(())),
    "week with spotlight": begins(WAITING),
    "week with spotlight, long titles": begins(WIDEST),
    "map": alt(MapView(PAIR, NAMES, on_it=True, willing=3)),
    "map, without picture": partial(community.map_card, MapView(CROWD, WIDE, on_it=False, willing=70)),
    "map of a crowd": alt(MapView(CROWD, WIDE, on_it=True, willing=70)),
    "map by groups": alt(MapView(GROUPS, NAMES, on_it=False, willing=99)),
    "map, empty": partial(community.map_card, MapView(CommunityMap((), (), False, 0, 0), {}, on_it=True, willing=1)),
    "map, nobody": partial(community.map_card, MapView(CommunityMap((), (), False, 0, 0), {}, on_it=False, willing=0)),
    "health": partial(community.health_card, CommunityHealth(2)),
    "health, wide": partial(community.health_card, CommunityHealth(0)),
}
