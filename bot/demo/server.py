"""A simulated Discord server with the real bot in it, and the local feed site in Medium's place."""

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
"""The shortest that the bot allows."""

TURN = timedelta(seconds=10)
"""In so much simulated time the bot's loops ask for what is due, and post it."""

LOOK_AGAIN = POLL_INTERVAL + 2 * TURN
"""In so much simulated time every feed is due once, asked for, and what it brought is posted."""

SETTLE_TIMEOUT = 30.0
"""Seconds that one action may take, for slow machines; simcord's own five are for tests."""

DATABASE = "demo.sqlite3"
"""The file in the demo's folder."""

CONTACT = "https://example.org/inklings-demo"

AVATARS = "https://cdn.simcord.invalid/avatars"
"""Where simcord has the pictures of users."""

BOT_AVATAR = "inklings"
MODERATOR_AVATAR = "rosalind"


class DemoFailed(Exception):
    """The demo cannot go on, or the bot did not do its job; the text says what happened."""


class DemoClock:
    """The clock that the bot is given: Discord's simulated one, or ahead or behind of it by what it was set to."""

    def __init__(self) -> None:
        self._now: Callable[[], datetime] = lambda: START
        self._shift = timedelta()

    def __call__(self) -> datetime:
        return self._now() + self._shift

    def follow(self, env: simcord.Env) -> None:
        """Go as the simulated server's clock goes."""
        self._now = env.now

    def stand_at(self, instant: datetime) -> None:
        """Be at ``instant`` now, and go on from there."""
        self._shift += instant - self()


class WatchedFeeds(FeedService):
    """The bot's polling, with a look over its shoulder."""

    def __init__(self, parts: Parts, seen: list[Polled]) -> None:
        super().__init__(parts.database, parts.reader, parts.clock, interval=POLL_INTERVAL)
        self._seen = seen

    async def poll_due(self) -> list[Polled]:
        """Poll, and take down what came of it."""
        polled = await super().poll_due()
        self._seen.extend(polled)
        return polled


@dataclass(frozen=True)
class Server:
    """What there is to play with."""

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
    """Every poll so far, in their order."""

    async def start(self) -> None:
        """The bot logs in; from now on its clock is the simulated one."""
        self.clock.follow(self.env)
        await self.env.start()

    def join(self, name: str, shown: str, avatar: str | None = None) -> simcord.MemberActor:
        """Somebody joins, with their user name, the name they show, and the key of their picture."""
        return self.guild.add_member(self.env.create_user(name, global_name=shown, avatar=avatar))

    def posts(self) -> list[discord.Message]:
        """What the bot has posted in the room, oldest first."""
        me = self.bot.user
        return [message for message in self.room.history() if me is not None and message.author.id == me.id]

    def avatar_address(self, user_id: int, avatar: str) -> str:
        """Where the page looks for somebody's picture."""
        return f"{AVATARS}/{user_id}/{avatar}.png"


@asynccontextmanager
async def open_server(folder: Path) -> AsyncIterator[Server]:
    """A server with a moderator, one channel and the bot, which keeps its database in ``folder``.

    Nothing is set up, and the bot waits for ``Server.start``: until then it can be given further cogs.
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
        # simcord calls its application "TestBot". It tests; this is a show.
        env.backend.bot_user.name = "Inklings"
        env.backend.bot_user.avatar = BOT_AVATAR
        owner = env.create_user("rosalind", global_name="Rosalind (moderator)", avatar=MODERATOR_AVATAR)
        guild = env.create_guild("The Inklings", owner=owner)
        # In this order, and before what was opened above: simcord does not close the bot, and its loops use the rest.
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
    """The settings of a bot that nobody has to set up."""
    return Settings(
        contact=CONTACT,
        database_url=f"sqlite:///{folder / DATABASE}",
        poll_interval_minutes=int(POLL_INTERVAL.total_seconds() // 60),
        log_level="warning",
    )
