"""How long a test waits for what must come, on however slow a machine."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.runtime.worker import Worker

PATIENCE = 120.0
"""Seconds. Only a broken program needs them: to wait for an event costs no more than the event itself."""

LONG = 10 * PATIENCE
"""Seconds: what lasts so long has to be ended by somebody."""


async def until(condition: Callable[[], object]) -> None:
    """Wait for something that another process, or another thread, brings about."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what is elsewhere sets no event of ours
            await asyncio.sleep(0.01)


@contextmanager
def impatient(worker: Worker) -> Iterator[None]:
    """What is asked meanwhile must hang: then it takes too long on any machine, and nothing else ever does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "_timeout", 0.2)
        yield


@contextmanager
def restless(worker: Worker) -> Iterator[None]:
    """After what is asked meanwhile the worker goes to rest almost at once, and never between two other questions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "_idle", 0.05)
        yield
