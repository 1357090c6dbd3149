"""The page of ``/setup`` for challenges, reports and the community: their channels, and the weekly challenge."""

from typing import Any

import discord
from discord import ui

from bot.domain.desk.overview import GuildOverview
from bot.domain.servers.guilds import Feature, GuildChannel
from bot.ui.challenges.challenge_forms import GOALS, event_lines, goals
from bot.ui.desk.setup import (
    DAY_HOURS,
    PAGE,
    WEEK_DAYS,
    Missing,
    PanelPage,
    channel_lines,
    hours,
    weekdays,
    weekly_words,
)
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import INK, WARM, lines, row, small, text
from bot.ui.kit.pickers import POSTABLE, ChannelPick
from bot.ui.kit.selects import CardSelect
from bot.ui.kit.words import Words

CHANNEL = Action("weekly.channel", feature=Feature, channel_id=int | None)
ACTIVE = Action("weekly.active", on=bool)
EVENT = Action("weekly.event", on=bool)
WEEKDAY = Action("weekly.weekday", day=WEEK_DAYS)
HOUR = Action("weekly.hour", hour=DAY_HOURS)
GOAL = Action("weekly.goal", goal=GOALS)

WITH_PRIVATE_THREADS = (discord.ChannelType.text,)
"""Channels under which a private thread can be opened: neither forums nor those for announcements (Discord)."""


def challenges_page(overview: GuildOverview, missing: Missing, say: Words, *, may_events: bool) -> Card:
    """The page. Each choice is saved at once. ``may_events``: whether the bot has the permission that scheduled
    events need."""
    weekly = overview.weekly
    broken = bool(missing) or (weekly.event and not may_events)
    no_challenges = say("Leave it empty for the channel of new stories.")
    no_moderation = say("Leave it empty to have them in `/moderate reports` only.")
    no_community = say(
        "Milestones and monthly reports. Leave it empty for the channel of challenges; introductions and calls need"
        " one, for their private threads."
    )
    parts: list[ui.Item[Any]] = [
        text("### " + say("Challenges")),
        text(_place(overview.challenges, say("Challenges and boards"), no_challenges, missing, say)),
        row(_pick(overview, Feature.CHALLENGES, say("A channel or a forum for challenges"))),
        text(_place(overview.moderation, say("Reports of notes"), no_moderation, missing, say)),
        row(_pick(overview, Feature.MODERATION, say("A channel that only moderators see"))),
        text(_place(overview.community, say("Community"), no_community, missing, say)),
        row(_pick(overview, Feature.COMMUNITY, say("A text channel, for private threads too"))),
        text(_weekly(overview, say, may_events=may_events)),
        row(CardSelect(WEEKDAY, label=say("The day on which the week ends"), options=weekdays(weekly.weekday, say))),
        row(CardSelect(HOUR, label=say("The hour at which it ends"), options=hours(weekly.hour))),
        row(CardSelect(GOAL, label=say("How many stories to note"), options=goals(weekly.goal, say))),
        row(
            CardButton(
                ACTIVE,
                not weekly.active,
                label=say("No weekly challenge") if weekly.active else say("A challenge every week"),
                style=discord.ButtonStyle.secondary if weekly.active else discord.ButtonStyle.primary,
            ),
            CardButton(
                EVENT, not weekly.event, label=say("Without an event") if weekly.event else say("With an event")
            ),
            CardButton(PAGE, PanelPage.HOME, label=say("Back")),
        ),
    ]
    return Card(*parts, colour=WARM if broken else INK)


def _pick(overview: GuildOverview, feature: Feature, label: str) -> ChannelPick:
    by_feature = {
        Feature.CHALLENGES: overview.challenges,
        Feature.MODERATION: overview.moderation,
        Feature.COMMUNITY: overview.community,
    }
    chosen = by_feature[feature]
    return ChannelPick(
        CHANNEL,
        feature,
        label=label,
        chosen=chosen.channel_id if chosen else None,
        kinds=WITH_PRIVATE_THREADS if feature is Feature.COMMUNITY else POSTABLE,
    )


def _place(chosen: GuildChannel | None, title: str, empty: str, missing: Missing, say: Words) -> str:
    """A chosen channel; ``empty``: the text for when none is chosen."""
    return lines(f"**{title}**", small(empty)) if chosen is None else channel_lines(title, chosen, missing, say)


def _weekly(overview: GuildOverview, say: Words, *, may_events: bool) -> str:
    weekly = overview.weekly
    return lines(
        "**" + say("Every week") + "**: " + weekly_words(overview, say),
        event_lines(say, wanted=weekly.event, allowed=may_events),
        small(
            say(
                "The week ends on this day, at this hour, with its board. Another goal, or an event, holds from the"
                " next week on; a challenge that runs goes on to its end."
            )
        ),
    )
