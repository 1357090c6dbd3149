"""Time in the simulated server: one task moves it, and nobody else.

What has to be known of simcord 3.2:

- Its clock is virtual: the bot's loops turn only while ``Env.advance_time`` moves it. Real I/O in between (SQLite,
  loopback) is awaited before the call returns.
- Moving the clock, a press in the served page and publishing the page anew are "operations", and a second one that
  begins during the first is refused with ``SetupError``. To a press the page's server then answers 400, and the page
  takes no other action ever after ("Action outcome uncertain"). So everybody takes ``Driver.turn`` first.
- The bot's own code may not begin operations at all, so that a command can only ask for them: ``Driver.hurry``.
- One operation has ``settle_timeout`` seconds of real time, so that long spans are moved in steps.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import simcord
import structlog

TICK = 0.25
"""Seconds of real time between two moves of the clock: fine enough for the bot's fastest loop, rare enough to leave
the page its turns."""

STEP = 15.0
"""Simulated seconds moved in one operation: about a tenth of a second of real time, which a press can wait for."""

LONGEST_CATCH_UP = 5.0
"""Seconds of real time that one tick makes good for. A laptop that slept through the night does not live through it."""

LOOK_EVERY = 0.002
"""Seconds between two looks whether the bot's work is done. simcord's own 0.05 make each turn of each loop last that
long: a quarter of an hour, with its 600 turns, would take half a minute."""

Refresh = Callable[[], Awaitable[None]]

log = structlog.get_logger(__name__)


class BriskEnv(simcord.Env):
    """A simulated Discord that looks more often whether the bot's work is done.

    The method is simcord's own affair: should it be renamed one day, the demo is as it was, only slower.
    """

    async def _settle_internal(self, *, idle: float = LOOK_EVERY, **options: Any) -> None:
        await super()._settle_internal(idle=idle, **options)


class Driver:
    """Owns the clock of a simulated server."""

    def __init__(self, env: simcord.Env) -> None:
        self._env = env
        self._ahead = timedelta()
        self.turn = asyncio.Lock()
        """Held by whoever works with the simulated server while the clock may be moving."""

    def hurry(self, span: timedelta) -> None:
        """Let the clock run ahead by ``span`` as soon as it can. The bot's own code may call this."""
        self._ahead += span

    async def advance(self, span: timedelta, refresh: Refresh | None = None) -> None:
        """Move the clock on by ``span``, calling ``refresh`` whenever the bot has told Discord something meanwhile.

        Raises:
            TimeoutError: the bot was not done within the settle timeout; the clock has moved for a part.
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
        """Keep the clock in step with real time, and run ahead where ``hurry`` asked for it, until cancelled."""
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
                log.exception("clock_stopped")  # whoever waits for the task does so at the end only
                raise

    def _told_since(self, before: int) -> bool:
        """Whether the bot has sent, changed or deleted anything since its request number ``before``."""
        return any(request.method != "GET" for request in self._env.http_requests[before:])
