"""The panel of ``/setup``: a private card with several pages, edited at each press."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import discord
from discord import ui

from bot.domain.desk.overview import GuildOverview
from bot.domain.servers.guilds import ChannelOff, Feature, GuildChannel
from bot.domain.stories.announcing import Cadence
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.kinds import maybe
from bot.ui.kit.layout import INK, WARM, lines, row, small, text
from bot.ui.kit.permissions import permission_names
from bot.ui.kit.pickers import ChannelPick, RolePick
from bot.ui.kit.selects import CardSelect, Option, options_for
from bot.ui.kit.words import Words, hour_name, stamp

DAY_HOURS, WEEK_DAYS = range(24), range(7)

CAPS = (1, 2, 3, 4, 5, 6, 8, 10)
"""The daily caps on announcements for each writer to choose from."""

Missing = Mapping[int, tuple[str, ...]]
"""Channel id to the names of the permissions that the bot lacks there."""


class PanelPage(StrEnum):
    """The pages of the panel."""

    HOME = "home"
    CHANNELS = "channels"
    RHYTHM = "rhythm"
    LIMITS = "limits"


PAGE = Action("setup.page", page=PanelPage)
CHANNEL = Action("setup.channel", feature=Feature, channel_id=int | None)
ROLE = Action("setup.role", role_id=int | None)
CADENCE = Action("setup.cadence", cadence=Cadence)
HOUR = Action("setup.hour", hour=DAY_HOURS)
WEEKDAY = Action("setup.weekday", day=WEEK_DAYS)
THREADS = Action("setup.threads", on=bool)
QUIET_FROM = Action("setup.quiet_from", hour=maybe(DAY_HOURS))
QUIET_UNTIL = Action("setup.quiet_until", hour=DAY_HOURS)
CAP = Action("setup.cap", cap=range(min(CAPS), max(CAPS) + 1))
WEEK_START = Action("setup.week_start", day=WEEK_DAYS)
ZONE = Action("setup.zone")
"""Opens the form that asks for a city."""
TEST = Action("setup.test")
CHALLENGES = Action("weekly.page")
"""The page of ``bot.ui.desk.setup_challenges``."""


def weekday_name(day: int, say: Words) -> str:
    """A weekday's name, 0 is Monday, in the reader's language."""
    return str(say.locale.days["format"]["wide"][day]).capitalize()


def channel_lines(title: str, channel: GuildChannel | None, missing: Missing, say: Words) -> str:
    """A chosen channel, and why it cannot be used, if so."""
    if channel is None:
        return f"**{title}**: " + say("no channel yet")
    shown = f"**{title}**: <#{channel.channel_id}>"
    if channel.off is ChannelOff.GONE:
        when = stamp(channel.off_at) if channel.off_at else ""
        return lines(
            f"**{title}**: " + say("the channel is gone; I noticed {when}.", when=when), say("Choose another.")
        )
    lacking = missing.get(channel.channel_id, ())
    if lacking:
        names = say.listing(permission_names(lacking, say))
        return lines(shown, say("There I still need: {permissions}.", permissions=names))
    if channel.off is ChannelOff.FORBIDDEN:
        when = stamp(channel.off_at) if channel.off_at else ""
        return lines(shown, say("I could not post there {when}. Choose it again to try anew.", when=when))
    return shown


def _rhythm(overview: GuildOverview, say: Words) -> str:
    chosen = overview.settings
    hour = hour_name(chosen.digest_hour)
    match chosen.cadence:
        case Cadence.INSTANT:
            return say("one by one, as they appear")
        case Cadence.DAILY:
            return say("a digest every day at {hour}", hour=hour)
        case Cadence.WEEKLY:
            return say("a digest every {day} at {hour}", day=weekday_name(chosen.digest_weekday, say), hour=hour)


def _quiet(overview: GuildOverview, say: Words) -> str:
    chosen = overview.settings
    if chosen.quiet_from is None or chosen.quiet_until is None or chosen.quiet_from == chosen.quiet_until:
        return say("none")
    return say("{begin} to {end}", begin=hour_name(chosen.quiet_from), end=hour_name(chosen.quiet_until))


def weekly_words(overview: GuildOverview, say: Words) -> str:
    """The settings of the weekly challenge, in a few words."""
    chosen = overview.weekly
    if not chosen.active:
        return say("no challenge")
    day, hour = weekday_name(chosen.weekday, say), hour_name(chosen.hour)
    return say("a challenge, until {day} at {hour}", day=day, hour=hour)


def summary(overview: GuildOverview, missing: Missing, say: Words) -> list[str]:
    """The settings, as paragraphs."""
    chosen = overview.settings
    role = f"<@&{chosen.ping_role_id}>" if chosen.ping_role_id else say("nobody")
    limits = say.many("{n} a day for each writer", "{n} a day for each writer", chosen.daily_cap)
    return [
        channel_lines(say("New stories"), overview.stories, missing, say),
        channel_lines(say("Digests"), overview.digest, missing, say)
        if overview.digest
        else "**" + say("Digests") + "**: " + say("where new stories go"),
        lines(
            "**" + say("How") + "**: " + _rhythm(overview, say),
            "**" + say("A thread under each") + "**: " + (say("yes") if chosen.threads else say("no")),
            "**" + say("Pinged") + "**: " + role,
        ),
        lines(
            channel_lines(say("Challenges"), overview.challenges, missing, say)
            if overview.challenges
            else "**" + say("Challenges") + "**: " + say("where new stories go"),
            "**" + say("Every week") + "**: " + weekly_words(overview, say),
            *(
                channel_lines(name, chosen_there, missing, say)
                for name, chosen_there in (
                    (say("Reports of notes"), overview.moderation),
                    (say("Community"), overview.community),
                )
                if chosen_there is not None
            ),
        ),
        lines(
            "**" + say("Quiet hours") + "**: " + _quiet(overview, say),
            "**" + say("At most") + "**: " + limits,
            "**" + say("Time zone") + "**: " + overview.time_zone.replace("_", " "),
            "**" + say("The week begins on") + "**: " + weekday_name(chosen.week_start, say),
        ),
    ]


def setup_card(overview: GuildOverview, missing: Missing, say: Words, page: PanelPage = PanelPage.HOME) -> Card:
    """A page of the panel. Each choice is saved at once."""
    broken = overview.stories is None or overview.stories.off is not None or bool(missing)
    parts: list[ui.Item[Any]] = [text("### " + say("This server's settings"))]
    match page:
        case PanelPage.HOME:
            parts += _home(overview, missing, say)
        case PanelPage.CHANNELS:
            parts += _channels(overview, missing, say)
        case PanelPage.RHYTHM:
            parts += _rhythm_choices(overview, say)
        case PanelPage.LIMITS:
            parts += _limit_choices(overview, say)
    if page is not PanelPage.HOME:
        parts.append(row(CardButton(PAGE, PanelPage.HOME, label=say("Back"))))
    return Card(*parts, colour=WARM if broken else INK)


def _home(overview: GuildOverview, missing: Missing, say: Words) -> list[ui.Item[Any]]:
    counts = [
        say.many(
            "{n} Medium profile is registered here.", "{n} Medium profiles are registered here.", overview.profiles
        )
    ]
    if overview.waiting:
        counts.append(say.many("{n} post waits.", "{n} posts wait.", overview.waiting))
    if overview.routes:
        routes = say.many("{n} route: see `/route list`.", "{n} routes: see `/route list`.", len(overview.routes))
        counts.append(routes)
    return [
        *(text(paragraph) for paragraph in summary(overview, missing, say)),
        text(small(" ".join(counts))),
        row(
            CardButton(PAGE, PanelPage.CHANNELS, label=say("Channels"), style=discord.ButtonStyle.primary),
            CardButton(PAGE, PanelPage.RHYTHM, label=say("How and when")),
            CardButton(PAGE, PanelPage.LIMITS, label=say("Quiet and limits")),
            CardButton(ZONE, label=say("Time zone")),
            CardButton(TEST, label=say("Send a test"), disabled=overview.stories is None),
        ),
        row(CardButton(CHALLENGES, label=say("Challenges"))),
    ]


def _channels(overview: GuildOverview, missing: Missing, say: Words) -> list[ui.Item[Any]]:
    stories = overview.stories.channel_id if overview.stories else None
    digest = overview.digest.channel_id if overview.digest else None
    return [
        text(channel_lines(say("New stories"), overview.stories, missing, say)),
        row(ChannelPick(CHANNEL, Feature.STORIES, label=say("A channel or a forum for new stories"), chosen=stories)),
        text("**" + say("Digests") + "**", small(say("Leave it empty for the channel of new stories."))),
        row(ChannelPick(CHANNEL, Feature.DIGEST, label=say("A channel for digests"), chosen=digest)),
        text("**" + say("Ping a role with each new story") + "**", small(say("Leave it empty to ping nobody."))),
        row(RolePick(ROLE, label=say("The role to ping"), chosen=overview.settings.ping_role_id)),
    ]


def _rhythm_choices(overview: GuildOverview, say: Words) -> list[ui.Item[Any]]:
    chosen = overview.settings
    cadences = {
        Cadence.INSTANT: say("One by one, as they appear"),
        Cadence.DAILY: say("A digest every day"),
        Cadence.WEEKLY: say("A digest every week"),
    }
    threads = say("No thread under each") if chosen.threads else say("A thread under each")
    return [
        text("**" + say("How new stories are told") + "**"),
        row(CardSelect(CADENCE, label=say("How new stories are told"), options=_options(cadences, chosen.cadence))),
        text("**" + say("A digest's hour and day") + "**"),
        row(CardSelect(HOUR, label=say("A digest's hour"), options=hours(chosen.digest_hour))),
        row(CardSelect(WEEKDAY, label=say("A weekly digest's day"), options=weekdays(chosen.digest_weekday, say))),
        row(CardButton(THREADS, not chosen.threads, label=threads)),
    ]


def _limit_choices(overview: GuildOverview, say: Words) -> list[ui.Item[Any]]:
    chosen = overview.settings
    never = Option(None, say("No quiet hours"), chosen=chosen.quiet_from is None)
    caps = {cap: say.many("{n} a day for each writer", "{n} a day for each writer", cap) for cap in CAPS}
    return [
        text("**" + say("Quiet hours: from, until") + "**"),
        row(CardSelect(QUIET_FROM, label=say("When quiet hours begin"), options=[never, *hours(chosen.quiet_from)])),
        row(CardSelect(QUIET_UNTIL, label=say("When quiet hours end"), options=hours(chosen.quiet_until))),
        text("**" + say("At most") + "**", small(say("What is over goes out together the next morning."))),
        row(CardSelect(CAP, label=say("How many a day for each writer"), options=_options(caps, chosen.daily_cap))),
        text("**" + say("The week begins on") + "**"),
        row(CardSelect(WEEK_START, label=say("The week begins on"), options=weekdays(chosen.week_start, say))),
    ]


def _options(labels: Mapping[Any, str], chosen: object) -> list[Option]:
    return [Option(value, label, chosen=value == chosen) for value, label in labels.items()]


def hours(chosen: int | None) -> list[Option]:
    """The hours of a day, as options."""
    return _options({hour: hour_name(hour) for hour in DAY_HOURS}, chosen)


def weekdays(chosen: int, say: Words) -> list[Option]:
    """The days of the week, as options."""
    return options_for(WEEK_DAYS, weekday_name, chosen, say)
