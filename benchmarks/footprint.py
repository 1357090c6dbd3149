"""Memory over fifty rounds, time to start, and what the database takes"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.report import Table, say
from benchmarks.rounds import reader, site

FEEDS, QUICK_FEEDS = 1_000, 10
ROUNDS, QUICK_ROUNDS = 50, 2
MEMBERS, QUICK_MEMBERS = 5_000, 50

STARTS = """
import asyncio, sys
from bot.app import run as app
from bot.app.services import open_parts
from bot.config.settings import Settings
async def main():
    async with open_parts(Settings(contact="bench@inklings.example", database_url=sys.argv[1])) as parts:
        app.build_bot(parts)
        print('ready', flush=True)
asyncio.run(main())
"""
"""From the first import to a bot that would log in: the database is open, its schema checked, the workers started."""


def run(*, quick: bool) -> Iterator[Table]:
    """One table of everything that is no time per feed."""
    feeds, rounds = (QUICK_FEEDS, QUICK_ROUNDS) if quick else (FEEDS, ROUNDS)
    with site() as medium, reader("inklings", medium.port, feeds) as ours:
        idle = ours.megabytes
        say(f"footprint: a first round of {feeds:,} feeds, then {rounds} rounds")
        first = ours.round()
        medium.answers("rebuilt")
        after = []
        for _ in range(rounds):
            ours.round()
            after.append(ours.megabytes)
    rows = [
        ("resident, idle (bot, parser's worker, Python's resource tracker)", f"{idle:.0f} MB"),
        (f"peak in the first round of {feeds:,} feeds", f"{first.megabytes:.0f} MB"),
        (f"after {rounds} more rounds", f"{after[-1]:.0f} MB"),
        ("growth a round, by the line of least squares", f"{_slope(after) * 1000:.0f} kB"),
    ]
    yield Table("Memory", ("what", "how much"), tuple(rows))
    members = QUICK_MEMBERS if quick else MEMBERS
    yield Table("Start and database", ("what", "how much"), tuple(asyncio.run(_stored(members))))


def _slope(values: list[float]) -> float:
    """By how much the values grow from one to the next."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    over = sum((place - middle) ** 2 for place in range(len(values)))
    return sum((place - middle) * (value - mean) for place, value in enumerate(values)) / over


async def _stored(members: int) -> list[tuple[str, str]]:
    from benchmarks.inklings import populate, write_stories  # noqa: PLC0415 - it loads the program
    from bot.storage.database.engine import Database  # noqa: PLC0415 - as above
    from bot.storage.migrations.upgrade import upgrade  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.sqlite3"
        url = f"sqlite:///{file}"
        async with Database.open(url) as database:
            await upgrade(database)
            await populate(database, members)
        before = file.stat().st_size
        async with Database.open(url) as database:
            await write_stories(database, members)
        grown = file.stat().st_size - before
        say(f"footprint: start with {members:,} members")
        starts = [await asyncio.to_thread(_start, url) for _ in range(3)]
    return [
        (
            f"from start to ready with {members:,} members and {members:,} stories, the best of 3",
            f"{min(starts):.1f} s",
        ),
        ("database, each 1,000 members with a feed", f"{before / members:,.0f} kB"),
        ("database, each 1,000 stories with their words, sightings and a guild's ledger", f"{grown / members:,.0f} kB"),
    ]


def _start(url: str) -> float:
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", STARTS, url], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own words
        if process.stdout is None or not process.stdout.readline():
            raise ChildProcessError("the program did not start")
        took = time.perf_counter() - begun
        process.communicate()
        return took
