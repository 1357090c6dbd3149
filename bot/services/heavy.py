"""Heavy pure work in a process of its own: matching and maps ask networkx, which takes a fifth of a second and 20 MB to
import, and holds up the event loop while it thinks.

The worker is started by the first question and stopped when no more are asked; the bot itself never imports networkx.
"""

import asyncio
import multiprocessing
from collections.abc import Callable
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import structlog
from pebble import ProcessPool

TIMEOUT = 60.0
"""Seconds for one question. A hundred members are matched in a third of a second, three pools of them in one."""

START_ALLOWANCE = 30.0
"""Seconds that the worker may take to start, on a very slow machine: pebble's timeout begins when it has."""

IDLE = 30.0
"""Seconds without a question after which the worker is stopped: the guilds of one turn follow each other at once."""

log = structlog.get_logger(__name__)

Answer = TypeVar("Answer")


class WorkFailed(Exception):
    """There is no answer: the function failed or took too long, or the bot is closing. Ask again some other time."""


class Heavy(Protocol):
    """Who runs heavy work."""

    async def run(self, function: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        """What the function answers. It, its arguments and its answer can be pickled.

        Raises:
            WorkFailed: there is no answer.
        """
        ...


class HeavyWorker:
    """One worker process that answers one question at a time: ``async with HeavyWorker() as worker``.

    ``timeout`` and ``idle`` (seconds) are arguments so that tests can do without patience.
    """

    def __init__(self, *, timeout: float = TIMEOUT, idle: float = IDLE) -> None:
        self._timeout = timeout
        self._idle = idle
        self._turn = asyncio.Lock()
        self._closing = False
        self._pool: ProcessPool | None = None
        self._job: asyncio.Future[Any] | None = None
        self._rest: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    @property
    def awake(self) -> bool:
        """Whether there is a worker."""
        return self._pool is not None

    async def run(self, function: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        """As ``Heavy`` promises. What failed is logged; cancelling kills what is under way."""
        async with self._turn:
            self._stay_awake()
            try:
                return await self._in_worker(function, args, named)
            except WorkFailed:
                raise
            except Exception as error:
                log.exception("heavy_work_failed", function=function.__name__)
                raise WorkFailed from error
            finally:
                if not self._closing:
                    self._rest = asyncio.create_task(self._go_to_rest())

    async def aclose(self) -> None:
        """Stop the worker at once; what is under way ends in ``WorkFailed``. May be called twice."""
        self._closing = True
        if self._job is not None:
            self._job.cancel()  # a stopped pool does not promise to settle what was running
        async with self._turn:
            self._stay_awake()
            await self._stop()

    async def _in_worker(self, function: Callable[..., Answer], args: Any, named: Any) -> Answer:
        if self._pool is not None and not self._pool.active:  # the worker was killed while it was idle
            log.warning("heavy_pool_replaced")
            await self._stop()
        try:
            async with asyncio.timeout(self._timeout + START_ALLOWANCE):
                pool = await self._started()
                job = asyncio.wrap_future(pool.schedule(function, args=args, kwargs=named, timeout=self._timeout))
                self._job = job
                return await job
        except asyncio.CancelledError:
            if _is_cancelled():
                raise
            raise WorkFailed from None  # only aclose() cancels the job and not the task
        finally:
            self._job = None

    async def _started(self) -> ProcessPool:
        if self._closing:
            raise WorkFailed
        if self._pool is None:
            # spawn, never fork: see bot/feeds/parser.py
            self._pool = ProcessPool(max_workers=1, context=multiprocessing.get_context("spawn"))
            await asyncio.to_thread(_start, self._pool)
            if self._closing:
                raise WorkFailed
        return self._pool

    async def _go_to_rest(self) -> None:
        await asyncio.sleep(self._idle)
        async with self._turn:
            await self._stop()

    def _stay_awake(self) -> None:
        """Call off the rest. Whoever holds the turn may: the rest is asleep then, or waits for its turn."""
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    async def _stop(self) -> None:
        if self._pool is not None:
            await asyncio.to_thread(_stop, self._pool)
            self._pool = None


def _is_cancelled() -> bool:
    """Whether somebody cancelled the task itself, and not only the job that it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _start(pool: ProcessPool) -> None:
    """Have the worker started. Blocks for the start of a process; asking whether a new pool is active starts it."""
    if not pool.active:
        raise RuntimeError("the pool did not start")


def _stop(pool: ProcessPool) -> None:
    """Stop the worker. Blocks for up to 3 s, pebble's grace before SIGKILL."""
    pool.stop()  # type: ignore[no-untyped-call] # pebble annotates only a part of itself
    pool.join()
