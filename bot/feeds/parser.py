"""Parsing in a process of its own, which can be killed: hostile feeds cost feedparser seconds or bring it down.

Not in the event loop, and not in the default thread pool: six slow parses there leave no thread for asyncio's look-ups
of addresses (``loop.getaddrinfo``).
"""

from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta

import structlog
from pebble import ProcessExpired, ProcessPool

from bot.domain.feeds.feed import Feed, Later, LaterReason, NotAFeed
from bot.domain.kit.clock import Clock
from bot.feeds.entries import ParseResult, Unreadable, parse, warm_up
from bot.runtime.worker import Closing, Worker, spawned

PARSE_TIMEOUT = 10.0
"""Seconds. The slowest genuine feed takes 0.02, and 2 MiB of Medium's shape below 0.2."""

KILLED_PAUSE = timedelta(hours=1)
"""When a feed that killed the worker is tried again: it will most likely do so again."""

CLOSING_PAUSE = timedelta(minutes=1)
"""When to try again what closing cut short: after the restart."""

PARSES_PER_WORKER = 1000
"""Then the worker is replaced, so that whatever leaks in a C library is given back: about hourly at the lane's pace."""

log = structlog.get_logger(__name__)


class FeedParser(Worker):
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
        super().__init__(_new_pool, timeout=timeout, idle=None, replaced="parser_pool_replaced")
        self._clock = clock
        self._function = function

    async def parse(self, body: bytes) -> Feed | NotAFeed | Later:
        """Read a feed. Raises nothing but ``CancelledError``, which kills the parse that is under way.

        ``Later`` with ``PARSER_KILLED`` where it took longer than the timeout or the worker died, with ``CLOSING``
        where that happened on the way out (a SIGTERM to the whole process group reaches the worker too).
        """
        try:
            result = await self._ask(self._function, body)
        except Closing:
            return self._later()
        except (TimeoutError, ProcessExpired, BrokenProcessPool, RuntimeError) as error:
            log.warning("parser_killed", error=type(error).__name__, size=len(body))
            return self._later()
        if isinstance(result, Unreadable):
            log.info("not_a_feed", why=result.why)
            return NotAFeed()
        return result

    def _later(self) -> Later:
        if self._closing:
            return Later(self._clock() + CLOSING_PAUSE, LaterReason.CLOSING)
        return Later(self._clock() + KILLED_PAUSE, LaterReason.PARSER_KILLED)


def _new_pool() -> ProcessPool:
    return spawned(tasks=PARSES_PER_WORKER, prepare=warm_up)
