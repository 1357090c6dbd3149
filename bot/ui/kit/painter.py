"""Painting in a process of its own: matplotlib takes 80 MB and a second to import, and drawing holds up the event loop.

The worker is started by the first picture and stopped when no more are asked for; the bot itself never imports
matplotlib. What a picture is made of is in ``bot/domain/kit/pictures.py``, how it is drawn in ``bot/ui/painting``.
"""

import asyncio
import os
from collections.abc import Callable
from tempfile import TemporaryDirectory

import structlog
from pebble import ProcessPool

from bot.domain.kit.pictures import Picture
from bot.runtime.worker import Closing, Worker, spawned

PAINT_TIMEOUT = 20.0
"""Seconds for one picture. A board takes 0.3 and a map of sixty people 1, and tenfold that on a machine with other
things to do."""

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


class Painter(Worker):
    """One worker process that paints one picture at a time: ``async with Painter() as painter``.

    ``timeout`` and ``idle`` (seconds), ``function`` and ``prepare`` (what a new worker runs first, given a folder for
    what it has to keep) are arguments so that tests can hang a worker that is quick to start.
    """

    def __init__(
        self,
        *,
        timeout: float = PAINT_TIMEOUT,
        idle: float | None = IDLE,
        function: Callable[[Picture], bytes] = paint_now,
        prepare: Callable[[str], None] = warm_up,
    ) -> None:
        super().__init__(self._prepared, timeout=timeout, idle=idle, replaced="painter_pool_replaced")
        self._function = function
        self._prepare = prepare
        self._scratch: TemporaryDirectory[str] | None = None

    async def paint(self, picture: Picture) -> bytes:
        """The picture as PNG. Raises ``PaintingFailed``, having logged why; cancelling kills what is under way."""
        try:
            return await self._ask(self._function, picture)
        except Closing:
            raise PaintingFailed from None
        except Exception as error:
            log.exception("painting_failed", picture=type(picture).__name__)
            raise PaintingFailed from error

    async def aclose(self) -> None:
        """Stop the worker at once; what is under way ends in ``PaintingFailed``. May be called twice."""
        await super().aclose()
        scratch, self._scratch = self._scratch, None  # no worker will want it again
        if scratch is not None:
            await asyncio.to_thread(scratch.cleanup)

    def _prepared(self) -> ProcessPool:
        if self._scratch is None:
            self._scratch = TemporaryDirectory(prefix="inklings-", ignore_cleanup_errors=True)
        return spawned(tasks=PICTURES_PER_WORKER, prepare=self._prepare, given=(self._scratch.name,))
