"""What boards and roll-ups cost on a million notes: ``nice python -m benchmarks.boards [NOTES]``, on SQLite.

A guild of 500 readers and 400 writers over three years, every week settled as the program settles it. Some minutes.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bot.domain.answers import AnswerKind
from bot.domain.boards import Board, Span
from bot.domain.notes import NoteVisibility
from bot.services import rollups, scoring, weeks
from bot.services.boards import BoardService
from bot.storage import guilds, members
from bot.storage.engine import Database
from bot.storage.schema import note_answers, notes
from bot.storage.upgrade import upgrade

NOTES = 1_000_000
READERS, WRITERS, WEEKS = 500, 400, 156
GUILD = 10**17
FIRST = datetime(2023, 1, 1, 18, tzinfo=UTC)
BATCH = 20_000
HELPED = 0.2
TURNS = 20
"""How often each call is timed; the median is told."""


async def fill(database: Database, count: int) -> None:
    """Notes evenly over the weeks, one in five found helpful."""
    chance = random.Random(1)
    async with database.transaction() as conn:
        await guilds.welcome(conn, GUILD, FIRST)
        for number in range(READERS):
            await members.know(conn, GUILD, GUILD + number, FIRST)
    for begin in range(0, count, BATCH):
        rows = [_note(number, count) for number in range(begin + 1, min(begin + BATCH, count) + 1)]
        async with database.transaction() as conn:
            await conn.execute(notes.insert(), rows)
            await conn.execute(note_answers.insert(), [_help(row) for row in rows if chance.random() < HELPED])


def _note(number: int, count: int) -> dict[str, object]:
    """Twelve notes on each story, by different readers."""
    story = number // 12
    reader, author = number * 37 % READERS, story * 53 % WRITERS
    return {
        "id": number,
        "guild_id": GUILD,
        "member_id": GUILD + reader,
        "story_id": f"{story:012x}",
        "author_id": GUILD + author,
        "link": "",
        "title": "A story of no great length",
        "author_name": "",
        "minutes": 5,
        "visibility": NoteVisibility.THREAD,
        "said": "What stayed with me is how the second part answers the first. " * 3,
        "liked": "",
        "noted_at": FIRST + timedelta(weeks=WEEKS) * (number / (count + 1)),
    }


def _help(note: dict[str, object]) -> dict[str, object]:
    at = note["noted_at"]
    assert isinstance(at, datetime)  # noqa: S101 - for the type checker
    return {
        "note_id": note["id"],
        "kind": AnswerKind.HELPED,
        "guild_id": GUILD,
        "reader_id": note["member_id"],
        "author_id": note["author_id"],
        "given_at": at + timedelta(hours=5),
        "counts": True,
    }


async def timed(name: str, call: Callable[[], Awaitable[object]], turns: int = TURNS) -> None:
    """Tell the median of a call's times."""
    took = []
    for _ in range(turns):
        begin = time.perf_counter()
        await call()
        took.append(time.perf_counter() - begin)
    print(f"{name:<44} {1000 * median(took):8.1f} ms")  # noqa: T201 - this is what it is for


async def main(count: int, folder: Path) -> None:
    """Fill, settle every week but the last, and time what members and the program do then."""
    now = FIRST + timedelta(weeks=WEEKS) - timedelta(hours=1)
    async with Database.open(f"sqlite:///{folder}/bench.sqlite3") as database:
        await upgrade(database)
        await fill(database, count)
        async with database.transaction() as conn:
            for number in range(WEEKS):
                await weeks.at(conn, GUILD, FIRST + timedelta(weeks=number, hours=1))
            for number in range(READERS):
                await rollups.refresh_connections(conn, GUILD, GUILD + number)
        begin = time.perf_counter()
        async with database.transaction() as conn:
            closed = await weeks.close_due(conn, GUILD, now)
            await rollups.refresh_week(conn, await weeks.current(conn, GUILD, now))
            for number in range(READERS):
                await rollups.refresh_totals(conn, GUILD, GUILD + number)
        each = 1000 * (time.perf_counter() - begin) / len(closed)
        print(f"{'settling a week':<44} {each:8.1f} ms, {count} notes, {len(closed)} weeks")  # noqa: T201 - this is what it is for
        await _members(database, now, closed[-1].id)
        await _facts(database, now)


async def _members(database: Database, now: datetime, last_week: int) -> None:
    service = BoardService(database, lambda: now)
    for span in (Span.WEEK, Span.MONTH, Span.ALL):
        for board in (Board.POINTS, Board.READERS, Board.STREAK):
            await timed(f"/leaderboard {span} {board}", lambda s=span, b=board: service.show(GUILD, GUILD + 7, s, b))  # type: ignore[misc]  # bound now, not when it runs
    await timed("a closed week", lambda: service.show(GUILD, GUILD + 7, Span.WEEK, Board.POINTS, last_week))


async def _facts(database: Database, now: datetime) -> None:
    async def changed(at: datetime) -> None:
        async with database.transaction() as conn:
            await scoring.reading_changed(conn, GUILD, GUILD + 7, GUILD + 8, at, now)

    async def mended() -> None:
        async with database.transaction() as conn:
            if await rollups.mend(conn, GUILD, GUILD + 9):
                raise RuntimeError("a roll-up was wrong")

    await timed("reading_changed, this week", lambda: changed(now - timedelta(days=1)))
    await timed("reading_changed, a year ago", lambda: changed(now - timedelta(days=365)), turns=3)
    await timed("checking a member's roll-ups", mended, turns=3)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else NOTES, Path(made)))
