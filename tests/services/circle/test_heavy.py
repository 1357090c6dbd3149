"""Heavy work in a real process."""

import asyncio
import os
import time

import pytest

from bot.domain.circle.introductions import Candidate, match
from bot.services.circle.heavy import HeavyWorker, WorkFailed
from tests.services.parts import START


async def test_a_worker_answers_rests_and_is_started_again() -> None:
    # Three seconds: the first question has networkx imported, which takes one where the machine has much to do.
    async with HeavyWorker(idle=0.2, timeout=3) as worker:
        found = await worker.run(match, [Candidate(1), Candidate(2)], [], [], [], now=START, seed=1)
        assert found.groups == ((1, 2),)
        pid = await worker.run(os.getpid)
        assert pid != os.getpid()
        with pytest.raises(WorkFailed):
            await worker.run(time.sleep, 30)
        with pytest.raises(WorkFailed):
            await worker.run(int, "no number")
        deadline = time.monotonic() + 20
        while worker.awake:
            assert time.monotonic() < deadline, "the worker never went to rest"
            await asyncio.sleep(0.05)
        assert await worker.run(os.getpid) not in {pid, os.getpid()}
    with pytest.raises(WorkFailed):
        await worker.run(os.getpid)


async def test_closing_while_the_worker_starts_leaves_none() -> None:
    worker = HeavyWorker()
    asked = asyncio.create_task(worker.run(time.sleep, 30))
    await asyncio.sleep(0)
    assert worker.awake
    await worker.aclose()
    with pytest.raises(WorkFailed):
        await asked
    assert not worker.awake
