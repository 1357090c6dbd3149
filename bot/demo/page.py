"""The simulated server as a local web page."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

import simcord

from bot.demo.pictures import PORTRAIT, Pictures, emblem, landscape, pictures_of
from bot.demo.scene import REGISTERING
from bot.demo.server import BOT_AVATAR, MODERATOR_AVATAR, DemoFailed, Server
from bot.demo.stage import Stage

if TYPE_CHECKING:
    from simcord import Preview

WELCOME = """\
Welcome! This server is simulated, and Inklings in it is real. At the top you choose who you are.
Then type here, as you would on Discord:
- `/profile register` with `{page}` (you are {name} to begin with)
- `/publish`: a story of yours appears on Medium, and moments later in this channel
- `/plan`: what to read today; press "I read this" under a story, or `/read log`, and say what stayed with you
- `/leaderboard`, `/connections show`, `/growth log`: what came of it
- `/stories latest`, `/profile show`, `/privacy show`, `/help`"""


@asynccontextmanager
async def open_page(
    server: Server,
    viewers: Sequence[simcord.MemberActor],
    *,
    pictures: Pictures | None = None,
    port: int = 0,
    room: simcord.ChannelHandle | None = None,
) -> AsyncIterator["Preview"]:
    """Serve the page and run the clock until the block is left. The page's address is ``preview.url``.

    ``room``: the channel that is shown; by default the server's own. ``viewers``: the members that the user of the page
    can be, beginning with the first. ``pictures``: served instead of those at their addresses, as the page makes no
    requests to the network.

    Raises:
        DemoFailed: the port is taken.
    """
    preview = server.env.preview(room or server.room, viewers=viewers, layout="channel", assets=pictures, port=port)
    _take_turns(preview, server.driver.turn)
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(preview)
        except simcord.SetupError as error:
            raise DemoFailed(str(error)) from error
        clock = asyncio.create_task(server.driver.run(preview.refresh))
        try:
            yield preview
        finally:
            clock.cancel()
            await asyncio.gather(clock, return_exceptions=True)


@asynccontextmanager
async def open_stage_page(stage: Stage, *, port: int = 0) -> AsyncIterator["Preview"]:
    """The page of the demo's own writers, with a welcome message."""
    server = stage.server
    newcomer = next(player for player in stage.players if player.author.writer.handle not in REGISTERING)
    await server.moderator.send(server.room, WELCOME.format(page=newcomer.address, name=newcomer.name))
    others = [player.member for player in stage.players if player is not newcomer]
    viewers = [newcomer.member, *others, server.moderator]
    pictures = await asyncio.to_thread(pictures_on, stage)
    async with open_page(server, viewers, pictures=pictures, port=port) as preview:
        yield preview


def _take_turns(preview: "Preview", turn: asyncio.Lock) -> None:
    """Let a press in the page wait while the clock moves; see ``bot.demo.driver`` for the reason."""
    act = preview._action  # noqa: SLF001 - simcord has no other place between the request and the operation

    async def act_in_turn(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        async with turn:
            return await act(context_id, body)

    preview._action = act_in_turn  # type: ignore[method-assign]  # noqa: SLF001 - as above


def pictures_on(stage: Stage) -> Pictures:
    """All pictures that the page can show, by address."""
    server = stage.server
    pictures = pictures_of(player.author for player in stage.players)
    for player in stage.players:
        writer = player.author.writer
        pictures[server.avatar_address(player.member.id, writer.user_id)] = pictures[writer.picture]
    moderator = ("moderator.png", landscape(MODERATOR_AVATAR, PORTRAIT, mood=len(stage.players)))
    pictures[server.avatar_address(server.moderator.id, MODERATOR_AVATAR)] = moderator
    pictures[server.avatar_address(server.env.backend.bot_user.id, BOT_AVATAR)] = ("inklings.png", emblem())
    return pictures
