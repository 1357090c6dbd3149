"""The demo's scene: the bot's main task from set-up to announcement. Each step is checked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import simcord

from bot.demo.server import POLL_INTERVAL, TURN, DemoFailed, Server
from bot.demo.stage import Player, Stage

Tell = Callable[[str], None]
"""Prints a line of progress."""

CITY = "dublin"
TIME_ZONE = "Europe/Dublin"

REGISTERING = ("aarti_deshpande", "minamosato", "siobhan.nidhalaigh", "lzurawski", "leilamoradi")
"""The writers who register in the scene: by profile, subdomain and own domain. The user of the page can register the
others."""

CONFIRM = "Yes, this is me"
"""The label of the button below a preview."""

PUBLISHING = "siobhan.nidhalaigh"
IN_THE_FORUM = "minamosato"
IN_THE_DIGEST = ("aarti_deshpande", "leilamoradi")

FORUM = "story-corner"

STRIDE = timedelta(minutes=5)
"""The simulated time of one jump. It is short, as the bot's loops then have to catch up."""

GENEROUS = "10"
"""The daily cap for each writer: high, so that the user of the page can publish freely."""


async def play_scene(stage: Stage, tell: Tell) -> None:
    """Play the scene, and report each step.

    Raises:
        DemoFailed: the bot failed.
    """
    server = stage.server
    tell(f"“{server.guild.name}” opens: {len(stage.players)} writers, a moderator, and Inklings.")
    await _set_up(server)
    tell(f"{server.moderator.user.global_name} sets up: new stories go to #{server.room.name}.")
    for handle in REGISTERING:
        player = stage.player(handle)
        await _register(server, player)
        tell(f"{player.name} registers {player.address}, looks at the preview and confirms.")
    await _first_look(server, tell)
    await _news(stage, stage.player(PUBLISHING), tell)
    await _forum_post(stage, stage.player(IN_THE_FORUM), tell)
    await _digest(stage, [stage.player(handle) for handle in IN_THE_DIGEST], tell)


async def _set_up(server: Server) -> None:
    await choose_channel(server, server.room)
    question = await server.moderator.click(last(await open_panel(server)), label="Time zone")
    zones = await server.moderator.submit_modal(question, {field_of(question): CITY})
    result = await server.moderator.select(last(zones), [TIME_ZONE], custom_id="pick/setup.zone_picked")
    expect(TIME_ZONE in said(result), f"/setup answered: {said(result)}")


async def open_panel(server: Server, page: str | None = None) -> simcord.InteractionResult:
    """The moderator opens the panel of ``/setup``, and turns to one of its pages."""
    panel = await server.moderator.slash(server.room, "setup")
    return await server.moderator.click(last(panel), label=page) if page else panel


async def choose_channel(server: Server, channel: simcord.ChannelHandle) -> None:
    """The moderator picks the channel for new stories.

    Raises:
        DemoFailed: the bot does not accept it.
    """
    panel = await open_panel(server, "Channels")
    result = await server.moderator.select(last(panel), [channel], custom_id="channel/setup.channel/stories")
    expect(channel.mention in said(result), f"/setup answered: {said(result)}")


def field_of(question: simcord.InteractionResult) -> str:
    """The id of the only field in a form."""
    if question.modal is None:
        raise DemoFailed(f"no question was asked: {question!r}")
    return str(question.modal["components"][0]["component"]["custom_id"])


async def _register(server: Server, player: Player) -> None:
    result = await player.member.slash(server.room, "profile register", link=player.address)
    preview = last(result)
    expect(player.name in said(result), f"/profile register answered {player.name}: {said(result)}")
    confirmed = await player.member.click(preview, label=CONFIRM)
    expect("Welcome" in said(confirmed), f"Confirm answered {player.name}: {said(confirmed)}")


async def _first_look(server: Server, tell: Tell) -> None:
    await server.driver.advance(TURN)
    stories = sum(len(server.site.stories(handle)) for handle in REGISTERING)
    expect(len(server.polled) >= len(REGISTERING), f"only {len(server.polled)} feeds were looked at")
    expect(not server.posts(), "the first look at a feed must stay silent")
    tell(f"The bot looks at {len(REGISTERING)} feeds. Their {stories} stories are no news: nothing is announced.")


async def _news(stage: Stage, player: Player, tell: Tell) -> None:
    server = stage.server
    story = stage.publish(player)
    tell(f"{player.name} publishes “{story.title}” on Medium.")
    await look_again(server)
    posts = ["\n".join(texts(message.components)) for message in server.posts()]
    expect(len(posts) == 1, f"one announcement was due, {len(posts)} were made")
    expect(story.title in posts[0], f"the announcement says: {posts[0]}")
    tell(f"A quarter of an hour later Inklings finds it, and tells #{server.room.name}. Once.")


async def _forum_post(stage: Stage, player: Player, tell: Tell) -> None:
    server = stage.server
    forum = server.guild.create_forum_channel(FORUM)
    await server.moderator.slash(server.room, "route add", channel=forum, member=player.member)
    story = stage.publish(player)
    await look_again(server)
    names = [thread.name for thread in forum.threads]
    expect(names == [story.title], f"one post was due in the forum, there are {names}")
    tell(f"{player.name}'s stories have a forum of their own: #{FORUM} gets a post, “{story.title}”.")


async def _digest(stage: Stage, players: Sequence[Player], tell: Tell) -> None:
    server = stage.server
    due = server.clock().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if due - server.clock() < 2 * POLL_INTERVAL:
        due += timedelta(hours=1)
    await pick(server, "How and when", "cadence", "daily")
    await pick(server, "How and when", "hour", str(due.astimezone(ZoneInfo(TIME_ZONE)).hour))
    tell(f"{server.moderator.user.global_name} tries a daily digest.")
    before = len(server.posts())
    titles = [stage.publish(player).title for player in players]
    await look_again(server)
    expect(len(server.posts()) == before, "what belongs into the digest must wait for it")
    await jump(server, due - server.clock())
    posts = ["\n".join(texts(message.components)) for message in server.posts()[before:]]
    expect(len(posts) == 1, f"one digest was due, {len(posts)} posts were made")
    expect(all(title in posts[0] for title in titles), f"the digest says: {posts[0]}")
    tell(f"On its hour the digest comes: {len(titles)} stories on one card.")
    await pick(server, "How and when", "cadence", "instant")
    await pick(server, "Quiet and limits", "cap", GENEROUS)


async def look_again(server: Server) -> None:
    """Let a quarter of an hour pass, in which the bot polls every feed."""
    await jump(server, POLL_INTERVAL + TURN)


async def jump(server: Server, span: timedelta, stride: timedelta = STRIDE) -> None:
    """Move Discord's clock and the bot's by ``span``, in steps of ``stride``."""
    until = server.clock() + span
    while (left := until - server.clock()) > timedelta():
        server.env.backend.advance_clock(min(left, stride).total_seconds())
        await server.driver.advance(TURN)


async def pick(server: Server, page: str, action: str, value: str) -> None:
    """The moderator picks from one of the panel's menus."""
    panel = await open_panel(server, page)
    await server.moderator.select(last(panel), [value], custom_id=f"pick/setup.{action}")


def last(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The bot's last answer.

    Raises:
        DemoFailed: there was none.
    """
    message = result.followups[-1] if result.followups else result.response
    if message is None:
        raise DemoFailed(f"no answer came: {result!r}")
    return message


def said(result: simcord.InteractionResult) -> str:
    """The texts of the bot's last answer."""
    message = last(result)
    return "\n".join([message.content, *texts(message.components)])


def nodes(components: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """All components of a card as payloads, from top to bottom. ``components``: payloads, or discord.py's objects."""
    for each in components:
        raw = each if isinstance(each, dict) else each.to_dict()
        yield raw
        yield from nodes(raw.get("components") or [])
        yield from nodes([raw["accessory"]] if raw.get("accessory") else [])


def texts(components: Iterable[Any]) -> list[str]:
    """The texts on a card, from top to bottom."""
    return [node["content"] for node in nodes(components) if isinstance(node.get("content"), str)]


def expect(holds: bool, otherwise: str) -> None:
    """Check a condition.

    Raises:
        DemoFailed: it is false; the text is ``otherwise``.
    """
    if not holds:
        raise DemoFailed(otherwise)
