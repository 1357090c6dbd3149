"""Work in a process of its own, which is started by the first question: for what takes long to import, holds up the
event loop, or may have to be killed. Belongs to no room, so that any may use it.
"""

import asyncio
import multiprocessing
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TypeVar

import structlog
from pebble import ProcessPool

START_ALLOWANCE = 30.0
"""Seconds that the worker may take to start, on a very slow machine: pebble's timeout begins when it has."""

log = structlog.get_logger(__name__)

Answer = TypeVar("Answer")


class Closing(Exception):
    """There is no answer, because the worker is being stopped for good."""


class Worker:
    """One worker process that answers one question at a time; ``async with``. A base: who inherits says what may be
    asked, by way of ``_ask``, and what is raised where there is no answer.

    ``new_pool`` makes a pool of one worker that was not started yet (``spawned``); ``timeout`` is for one question,
    ``idle`` the time without any after which the worker is stopped (``None``: never), in seconds; ``replaced`` is the
    log's event where a worker was killed while it was idle.
    """

    def __init__(
        self, new_pool: Callable[[], ProcessPool], *, timeout: float, idle: float | None, replaced: str
    ) -> None:
        self._new_pool = new_pool
        self._timeout = timeout
        self._idle = idle
        self._replaced = replaced
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

    async def aclose(self) -> None:
        """Stop the worker at once; what is under way, or waits for its turn, gets no answer. May be called twice."""
        self._closing = True
        if self._job is not None:
            self._job.cancel()  # a stopped pool does not promise to settle what was running
        async with self._turn:
            self._stay_awake()
            await self._stop()

    async def _ask(self, function: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        """What the function answers; it, its arguments and its answer can be pickled. Cancelling kills what is under
        way. Raises ``Closing``, what the function raises, ``TimeoutError``, or pebble's errors for a worker that died.
        """
        async with self._turn:
            self._stay_awake()
            try:
                return await self._in_worker(function, args, named)
            finally:
                if self._idle is not None and not self._closing:
                    self._rest = asyncio.create_task(self._go_to_rest(self._idle))

    async def _in_worker(self, function: Callable[..., Answer], args: Any, named: Any) -> Answer:
        if self._pool is not None and not self._pool.active:  # the worker was killed while it was idle
            log.warning(self._replaced)
            await self._stop()
        try:
            async with asyncio.timeout(self._timeout + START_ALLOWANCE):
                pool = await self._started()
                job = asyncio.wrap_future(pool.schedule(function, args=args, kwargs=named, timeout=self._timeout))
                self._job = job
                return await job
        except asyncio.CancelledError:
            if is_cancelled():
                raise
            raise Closing from None  # only aclose() cancels the job and not the task
        finally:
            self._job = None

    async def _started(self) -> ProcessPool:
        if self._closing:
            raise Closing
        if self._pool is None:
            self._pool = self._new_pool()
            await asyncio.to_thread(_start, self._pool)
            if self._closing:  # meanwhile
                raise Closing
        return self._pool

    async def _go_to_rest(self, idle: float) -> None:
        await asyncio.sleep(idle)
        async with self._turn:
            await self._stop()

    def _stay_awake(self) -> None:
        """Call off the rest. Whoever holds the turn may: the rest is asleep then, or waits for its turn."""
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    async def _stop(self) -> None:
        if self._pool is not None:
            await asyncio.to_thread(stop, self._pool)
            self._pool = None


def spawned(
    *, tasks: int = 0, prepare: Callable[..., object] | None = None, given: tuple[Any, ...] = ()
) -> ProcessPool:
    """A pool of one worker, which is replaced after ``tasks`` (0: never) and runs ``prepare(*given)`` first."""
    # spawn, never fork: a forked child inherits asyncio's signal wake-up pipe, and killing it then fires the bot's own
    # SIGTERM handler. pebble's workers ignore SIGINT, so that a Ctrl-C, which goes to the whole group, is the bot's.
    context = multiprocessing.get_context("spawn")
    return ProcessPool(max_workers=1, max_tasks=tasks, initializer=prepare, initargs=given, context=context)


def is_cancelled() -> bool:
    """Whether somebody cancelled the running task itself, and not only the job that it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def stop(pool: ProcessPool) -> None:
    """Stop the worker. Blocks for up to 3 s, pebble's grace before SIGKILL."""
    pool.stop()  # type: ignore[no-untyped-call] # pebble annotates only a part of itself
    pool.join()


def _start(pool: ProcessPool) -> None:
    """Have the worker started. Blocks for the start of a process; asking whether a new pool is active starts it."""
    if not pool.active:
        raise RuntimeError("the pool did not start")
