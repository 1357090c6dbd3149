"""Services over a real database of each kind, with Medium and Discord stood in for."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

import pytest

from bot.app.kinds import OURS
from bot.domain.feeds.feed import FeedEntry
from bot.domain.posting.notices import Notice
from bot.domain.servers.guilds import NEEDED_IN_CHANNEL, Feature
from bot.domain.stories.profiles import Profile
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
from bot.services.circle.introductions import IntroductionService
from bot.services.circle.monthly import MonthlyService
from bot.services.desk.about import AboutService
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
from tests.services.parts import (
    ADA,
    CHANNEL,
    GUILD,
    Clock,
    InThisProcess,
    ScriptedEvents,
    ScriptedPublisher,
    ScriptedReader,
    entry,
    read,
)
from tests.services.readers import Circle


@dataclass
class Foreseeable:
    """Chooses one letter after the other."""

    count: int = -1

    def __call__(self, letters: str) -> str:
        self.count += 1
        return letters[self.count % len(letters)]


@dataclass
class House:
    """The services, wired as the program wires them."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    medium: ScriptedReader = field(default_factory=ScriptedReader)
    discord: ScriptedPublisher = field(default_factory=ScriptedPublisher)
    events: ScriptedEvents = field(default_factory=ScriptedEvents)

    def __post_init__(self) -> None:
        reader = cast("FeedReader", self.medium)
        self.guilds = GuildService(self.database, self.clock)
        self.fetches = MemberFetches(reader, self.clock)
        self.profiles = ProfileService(self.database, self.fetches, self.clock)
        self.codes = Foreseeable()
        self.ownership = OwnershipService(self.database, self.fetches, self.clock, self.codes)
        self.about = AboutService(self.database, self.clock)
        self.publications = PublicationService(self.database, self.fetches, self.clock)
        self.health = HealthService(self.database, self.clock)
        self.feeds = FeedService(self.database, reader, self.clock, interval=timedelta(minutes=30))
        self.outbox = OutboxService(self.database, self.clock, OURS.posts)
        self.answers = AnswerService(self.database, self.clock)
        self.moderation = ModerationService(self.database, self.clock)
        self.notices = NoticeService(self.database, self.clock, OURS.notices)
        self.notes = NoteService(self.database, self.clock)
        self.journal = JournalService(self.database, self.clock)
        self.connections = ConnectionService(self.database, self.clock)
        self.exports = ExportService(self.database, self.clock)
        self.care = CareService(self.database, self.clock)
        self.topics = TopicService(self.database, self.clock)
        self.plans = PlanService(self.database, self.clock)
        self.milestones = MilestoneService(self.database, self.clock)
        self.growth = GrowthService(self.database, self.clock)
        self.challenges = ChallengeService(self.database, self.clock)
        self.organising = OrganisingService(self.database, self.clock)
        self.weekly = WeeklyService(self.database, self.clock)
        self.ticking = TickingService(self.database, self.clock)
        self.boards = BoardService(self.database, self.clock)
        self.rollups = RollupService(self.database, self.clock)
        self.monthly = MonthlyService(self.database, self.clock)
        self.spotlight = SpotlightService(self.database)
        self.community = CommunityService(self.database, self.clock, InThisProcess())
        self.introductions = IntroductionService(self.database, self.clock, InThisProcess())
        self.calls = CallService(self.database, self.clock)
        self.privacy = PrivacyService(self.database, self.clock, grace=timedelta(days=30))
        self.stories = StoryService(self.database)
        self.finding = FindingService(self.database, self.clock)
        self.ways = WayService(self.database, self.clock)
        self.corrections = CorrectionService(self.database, self.clock)

    def publishes(self, handle: str, *entries: FeedEntry, name: str = "Ada", user_id: str = "1a2b3c4d5e6f") -> None:
        """What Medium answers for a profile from now on."""
        self.medium.answers[f"https://medium.com/feed/@{handle}"] = read(*entries, name=name, user_id=user_id)

    async def set_up(
        self, guild_id: int = GUILD, channel_id: int = CHANNEL, feature: Feature = Feature.STORIES
    ) -> None:
        await self.guilds.choose_channel(guild_id, feature, channel_id, frozenset(NEEDED_IN_CHANNEL[feature]))

    async def register(self, member_id: int, handle: str = "ada", guild_id: int = GUILD) -> Profile:
        preview = await self.profiles.preview(guild_id, member_id, f"medium.com/@{handle}")
        return await self.profiles.confirm(guild_id, member_id, preview.feed_id, preview.previewed_at)

    async def poll(self) -> None:
        self.clock.forward(minutes=31)
        await self.feeds.poll_due()

    async def found(self, item: FeedEntry | None = None) -> None:
        """The bot is set up, and a story of Ada's is found."""
        await self.set_up()
        await self.register(ADA)
        self.publishes("ada", item or entry(2), entry(1))
        await self.poll()

    async def deliver(self) -> list[str]:
        """One round of delivery; the titles that stand in the channels afterwards."""
        await self.outbox.deliver_due(self.discord)
        return self.discord.titles

    async def deliver_all(self, rounds: int = 3) -> None:
        """Until everything that is due was tried, the retries included."""
        for _ in range(rounds):
            self.clock.forward(minutes=2)
            await self.outbox.deliver_due(self.discord)

    async def heard(self, member_id: int) -> tuple[Notice, ...]:
        """The private words that a member gets with their next command."""
        await self.notices.deliver_due(self.discord)
        return (await self.notices.take(GUILD, member_id)).notices


@pytest.fixture
def house(database: Database) -> House:
    made = House(database)
    made.publishes("ada", entry(1))
    return made


@pytest.fixture
def circle(house: House) -> Circle:
    """The house's members, who read each other."""
    return Circle(house.database, house.clock)
