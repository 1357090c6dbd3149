"""How long answers take with few notes and with many, and while a poll round goes on"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.report import Table, say
from benchmarks.rounds import site

SIZES, QUICK_SIZES = (10_000, 1_000_000), (1_000,)
"""Notes: few and many. All else is the same."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How large the server is, and how many feeds a round has; how often each kind of call is made, and how often not
    counted before (``warm``): statements are compiled then, and pages of the file read."""

    weeks: int
    members: int
    stories: int
    feeds: int
    calls: int
    warm: int


FULL = Extent(weeks=156, members=5_000, stories=50_000, feeds=1_000, calls=150, warm=5)
QUICK = Extent(weeks=4, members=50, stories=500, feeds=10, calls=2, warm=1)

MOST_WIDER, MOST_LATER = 3.0, 2.0
"""What issue 6 wants: p50 with many notes by p50 with few, and p99 in a round by p99 without."""

HEAD = (
    "ms",
    "{few}: p50",
    "p99",
    "p99 in a round",
    "{many}: p50",
    "p99",
    "p99 in a round",
    "p50 by p50",
    "round by none",
)
MEASURED = (
    "Measured around the program's services, as its commands call them, for members, words and boards taken by lot: all"
    " but Discord's part and the drawing of the card. {calls} calls of each kind, all kinds in turn, one after the"
    " other, in a server with {members} members and {stories} stories, over {weeks} weeks. A round: {feeds} feeds that"
    " are due together, all that they hold is new, and the lane has no gap; the real one asks for a feed every three"
    " seconds."
)
WANTED = (
    "Wanted: p50 by p50 at most {wider:g}; p99 in a round at most {later:g} times of that without (the last column,"
    " with the many notes). In the rounds there was time for {asked} calls of each kind."
)
WHY = (
    "What grows with the notes is the month's board: it counts the different stories and writers of a month's notes"
    " (27,000 of a million), which no sum of weeks gives; it would need a roll-up of months. In a round, members and"
    " feeds share one interpreter, and both have their turns: an answer's own work takes about twice as long."
)

Took = dict[str, list[float]]
"""Milliseconds of each call, by what was asked."""


def run(*, quick: bool) -> Iterator[Table]:
    """One table."""
    sizes, extent = (QUICK_SIZES, QUICK) if quick else (SIZES, FULL)
    alone, beside = {}, {}
    with tempfile.TemporaryDirectory() as folder, site() as medium:
        say(f"answering: filling databases with {' and '.join(f'{size:,}' for size in sizes)} notes")
        asking = {size: _begin(Path(folder), size, extent, medium.port) for size in sizes}
        for process in asking.values():
            _line(process)
        for size, process in asking.items():
            say(f"answering: {size:,} notes")
            medium.answers("first")
            said, _ = process.communicate("go\n")
            took = json.loads(said)
            alone[size], beside[size] = took["alone"], took["beside"]
    yield _table(sizes, alone, beside, extent)


def _begin(folder: Path, size: int, extent: Extent, port: int) -> "subprocess.Popen[str]":
    """A process for each size: they fill their databases at the same time, and ask one after the other."""
    words = "from benchmarks import questions; questions.start()"
    command = [sys.executable, "-c", words, json.dumps(asdict(extent)), str(folder / f"{size}.sqlite3")]
    command += [str(size), str(port)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own module


def _line(process: "subprocess.Popen[str]") -> None:
    if process.stdout is None or not process.stdout.readline():
        raise ChildProcessError(f"a process of the benchmark ended: {process.args!r}")


def _table(sizes: tuple[int, ...], alone: dict[int, Took], beside: dict[int, Took], extent: Extent) -> Table:
    few, many = sizes[0], sizes[-1]
    rows = []
    for name in alone[few]:
        cells = [name]
        for size in (few, many):
            cells += [f"{_at(0.5, alone[size][name]):.1f}", f"{_at(0.99, alone[size][name]):.1f}"]
            cells.append(f"{_at(0.99, beside[size][name]):.1f}")
        cells.append(f"{_at(0.5, alone[many][name]) / _at(0.5, alone[few][name]):.1f} x")
        cells.append(f"{_at(0.99, beside[many][name]) / _at(0.99, alone[many][name]):.1f} x")
        rows.append(tuple(cells))
    told = {
        "few": f"{few:,}",
        "many": f"{many:,}",
        "members": f"{extent.members:,}",
        "stories": f"{extent.stories:,}",
        "weeks": extent.weeks,
        "feeds": f"{extent.feeds:,}",
        "calls": extent.calls,
        "asked": " and ".join(str(min(map(len, beside[size].values()))) for size in sizes),
        "wider": MOST_WIDER,
        "later": MOST_LATER,
    }
    head, notes = (tuple(words.format(**told) for words in each) for each in (HEAD, (MEASURED, WANTED, WHY)))
    return Table("Answers", head, tuple(rows), notes)


def _at(share: float, values: list[float]) -> float:
    """What this share of the values does not exceed; of none nothing is known."""
    return sorted(values)[round(share * (len(values) - 1))] if values else float("nan")
