"""The cards of challenges, for the tests over every card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.boards.weeks import WeeklySettings
from bot.domain.challenges.challenge_views import (
    ChallengeCard,
    ChallengeStanding,
    CountedStory,
    ListedChallenge,
    Making,
    Progress,
)
from bot.domain.challenges.challenges import Challenge, ChallengeKind, ChallengeState, Moment
from bot.domain.desk.overview import GuildOverview
from bot.domain.kit.pages import Page
from bot.domain.servers.guilds import Feature, GuildChannel
from bot.domain.stories.announcing import AnnouncingSettings
from bot.ui.boards.rules import rules_card
from bot.ui.challenges import challenge_forms, challenges
from bot.ui.desk import setup_challenges
from bot.ui.kit.layout import FramedCard
from bot.ui.kit.words import Words

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
LINK = "https://medium.com/@ada/on-bees-1a2b3c4d5e6f"

ONCE = Challenge(
    id=1,
    guild_id=2,
    kind=ChallengeKind.ONCE,
    name="NAME",
    theme="TITLE",
    tags=("TAG",),
    goal=3,
    starts_at=NOW,
    ends_at=NOW + WEEK,
    state=ChallengeState.RUNNING,
    role_id=9,
    reached=2,
)
WEEKLY = replace(ONCE, kind=ChallengeKind.WEEKLY, name="", theme="", tags=(), goal=1, role_id=None)
WIDEST = replace(ONCE, name="*" * 80, theme="*" * 300, tags=("漢" * 40,) * 5, state=ChallengeState.SCHEDULED)
STANDING = ChallengeStanding(participants=2, talked_about=5, reached=1)
NOBODY = ChallengeStanding(0, 0, 0)
STORY = CountedStory("TITLE", LINK)
DRAFT = Making(replace(ONCE, state=ChallengeState.DRAFT, event=True, channel_id=7), None, ZoneInfo("Europe/Rome"), NOW)


def _post(moment: Moment, challenge: Challenge, standing: ChallengeStanding) -> Callable[[Words], FramedCard]:
    return lambda say: challenges.post_card(ChallengeCard(moment, challenge, standing), say)


def _progress(challenge: Challenge, *, joined: bool, stories: int) -> Callable[[Words], FramedCard]:
    return lambda say: challenges.progress_card(
        Progress(challenge, joined, (STORY,) * stories), say, news=challenges.joined_words(say)
    )


def _page(weekly: WeeklySettings, channel: GuildChannel | None, *, may_events: bool) -> Callable[[Words], FramedCard]:
    overview = GuildOverview(2, "UTC", None, None, AnnouncingSettings(), (), 3, 2, channel, channel, weekly)
    return lambda say: setup_challenges.challenges_page(overview, {}, say, may_events=may_events)


CARDS: dict[str, Callable[[Words], FramedCard]] = {
    **{f"challenge: {moment.value}": _post(moment, ONCE, STANDING) for moment in Moment},
    **{f"weekly challenge: {moment.value}": _post(moment, WEEKLY, NOBODY) for moment in Moment},
    "challenge with the widest words": _post(Moment.START, WIDEST, STANDING),
    **{
        f"progress: {state.value}": _progress(replace(ONCE, state=state), joined=True, stories=1)
        for state in ChallengeState
    },
    "progress, not joined": _progress(ONCE, joined=False, stories=0),
    "progress, reached": _progress(ONCE, joined=True, stories=12),
    "challenge left": lambda say: challenges.left_card(ONCE, say),
    "challenges": lambda say: challenges.list_card(
        Page((ListedChallenge(WIDEST, 1, joined=True),) * 4, 1, 3, 12), say, organises=True
    ),
    "challenges, as members see them": lambda say: challenges.list_card(
        Page((ListedChallenge(WEEKLY, 0, joined=False),), 0, 1, 1), say, organises=False
    ),
    "no challenges": lambda say: challenges.list_card(Page(()), say, organises=False),
    "challenge being made": partial(challenge_forms.making_card, DRAFT, may_events=False),
    "challenge that is planned": partial(
        challenge_forms.making_card, Making(WIDEST, 6, ZoneInfo("UTC"), NOW), may_events=True
    ),
    "challenge opened": lambda say: challenge_forms.opened_card(ONCE, say),
    "challenge to be called off": lambda say: challenge_forms.ask_off_card(WEEKLY, say),
    "challenge called off": lambda say: challenge_forms.called_off_card(ONCE, say),
    "draft thrown away": lambda say: challenge_forms.called_off_card(DRAFT.challenge, say),
    "challenge kept": challenge_forms.kept_card,
    "set-up of challenges": _page(WeeklySettings(), None, may_events=True),
    "set-up of challenges, all chosen": _page(
        WeeklySettings(active=True, event=True), GuildChannel(Feature.CHALLENGES, 7), may_events=False
    ),
    "rules": rules_card,
}
