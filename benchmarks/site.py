"""A site in Medium's place, in a process of its own: ``start`` prints its port and serves.

Feeds have Medium's exact shape (``bot.demo.feedshape``), ten items and 50 to 300 kB, differing from feed to feed. What
it answers is chosen by ``/control/MODE``:

``first``   each feed as it is at the beginning, with an ETag
``rebuilt`` the same items and a new ``lastBuildDate``, as Medium sends them; no ETag
``etag``    as ``first``, and 304 to who knows the ETag
``news``    every hundredth feed has one more story
``small``   as ``rebuilt``, two kB long
"""

import asyncio
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count

from bot.demo.feedshape import DemoStory, Writer, profile_feed

PATH = re.compile(rb"GET /(feed/@w(\d+)|control/(\w+))[ ?]")
KNOWN = re.compile(rb"if-none-match: (\S+)", re.IGNORECASE)
BEGIN = datetime(2026, 1, 5, 12, tzinfo=UTC)
ITEMS = 10
SMALLEST, LARGEST = 50_000, 300_000
EVERY = 100
"""Which feeds have news: one in a hundred."""

TEXT = """
the quiet light over harbour stones and letters that nobody has answered since spring bees return to a wall of clay
where each small door is sealed with mud & patience or so they say in towns whose names are older than maps
"""
WORDS = TEXT.split()


@lru_cache(maxsize=64)
def paragraphs(size: int, turn: int) -> tuple[str, ...]:
    """So many characters of text in paragraphs of some eighty words."""
    words = [WORDS[(7 * number + turn * turn) % len(WORDS)] for number in range(size // 5)]
    return tuple(" ".join(words[at : at + 80]) + "." for at in range(0, len(words), 80))


def feed(number: int, built_at: datetime, *, news: bool = False, small: bool = False) -> bytes:
    """A whole feed. Its size depends on its number and on nothing else; a small one has one item."""
    writer = Writer(f"w{number}", f"Writer {number}", f"{number:012x}")
    size = 500 if small else (SMALLEST + (number * 7919) % (LARGEST - SMALLEST)) // ITEMS // 1000 * 1000
    stories = [
        DemoStory(
            id=f"{number * 64 + item:012x}",
            title=f"On {WORDS[(number + item) % len(WORDS)]}, part {item}",
            subtitle="A subtitle of ordinary length, as they are",
            tags=("writing", "life", WORDS[number % len(WORDS)]),
            paragraphs=paragraphs(size, (number + item) % 8),
            published_at=BEGIN - timedelta(days=(item + 1) * (number % 9 + 1), minutes=number % 1440),
        )
        for item in range(1 if small else ITEMS)
    ]
    if news:
        stories.append(replace(stories[0], id=f"{number * 64 + 63:012x}", title="The newest", published_at=BEGIN))
    return profile_feed(writer, stories, built_at)


class Site:
    """Answers over connections that are kept open."""

    def __init__(self) -> None:
        self._mode = b"first"
        self._built = count()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Requests of one connection, until it ends."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self._answer(head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, head: bytes) -> bytes:
        asked = PATH.match(head)
        if asked is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        if asked[3]:
            self._mode = asked[3]
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        number = int(asked[2])
        tag = b'"%d"' % number
        known = KNOWN.search(head)
        if self._mode == b"etag" and known is not None and known[1] == tag:
            return b"HTTP/1.1 304 Not Modified\r\nETag: %b\r\n\r\n" % tag
        built = BEGIN + timedelta(seconds=0 if self._mode in (b"first", b"etag") else next(self._built))
        news = self._mode == b"news" and number % EVERY == 0
        body = feed(number, built, news=news, small=self._mode == b"small")
        extra = b"ETag: %b\r\n" % tag if self._mode in (b"first", b"etag") else b""
        headers = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=UTF-8\r\n%bContent-Length: %d\r\n\r\n"
        return headers % (extra, len(body)) + body


async def main() -> None:
    """Serve until whoever started it closes its standard input."""
    server = await asyncio.start_server(Site().serve, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


def start() -> None:
    """What the process runs."""
    asyncio.run(main())
