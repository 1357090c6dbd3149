"""Painting in a separate process: matplotlib takes 80 MB and a second to import, and drawing blocks the event loop.

The worker starts with the first picture and stops when it has been idle; the bot's own process never imports
matplotlib. The data of pictures are in ``bot/domain/kit/pictures.py``, the drawing in ``bot/ui/painting``.
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
"""Seconds for one picture. A board takes 0.3 and a map of sixty people 1, and ten times that on a busy machine."""

IDLE = 60.0
"""Seconds without a picture after which the worker is stopped. Boards are painted one after the other when a week ends,
and then none for days: a longer time would hold 80 MB unused, a shorter one would restart the worker between boards."""

PICTURES_PER_WORKER = 500
"""After so many the worker is replaced, which frees memory that C libraries leak."""

log = structlog.get_logger(__name__)


class PaintingFailed(Exception):
    """Drawing failed, took too long, or the bot is closing. The card is then sent without its picture."""


def warm_up(scratch: str) -> None:
    """Import matplotlib and load the fonts, in the worker. ``scratch``: a folder for matplotlib's font cache."""
    os.environ |= {
        "MPLCONFIGDIR": scratch,
        "MPL_IGNORE_SYSTEM_FONTS": "1",  # listing them takes seconds, and pictures have to look the same everywhere
        "OPENBLAS_NUM_THREADS": "1",  # NumPy would start a thread for each core, which drawing does not use
    }
    from bot.ui.painting import letters  # noqa: PLC0415 - only the worker pays for matplotlib

    del os.environ["MPL_IGNORE_SYSTEM_FONTS"]  # it would hide our own fonts too
    letters.fonts()


def paint_now(picture: Picture) -> bytes:
    """The picture as PNG, drawn in this process: the worker's function."""
    from bot.ui.painting import draw  # noqa: PLC0415 - only the worker pays for matplotlib

    return draw(picture)


class Painter(Worker):
    """One worker process that paints one picture at a time: ``async with Painter() as painter``.

    ``timeout`` and ``idle`` are in seconds; ``idle=None`` never stops the worker. ``function`` paints, ``prepare`` runs
    first in a new worker, with the path of a scratch folder. Tests replace both by ones that start quickly and hang.
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
        """The picture as PNG. Raises ``PaintingFailed`` after logging the reason. Cancelling ends the worker's task."""
        try:
            return await self._ask(self._function, picture)
        except Closing:
            raise PaintingFailed from None
        except Exception as error:
            log.exception("painting_failed", picture=type(picture).__name__)
            raise PaintingFailed from error

    async def aclose(self) -> None:
        """Stop the worker at once; a picture in progress raises ``PaintingFailed``. May be called twice."""
        await super().aclose()
        scratch, self._scratch = self._scratch, None  # no worker will want it again
        if scratch is not None:
            await asyncio.to_thread(scratch.cleanup)

    def _prepared(self) -> ProcessPool:
        if self._scratch is None:
            self._scratch = TemporaryDirectory(prefix="inklings-", ignore_cleanup_errors=True)
        return spawned(tasks=PICTURES_PER_WORKER, prepare=self._prepare, given=(self._scratch.name,))
