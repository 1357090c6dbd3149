"""Time in the simulated server: it is moved by a single task.

How simcord 3.2 works:

- Its clock is virtual: the bot's loops run only while ``Env.advance_time`` moves it. The call waits for real I/O
  (SQLite, loopback) before it returns.
- Moving the clock, a press in the served page, and refreshing the page are "operations". If one begins during another,
  simcord raises ``SetupError``. For a press the page's server then answers 400, and the page accepts no further action
  ("Action outcome uncertain"). So every operation is done while holding ``Driver.turn``.
- The bot's own code must not begin operations. A command can only request that time moves: ``Driver.hurry``.
- An operation has ``settle_timeout`` seconds of real time, so long spans are moved in steps.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import simcord
import structlog

TICK = 0.25
"""Seconds of real time between two moves of the clock: short enough for the bot's fastest loop, long enough that
presses in the page get their turn."""

STEP = 15.0
"""Simulated seconds that one operation moves. It takes about 0.1 seconds of real time, for which a press can wait."""

LONGEST_CATCH_UP = 5.0
"""Most seconds of real time that a tick catches up on: a computer that was asleep for hours skips the rest."""

LOOK_EVERY = 0.002
"""Seconds between checks whether the bot has finished its work. With simcord's 0.05, each iteration of a loop takes
that long, and simulating a quarter of an hour with 600 iterations half a minute."""

Refresh = Callable[[], Awaitable[None]]

log = structlog.get_logger(__name__)


class BriskEnv(simcord.Env):
    """A simulated Discord that checks more often whether the bot has finished its work.

    It overrides a private method of simcord. If that is renamed, the demo still works, but more slowly.
    """

    async def _settle_internal(self, *, idle: float = LOOK_EVERY, **options: Any) -> None:
        await super()._settle_internal(idle=idle, **options)


class Driver:
    """Owns the clock of a simulated server."""

    def __init__(self, env: simcord.Env) -> None:
        self._env = env
        self._ahead = timedelta()
        self.turn = asyncio.Lock()
        """To be held for every operation on the simulated server while the clock is running."""

    def hurry(self, span: timedelta) -> None:
        """Request that the clock is moved ahead by ``span`` at the next tick. The bot's own code may call this."""
        self._ahead += span

    async def advance(self, span: timedelta, refresh: Refresh | None = None) -> None:
        """Move the clock by ``span``, and call ``refresh`` after each step in which the bot has changed something on
        Discord.

        Raises:
            TimeoutError: the bot did not finish within the settle timeout; the clock was moved by a part of the span.
        """
        remaining = span.total_seconds()
        while remaining > 0:
            step = min(remaining, STEP)
            remaining -= step
            async with self.turn:
                before = len(self._env.http_requests)
                await self._env.advance_time(step)
                if refresh is not None and self._told_since(before):
                    await refresh()

    async def run(self, refresh: Refresh) -> None:
        """Move the clock with real time, and ahead where ``hurry`` requested it, until cancelled."""
        loop = asyncio.get_running_loop()
        moved_at = loop.time()
        while True:
            await asyncio.sleep(TICK)
            passed, moved_at = loop.time() - moved_at, loop.time()
            span = timedelta(seconds=min(passed, LONGEST_CATCH_UP)) + self._ahead
            self._ahead = timedelta()
            try:
                await self.advance(span, refresh)
            except TimeoutError as error:
                log.warning("bot_not_done", error=str(error))
            except Exception:
                log.exception("clock_stopped")  # the task is awaited only at the end, so log it now
                raise

    def _told_since(self, before: int) -> bool:
        """Whether the bot has made a request other than GET since its first ``before`` requests."""
        return any(request.method != "GET" for request in self._env.http_requests[before:])
