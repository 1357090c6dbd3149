"""A simulated Discord server with the real bot, and the local feed site instead of Medium."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import discord
import simcord

from bot.app.client import InklingsBot
from bot.app.run import Parts, build_bot, open_parts
from bot.config.settings import Settings
from bot.demo.driver import BriskEnv, Driver
from bot.demo.site import FeedSite
from bot.demo.writers import START
from bot.domain.feeds.schedule import MEDIUM_CACHE
from bot.domain.stories.polling import Polled
from bot.feeds.address import ANY_ORIGIN
from bot.services.stories.feeds import FeedService

POLL_INTERVAL = MEDIUM_CACHE
"""The shortest interval that the bot allows."""

TURN = timedelta(seconds=10)
"""Simulated time in which the bot's loops poll the feeds that are due, and post what they find."""

LOOK_AGAIN = POLL_INTERVAL + 2 * TURN
"""Simulated time in which every feed becomes due, is polled, and its stories are posted."""

SETTLE_TIMEOUT = 30.0
"""Seconds of real time that an operation may take, on slow machines too. simcord's default is five."""

DATABASE = "demo.sqlite3"
"""The name of the database file in the demo's folder."""

CONTACT = "https://example.org/inklings-demo"

AVATARS = "https://cdn.simcord.invalid/avatars"
"""The address below which simcord has the avatars of users."""

BOT_AVATAR = "inklings"
MODERATOR_AVATAR = "rosalind"


class DemoFailed(Exception):
    """The demo cannot go on, or the bot failed. The text says what happened."""


class DemoClock:
    """The bot's clock: the simulated one, with an offset that ``stand_at`` sets."""

    def __init__(self) -> None:
        self._now: Callable[[], datetime] = lambda: START
        self._shift = timedelta()

    def __call__(self) -> datetime:
        return self._now() + self._shift

    def follow(self, env: simcord.Env) -> None:
        """Use the simulated server's clock from now on."""
        self._now = env.now

    def stand_at(self, instant: datetime) -> None:
        """Set the time to ``instant``; it goes on from there."""
        self._shift += instant - self()


class WatchedFeeds(FeedService):
    """The bot's polling service, which also records its results."""

    def __init__(self, parts: Parts, seen: list[Polled]) -> None:
        super().__init__(parts.database, parts.reader, parts.clock, interval=POLL_INTERVAL)
        self._seen = seen

    async def poll_due(self) -> list[Polled]:
        """Poll the feeds that are due, and record the results."""
        polled = await super().poll_due()
        self._seen.extend(polled)
        return polled


@dataclass(frozen=True)
class Server:
    """The simulated server with everything that belongs to it."""

    env: simcord.Env
    bot: InklingsBot
    parts: Parts
    driver: Driver
    clock: DemoClock
    site: FeedSite
    guild: simcord.GuildHandle
    room: simcord.ChannelHandle
    moderator: simcord.MemberActor
    polled: list[Polled] = field(default_factory=list)
    """The results of every poll so far, in order."""

    async def start(self) -> None:
        """Let the bot log in. From now on its clock is the simulated one."""
        self.clock.follow(self.env)
        await self.env.start()

    def join(self, name: str, shown: str, avatar: str | None = None) -> simcord.MemberActor:
        """Add a member. ``name``: the user name; ``shown``: the display name; ``avatar``: the key of the picture."""
        return self.guild.add_member(self.env.create_user(name, global_name=shown, avatar=avatar))

    def posts(self) -> list[discord.Message]:
        """The bot's messages in the channel, oldest first."""
        me = self.bot.user
        return [message for message in self.room.history() if me is not None and message.author.id == me.id]

    def avatar_address(self, user_id: int, avatar: str) -> str:
        """The address at which the page expects a user's avatar."""
        return f"{AVATARS}/{user_id}/{avatar}.png"


@asynccontextmanager
async def open_server(folder: Path) -> AsyncIterator[Server]:
    """A server with a moderator, one channel and the bot, whose database is in ``folder``.

    Nothing is set up. The bot logs in with ``Server.start``; until then cogs can be added to it.
    """
    clock = DemoClock()
    polled: list[Polled] = []
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(FeedSite(clock))
        opened = await stack.enter_async_context(
            open_parts(
                demo_settings(folder),
                clock=clock,
                policy=site.policy,
                origins={ANY_ORIGIN: site.origin},
                gap=timedelta(),
                workers_rest=False,
            )
        )
        parts = replace(opened, feeds=WatchedFeeds(opened, polled))
        bot = build_bot(parts)
        env = BriskEnv(bot, settle_timeout=SETTLE_TIMEOUT, check_errors=False)
        # simcord's default name is "TestBot".
        env.backend.bot_user.name = "Inklings"
        env.backend.bot_user.avatar = BOT_AVATAR
        owner = env.create_user("rosalind", global_name="Rosalind (moderator)", avatar=MODERATOR_AVATAR)
        guild = env.create_guild("The Inklings", owner=owner)
        # Closed in reverse order: the bot (simcord does not close it), simcord, and then what the bot's loops use.
        stack.push_async_callback(env.shutdown)
        stack.push_async_callback(bot.close)
        yield Server(
            env=env,
            bot=bot,
            parts=parts,
            driver=Driver(env),
            clock=clock,
            site=site,
            guild=guild,
            room=guild.create_text_channel("new-stories", topic="What we have written, as soon as it is out"),
            moderator=guild.add_member(guild.owner),
            polled=polled,
        )


def demo_settings(folder: Path) -> Settings:
    """The settings of the demo's bot."""
    return Settings(
        contact=CONTACT,
        database_url=f"sqlite:///{folder / DATABASE}",
        poll_interval_minutes=int(POLL_INTERVAL.total_seconds() // 60),
        log_level="warning",
    )
