"""Painting in a process of its own: matplotlib takes 80 MB and a second to import, and drawing holds up the event loop.

The worker is started by the first picture and stopped when no more are asked for; the bot itself never imports
matplotlib. What a picture is made of is in ``bot/domain/pictures.py``, how it is drawn in ``bot/ui/painting``.
"""

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import structlog
from pebble import ProcessPool

from bot.domain.pictures import Picture

PAINT_TIMEOUT = 20.0
"""Seconds for one picture. A board takes 0.3 and a map of sixty people 1, and tenfold that on a machine with other
things to do."""

START_ALLOWANCE = 30.0
"""Seconds that the worker may take to start, on a very slow machine: pebble's timeout begins when it has."""

IDLE = 60.0
"""Seconds without a picture after which the worker is stopped. Boards come in a row at the hour when a week ends, and
then for days not at all: longer would keep 80 MB for nothing, shorter would start it anew for each of a row."""

PICTURES_PER_WORKER = 500
"""Then the worker is replaced, so that whatever leaks in a C library is given back."""

log = structlog.get_logger(__name__)


class PaintingFailed(Exception):
    """There is no picture: drawing failed, took too long, or the bot is closing. Send the card without it."""


def warm_up(scratch: str) -> None:
    """Import in the worker what drawing needs. ``scratch`` is a folder where matplotlib may keep its list of fonts."""
    os.environ |= {
        "MPLCONFIGDIR": scratch,
        "MPL_IGNORE_SYSTEM_FONTS": "1",  # to list them takes seconds, and pictures are to look alike everywhere
        "OPENBLAS_NUM_THREADS": "1",  # NumPy's, which would start a thread a core and compute nothing
    }
    from bot.ui.painting import letters  # noqa: PLC0415 - only the worker pays for matplotlib

    del os.environ["MPL_IGNORE_SYSTEM_FONTS"]  # it would hide our own fonts too
    letters.fonts()


def paint_now(picture: Picture) -> bytes:
    """Draw in this process. For the worker."""
    from bot.ui.painting import draw  # noqa: PLC0415 - only the worker pays for matplotlib

    return draw(picture)


class Painter:
    """One worker process that paints one picture at a time: ``async with Painter() as painter``.

    ``timeout`` and ``idle`` (seconds), ``function`` and ``prepare`` (what a new worker runs first, given a folder for
    what it has to keep) are arguments so that tests can hang a worker that is quick to start.
    """

    def __init__(
        self,
        *,
        timeout: float = PAINT_TIMEOUT,
        idle: float = IDLE,
        function: Callable[[Picture], bytes] = paint_now,
        prepare: Callable[[str], None] = warm_up,
    ) -> None:
        self._timeout = timeout
        self._idle = idle
        self._function = function
        self._prepare = prepare
        self._turn = asyncio.Lock()
        self._closing = False
        self._pool: ProcessPool | None = None
        self._job: asyncio.Future[bytes] | None = None
        self._rest: asyncio.Task[None] | None = None
        self._scratch: TemporaryDirectory[str] | None = None

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

    async def paint(self, picture: Picture) -> bytes:
        """The picture as PNG. Raises ``PaintingFailed``, having logged why; cancelling kills what is under way."""
        async with self._turn:
            self._stay_awake()
            try:
                return await self._in_worker(picture)
            except PaintingFailed:
                raise
            except Exception as error:
                log.exception("painting_failed", picture=type(picture).__name__)
                raise PaintingFailed from error
            finally:
                if not self._closing:
                    self._rest = asyncio.create_task(self._go_to_rest())

    async def aclose(self) -> None:
        """Stop the worker at once; what is under way ends in ``PaintingFailed``. May be called twice."""
        self._closing = True
        if self._job is not None:
            self._job.cancel()  # a stopped pool does not promise to settle what was running
        async with self._turn:
            self._stay_awake()
            await self._stop()
            if self._scratch is not None:
                await asyncio.to_thread(self._scratch.cleanup)
                self._scratch = None

    async def _in_worker(self, picture: Picture) -> bytes:
        if self._pool is not None and not self._pool.active:  # the worker was killed while it was idle
            log.warning("painter_pool_replaced")
            await self._stop()
        try:
            async with asyncio.timeout(self._timeout + START_ALLOWANCE):
                pool = await self._started()
                if self._closing:
                    raise PaintingFailed
                self._job = asyncio.wrap_future(pool.schedule(self._function, args=(picture,), timeout=self._timeout))
                return await self._job
        except asyncio.CancelledError:
            if _is_cancelled():
                raise
            raise PaintingFailed from None  # only aclose() cancels the job and not the task
        finally:
            self._job = None

    async def _started(self) -> ProcessPool:
        if self._closing:
            raise PaintingFailed
        if self._scratch is None:
            self._scratch = TemporaryDirectory(prefix="inklings-", ignore_cleanup_errors=True)
        if self._pool is None:
            self._pool = _new_pool(self._prepare, self._scratch.name)
            await asyncio.to_thread(_start, self._pool)
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


def _new_pool(prepare: Callable[[str], None], scratch: str) -> ProcessPool:
    # spawn, never fork: see bot/feeds/parser.py
    return ProcessPool(
        max_workers=1,
        max_tasks=PICTURES_PER_WORKER,
        initializer=prepare,
        initargs=(scratch,),
        context=multiprocessing.get_context("spawn"),
    )


def _start(pool: ProcessPool) -> None:
    """Have the worker started. Blocks for the start of a process; asking whether a new pool is active starts it."""
    if not pool.active:
        raise RuntimeError("the pool did not start")


def _stop(pool: ProcessPool) -> None:
    """Stop the worker. Blocks for up to 3 s, pebble's grace before SIGKILL."""
    pool.stop()  # type: ignore[no-untyped-call] # pebble annotates only a part of itself
    pool.join()
