"""Inklings as it runs, without Discord: the whole program is loaded and open, and polls the benchmarks' site."""

import asyncio
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import func, insert, select, update

from benchmarks import site
from bot.app import run as app  # noqa: F401 - loads all that the program has in memory: discord.py, cogs, cards
from bot.app.services import Parts, open_parts
from bot.config.settings import Settings
from bot.domain.feeds.feed import Feed
from bot.domain.kit.clock import utc_now
from bot.feeds.address import ANY_ORIGIN
from bot.feeds.entries import parse
from bot.feeds.guard import PublicAnd
from bot.runtime.event_loop_monitor import spare_what_stays
from bot.services.stories import announcing
from bot.storage.database.engine import Connection, Database
from bot.storage.migrations.upgrade import upgrade
from bot.storage.schema import feeds, guilds, members, profiles, stories

GUILD = 10**17
MEMBER = 2 * 10**17
AT_ONCE = 2_000
"""Rows of one insert."""


async def populate(database: Database, count: int) -> None:
    """A guild with so many members, who have registered a feed each that was never asked for."""
    now = utc_now()

    async def work(conn: Connection) -> None:
        await conn.execute(insert(guilds).values(id=GUILD, joined_at=now))
        for start in range(0, count, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, count))
            people = [{"guild_id": GUILD, "member_id": MEMBER + number, "known_since": now} for number in numbers]
            addresses = [
                {
                    "id": number + 1,
                    "key": f"profile:w{number}",
                    "url": f"https://medium.com/feed/@w{number}",
                    "created_at": now,
                    "next_poll_at": now,
                }
                for number in numbers
            ]
            registered = [
                {
                    "guild_id": GUILD,
                    "member_id": MEMBER + number,
                    "feed_id": number + 1,
                    "identity": f"user:{number:012x}",
                    "name": f"Writer {number}",
                    "registered_at": now,
                }
                for number in numbers
            ]
            await conn.execute(insert(members), people)
            await conn.execute(insert(feeds), addresses)
            await conn.execute(insert(profiles), registered)

    await database.write(work)


async def write_stories(database: Database, count: int) -> None:
    """A story for each member's feed, stored and decided upon as a poll does."""
    now = utc_now()

    async def tell(conn: Connection) -> None:
        for number in range(count):
            found = parse(site.feed(number, now, small=True))
            if isinstance(found, Feed):
                await announcing.announce(conn, number + 1, found, now)

    await database.write(tell)


@dataclass
class Inklings:
    """All feeds due at once, and polled as the program polls."""

    parts: Parts

    async def round(self) -> int:
        """Every feed, one after the other; how many stories are new."""
        before = await self.parts.database.read(_count)
        due = update(feeds).values(next_poll_at=utc_now() - timedelta(seconds=1))
        await self.parts.database.write(lambda conn: conn.execute(due))
        while await self.parts.feeds.poll_due():
            pass
        return await self.parts.database.read(_count) - before


async def _count(conn: Connection) -> int:
    return await conn.scalar(select(func.count()).select_from(stories)) or 0


async def prepare(url: str, count: int) -> None:
    """A database with so many members."""
    async with Database.open(url) as database:
        await upgrade(database)
        await populate(database, count)


@asynccontextmanager
async def opened(port: int, count: int) -> AsyncIterator[Inklings]:
    """The program with so many members, over a database in a file that another process made: this one is to carry what
    a bot carries that finds its schema as it should be."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        words = f"import asyncio; from benchmarks.inklings import prepare; asyncio.run(prepare({url!r}, {count}))"
        made = await asyncio.create_subprocess_exec(sys.executable, "-c", words)
        if await made.wait():
            raise ChildProcessError("the database could not be made")
        settings = Settings(contact="bench@inklings.example", database_url=url)
        async with open_parts(
            settings,
            policy=PublicAnd(frozenset({("127.0.0.1", port)})),
            origins={ANY_ORIGIN: f"http://127.0.0.1:{port}"},
            gap=timedelta(),
        ) as parts:
            spare_what_stays()
            yield Inklings(parts)
