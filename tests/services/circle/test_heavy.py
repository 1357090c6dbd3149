"""Heavy work in a real process."""

import asyncio
import os
import time

import pytest

from bot.domain.circle.introductions import IntroductionCandidate, match
from bot.services.circle.heavy import HeavyWorker, WorkFailed
from tests.patience import LONG, PATIENCE, impatient, restless, until
from tests.services.parts import START


async def test_a_worker_answers_rests_and_is_started_again() -> None:
    async with HeavyWorker(idle=PATIENCE, timeout=PATIENCE) as worker:
        found = await worker.run(
            match, [IntroductionCandidate(1), IntroductionCandidate(2)], [], [], [], now=START, seed=1
        )
        assert found.groups == ((1, 2),)
        pid = await worker.run(os.getpid)
        assert pid != os.getpid()
        with impatient(worker), pytest.raises(WorkFailed):
            await worker.run(time.sleep, LONG)
        with restless(worker), pytest.raises(WorkFailed):
            await worker.run(int, "no number")
        await until(lambda: not worker.awake)
        assert await worker.run(os.getpid) not in {pid, os.getpid()}
    with pytest.raises(WorkFailed):
        await worker.run(os.getpid)


async def test_closing_while_the_worker_starts_leaves_none() -> None:
    worker = HeavyWorker()
    asked = asyncio.create_task(worker.run(time.sleep, LONG))
    await asyncio.sleep(0)
    assert worker.awake
    await worker.aclose()
    with pytest.raises(WorkFailed):
        await asked
    assert not worker.awake
