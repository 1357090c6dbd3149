"""One polite lane for all of Medium: its hosts share one limit per client address (facts/medium.md)."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from bot.domain.clock import Clock

FIRST_PAUSE = timedelta(seconds=30)
"""After a refusal that does not say for how long. Short: of 107 recorded fetches 12 % met a challenge page, and the
next try worked (facts/medium.md). It doubles while refusals go on."""

LONGEST_PAUSE = timedelta(hours=1)
"""The doubling ends here, so that a recovered Medium is noticed within the hour."""

_DOUBLINGS = 10
"""More than it takes from the first pause to the longest; keeps the power small however long refusals go on."""


class Lane:
    """Lets one request through at a time, ``gap`` after the end of the one before, a member's own before polling.

    It belongs to one event loop. While it is paused nobody gets a turn and nobody waits: who asks, and who was
    waiting, is told until when.
    """

    def __init__(self, *, gap: timedelta, clock: Clock) -> None:
        self._gap = gap.total_seconds()
        self._clock = clock
        self._urgent: deque[asyncio.Future[datetime | None]] = deque()
        self._patient: deque[asyncio.Future[datetime | None]] = deque()
        self._taken = False
        self._gap_timer: asyncio.TimerHandle | None = None
        self._paused_until: datetime | None = None
        self._refusals = 0

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
        """Medium refused (429, 403, a challenge page): pause, and say until when (UTC).

        ``retry_after`` is Medium's own wish and is honoured; without one the pause is ``FIRST_PAUSE``, twice as long
        after each further refusal, ``LONGEST_PAUSE`` at the most.
        """
        own = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._refusals, _DOUBLINGS))
        self._refusals += 1
        until = self._clock() + (own if retry_after is None else retry_after)
        self.pause_until(until)
        return until

    def answered(self) -> None:
        """Medium gave a good answer: the next refusal begins with the short pause again."""
        self._refusals = 0

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
        for queue in (self._urgent, self._patient):
            while queue:
                waiter = queue.popleft()
                if not waiter.done():
                    self._taken = True
                    waiter.set_result(None)
                    return

    def _leave(self) -> None:
        self._taken = False
        # The loop's timers run on monotonic time: a step of the wall clock neither stretches nor skips the gap.
        self._gap_timer = asyncio.get_running_loop().call_later(self._gap, self._end_gap) if self._gap else None
        self._admit()

    def _end_gap(self) -> None:
        self._gap_timer = None
        self._admit()
