"""What a process and its children cost: CPU, memory, and how late the event loop is."""

import asyncio
import os
import re
import threading
import time
from contextlib import suppress
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PROPORTIONAL = re.compile(r"^Pss: +(\d+) kB$", re.MULTILINE)
LAG_EVERY = 0.005
"""Seconds between looks at the loop's lag: shorter stalls than these 5 ms nobody feels."""

MEMORY_EVERY = 0.2
"""Seconds between looks at the memory: a look holds a process up for a millisecond or two."""

KILOBYTE, MEGABYTE = 1024, 1_000_000


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            with _gone_is_fine():
                found += [int(child) for child in task.read_text().split()]
    return found


def cpu(pid: int) -> float:
    """Seconds of CPU that the family has used so far, those who ended included."""
    total = 0
    for each in family(pid):
        with _gone_is_fine():
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            total += sum(int(field) for field in fields[11:15])
    return total / TICK


def memory(pid: int) -> float:
    """Megabytes that the family has in memory now. What processes share is counted once (Linux' PSS)."""
    total = 0
    for each in family(pid):
        with _gone_is_fine():
            total += sum(map(int, PROPORTIONAL.findall(Path(f"/proc/{each}/smaps_rollup").read_text())))
    return total * KILOBYTE / MEGABYTE


def _gone_is_fine() -> suppress:
    return suppress(FileNotFoundError, ProcessLookupError)


class Peak:
    """The most memory that a family has at any time: ``with Peak(pid) as peak: ...; peak.megabytes``."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self.megabytes = 0.0

    def __enter__(self) -> "Peak":
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while True:
            self.megabytes = max(self.megabytes, memory(self._pid))
            if self._over.wait(MEMORY_EVERY):
                return


class Lag:
    """How late the running event loop is, in ms: ``async with Lag() as lag: ...; lag.worst``."""

    def __init__(self) -> None:
        self._late: list[float] = []

    async def __aenter__(self) -> "Lag":
        self._task = asyncio.create_task(self._look())
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _look(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(LAG_EVERY)
            self._late.append((time.perf_counter() - begun - LAG_EVERY) * 1000)

    @property
    def worst(self) -> float:
        """The latest look."""
        return max(self._late, default=0.0)

    @property
    def p99(self) -> float:
        """What 99 looks in a hundred did not exceed."""
        late = sorted(self._late)
        return late[round(0.99 * (len(late) - 1))] if late else 0.0
