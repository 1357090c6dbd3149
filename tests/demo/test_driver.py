"""Whoever owns the clock keeps the bot's loops turning, and lets the page know."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import discord
import pytest
import simcord
from discord.ext import tasks

from bot.demo.driver import STEP, BriskEnv, Driver
from tests.patience import PATIENCE


class Ticker(discord.Client):
    """A bot that counts the seconds, and posts at one of them."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.seconds = 0
        self.post_at = -1
        self.channel_id = 0

    async def setup_hook(self) -> None:
        self.tick.start()

    @tasks.loop(seconds=1)
    async def tick(self) -> None:
        self.seconds += 1
        if self.seconds == self.post_at:
            await self.get_partial_messageable(self.channel_id).send("Now.")


@dataclass
class Clockwork:
    """A bot, the server it is in, and who moves the time."""

    bot: Ticker
    env: simcord.Env
    driver: Driver
    refreshed: list[int] = field(default_factory=list)
    fresh: asyncio.Event = field(default_factory=asyncio.Event)

    async def refresh(self) -> None:
        """Take down when the page would have been published anew."""
        self.refreshed.append(self.bot.seconds)
        self.fresh.set()


@pytest.fixture
async def clockwork() -> AsyncIterator[Clockwork]:
    bot = Ticker()
    env = BriskEnv(bot, settle_timeout=PATIENCE)
    bot.channel_id = env.create_guild().create_text_channel("room").id
    await env.start()
    try:
        yield Clockwork(bot, env, Driver(env))
    finally:
        bot.tick.cancel()
        await bot.close()
        await env.shutdown()


def test_what_makes_it_brisk_is_still_there() -> None:
    # Without it the demo works, only slower: see BriskEnv.
    assert "idle" in (simcord.Env._settle_internal.__kwdefaults__ or {})


async def test_the_bots_loops_turn_with_the_clock(clockwork: Clockwork) -> None:
    before, began = clockwork.bot.seconds, clockwork.env.now()
    await clockwork.driver.advance(timedelta(seconds=40))
    assert clockwork.bot.seconds == before + 40
    assert clockwork.env.now() - began == timedelta(seconds=40)


async def test_the_page_is_told_only_of_what_was_said(clockwork: Clockwork) -> None:
    clockwork.bot.post_at = clockwork.bot.seconds + 20
    await clockwork.driver.advance(timedelta(minutes=1), clockwork.refresh)
    (seconds,) = clockwork.refreshed
    assert clockwork.bot.post_at <= seconds <= clockwork.bot.post_at + STEP


async def test_time_runs_ahead_where_the_bot_asked_for_it(clockwork: Clockwork) -> None:
    began, started = clockwork.env.now(), time.monotonic()
    clockwork.bot.post_at = clockwork.bot.seconds + 100
    running = asyncio.create_task(clockwork.driver.run(clockwork.refresh))
    clockwork.driver.hurry(timedelta(seconds=110))
    await asyncio.wait_for(clockwork.fresh.wait(), timeout=PATIENCE)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    passed = clockwork.env.now() - began
    own_pace = timedelta(seconds=time.monotonic() - started)
    assert timedelta(seconds=100) <= passed <= timedelta(seconds=110) + own_pace, "ahead by what was asked, not by more"


async def test_nobody_is_refused_who_waits_for_their_turn(clockwork: Clockwork) -> None:
    moving = asyncio.create_task(clockwork.driver.advance(timedelta(minutes=2)))
    for _ in range(5):
        async with clockwork.driver.turn:
            await clockwork.env.settle()
    await moving
