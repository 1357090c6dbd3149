"""A simulated server with the real bot in it, and a local site in Medium's place."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import simcord
from discord import app_commands, ui
from sqlalchemy import update

from bot.app.client import InklingsBot
from bot.app.kinds import OURS, Kinds
from bot.app.run import Parts, build_bot, open_parts
from bot.config.settings import Settings
from bot.demo.driver import BriskEnv
from bot.demo.feedshape import DemoStory, Writer, profile_feed
from bot.demo.site import Captured, FeedSite
from bot.domain.kit.errors import NotThereAnyMore, UserError
from bot.feeds.address import ANY_ORIGIN
from bot.storage.schema import feeds
from bot.ui.kit.layout import FramedCard
from tests.services.readers import Circle
from tests.storage.statements import execute
from tests.ui.texts import ids_in, texts_in

POLL_INTERVAL = timedelta(minutes=31)
"""Beyond the age up to which Medium serves a feed from its cache."""

DATABASE = "test.sqlite3"
"""The file in the world's folder."""

SETTLED_WITHIN = 45.0
"""Seconds of real time for one action: only a broken bot takes so long. Not more, since simcord waits for whatever
sleep of the bot's would end within it."""

LOOP_TURNS = 6
"""Seconds in which each loop of the bot turns at least once."""


def story(number: int, title: str | None = None) -> DemoStory:
    """A story of an invented writer."""
    return DemoStory(
        id=f"{number:012x}",
        title=title or f"Story number {number}",
        subtitle="About a small thing",
        tags=("writing", "bees"),
        paragraphs=("The first paragraph says something of its own.", "The second one goes on."),
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


ADA = Writer(handle="ada", name="Ada Bee", user_id="1a2b3c4d5e6f")
BEN = Writer(handle="ben.writes", name="Ben", user_id="bbbbbbbbbbbb")


@dataclass
class World:
    """Everything a test of the bot's surface needs."""

    env: simcord.Env
    bot: InklingsBot
    parts: Parts
    site: FeedSite
    guild: simcord.GuildHandle
    lobby: simcord.ChannelHandle
    stories: simcord.ChannelHandle
    owner: simcord.MemberActor
    ada: simcord.MemberActor
    ben: simcord.MemberActor
    bots: list[InklingsBot] = field(default_factory=list)
    expected_errors: int = 0
    offset: timedelta = timedelta()

    async def set_up(self) -> None:
        """The owner chooses the channel."""
        result = await self.choose_channel(self.stories)
        assert f"<#{self.stories.id}>" in shown(result)

    async def panel(self, page: str | None = None) -> simcord.InteractionResult:
        """The owner opens the panel, and turns to a page by its button."""
        result = await self.owner.slash(self.lobby, "setup")
        return await self.owner.click(last(result), label=page) if page else result

    async def choose_channel(
        self, channel: simcord.ChannelHandle, feature: str = "stories"
    ) -> simcord.InteractionResult:
        """The owner picks a channel on the panel."""
        page = await self.panel("Channels")
        return await self.owner.select(last(page), [channel], custom_id=f"channel/setup.channel/{feature}")

    async def pick(self, page: str, action: str, value: str) -> simcord.InteractionResult:
        """The owner picks from one of the panel's menus."""
        return await self.owner.select(last(await self.panel(page)), [value], custom_id=f"pick/setup.{action}")

    async def register(self, member: simcord.MemberActor, link: str = "medium.com/@ada") -> simcord.InteractionResult:
        """Register and confirm."""
        preview = await member.slash(self.lobby, "profile register", link=link)
        return await member.click(last(preview), label="Yes, this is me")

    def later(self, by: timedelta) -> None:
        """The bot's own clock jumps. (To let Discord's go through hours, each loop would turn thousands of times.)"""
        self.offset += by

    async def poll(self) -> None:
        """Time goes on, every feed is due (the plan might let one wait for a day), and what is found is delivered."""
        self.later(POLL_INTERVAL)
        await execute(self.parts.database, update(feeds).values(next_poll_at=self.parts.clock()))
        await self.env.advance_time(LOOP_TURNS)

    async def restart(self) -> None:
        """The program stops and a new one takes over the same database."""
        await self.bot.close()
        self.bot = build_bot(self.parts)
        self.bots.append(self.bot)
        await self.env.restart_bot(self.bot)

    def announced(self, channel: simcord.ChannelHandle | None = None) -> list[str]:
        """The texts of the messages that stand in the channel, oldest first."""
        messages = (channel or self.stories).history()
        return ["\n".join(texts_in([c.to_dict() for c in message.components])) for message in messages]

    def letters(self, member: simcord.MemberActor) -> list[str]:
        """The texts of a member's direct messages, oldest first."""
        return self.announced(member.user.dm_channel)

    def refusals(self) -> list[str]:
        """The members' errors so far, by name, or by what was not there any more; anything else that went wrong fails
        the test at its end."""
        errors = (error for error in map(unwrapped, self.env.errors) if isinstance(error, UserError))
        return [str(error.kind) if isinstance(error, NotThereAnyMore) else type(error).__name__ for error in errors]


def unwrapped(error: BaseException) -> BaseException:
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error


def last(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """What the bot said last in answer."""
    message = result.followups[-1] if result.followups else result.response
    assert message is not None, f"no answer: {result!r}"
    return message


def shown(result: simcord.InteractionResult) -> str:
    """The texts of the last answer."""
    message = last(result)
    return "\n".join([message.content, *texts_in(message.components)]).strip()


def menu(message: Any, action: str) -> str:
    """The id of the menu on a card that does this."""
    return next(each for each in ids_in(message.components) if each.startswith(f"pick/{action}"))


def circle_of(world: World) -> Circle:
    return Circle(world.parts.database, world.parts.clock, world.guild.id)


@asynccontextmanager
async def open_world(folder: Path, kinds: Kinds = OURS, **options: Any) -> AsyncIterator[World]:
    """A server with an owner, two members and two channels; the bot is in it, nothing is set up. ``kinds``: what it can
    send unattended."""
    opened: list[World] = []

    def clock() -> datetime:
        return opened[0].env.now() + opened[0].offset if opened else datetime(2026, 1, 1, tzinfo=UTC)

    settings = Settings(database_url=f"sqlite:///{folder / DATABASE}", contact="tests@example.org")
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(FeedSite())
        parts = await stack.enter_async_context(
            open_parts(
                settings,
                clock=clock,
                policy=site.policy,
                origins={ANY_ORIGIN: site.origin},
                gap=timedelta(),
                workers_rest=False,
                kinds=kinds,
            )
        )
        bot = build_bot(parts)
        env = BriskEnv(bot, settle_timeout=SETTLED_WITHIN, check_errors=False, **options)
        await env.start()
        try:
            guild = env.create_guild("Inklings", owner=env.create_user("olga"))
            world = World(
                env=env,
                bot=bot,
                parts=parts,
                site=site,
                guild=guild,
                lobby=guild.create_text_channel("lobby"),
                stories=guild.create_text_channel("new-stories"),
                owner=guild.add_member(guild.owner),
                ada=guild.add_member(env.create_user("ada")),
                ben=guild.add_member(env.create_user("ben")),
                bots=[bot],
            )
            opened.append(world)
            site.add(ADA, story(1), story(2))
            site.add(BEN, story(101))
            site.serve("ada.example.org", "/feed", Captured(profile_feed(ADA, site.stories("ada"), clock())))
            await env.settle()
            yield world
        finally:
            for each in opened[0].bots if opened else [bot]:
                if not each.is_closed():
                    await each.close()
            await env.shutdown()
        unexpected = [error for error in env.errors if not isinstance(unwrapped(error), UserError)]
        assert len(unexpected) == opened[0].expected_errors, f"the bot raised {unexpected!r}"


async def pick_of_another_version(
    world: World, member: simcord.MemberActor, custom_id: str, value: str
) -> simcord.InteractionResult:
    """A member picks from a menu that another version of the program made."""
    menu: ui.Select[Any] = ui.Select(custom_id=custom_id, options=[discord.SelectOption(label="-", value=value)])
    channel: Any = world.bot.get_channel(world.lobby.id)
    message = await channel.send(view=FramedCard(ui.ActionRow(menu)))
    return await member.select(message, [value], custom_id=custom_id)


def channel_without(guild: simcord.GuildHandle, name: str, **denied: bool) -> simcord.ChannelHandle:
    """A channel in which everybody, the bot included, lacks something."""
    return guild.create_text_channel(name, overwrites={guild.default_role: discord.PermissionOverwrite(**denied)})
