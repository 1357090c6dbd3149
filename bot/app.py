"""Composition: what is opened, in which order, and how the program ends."""

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import discord
import structlog

from bot import __version__
from bot.client import INTENTS, PERMISSIONS, InklingsBot
from bot.domain.clock import Clock, utc_now
from bot.feeds.client import FeedClient, Timeouts, user_agent
from bot.feeds.guard import PUBLIC, DialPolicy
from bot.feeds.lane import Lane
from bot.feeds.parser import FeedParser
from bot.feeds.reader import FeedReader
from bot.publisher import DiscordPublisher
from bot.services.about import AboutService
from bot.services.commands import CommandService
from bot.services.corrections import CorrectionService
from bot.services.feeds import FeedService
from bot.services.fetching import MemberFetches
from bot.services.finding import FindingService
from bot.services.guilds import GuildService
from bot.services.health import HealthService
from bot.services.notices import NoticeService
from bot.services.outbox import OutboxService
from bot.services.ownership import OwnershipService
from bot.services.privacy import PrivacyService
from bot.services.profiles import ProfileService
from bot.services.publications import PublicationService
from bot.services.stories import StoryService
from bot.services.topics import TopicService
from bot.services.way import WayService
from bot.settings import Settings
from bot.storage.engine import Database
from bot.storage.upgrade import upgrade
from cogs.feeds import Feeds
from cogs.finding import Finding
from cogs.guilds import Guilds
from cogs.help import Help
from cogs.notices import Notices
from cogs.privacy import Privacy
from cogs.profiles import Profiles
from cogs.publications import Publications
from cogs.routes import Routes
from cogs.setup import Setup
from cogs.stories import Stories
from cogs.topics import Topics

__all__ = ["INTENTS", "PERMISSIONS", "Parts", "build_bot", "open_parts", "run"]

log = structlog.get_logger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds between attempts to reach Discord at the start; they double from the first to the longest."""

CLOSE_WITHIN = 8.0
"""Seconds for Discord's side to close, of the ten that ``docker stop`` grants."""


@dataclass(frozen=True)
class Parts:
    """What is open while the program runs."""

    settings: Settings
    clock: Clock
    database: Database
    reader: FeedReader
    guilds: GuildService
    profiles: ProfileService
    about: AboutService
    ownership: OwnershipService
    publications: PublicationService
    health: HealthService
    stories: StoryService
    finding: FindingService
    ways: WayService
    corrections: CorrectionService
    feeds: FeedService
    outbox: OutboxService
    notices: NoticeService
    topics: TopicService
    privacy: PrivacyService
    commands: CommandService


@asynccontextmanager
async def open_parts(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    policy: DialPolicy = PUBLIC,
    origins: Mapping[str, str] | None = None,
    gap: timedelta | None = None,
) -> AsyncIterator[Parts]:
    """Open the database (upgraded), the parser's worker and the HTTP session; close them in the opposite order.

    ``policy``, ``origins`` and ``gap`` let the demo and the tests put a local site in Medium's place. They are
    arguments of this function and of nothing a user can reach.
    """
    async with Database.open(settings.database_url) as database:
        before, after = await upgrade(database)
        log.info("database_ready", before=before, after=after)
        lane = Lane(gap=timedelta(seconds=settings.fetch_gap_seconds) if gap is None else gap, clock=clock)
        async with (
            FeedParser(clock=clock, timeout=settings.parse_timeout_seconds) as parser,
            FeedClient(
                user_agent=user_agent(__version__, settings.contact),
                lane=lane,
                clock=clock,
                policy=policy,
                origins=origins,
                timeouts=Timeouts(total=settings.fetch_timeout_seconds),
            ) as client,
        ):
            reader = FeedReader(client, parser)
            fetches = MemberFetches(reader, clock)
            grace = timedelta(days=settings.erase_after_days)
            interval = timedelta(minutes=settings.poll_interval_minutes)
            yield Parts(
                settings=settings,
                clock=clock,
                database=database,
                reader=reader,
                guilds=GuildService(database, clock),
                profiles=ProfileService(database, fetches, clock),
                about=AboutService(database, clock),
                ownership=OwnershipService(database, fetches, clock, secrets.choice),
                publications=PublicationService(database, fetches, clock),
                health=HealthService(database, clock),
                stories=StoryService(database),
                finding=FindingService(database, clock),
                ways=WayService(database, clock),
                corrections=CorrectionService(database, clock),
                feeds=FeedService(database, reader, clock, interval=interval),
                outbox=OutboxService(database, clock, TopicService(database, clock)),
                notices=NoticeService(database, clock),
                topics=TopicService(database, clock),
                privacy=PrivacyService(database, clock, grace=grace),
                commands=CommandService(database),
            )


def build_bot(parts: Parts) -> InklingsBot:
    """A client with all cogs, ready to be started. One client serves one login: a new attempt gets a new one."""
    bot = InklingsBot(command_state=parts.commands, privacy=parts.privacy)
    publisher = DiscordPublisher(bot)
    handlers = bot.card_handlers
    bot.use(
        Guilds(bot, parts.guilds),
        Setup(handlers, parts.guilds, publisher),
        Routes(handlers, parts.guilds),
        Profiles(bot, handlers, parts.profiles, parts.ownership, parts.about),
        Stories(handlers, parts.stories, parts.feeds, parts.outbox, publisher),
        Finding(handlers, parts.finding, parts.ways, parts.corrections),
        Topics(handlers, parts.topics),
        Notices(handlers, parts.notices, publisher),
        Privacy(handlers, parts.privacy, parts.outbox, publisher),
        Feeds(handlers, parts.health),
        Publications(handlers, parts.publications),
        Help(),
    )
    return bot


async def run(settings: Settings) -> int:
    """Run until SIGTERM or SIGINT; the exit status: 0 after a signal, 1 where Discord does not take the token."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    try:
        async with open_parts(settings) as parts:
            return await _serve(parts, stop)
    finally:
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(sign)


async def _serve(parts: Parts, stop: asyncio.Event) -> int:
    """Keep a client connected until ``stop``; a start that fails is tried again with a growing pause."""
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
        except Exception:  # discord.py fails in many ways when the first connection does
            if bot.is_ready():
                pause = FIRST_PAUSE  # it did connect: the trouble is a new one
            log.exception("connection_failed", again_in=pause)
            await _until(stop, asyncio.sleep(pause))
            pause = min(LONGEST_PAUSE, pause * 2)
        finally:
            await _close(bot)
    log.info("stopped")
    return 0


async def _until(stop: asyncio.Event, work: Awaitable[None]) -> None:
    """Wait for the work, or for ``stop``, whichever comes first; what the work raised is raised."""
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
