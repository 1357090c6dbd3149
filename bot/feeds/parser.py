"""Parsing in a process of its own, which can be killed: hostile feeds cost feedparser seconds or bring it down.

Not in the event loop, and not in the default thread pool, where six slow parses starve DNS (facts/reliability.md).
"""

import asyncio
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta
from types import TracebackType
from typing import Self

import structlog
from pebble import ProcessExpired, ProcessPool

from bot.domain.feeds.feed import Feed, Later, LaterReason, NotAFeed
from bot.domain.kit.clock import Clock
from bot.feeds.entries import ParseResult, Unreadable, parse, warm_up
from bot.runtime.worker import START_ALLOWANCE, is_cancelled, spawned, stop

PARSE_TIMEOUT = 10.0
"""Seconds. The slowest genuine feed takes 0.02, and 2 MiB of Medium's shape below 0.2."""

KILLED_PAUSE = timedelta(hours=1)
"""When a feed that killed the worker is tried again: it will most likely do so again."""

CLOSING_PAUSE = timedelta(minutes=1)
"""When to try again what closing cut short: after the restart."""

PARSES_PER_WORKER = 1000
"""Then the worker is replaced, so that whatever leaks in a C library is given back: about hourly at the lane's pace."""

log = structlog.get_logger(__name__)


class FeedParser:
    """One worker process that parses one feed at a time: ``async with FeedParser(clock=...) as parser``.

    ``function`` and ``timeout`` (seconds) are arguments so that tests can hang the worker.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        timeout: float = PARSE_TIMEOUT,
        function: Callable[[bytes], ParseResult] = parse,
    ) -> None:
        self._clock = clock
        self._timeout = timeout
        self._function = function
        self._turn = asyncio.Lock()
        self._closing = False
        self._job: asyncio.Future[ParseResult] | None = None
        self._pool = _new_pool()

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(_start, self._pool)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def parse(self, body: bytes) -> Feed | NotAFeed | Later:
        """Read a feed. Raises nothing but ``CancelledError``, which kills the parse that is under way.

        ``Later`` with ``PARSER_KILLED`` where it took longer than the timeout or the worker died, with ``CLOSING``
        where that happened on the way out (a SIGTERM to the whole process group reaches the worker too).
        """
        async with self._turn:
            result = await self._in_worker(body)
        if isinstance(result, Unreadable):
            log.info("not_a_feed", why=result.why)
            return NotAFeed()
        return result

    async def aclose(self) -> None:
        """Stop the worker at once; a parse under way ends in ``Later(..., CLOSING)``. May be called twice."""
        self._closing = True
        if self._job is not None:
            self._job.cancel()  # a stopped pool does not promise to settle what was running
        await asyncio.to_thread(stop, self._pool)

    async def _in_worker(self, body: bytes) -> ParseResult | Later:
        if self._closing:
            return self._later()
        if not self._pool.active:  # an idle worker was killed from outside; pebble gives its pool up then
            log.warning("parser_pool_replaced")
            await asyncio.to_thread(stop, self._pool)
            self._pool = _new_pool()
        try:
            async with asyncio.timeout(self._timeout + START_ALLOWANCE):
                self._job = asyncio.wrap_future(
                    self._pool.schedule(self._function, args=(body,), timeout=self._timeout)
                )
                return await self._job
        except asyncio.CancelledError:
            if is_cancelled():
                raise
            return self._later()  # only aclose() cancels the job and not the task
        except (TimeoutError, ProcessExpired, BrokenProcessPool, RuntimeError) as error:
            log.warning("parser_killed", error=type(error).__name__, size=len(body))
            return self._later()
        finally:
            self._job = None

    def _later(self) -> Later:
        if self._closing:
            return Later(self._clock() + CLOSING_PAUSE, LaterReason.CLOSING)
        return Later(self._clock() + KILLED_PAUSE, LaterReason.PARSER_KILLED)


def _new_pool() -> ProcessPool:
    return spawned(tasks=PARSES_PER_WORKER, prepare=warm_up)


def _start(pool: ProcessPool) -> None:
    """Have the worker started and warmed up, without waiting for it. Blocks for the start of a process."""
    pool.schedule(warm_up)
