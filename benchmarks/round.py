"""A round of 1,000 feeds of 50 to 300 kB, beside other programs, in one run and in turn"""

import importlib.util
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.report import Table, say, times
from benchmarks.rounds import Reader, Round, reader, site
from benchmarks.ways import NAMES

FEEDS, QUICK_FEEDS = 1000, 20
QUICK_ENOUGH, REPEATED = 15.0, 3
"""Rounds without news that take fewer seconds are repeated; the one with least CPU counts, since whatever else runs can
only add to it."""

KINDS = (
    ("first", "First round, all is new", 1),
    ("etag", "Nothing new, 304", REPEATED),
    ("rebuilt", "Nothing new, without an ETag (a new lastBuildDate)", REPEATED),
    ("news", "One feed in a hundred has a new story, without an ETag", 1),
)
FEWER = {"plain": 10, "red": 10}
"""Ways that ask for a tenth of the feeds only: they cost so much that the whole would take a quarter of an hour, and a
feed costs them the same however many there are."""

NEEDED = {"reader": "reader", "red": "bs4"}
"""What a way needs of the benchmarks' own environment."""

HEAD = ("ms of CPU a feed (Inklings' is 1)", "CPU", "", "wall, s", "peak, MB", "lag p99, ms", "worst, ms")


def run(*, quick: bool) -> Iterator[Table]:
    """A table for each kind of round."""
    feeds = QUICK_FEEDS if quick else FEEDS
    with ExitStack() as stack:
        medium = stack.enter_context(site())
        names = [name for name in NAMES if importlib.util.find_spec(NEEDED.get(name, "feedparser"))]
        readers = {name: stack.enter_context(reader(name, medium.port, feeds // FEWER.get(name, 1))) for name in names}
        for mode, title, times in KINDS:
            medium.answers(mode)
            found = {name: _least(title, name, each, 1 if quick else times) for name, each in readers.items()}
            yield _table(title, found)


def _least(title: str, name: str, each: Reader, times: int) -> Round:
    """The cheapest of some rounds."""
    say(f"round: {title}: {NAMES[name]}")
    found = [each.round()]
    while len(found) < times and found[0].wall < QUICK_ENOUGH:
        found.append(each.round())
    return min(found, key=_cost)


def _cost(each: Round) -> float:
    return each.cpu_ms


def _table(title: str, found: dict[str, Round]) -> Table:
    base = found["inklings"].cpu_ms or 1.0
    rows = [
        (
            NAMES[name],
            f"{each.cpu_ms:.2f}",
            f"{times(each.cpu_ms, base):.1f} x",
            f"{each.wall:.1f}" if name not in FEWER else "",
            f"{each.megabytes:.0f}",
            f"{each.p99:.1f}",
            f"{each.worst:.0f}",
        )
        for name, each in found.items()
    ]
    news = ", ".join(f"{NAMES[name]} {each.new:,}" for name, each in found.items())
    return Table(title, HEAD, tuple(rows), (f"New entries found: {news}.",))
