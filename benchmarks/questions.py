"""What members ask for: the process that fills a database and asks (see ``benchmarks.answering``).

Its arguments are an extent as JSON, the database's file, how many notes, and the site's port. It prints ``ready``,
waits for a line, and prints how long each call took, as JSON.
"""

import asyncio
import json
import logging
import random
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from sqlalchemy import update

from benchmarks.answering import Extent, Took
from benchmarks.crowd import TAGS, VARIETY, Crowd, story, write_notes, write_stories
from benchmarks.inklings import GUILD, MEMBER
from benchmarks.site import WORDS
from bot.app import run as app  # noqa: F401 - loads all that the program has in memory: discord.py, cogs, cards
from bot.app.services import Parts, open_parts
from bot.config.settings import Settings
from bot.domain.boards.boards import Board, Span
from bot.domain.circle.connection_views import Where
from bot.domain.kit.clock import utc_now
from bot.feeds.address import ANY_ORIGIN
from bot.feeds.guard import PublicAnd
from bot.services.challenges.leaderboard import BoardService
from bot.services.circle.connections import ConnectionService
from bot.services.plan.plan import PlanService
from bot.services.reading.notes import NoteService
from bot.services.stories.finding import FindingService
from bot.services.stories.topics import TopicService
from bot.storage.database.engine import Database
from bot.storage.migrations.upgrade import upgrade
from bot.storage.schema import feeds

Question = Callable[[], Awaitable[object]]


class Members:
    """Asks as members do who are taken by lot, the same each time. ``unplanned``: who has had no plan yet."""

    def __init__(self, database: Database, extent: Extent, unplanned: list[int]) -> None:
        self._boards = BoardService(database, utc_now)
        self._connections = ConnectionService(database, utc_now)
        self._plans = PlanService(database, utc_now)
        self._finding = FindingService(database, utc_now)
        self._topics = TopicService(database, utc_now)
        self._notes = NoteService(database, utc_now)
        self._count = extent.members
        self._chance = random.Random(4)
        self._unplanned = unplanned
        self._planned = MEMBER

    @property
    def questions(self) -> dict[str, Question]:
        """By what a member types."""
        return {
            "/leaderboard": lambda: self._board(Span.WEEK),
            "/leaderboard, this month": lambda: self._board(Span.MONTH),
            "/leaderboard, all time": lambda: self._board(Span.ALL),
            "/connections show": self._own_page,
            "/connections show, somebody": self._person,
            "/plan, first of the day": self._first_plan,
            "/plan, again": self._plan_again,
            "/stories search": self._search,
            "autocomplete: a tag to search for": self._tags,
            "autocomplete: a topic to follow": self._suggest_topic,
            "autocomplete: a story to note": self._stories,
        }

    async def _board(self, span: Span) -> object:
        return await self._boards.show(GUILD, self._anybody(), span, self._chance.choice(list(Board)))

    async def _own_page(self) -> object:
        return await self._connections.page(GUILD, self._anybody(), Where())

    async def _person(self) -> object:
        who = self._chance.randrange(self._count)
        return await self._connections.person(GUILD, MEMBER + who, MEMBER + (who + 1) % self._count)

    async def _first_plan(self) -> object:
        self._planned = MEMBER + self._unplanned.pop(self._chance.randrange(len(self._unplanned)))
        return await self._plans.today(GUILD, self._planned)

    async def _plan_again(self) -> object:
        return await self._plans.today(GUILD, self._planned)

    async def _search(self) -> object:
        """A word or two of a title, the last of them half typed; now and then a tag or a writer."""
        title = story(self._chance.randrange(VARIETY)).title.split()
        words = " ".join(self._chance.sample(title, self._chance.randint(1, 2)))
        words = words[: self._chance.randint(max(1, len(words) - 3), len(words))]
        tag = self._chance.choice(TAGS) if self._chance.random() < 0.2 else ""
        writer = self._anybody() if self._chance.random() < 0.2 else None
        return await self._finding.search(GUILD, words, tag, writer, 0)

    async def _tags(self) -> object:
        return await self._finding.tags(GUILD, self._begun())

    async def _suggest_topic(self) -> object:
        return await self._topics.suggest(GUILD, self._begun())

    async def _stories(self) -> object:
        return await self._notes.suggest(GUILD, self._anybody(), self._begun())

    def _anybody(self) -> int:
        return MEMBER + self._chance.randrange(self._count)

    def _begun(self) -> str:
        """The beginning of a word, nothing yet or all of it."""
        word = self._chance.choice(WORDS)
        return word[: self._chance.randint(0, len(word))]


async def ask(file: str, extent: Extent, port: int) -> dict[str, Took]:
    """Milliseconds of all calls: ``alone``, and ``beside`` a round."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    async with open_parts(
        Settings(contact="bench@inklings.example", database_url=f"sqlite:///{file}"),
        policy=PublicAnd(frozenset({("127.0.0.1", port)})),
        origins={ANY_ORIGIN: f"http://127.0.0.1:{port}"},
        gap=timedelta(),
    ) as parts:
        unplanned = list(range(extent.members))
        await _timed(Members(parts.database, extent, unplanned), extent.warm)
        alone = await _timed(Members(parts.database, extent, unplanned), extent.calls)
        going = asyncio.create_task(_round(parts, extent.feeds))
        await asyncio.sleep(0)
        beside = await _timed(Members(parts.database, extent, unplanned), extent.calls, going)
        await going
        return {"alone": alone, "beside": beside}


async def _timed(members: Members, calls: int, going: "asyncio.Task[None] | None" = None) -> Took:
    """So many calls of each kind, in turn; fewer where what is ``going`` on ends before."""
    took: Took = defaultdict(list)
    for _ in range(calls):
        for name, question in members.questions.items():
            begun = time.perf_counter()
            await question()
            took[name].append((time.perf_counter() - begun) * 1000)
            if going is not None and going.done():
                return took
    return took


async def _round(parts: Parts, count: int) -> None:
    """Poll so many feeds as the program polls, one after the other."""
    due = update(feeds).where(feeds.c.id <= count).values(next_poll_at=utc_now() - timedelta(seconds=1))
    await parts.database.write(lambda conn: conn.execute(due))
    while await parts.feeds.poll_due():
        pass


async def fill(file: str, extent: Extent, count: int) -> None:
    """Make the database, with so many notes."""
    crowd = Crowd(extent.members, extent.stories, extent.weeks, utc_now())
    async with Database.open(f"sqlite:///{file}") as database:
        await upgrade(database)
        await write_stories(database, crowd)
        await write_notes(database, crowd, count)


def start() -> None:
    """What the process runs."""
    said, file, count, port = sys.argv[1:]
    extent = Extent(**json.loads(said))
    asyncio.run(fill(file, extent, int(count)))
    print("ready", flush=True)  # noqa: T201 - the parent reads it
    sys.stdin.readline()
    print(json.dumps(asyncio.run(ask(file, extent, int(port)))))  # noqa: T201 - as above
