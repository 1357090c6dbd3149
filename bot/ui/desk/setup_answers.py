"""The other cards of ``/setup``: the time zones for a city, and the result of a test. Also the cards of routes."""

from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.domain.posting.delivery import Delivery, Forbidden, Gone, Sent
from bot.domain.servers.guilds import zone_names
from bot.domain.stories.announcing import Route
from bot.domain.stories.story_views import StoryCard
from bot.domain.text.text import clean
from bot.ui.desk.setup import PAGE, ZONE, PanelPage
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Form, line_field
from bot.ui.kit.kinds import Kind
from bot.ui.kit.layout import WARM, lines, row, small, text, whom
from bot.ui.kit.selects import CardSelect, Option
from bot.ui.kit.words import Words

REMOVE_ROUTE = Action("route.remove", route_id=int)

SAMPLE_LINK = "https://medium.com/"


def _zone(text: str) -> str:
    if text not in zone_names():
        raise ValueError(text)
    return text


CITY = Action("setup.city", city=str)
ZONE_PICKED = Action("setup.zone_picked", zone=Kind(str, _zone, _zone))
"""A kind of its own, as the name of a zone has slashes. It is picked from a menu and never part of an id."""

CITY_LIMIT = 60
"""Characters of a city's name; the longest IANA zone has 32."""


def city_form(say: Words) -> Form:
    """The form that asks for a city. A panel cannot offer autocomplete."""
    about = say("Or a zone's name.")
    field = line_field("city", say("A large city in your zone"), about, "", limit=CITY_LIMIT)
    return Form(CITY, title=say("Time zone"), fields=[field])


def zone_card(zones: tuple[str, ...], say: Words) -> Card:
    """Up to 25 zones to pick from."""
    back = CardButton(PAGE, PanelPage.HOME, label=say("Back"))
    if not zones:
        again = CardButton(ZONE, label=say("Try another city"), style=discord.ButtonStyle.primary)
        nothing = lines(say("I know no time zone by that name."), say("Try a larger city nearby."))
        return Card(text(nothing), row(again, back), colour=WARM)
    options = [Option(zone, zone.replace("_", " ")) for zone in zones]
    menu = CardSelect(ZONE_PICKED, label=say("This server's time zone"), options=options)
    return Card(text(say("Which one is it?")), row(menu), row(back))


def sample_story(member_id: int, author: str, now: datetime, say: Words) -> StoryCard:
    """The story that a test posts."""
    return StoryCard(
        story_id="0",
        link=SAMPLE_LINK,
        title=say("A sample of how new stories will look"),
        author_name=author,
        member_id=member_id,
        subtitle=say("This is a test, sent from the settings. You can delete it."),
        picture=None,
        minutes=3,
        tags=(),
        published_at=now,
    )


def test_card(delivery: Delivery | None, say: Words) -> Card:
    """The result of a test. ``None``: there is no channel for stories."""
    back = row(CardButton(PAGE, PanelPage.HOME, label=say("Back")))
    match delivery:
        case Sent():
            return Card(text(say("It worked: the sample stands in the channel.")), back)
        case None:
            words = [say("There is no channel for new stories yet."), say("Choose one first.")]
        case Gone():
            words = [say("Discord says that the channel is gone."), say("Choose another.")]
        case Forbidden():
            words = [say("Discord does not let me post there."), say("Look at the channel's permissions for my role.")]
        case _:
            words = [say("Discord did not take it just now."), say("Please try again in a minute.")]
    return Card(text(*words), back, colour=WARM)


def route_line(route: Route, say: Words) -> str:
    """A route, as a line."""
    what = []
    if route.tag:
        what.append(say("stories tagged {tag}", tag=clean(route.tag, limit=60)))
    if route.member_id:
        what.append(say("stories by {member}", member=whom(route.member_id, say)))
    line = say("{what} go to <#{channel}>", what=" · ".join(what), channel=route.channel_id)
    if route.ping_role_id:
        line += " · " + say("pings <@&{role}>", role=route.ping_role_id)
    return line if route.off is None else line + " · " + say("which does not work any more")


def routes_card(routes: tuple[Route, ...], say: Words) -> Card:
    """The server's routes, each with a button to remove it."""
    parts: list[ui.Item[Any]] = [text("### " + say("Routes"))]
    if not routes:
        parts.append(text(say("None yet: all new stories go to one channel. `/route add` makes one.")))
        return Card(*parts)
    for route in routes[:ROUTES_SHOWN]:
        remove = CardButton(REMOVE_ROUTE, route.id, label=say("Remove"))
        parts.append(ui.Section(route_line(route, say), accessory=remove))
    parts.append(text(small(say("The first that fits is taken."))))
    return Card(*parts)


ROUTES_SHOWN = 10
"""Routes on a card: each takes three of its forty components."""
