"""The scene that the demo plays: the bot's main job from the set-up to an announcement, checked at each step."""

from collections.abc import Callable, Iterator
from typing import Any

import simcord

from bot.demo.server import LOOK_AGAIN, TURN, DemoFailed, Server
from bot.demo.stage import Player, Stage

Tell = Callable[[str], None]
"""Shows a line of progress."""

TIME_ZONE = "Europe/Dublin"

REGISTERING = ("aarti_deshpande", "minamosato", "siobhan.nidhalaigh", "lzurawski", "leilamoradi")
"""Who registers in the scene: by profile, subdomain and own domain. The others are for whoever looks at the page."""

CONFIRM = "Yes, this is me"
"""The label of the button below a preview."""

PUBLISHING = "siobhan.nidhalaigh"


async def play_scene(stage: Stage, tell: Tell) -> None:
    """Play it, telling each step.

    Raises:
        DemoFailed: the bot did not do its job.
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


async def _set_up(server: Server) -> None:
    result = await server.moderator.slash(server.room, "setup", channel=server.room, time_zone=TIME_ZONE)
    _expect("Saved" in said(result), f"/setup answered: {said(result)}")


async def _register(server: Server, player: Player) -> None:
    result = await player.member.slash(server.room, "profile register", link=player.address)
    preview = last(result)
    _expect(player.name in said(result), f"/profile register answered {player.name}: {said(result)}")
    confirmed = await player.member.click(preview, label=CONFIRM)
    _expect("Welcome" in said(confirmed), f"Confirm answered {player.name}: {said(confirmed)}")


async def _first_look(server: Server, tell: Tell) -> None:
    await server.driver.advance(TURN)
    stories = sum(len(server.site.stories(handle)) for handle in REGISTERING)
    _expect(len(server.polled) >= len(REGISTERING), f"only {len(server.polled)} feeds were looked at")
    _expect(not server.posts(), "the first look at a feed must stay silent")
    tell(f"The bot looks at {len(REGISTERING)} feeds. Their {stories} stories are no news: nothing is announced.")


async def _news(stage: Stage, player: Player, tell: Tell) -> None:
    server = stage.server
    story = stage.publish(player)
    tell(f"{player.name} publishes “{story.title}” on Medium.")
    await server.driver.advance(LOOK_AGAIN)
    posts = ["\n".join(texts(message.components)) for message in server.posts()]
    _expect(len(posts) == 1, f"one announcement was due, {len(posts)} were made")
    _expect(story.title in posts[0], f"the announcement says: {posts[0]}")
    tell(f"A quarter of an hour later Inklings finds it, and tells #{server.room.name}. Once.")


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


def texts(node: Any) -> Iterator[str]:
    """The texts on a card, from the top: of Discord's raw components, or of discord.py's."""
    if isinstance(node, list):
        for each in node:
            yield from texts(each)
        return
    raw = node if isinstance(node, dict) else node.to_dict()
    if isinstance(raw.get("content"), str):
        yield raw["content"]
    for inside in ("components", "accessory"):
        yield from texts(raw.get(inside) or [])


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise DemoFailed(otherwise)
