"""Worker processes that outlive the simulated server that asked for them.

To start one takes a fifth of a second for feeds and more than one for pictures, and each server would start its own.
That they start, end and are replaced is tested where they are at home (``tests/feeds``, ``tests/ui``,
``tests/services/circle/test_heavy.py``), and in the program's own processes (``tests/app``,
``tests/demo/test_run.py``).
"""

from collections.abc import Callable
from typing import Any, cast

from pebble import ProcessPool

from bot.runtime.worker import spawned, stop


class Kept:
    """As much of a pool as is used of it; who stops it has done with it, and it goes on."""

    def __init__(self, pool: ProcessPool) -> None:
        self._pool = pool

    @property
    def active(self) -> bool:
        return bool(self._pool.active)

    def schedule(self, function: Callable[..., object], **options: Any) -> Any:
        return self._pool.schedule(function, **options)

    def stop(self) -> None:
        """Nothing."""

    def join(self) -> None:
        """Nothing to wait for."""


class Keeper:
    """One pool for each kind of work."""

    def __init__(self) -> None:
        self._pools: dict[object, ProcessPool] = {}

    def spawned(self, *, prepare: Callable[..., object] | None = None, **options: Any) -> ProcessPool:
        """In place of ``bot.runtime.worker.spawned``."""
        pool = self._pools.get(prepare)
        if pool is None or not pool.active:
            pool = self._pools[prepare] = spawned(prepare=prepare, **options)
        return cast("ProcessPool", Kept(pool))

    def stop(self) -> None:
        """Stop them all."""
        for pool in self._pools.values():
            stop(pool)
