"""Composition: builds the client with its cogs, and runs and ends the program."""

import asyncio
import signal
from collections.abc import Awaitable

import discord
import structlog

from bot.app.client import INTENTS, PERMISSIONS, InklingsBot
from bot.app.services import Parts, open_parts
from bot.config.settings import Settings
from bot.delivery.publisher import DiscordPublisher
from bot.delivery.scheduled_events import DiscordEvents
from bot.runtime.event_loop_monitor import EventLoopMonitor, spare_what_stays
from cogs.answers import Answers
from cogs.calls import Calls
from cogs.care import Care
from cogs.challenges import Challenges
from cogs.community import Community
from cogs.connections import Connections
from cogs.exports import ConnectionExport, NoteExport
from cogs.feeds import Feeds
from cogs.finding import Finding
from cogs.growth import Growth
from cogs.guilds import Guilds
from cogs.help import Help
from cogs.introductions import Introductions
from cogs.journal import Journal
from cogs.leaderboard import Leaderboard
from cogs.milestones import Milestones
from cogs.moderation import Moderation
from cogs.notes import Notes
from cogs.notices import Notices
from cogs.organising import Organising
from cogs.plan import Plan
from cogs.privacy import Privacy
from cogs.profiles import Profiles
from cogs.publications import Publications
from cogs.routes import Routes
from cogs.setup import Setup
from cogs.spotlight import Spotlight
from cogs.stories import Stories
from cogs.topics import Topics
from cogs.weekly import Weekly

__all__ = ["INTENTS", "PERMISSIONS", "Parts", "build_bot", "open_parts", "run"]

log = structlog.get_logger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds between attempts to connect to Discord, doubled from the first to the longest pause."""

CLOSE_WITHIN = 8.0
"""Seconds for the client to close, of the ten that ``docker stop`` allows."""


def build_bot(parts: Parts) -> InklingsBot:
    """A client with all cogs, ready to be started. A client can log in once, so each attempt needs a new one."""
    bot = InklingsBot(command_state=parts.commands, privacy=parts.privacy, clock=parts.clock)
    publisher = DiscordPublisher(bot, parts.painter, parts.kinds.looks, parts.kinds.notice_looks)
    handlers = bot.card_handlers
    bot.use(
        Guilds(bot, parts.guilds),
        Setup(handlers, parts.guilds, publisher),
        Routes(handlers, parts.guilds),
        Profiles(bot, handlers, parts.profiles, parts.ownership, parts.about),
        Stories(handlers, parts.stories, parts.feeds, parts.outbox, publisher),
        Finding(handlers, parts.finding, parts.ways, parts.corrections),
        Topics(handlers, parts.topics),
        Plan(handlers, parts.plans),
        Milestones(handlers, parts.milestones),
        Growth(handlers, parts.growth, parts.painter),
        Challenges(handlers, parts.challenges, parts.ticking, DiscordEvents(bot)),
        Organising(handlers, parts.organising),
        Weekly(handlers, parts.guilds, parts.weekly),
        Leaderboard(handlers, parts.boards, parts.rollups),
        Spotlight(handlers, parts.spotlight),
        Community(handlers, parts.monthly, parts.community, parts.painter),
        Answers(handlers, parts.answers),
        Moderation(handlers, parts.moderation),
        Notices(handlers, parts.notices, parts.kinds.notice_looks, publisher),
        Notes(bot, handlers, parts.notes),
        Journal(handlers, parts.journal, parts.notes),
        Connections(handlers, parts.connections),
        NoteExport(parts.exports),
        ConnectionExport(parts.exports),
        Care(parts.care),
        Introductions(handlers, parts.introductions, publisher),
        Calls(handlers, parts.calls),
        Privacy(handlers, parts.privacy, parts.outbox, publisher),
        Feeds(handlers, parts.health),
        Publications(handlers, parts.publications),
        Help(),
    )
    return bot


async def run(settings: Settings) -> int:
    """Run until SIGTERM or SIGINT. Returns the exit status: 0 after a signal, 1 if the token is missing or refused."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    try:
        async with EventLoopMonitor(), open_parts(settings) as parts:
            spare_what_stays()
            return await _serve(parts, stop)
    finally:
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(sign)


async def _serve(parts: Parts, stop: asyncio.Event) -> int:
    """Keep a client connected until ``stop``; repeat failed starts after a growing pause. Returns the exit status."""
    token = parts.settings.token
    if token is None:
        log.error("token_missing")
        return 1
    pause = FIRST_PAUSE
    while not stop.is_set():
        bot = build_bot(parts)
        try:
            await _until(stop, bot.start(token.get_secret_value()))
        except discord.LoginFailure:
            log.error("token_refused")
            return 1
        except Exception:  # discord.py raises many types of errors if the first connection fails
            if bot.is_ready():
                pause = FIRST_PAUSE  # it had connected, so this is a new failure
            log.exception("connection_failed", again_in=pause)
            await _until(stop, asyncio.sleep(pause))
            pause = min(LONGEST_PAUSE, pause * 2)
        finally:
            await _close(bot)
    log.info("stopped")
    return 0


async def _until(stop: asyncio.Event, work: Awaitable[None]) -> None:
    """Wait until the work is done or ``stop`` is set, and cancel the other. Raises what the work raised."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        for task in (working, stopping):
            task.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


async def _close(bot: InklingsBot) -> None:
    try:
        await asyncio.wait_for(bot.close(), CLOSE_WITHIN)
    except TimeoutError:
        log.warning("close_took_too_long")
