"""The demo's writers as members of the simulated server, with the stories that they can still publish."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import simcord
from discord.ext import commands

from bot.demo.feedshape import DemoStory
from bot.demo.server import Server, open_server
from bot.demo.writers import Author, load_authors


@dataclass(frozen=True)
class Player:
    """A writer as a member of the server. ``drawer``: the stories left to publish, the next one first."""

    author: Author
    member: simcord.MemberActor
    drawer: list[DemoStory]

    @property
    def name(self) -> str:
        """The writer's name."""
        return self.author.writer.name

    @property
    def address(self) -> str:
        """The address of their profile on Medium, without the scheme."""
        return self.author.writer.page.removeprefix("https://")


class Stage:
    """A simulated server in which the demo's writers are members."""

    def __init__(self, server: Server, players: tuple[Player, ...]) -> None:
        self.server = server
        self.players = players

    def player(self, handle: str) -> Player:
        """The player with this handle on Medium."""
        return next(player for player in self.players if player.author.writer.handle == handle)

    def publish(self, player: Player) -> DemoStory:
        """Publish the writer's next story on the feed site, dated now.

        Raises:
            IndexError: the drawer is empty.
        """
        server = self.server
        return server.site.publish(player.author.writer.handle, player.drawer.pop(0), server.clock())


CogMaker = Callable[[Stage], commands.Cog]


@asynccontextmanager
async def open_stage(folder: Path, *cogs: CogMaker) -> AsyncIterator[Stage]:
    """The server with all writers as members and their feeds on the site. Nothing is set up, and nobody has registered.

    ``cogs``: the demo's own cogs, which are added to the bot's.
    """
    async with open_server(folder) as server:
        stage = Stage(server, tuple(_enter(server, author) for author in load_authors()))
        server.bot.use(*(make(stage) for make in cogs))
        await server.start()
        yield stage


def _enter(server: Server, author: Author) -> Player:
    writer = author.writer
    server.site.add(writer, *author.published)
    member = server.join(writer.handle, writer.name, avatar=writer.user_id)
    return Player(author, member, list(author.stock))
