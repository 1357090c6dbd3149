"""One polite lane for all of Medium: its own hosts and custom domains share one limit for each client address."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from bot.domain.kit.clock import Clock

FIRST_PAUSE = timedelta(seconds=30)
"""After a refusal that does not say for how long. Short: of 107 fetches that were recorded from one host in 2024, 12 %
met Cloudflare's challenge page, and the next try worked. It doubles while refusals go on."""

LONGEST_PAUSE = timedelta(hours=1)
"""The doubling ends here, so that a recovered Medium is noticed within the hour."""

SLOWDOWN = 2.0
SLOWEST = 8.0
"""Each refusal makes polling's gap this much longer, up to so many times the usual: a limit that was just met is met
again at the same pace. At eight times three seconds 300 feeds still come round within two hours."""

RECOVERY = 0.97
"""Each good answer makes it shorter again: from the slowest in some seventy requests, which take about ten minutes.
Slow enough to feel for the limit rather than to run into it."""

JITTER = 0.15
"""By how much gaps and pauses are longer at random, at the most: a client that asks to the beat looks like an attack,
and many that come back at the same second are one."""

_DOUBLINGS = 10
"""More than it takes from the first pause to the longest; keeps the power small however long refusals go on."""


class Lane:
    """Lets one request through at a time, ``gap`` after the end of the one before, a member's own before polling.

    After a refusal the gap grows for polling; a member's own request waits for the usual one only. It belongs to one
    event loop. While it is paused nobody gets a turn and nobody waits: who asks, and who was waiting, is told until
    when. ``chance`` gives numbers from 0 to 1 for the jitter.
    """

    def __init__(self, *, gap: timedelta, clock: Clock, chance: Callable[[], float]) -> None:
        self._gap = gap
        self._clock = clock
        self._chance = chance
        self._slow = 1.0
        self._urgent: deque[asyncio.Future[datetime | None]] = deque()
        self._patient: deque[asyncio.Future[datetime | None]] = deque()
        self._taken = False
        self._gap_timer: asyncio.TimerHandle | None = None
        self._slow_timer: asyncio.TimerHandle | None = None
        self._paused_until: datetime | None = None
        self._refusals = 0

    @property
    def gap(self) -> timedelta:
        """What is left between two requests of polling at present, without the jitter."""
        return self._gap * self._slow

    @property
    def paused_until(self) -> datetime | None:
        """Until when (UTC) nothing is asked; ``None`` where the lane is open."""
        if self._paused_until is None or self._paused_until <= self._clock():
            return None
        return self._paused_until

    @asynccontextmanager
    async def turn(self, *, urgent: bool) -> AsyncIterator[datetime | None]:
        """Wait for a turn and hold it: ``async with lane.turn(urgent=True) as paused_until``.

        Gives ``None`` with the turn, or, without one, the instant until which the lane is paused. Cancelling a
        waiter takes nothing from the others; cancelling a holder ends the turn, and the gap begins.
        """
        paused = self.paused_until
        if paused is None:
            paused = await self._enter(self._urgent if urgent else self._patient)
        if paused is not None:
            yield paused
            return
        try:
            yield None
        finally:
            self._leave()

    def pause_until(self, until: datetime) -> None:
        """Ask nothing before ``until`` (UTC). A longer pause that is in force stays."""
        if self._paused_until is None or until > self._paused_until:
            self._paused_until = until
        paused = self.paused_until
        if paused is None:
            return
        for queue in (self._urgent, self._patient):
            while queue:
                waiter = queue.popleft()
                if not waiter.done():
                    waiter.set_result(paused)

    def refused(self, retry_after: timedelta | None) -> datetime:
        """Medium refused (429, 403, a challenge page): pause, go on more slowly, and say until when (UTC).

        ``retry_after`` is Medium's own wish and is honoured; without one the pause is ``FIRST_PAUSE``, twice as long
        after each further refusal, ``LONGEST_PAUSE`` at the most. Either is longer by the jitter, never shorter.
        """
        own = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._refusals, _DOUBLINGS))
        self._refusals += 1
        self._slow = min(SLOWEST, self._slow * SLOWDOWN)
        until = self._clock() + self._jittered(own if retry_after is None else retry_after)
        self.pause_until(until)
        return until

    def answered(self) -> None:
        """Medium gave a good answer: the next refusal begins with the short pause again, and the pace recovers."""
        self._refusals = 0
        self._slow = max(1.0, self._slow * RECOVERY)

    def _jittered(self, span: timedelta) -> timedelta:
        return span * (1 + JITTER * self._chance())

    async def _enter(self, queue: deque[asyncio.Future[datetime | None]]) -> datetime | None:
        waiter: asyncio.Future[datetime | None] = asyncio.get_running_loop().create_future()
        queue.append(waiter)
        self._admit()
        try:
            return await waiter
        except asyncio.CancelledError:
            # Cancelled in the moment between being given the turn and taking it: nothing was asked, so no gap.
            if not waiter.cancelled() and waiter.result() is None:
                self._taken = False
                self._admit()
            raise
        finally:
            with suppress(ValueError):
                queue.remove(waiter)

    def _admit(self) -> None:
        """Give the turn to whoever is next, if it is free. Chosen at the last moment, so that an urgent request that
        came during the gap goes first."""
        if self._taken or self._gap_timer is not None:
            return
        for queue in (self._urgent, self._patient) if self._slow_timer is None else (self._urgent,):
            while queue:
                waiter = queue.popleft()
                if not waiter.done():
                    self._taken = True
                    waiter.set_result(None)
                    return

    def _leave(self) -> None:
        """Begin the gap: the usual one for everybody, and what polling waits beyond it while the lane is slow."""
        self._taken = False
        if self._slow_timer is not None:
            self._slow_timer.cancel()
        # The loop's timers run on monotonic time: a step of the wall clock neither stretches nor skips the gap.
        loop, gap = asyncio.get_running_loop(), self._jittered(self._gap).total_seconds()
        self._gap_timer = loop.call_later(gap, self._end_gap) if gap else None
        self._slow_timer = loop.call_later(gap * self._slow, self._end_slow) if gap and self._slow > 1 else None
        self._admit()

    def _end_gap(self) -> None:
        self._gap_timer = None
        self._admit()

    def _end_slow(self) -> None:
        self._slow_timer = None
        self._admit()
