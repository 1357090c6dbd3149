"""The demo's cast: its writers, as members of the simulated server, and what they have left to publish."""

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
    """A writer as a member of the server. ``drawer`` is what is left to publish, the next first."""

    author: Author
    member: simcord.MemberActor
    drawer: list[DemoStory]

    @property
    def name(self) -> str:
        """The name that everybody knows them by."""
        return self.author.writer.name

    @property
    def address(self) -> str:
        """Their profile's address on Medium, as people write it."""
        return self.author.writer.page.removeprefix("https://")


class Stage:
    """A simulated server in which the demo's writers are members."""

    def __init__(self, server: Server, players: tuple[Player, ...]) -> None:
        self.server = server
        self.players = players

    def player(self, handle: str) -> Player:
        """The player whose handle on Medium this is."""
        return next(player for player in self.players if player.author.writer.handle == handle)

    def publish(self, player: Player) -> DemoStory:
        """The writer's next story appears on the feed site, now.

        Raises:
            IndexError: the drawer is empty.
        """
        server = self.server
        return server.site.publish(player.author.writer.handle, player.drawer.pop(0), server.clock())


CogMaker = Callable[[Stage], commands.Cog]


@asynccontextmanager
async def open_stage(folder: Path, *cogs: CogMaker) -> AsyncIterator[Stage]:
    """The server with all writers in it and their feeds on the site; nothing is set up, nobody has registered.

    ``cogs`` are the demo's own, beside those of the bot.
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
