"""How late the event loop is: what every interaction waits before it is even looked at. Told in the log."""

import asyncio
import gc
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import structlog

LOOK_EVERY = 0.1
"""Seconds between looks. Ten a second cost a thousandth of a core, and meet one in two stalls of 50 ms."""

TELL_EVERY = 600.0
"""Seconds between lines in the log."""

BAD = 0.25
"""Seconds of lag at which the line is a warning: of the three that Discord grants, and felt as sluggish."""

log = structlog.get_logger(__name__)


def spare_what_stays() -> None:
    """Take all that is in memory by now out of the garbage collector's sight. To be called when the program has begun.

    What a bot begins with (modules, cards, the command tree: 140,000 objects) stays to the end, and to look through it
    for garbage holds the event loop up for 70 ms each time. Source: Python's documentation of ``gc.freeze``.
    """
    gc.collect()
    gc.freeze()


@dataclass(frozen=True, slots=True)
class EventLoopReport:
    """What was seen in a while, in seconds."""

    looks: int
    p99: float
    worst: float


class EventLoopMonitor:
    """Watches the running event loop: ``async with EventLoopMonitor() as monitor``.

    ``every`` and ``tell_every`` (seconds) are arguments for tests.
    """

    def __init__(self, *, every: float = LOOK_EVERY, tell_every: float = TELL_EVERY) -> None:
        self._every = every
        self._tell_every = tell_every
        self._late: list[float] = []
        self._watch: asyncio.Task[None] | None = None
        self.latest: EventLoopReport | None = None
        """The last report that was told in the log; ``None`` before the first."""

    async def __aenter__(self) -> Self:
        self._watch = asyncio.create_task(self._look())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        self.tell()

    def tell(self) -> None:
        """Report what was seen since the last time, and begin anew."""
        if not self._late:
            return
        late = sorted(self._late)
        self.latest = EventLoopReport(len(late), late[round(0.99 * (len(late) - 1))], late[-1])
        self._late.clear()
        say = log.warning if self.latest.worst >= BAD else log.info
        say(
            "event_loop_lag",
            looks=self.latest.looks,
            p99_ms=round(self.latest.p99 * 1000, 1),
            worst_ms=round(self.latest.worst * 1000, 1),
        )

    async def _look(self) -> None:
        time = asyncio.get_running_loop().time
        told = time()
        while True:
            begun = time()
            await asyncio.sleep(self._every)
            now = time()
            self._late.append(max(0.0, now - begun - self._every))
            if now - told >= self._tell_every:
                self.tell()
                told = now
