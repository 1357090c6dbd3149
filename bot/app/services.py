"""Composition: opens the database, the workers, the HTTP client and the services, and closes them in reverse order."""

import random
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot import __version__
from bot.app.kinds import OURS, Kinds
from bot.config.settings import Settings
from bot.domain.kit.clock import Clock, utc_now
from bot.feeds.client import FeedClient, Timeouts, user_agent
from bot.feeds.guard import PUBLIC, DialPolicy
from bot.feeds.lane import Lane
from bot.feeds.parser import FeedParser
from bot.feeds.reader import FeedReader
from bot.services.boards.rollups import RollupService
from bot.services.challenges.challenges import ChallengeService
from bot.services.challenges.leaderboard import BoardService
from bot.services.challenges.organising import OrganisingService
from bot.services.challenges.ticking import TickingService
from bot.services.challenges.weekly import WeeklyService
from bot.services.circle.calls import CallService
from bot.services.circle.care import CareService
from bot.services.circle.community import CommunityService
from bot.services.circle.connections import ConnectionService
from bot.services.circle.heavy import IDLE as HEAVY_IDLE
from bot.services.circle.heavy import HeavyWorker
from bot.services.circle.introductions import IntroductionService
from bot.services.circle.monthly import MonthlyService
from bot.services.desk.about import AboutService
from bot.services.desk.commands import CommandService
from bot.services.desk.exports import ExportService
from bot.services.desk.privacy import PrivacyService
from bot.services.desk.setup import GuildService
from bot.services.growth.growth import GrowthService
from bot.services.growth.milestones import MilestoneService
from bot.services.plan.plan import PlanService
from bot.services.posting.notices import NoticeService
from bot.services.posting.outbox import OutboxService
from bot.services.reading.answers import AnswerService
from bot.services.reading.journal import JournalService
from bot.services.reading.moderation import ModerationService
from bot.services.reading.notes import NoteService
from bot.services.reading.spotlight import SpotlightService
from bot.services.stories.corrections import CorrectionService
from bot.services.stories.feeds import FeedService
from bot.services.stories.fetching import MemberFetches
from bot.services.stories.finding import FindingService
from bot.services.stories.health import HealthService
from bot.services.stories.ownership import OwnershipService
from bot.services.stories.profiles import ProfileService
from bot.services.stories.publications import PublicationService
from bot.services.stories.stories import StoryService
from bot.services.stories.topics import TopicService
from bot.services.stories.way import WayService
from bot.storage.database.engine import Database
from bot.storage.migrations.upgrade import upgrade
from bot.ui.kit.painter import IDLE as PAINTER_IDLE
from bot.ui.kit.painter import Painter

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Parts:
    """Everything that is open while the program runs."""

    settings: Settings
    kinds: Kinds
    clock: Clock
    database: Database
    reader: FeedReader
    painter: Painter
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
    answers: AnswerService
    moderation: ModerationService
    notices: NoticeService
    notes: NoteService
    journal: JournalService
    connections: ConnectionService
    exports: ExportService
    care: CareService
    topics: TopicService
    plans: PlanService
    milestones: MilestoneService
    growth: GrowthService
    challenges: ChallengeService
    organising: OrganisingService
    weekly: WeeklyService
    ticking: TickingService
    boards: BoardService
    rollups: RollupService
    monthly: MonthlyService
    spotlight: SpotlightService
    community: CommunityService
    introductions: IntroductionService
    calls: CallService
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
    workers_rest: bool = True,
    kinds: Kinds = OURS,
) -> AsyncIterator[Parts]:
    """Open the database (and upgrade it), the workers and the HTTP client; close them in reverse order.

    The demo and the tests use ``policy``, ``origins`` and ``gap`` to replace Medium by a local site; no setting reaches
    them. Neither does one reach ``workers_rest``: if False, idle workers are not stopped, because the simulated Discord
    would wait for their timers. ``kinds``: the kinds of posts and notices.
    """
    async with Database.open(settings.database_url) as database:
        before, after = await upgrade(database)
        log.info("database_ready", before=before, after=after)
        gap = timedelta(seconds=settings.fetch_gap_seconds) if gap is None else gap
        lane = Lane(gap=gap, clock=clock, chance=random.random)
        async with (
            FeedParser(clock=clock, timeout=settings.parse_timeout_seconds) as parser,
            Painter(idle=PAINTER_IDLE if workers_rest else None) as painter,
            HeavyWorker(idle=HEAVY_IDLE if workers_rest else None) as heavy,
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
                kinds=kinds,
                clock=clock,
                database=database,
                reader=reader,
                painter=painter,
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
                outbox=OutboxService(database, clock, kinds.posts),
                answers=AnswerService(database, clock),
                moderation=ModerationService(database, clock),
                notices=NoticeService(database, clock, kinds.notices),
                notes=NoteService(database, clock),
                journal=JournalService(database, clock),
                connections=ConnectionService(database, clock),
                exports=ExportService(database, clock),
                care=CareService(database, clock),
                topics=TopicService(database, clock),
                plans=PlanService(database, clock),
                milestones=MilestoneService(database, clock),
                growth=GrowthService(database, clock),
                challenges=ChallengeService(database, clock),
                organising=OrganisingService(database, clock),
                weekly=WeeklyService(database, clock),
                ticking=TickingService(database, clock),
                boards=BoardService(database, clock),
                rollups=RollupService(database, clock),
                monthly=MonthlyService(database, clock),
                spotlight=SpotlightService(database),
                community=CommunityService(database, clock, heavy),
                introductions=IntroductionService(database, clock, heavy),
                calls=CallService(database, clock),
                privacy=PrivacyService(database, clock, grace=grace),
                commands=CommandService(database),
            )
