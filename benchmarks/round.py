"""A round of 1,000 feeds of 50 to 300 kB, beside other programs, in one run and in turn"""

import importlib.util
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.report import Table, say
from benchmarks.rounds import Reader, Round, reader, site
from benchmarks.ways import NAMES

FEEDS, QUICK_FEEDS = 1000, 20
REPEATED = 2
"""Rounds of a kind without news; the one with less CPU counts, since whatever else runs can only add to it."""

KINDS = (
    ("first", "First round, all is new", 1),
    ("rebuilt", "Nothing new, without an ETag (a new lastBuildDate)", REPEATED),
    ("etag", "Nothing new, 304", REPEATED),
    ("news", "One feed in a hundred has a new story, without an ETag", 1),
)
NEEDED = {"reader": "reader", "red": "bs4"}
"""What a way needs of the benchmarks' own environment."""

HEAD = ("ms of CPU a feed (Inklings' is 1)", "CPU", "", "wall, s", "peak, MB", "lag p99, ms", "worst, ms")


def run(*, quick: bool) -> Iterator[Table]:
    """A table for each kind of round."""
    feeds = QUICK_FEEDS if quick else FEEDS
    with ExitStack() as stack:
        medium = stack.enter_context(site())
        names = [name for name in NAMES if importlib.util.find_spec(NEEDED.get(name, "feedparser"))]
        readers = {name: stack.enter_context(reader(name, medium.port, feeds)) for name in names}
        for mode, title, times in KINDS:
            medium.answers(mode)
            if mode == "etag":  # the tags have to be learnt first
                _once(readers, f"{title}: to learn the tags")
            found = [_once(readers, title) for _ in range(1 if quick else times)]
            yield _table(title, {name: min((each[name] for each in found), key=_cost) for name in readers})


def _cost(each: Round) -> float:
    return each.cpu_ms


def _once(readers: dict[str, Reader], title: str) -> dict[str, Round]:
    found = {}
    for name, each in readers.items():
        say(f"round: {title}: {NAMES[name]}")
        found[name] = each.round()
    return found


def _table(title: str, found: dict[str, Round]) -> Table:
    base = found["inklings"].cpu_ms or 1.0
    rows = [
        (
            NAMES[name],
            f"{each.cpu_ms:.2f}",
            f"{each.cpu_ms / base:.1f} x",
            f"{each.wall:.1f}",
            f"{each.megabytes:.0f}",
            f"{each.p99:.1f}",
            f"{each.worst:.0f}",
        )
        for name, each in found.items()
    ]
    news = " and ".join(sorted({str(each.new) for each in found.values()}))
    return Table(title, HEAD, tuple(rows), (f"New entries found: {news}.",))
