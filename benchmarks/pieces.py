"""How long commands take when a transaction goes to SQLite's thread in one piece, and statement by statement"""

import asyncio
import logging
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import structlog
from sqlalchemy import URL, Connection, event

from benchmarks.answering import Extent
from benchmarks.crowd import story
from benchmarks.inklings import GUILD, MEMBER
from benchmarks.questions import Members, Question, fill
from benchmarks.report import Table, say, times
from bot.domain.kit.clock import utc_now
from bot.domain.reading.notes import NoteVisibility, Taken
from bot.runtime.event_loop_monitor import spare_what_stays
from bot.services.reading.journal import JournalService
from bot.services.reading.notes import NoteService
from bot.storage.database.engine import Database, begun

FULL = Extent(weeks=26, members=1_000, stories=20_000, feeds=0, calls=200, warm=10)
QUICK = Extent(weeks=2, members=50, stories=500, feeds=0, calls=2, warm=1)
NOTES, QUICK_NOTES = 20_000, 500
"""How many there are at the beginning."""

NOTE = "writing a note"
LEAST_NOTE, LEAST_OTHER, OTHERS = 2.5, 1.0, 5
"""What issue 10 wants: p50 stepwise by p50 in one piece, and for how many commands besides."""

HEAD = ("ms", "stepwise: p50", "in one piece: p50", "ratio", "stepwise: CPU", "in one piece: CPU", "ratio", "wanted")
MEASURED = (
    "Measured around the program's services, as its commands call them. Both ways run in one process, each over a file"
    " of its own that began as a copy of the other's, and make the same calls in turn, the one or the other first; one"
    " kind of call after the other, {calls} of each, in a server with {members:,} members, {stories:,} stories and"
    " {notes:,} notes. A note is the member's first on that story. In one piece is how the program runs; stepwise, each"
    " statement is awaited through aiosqlite. p50 is what a member waits; CPU, the median of what the process used for"
    " a call, depends less on what else the machine does."
)
REACHED = (
    "Wanted: stepwise by one piece, for a note and at least {others} other commands. Reached: the note {note:.2f} (by"
    " CPU {cpu:.2f}); {reached} of {count} others (by CPU {cpu_reached})."
)
WHY = (
    "A note is some 34 statements, and stepwise each of them makes several trips to the thread. In one piece it makes"
    " one, of about 1 ms with all around it. Its statements are built once, with bound parameters: built anew for each"
    " note they took another 4 to 6 ms in both ways, and the ratio was 2."
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Median milliseconds of a call: until it was answered, and of CPU."""

    wall: float
    cpu: float


Took = dict[str, tuple[Cost, Cost]]
"""By what was asked: stepwise, in one piece."""


class Stepwise(Database):
    """The same database, where each step of each statement goes to SQLite's thread and back by itself."""

    def __init__(self, url: URL) -> None:
        super().__init__(url)
        for engine, begin in ((self._writer, "BEGIN IMMEDIATE"), (self._readers, "BEGIN")):
            event.listen(engine.sync_engine, "begin", partial(_begin, statement=begin))

    async def write(self, work: Callable[..., Awaitable[Any]], *args: Any, **kw: Any) -> Any:
        """As ``Database.write``."""
        async with self._turn, begun(self._writer.connect()) as connection:
            return await work(connection, *args, **kw)

    async def read(self, work: Callable[..., Awaitable[Any]], *args: Any, **kw: Any) -> Any:
        """As ``Database.read``."""
        async with begun(self._readers.connect()) as connection:
            return await work(connection, *args, **kw)


def _begin(connection: Connection, *, statement: str) -> None:
    connection.exec_driver_sql(statement)


class Readers:
    """Members who read, and note each time another story. The same ones over any database."""

    def __init__(self, database: Database, extent: Extent) -> None:
        self._members = Members(database, extent, list(range(extent.members)))
        self._notes = NoteService(database, utc_now)
        self._journal = JournalService(database, utc_now)
        self._extent = extent
        self._turn = 0

    @property
    def questions(self) -> dict[str, Question]:
        """By what a member types or does."""
        return {
            NOTE: self._write,
            "/read log, its form": self._open,
            "/read history": self._history,
            **self._members.questions,
        }

    async def _open(self) -> object:
        self._turn += 1
        return await self._notes.open(GUILD, self._reader, self._unread)

    async def _history(self) -> object:
        self._turn += 1
        return await self._journal.history(GUILD, self._reader, 0)

    async def _write(self) -> None:
        self._turn += 1
        words = story(self._turn)
        said = f"{words.title}, it says, and then: {words.subtitle}"
        wished = NoteVisibility.THREAD
        outcome = await self._notes.write(GUILD, self._reader, self._unread, said=said, liked="", wished=wished)
        if not isinstance(outcome, Taken):
            raise TypeError(f"the note was not taken: {outcome}")

    @property
    def _reader(self) -> int:
        return MEMBER + self._turn % self._extent.members

    @property
    def _unread(self) -> str:
        """A story by somebody whom the reader does not read (see ``benchmarks.crowd``)."""
        author = (self._turn + self._extent.members // 2) % self._extent.members
        round_of_all = self._turn // self._extent.members
        return story(round_of_all * self._extent.members + author).id


@dataclass(frozen=True, slots=True)
class Both:
    """The two ways."""

    stepwise: Readers
    one_piece: Readers

    async def take_turns(self, turns: int) -> Took:
        """So many calls of each kind, one kind after the other, by each in turn."""
        ways = list(enumerate((self.stepwise.questions, self.one_piece.questions)))
        took: Took = {}
        for name in self.stepwise.questions:
            costs: tuple[list[Cost], list[Cost]] = ([], [])
            for turn in range(turns):
                # What the second finds warm that the first had to warm up (caches of the process) evens out.
                for way, questions in ways if turn % 2 else reversed(ways):
                    costs[way].append(await _cost(questions[name]))
            took[name] = _medians(costs[0]), _medians(costs[1])
        return took


async def _cost(question: Question) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    await question()
    return Cost((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def _medians(costs: list[Cost]) -> Cost:
    return Cost(median(each.wall for each in costs), median(each.cpu for each in costs))


def run(*, quick: bool) -> Iterator[Table]:
    """One table."""
    extent, notes = (QUICK, QUICK_NOTES) if quick else (FULL, NOTES)
    yield _table(asyncio.run(_measure(extent, notes)), extent, notes)


async def _measure(extent: Extent, notes: int) -> Took:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files = folder / "stepwise.sqlite3", folder / "one-piece.sqlite3"
        await fill(str(files[0]), extent, notes)
        shutil.copy(*files)
        kinds = Stepwise, Database
        opened = [
            await stack.enter_async_context(kind.open(f"sqlite:///{file}"))
            for kind, file in zip(kinds, files, strict=True)
        ]
        both = Both(*(Readers(database, extent) for database in opened))
        await both.take_turns(extent.warm)
        spare_what_stays()
        say(f"pieces: {extent.calls} calls of each kind in both ways")
        return await both.take_turns(extent.calls)


def _table(took: Took, extent: Extent, notes: int) -> Table:
    ratios = {
        name: Cost(times(slow.wall, quick.wall), times(slow.cpu, quick.cpu)) for name, (slow, quick) in took.items()
    }
    rows = []
    for name, (slow, quick) in took.items():
        cells = [f"{slow.wall:.2f}", f"{quick.wall:.2f}", f"{ratios[name].wall:.2f} x"]
        cells += [f"{slow.cpu:.2f}", f"{quick.cpu:.2f}", f"{ratios[name].cpu:.2f} x"]
        rows.append((name, *cells, f"{LEAST_NOTE if name == NOTE else LEAST_OTHER:.1f} x"))
    others = [ratio for name, ratio in ratios.items() if name != NOTE]
    measured = MEASURED.format(calls=extent.calls, members=extent.members, stories=extent.stories, notes=notes)
    result = REACHED.format(
        others=OTHERS,
        note=ratios[NOTE].wall,
        cpu=ratios[NOTE].cpu,
        reached=sum(ratio.wall >= LEAST_OTHER for ratio in others),
        cpu_reached=sum(ratio.cpu >= LEAST_OTHER for ratio in others),
        count=len(others),
    )
    return Table("In one piece", HEAD, tuple(rows), (measured, result, WHY))
