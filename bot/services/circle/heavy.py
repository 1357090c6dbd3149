"""Heavy pure work in a separate process: matching and maps use networkx, whose import takes a fifth of a second and 20
MB, and which blocks the event loop while it computes.

The worker is started by the first request and stopped when no more come; the bot itself never imports networkx.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import structlog

from bot.runtime.worker import Closing, Worker, spawned

TIMEOUT = 60.0
"""Seconds for one question. A hundred members are matched in a third of a second, three pools of them in one."""

IDLE = 30.0
"""Seconds without a question after which the worker is stopped: the guilds of one turn follow each other at once."""

log = structlog.get_logger(__name__)

Answer = TypeVar("Answer")


class WorkFailed(Exception):
    """There is no result: the function failed or took too long, or the bot is closing. It can be tried again later."""


class Heavy(Protocol):
    """Runs heavy work."""

    async def run(self, function: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        """The result of the function. The function, its arguments and its result can be pickled.

        Raises:
            WorkFailed: there is no result.
        """
        ...


class HeavyWorker(Worker):
    """One worker process that handles one request at a time: ``async with HeavyWorker() as worker``.

    ``timeout`` and ``idle`` (seconds) are arguments so that tests need not wait.
    """

    def __init__(self, *, timeout: float = TIMEOUT, idle: float | None = IDLE) -> None:
        super().__init__(spawned, timeout=timeout, idle=idle, replaced="heavy_pool_replaced")

    async def run(self, function: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        """See ``Heavy.run``. A failure is logged; cancelling kills the work that is under way."""
        try:
            return await self._ask(function, *args, **named)
        except Closing:
            raise WorkFailed from None
        except Exception as error:
            log.exception("heavy_work_failed", function=function.__name__)
            raise WorkFailed from error
