"""A loopback server that stands for Medium, and a clock that stands still until it is moved."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.abc import AbstractResolver

from bot.feeds.client import FeedClient, Timeouts
from bot.feeds.guard import DialPolicy, PublicAnd
from bot.feeds.lane import Lane
from tests.patience import PATIENCE

START = datetime(2025, 7, 7, 12, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    """Shows ``now`` until a test moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        """Move the clock on, by what ``timedelta`` takes."""
        self.now += timedelta(**delta)


Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class RawServer:
    """Speaks HTTP byte by byte, so that it can speak it badly. ``heads`` are the requests that came."""

    port: int = 0
    heads: list[str] = field(default_factory=list)
    handler: Handler | None = None
    connections: int = 0

    def says(self, *answers: bytes) -> None:
        """Give these answers in turn, the last one for ever, each on a connection of its own."""
        rest = list(answers)

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(rest.pop(0) if len(rest) > 1 else rest[0])

        self.handler = handle

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request and hand the connection to the handler."""
        self.connections += 1
        try:
            self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
            if self.handler is not None:
                await self.handler(reader, writer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has gone, as it should at what some of these servers do
        finally:
            writer.close()


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """An HTTP/1.1 answer with its length, for a connection that is closed after it."""
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", "")
    return "\r\n".join(lines).encode() + body


def redirect(location: str, status: str = "301 Moved Permanently") -> bytes:
    """An answer that names another address."""
    return answer(b"", f"Location: {location}", status=status)


def never() -> float:
    """No jitter."""
    return 0.0


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def lane(clock: FakeClock) -> Lane:
    return Lane(gap=timedelta(), clock=clock, chance=never)


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    raw = RawServer()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(raw.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listener = await asyncio.start_server(accept, "127.0.0.1", 0)
    raw.port = listener.sockets[0].getsockname()[1]
    yield raw
    listener.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await listener.wait_closed()


@asynccontextmanager
async def open_client(
    lane: Lane,
    clock: FakeClock,
    server: RawServer | None = None,
    *,
    policy: DialPolicy | None = None,
    resolver: AbstractResolver | None = None,
    timeouts: Timeouts | None = None,
) -> AsyncIterator[FeedClient]:
    """A client for which ``server``, if given, stands for every origin."""
    port = server.port if server else 1
    async with FeedClient(
        user_agent="Inklings/test (+mailto:someone@example.com)",
        lane=lane,
        clock=clock,
        policy=policy or PublicAnd(frozenset({("127.0.0.1", port)})),
        origins={"*": f"http://127.0.0.1:{port}"} if server else None,
        timeouts=timeouts or Timeouts(total=PATIENCE, connect=PATIENCE, read=PATIENCE),
        resolver=resolver,
    ) as client:
        yield client


@pytest.fixture
async def client(lane: Lane, clock: FakeClock, server: RawServer) -> AsyncIterator[FeedClient]:
    async with open_client(lane, clock, server) as opened:
        yield opened
