"""Loops that outlive a failure and stop cleanly.

``discord.ext.tasks`` gives the timing; what it lacks is added here: its loop dies for good on most exceptions; its
``cancel`` does not wait for the body, so that the database could close before the body's clean-up; and after a jump of
the clock (a machine that slept) it makes up for every turn it missed, thousands at a go: here it begins anew.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import discord
import structlog
from discord.ext import tasks

log = structlog.get_logger(__name__)

BEHIND = 10
"""Turns that a loop may be behind before it begins anew: a few are a busy moment, more are a clock that jumped."""


class GuardedLoop:
    """Calls ``body`` every ``seconds``, the first time at once. A failure is logged and counted, and it goes on."""

    def __init__(self, name: str, body: Callable[[], Awaitable[object]], *, seconds: float) -> None:
        self.name = name
        self.failures = 0
        self._body = body
        self._least = timedelta(seconds=seconds / 2)
        self._most = timedelta(seconds=seconds * BEHIND)
        self._last: datetime | None = None
        self._stopped = False
        self._loop = tasks.loop(seconds=seconds)(self._guarded)

    async def _guarded(self) -> None:
        now = discord.utils.utcnow()
        if self._last is not None and timedelta() <= now - self._last < self._least:
            return  # a turn that was missed: the one before it did its work
        self._last = now
        try:
            await self._body()
        except Exception:  # the guard: whatever happens, the next turn comes
            self.failures += 1
            log.exception("loop_failed", loop=self.name, failures=self.failures)
        planned = self._loop.next_iteration
        if planned is not None and discord.utils.utcnow() - planned > self._most and not self._stopped:
            self._loop.restart()

    @property
    def running(self) -> bool:
        """Whether it turns."""
        return self._loop.is_running()

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._stopped = False
        self._loop.start()

    async def stop(self) -> None:
        """Cancel the body and wait until it has cleaned up after itself."""
        self._stopped = True
        while (task := self._loop.get_task()) is not None and not task.done():
            self._loop.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await asyncio.sleep(0)  # one that was beginning anew has its successor by now
