"""Ways to read feeds, each in a process of its own, whose arguments are name, port and number of feeds.

The process prints ``ready`` and then, for each line on its standard input, makes a round and prints what it cost the
event loop and how many entries it stored, as JSON. A round asks for every feed once, one after the other.
"""

import asyncio
import copy
import json
import sys
import tempfile
import time
from calendar import timegm
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import feedparser

from benchmarks.measure import Lag


class Way(Protocol):
    """A reader of feeds that is open."""

    async def round(self) -> int:
        """Ask for every feed; how many entries were new."""


def address(port: int, number: int) -> str:
    """Where the site has a feed."""
    return f"http://127.0.0.1:{port}/feed/@w{number}"


@dataclass
class Plain:
    """aiohttp and feedparser in a loop, as most bots have it: ETags are sent, and entries told by their ids."""

    session: aiohttp.ClientSession
    port: int
    feeds: int

    def __post_init__(self) -> None:
        self._seen: set[str] = set()
        self._etags: dict[int, str] = {}

    async def round(self) -> int:
        """The loop."""
        before = len(self._seen)
        for number in range(self.feeds):
            headers = {"If-None-Match": self._etags[number]} if number in self._etags else {}
            async with self.session.get(address(self.port, number), headers=headers) as response:
                if response.status == 304:
                    continue
                if "ETag" in response.headers:
                    self._etags[number] = response.headers["ETag"]
                found = feedparser.parse(await response.read())
            self._seen.update(entry.id for entry in found.entries)
        return len(self._seen) - before


@asynccontextmanager
async def plain(port: int, feeds: int) -> AsyncIterator[Way]:
    """See ``Plain``."""
    async with aiohttp.ClientSession() as session:
        yield Plain(session, port, feeds)


@dataclass
class Red:
    """As Red's RSS cog reads feeds (aikaterna-cogs, ``rss/rss.py``), written anew from what it does.

    A session for every request, no conditions, the whole parsed each time, sorted by date; an entry is new if title,
    link and date are; each new entry is copied, and every field of it that is HTML goes through Beautiful Soup. What it
    would write to its configuration is kept in a dictionary.
    """

    port: int
    feeds: int

    def __post_init__(self) -> None:
        self._last: dict[int, tuple[str, str, int]] = {}

    async def round(self) -> int:
        """Its queue, without the pauses."""
        new = 0
        for number in range(self.feeds):
            async with aiohttp.ClientSession() as session, session.get(address(self.port, number)) as response:
                found = feedparser.parse(await response.read())
            entries = sorted(found.entries, key=lambda entry: entry.get("published_parsed"), reverse=True)
            title, link, at = self._last.get(number, ("", "", 0))
            for entry in entries:
                if title != entry.title and link != entry.link and at < timegm(entry.published_parsed):
                    self._with_texts(entry)
                    new += 1
            self._last[number] = (entries[0].title, entries[0].link, timegm(entries[0].published_parsed))
        return new

    def _with_texts(self, entry: Any) -> None:
        from bs4 import BeautifulSoup  # noqa: PLC0415 - of the benchmarks' own environment only

        for name, value in copy.deepcopy(dict(entry)).items():
            for part in value if isinstance(value, list) else [value]:
                markup = part.get("value", "") if isinstance(part, dict) else part
                if isinstance(markup, str) and "<p>" in markup:
                    soup = BeautifulSoup(markup, "html.parser")
                    entry[f"{name}_plaintext"] = "".join(each for each in soup.descendants if isinstance(each, str))
                    entry["images"] = [image["src"] for image in soup.find_all("img")]


@asynccontextmanager
async def red(port: int, feeds: int) -> AsyncIterator[Way]:
    """See ``Red``."""
    yield Red(port, feeds)


@dataclass
class Lemon:
    """lemon24/reader's own ``update_feeds``, in a thread so that there is an event loop to look at."""

    reader: Any

    async def round(self) -> int:
        """All its feeds."""
        counts = await asyncio.to_thread(
            lambda: [each.value for each in self.reader.update_feeds_iter(scheduled=False)]
        )
        return sum(each.new for each in counts if each is not None and not isinstance(each, Exception))


@asynccontextmanager
async def lemon(port: int, feeds: int) -> AsyncIterator[Way]:
    """See ``Lemon``; its database is a file, as ours."""
    from reader import make_reader  # noqa: PLC0415 - of the benchmarks' own environment only

    with tempfile.TemporaryDirectory() as folder:
        opened = make_reader(str(Path(folder) / "reader.sqlite"))
        for number in range(feeds):
            opened.add_feed(address(port, number))
        yield Lemon(opened)
        opened.close()


def ours(port: int, feeds: int) -> AbstractAsyncContextManager[Way]:
    """Inklings, whole but for Discord (``benchmarks.inklings``)."""
    from benchmarks.inklings import opened  # noqa: PLC0415 - the others shall not carry its imports

    return opened(port, feeds)


WAYS: dict[str, Callable[[int, int], AbstractAsyncContextManager[Way]]] = {
    "inklings": ours,
    "reader": lemon,
    "plain": plain,
    "red": red,
}
NAMES = {
    "inklings": "Inklings",
    "reader": "lemon24/reader, update_feeds",
    "plain": "aiohttp and feedparser in a loop",
    "red": "Red's RSS cog's way",
}


async def main(name: str, port: int, feeds: int) -> None:
    """Rounds, as they are asked for, until standard input ends."""
    async with WAYS[name](port, feeds) as way:
        print("ready", flush=True)  # noqa: T201 - the parent reads it
        while await asyncio.to_thread(sys.stdin.readline):
            begun = time.perf_counter()
            async with Lag() as lag:
                new = await way.round()
            wall = time.perf_counter() - begun
            print(json.dumps({"new": new, "wall": wall, "p99": lag.p99, "worst": lag.worst}), flush=True)  # noqa: T201 - as above


def start() -> None:
    """What the process runs."""
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
