"""Heavy pure work in a process of its own: matching and maps ask networkx, which takes a fifth of a second and 20 MB to
import, and holds up the event loop while it thinks.

The worker is started by the first question and stopped when no more are asked; the bot itself never imports networkx.
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
    """There is no answer: the function failed or took too long, or the bot is closing. Ask again some other time."""


class Heavy(Protocol):
    """Who runs heavy work."""

    async def run(self, function: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        """What the function answers. It, its arguments and its answer can be pickled.

        Raises:
            WorkFailed: there is no answer.
        """
        ...


class HeavyWorker(Worker):
    """One worker process that answers one question at a time: ``async with HeavyWorker() as worker``.

    ``timeout`` and ``idle`` (seconds) are arguments so that tests can do without patience.
    """

    def __init__(self, *, timeout: float = TIMEOUT, idle: float | None = IDLE) -> None:
        super().__init__(spawned, timeout=timeout, idle=idle, replaced="heavy_pool_replaced")

    async def run(self, function: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
        """As ``Heavy`` promises. What failed is logged; cancelling kills what is under way."""
        try:
            return await self._ask(function, *args, **named)
        except Closing:
            raise WorkFailed from None
        except Exception as error:
            log.exception("heavy_work_failed", function=function.__name__)
            raise WorkFailed from error
