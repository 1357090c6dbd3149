"""Servers that mean harm: each must end in an outcome, in time, within bounds of memory."""

import asyncio
import gzip
import time
import tracemalloc
import zlib

import pytest

from bot.domain.feeds.feed import FetchRefused, Later, LaterReason, RefusedReason, Validators
from bot.feeds.body import LARGEST_BODY
from bot.feeds.client import SHORT_PAUSE, FeedClient, FetchOutcome, Timeouts
from bot.feeds.lane import Lane
from tests.feeds.conftest import START, FakeClock, Handler, RawServer, answer, open_client
from tests.feeds.shape import Channel
from tests.patience import PATIENCE

QUICK = Timeouts(total=0.4, connect=0.4, read=0.3)
UNREACHABLE = Later(START + SHORT_PAUSE, LaterReason.UNREACHABLE)
TOO_LARGE = FetchRefused(RefusedReason.TOO_LARGE)


async def fetch(client: FeedClient) -> FetchOutcome:
    return await client.fetch("https://medium.com/feed/@writer", Validators(), urgent=False)


def endless(head: bytes, piece: bytes, pause: float = 0.0) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return handle


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        pytest.param(endless(OK + b"Content-Length: 100000\r\n\r\n", b"<", 0.05), UNREACHABLE, id="slow loris, body"),
        pytest.param(endless(OK, b"X-Slow: 1\r\n", 0.05), UNREACHABLE, id="slow loris, head"),
        pytest.param(endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01), UNREACHABLE, id="endless 100 Continue"),
        pytest.param(
            endless(OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"a=b;", 0.01), UNREACHABLE, id="chunk extensions"
        ),
        pytest.param(endless(OK, b"X: " + b"a" * 4000 + b"\r\n"), UNREACHABLE, id="endless headers"),
        pytest.param(endless(OK + b"X: ", b"a" * 4000), UNREACHABLE, id="endless header"),
        pytest.param(
            endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"a" * 4096 + b"\r\n"),
            TOO_LARGE,
            id="endless chunks",
        ),
        pytest.param(endless(OK + b"\r\n", b"a" * 4096), TOO_LARGE, id="endless body"),
        pytest.param(
            endless(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<rss/>"), b"\0" * 4096),
            TOO_LARGE,
            id="endless rest after gzip",
        ),
    ],
)
async def test_endless_answers_end(
    lane: Lane, clock: FakeClock, server: RawServer, handler: Handler, expected: FetchOutcome
) -> None:
    server.handler = handler
    timeouts = QUICK if expected == UNREACHABLE else None  # what is to be read to its bound may take its time
    async with open_client(lane, clock, server, timeouts=timeouts) as client:
        assert await asyncio.wait_for(fetch(client), PATIENCE) == expected


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n",
        b"HTTP/1.1 200 OK\r\nSet-Cookie: \xff=\x00\r\n\r\n",
        answer(b"no gzip at all", "Content-Encoding: gzip"),
        answer(b"", "Content-Encoding: gzip"),
    ],
)
async def test_broken_answers_mean_later(client: FeedClient, server: RawServer, said: bytes) -> None:
    server.says(said)
    assert await fetch(client) == UNREACHABLE


async def test_a_truncated_gzip_body_is_no_feed(client: FeedClient, server: RawServer) -> None:
    whole = gzip.compress(Channel().xml())
    for cut in (len(whole) - 1, len(whole) - 9, len(whole) // 2):
        server.says(answer(whole[:cut], "Content-Encoding: gzip"))
        assert await fetch(client) == UNREACHABLE


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "nonsense"])
async def test_an_encoding_that_was_not_asked_for(client: FeedClient, server: RawServer, encoding: str) -> None:
    server.says(answer(zlib.compress(b"<rss/>"), f"Content-Encoding: {encoding}"))
    assert await fetch(client) == Later(START + SHORT_PAUSE, LaterReason.SERVER_ERROR)


async def test_a_gzip_bomb_is_stopped_at_two_mebibytes(client: FeedClient, server: RawServer) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"\0" * 2**20) for _ in range(100)) + packer.flush()
    server.says(answer(bomb, "Content-Encoding: gzip"))
    tracemalloc.start()
    try:
        assert await fetch(client) == TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * 2**20


async def test_exactly_two_mebibytes_are_a_body(client: FeedClient, server: RawServer) -> None:
    server.says(answer(gzip.compress(b"a" * LARGEST_BODY), "Content-Encoding: gzip"))
    outcome = await fetch(client)
    assert not isinstance(outcome, FetchRefused)
    server.says(answer(b"a" * (LARGEST_BODY + 1)))
    assert await fetch(client) == TOO_LARGE


async def test_the_loop_stays_free_under_a_flood(client: FeedClient, server: RawServer) -> None:
    server.handler = endless(OK + b"\r\n", b"a" * 65536)
    worst = 0.0

    async def watch() -> None:
        nonlocal worst
        while True:
            before = time.thread_time()  # the processor's time, whatever else it has to do
            await asyncio.sleep(0)
            worst = max(worst, time.thread_time() - before)

    watcher = asyncio.create_task(watch())
    assert await fetch(client) == TOO_LARGE
    watcher.cancel()
    assert 0 < worst < 0.25
