"""The event loop's lag is seen and told."""

import asyncio
import gc
import time

from structlog.testing import capture_logs

from bot.runtime.event_loop_monitor import BAD, EventLoopMonitor, spare_what_stays
from tests.patience import PATIENCE, until


async def test_a_stall_is_seen_and_told_as_a_warning() -> None:
    began = time.monotonic()
    with capture_logs() as lines:
        async with EventLoopMonitor(every=0.01, tell_every=PATIENCE) as lag:
            await asyncio.sleep(0.05)
            time.sleep(BAD + 0.05)  # noqa: ASYNC251 - the stall that is to be seen
            await asyncio.sleep(0.02)
    passed = time.monotonic() - began
    (line,) = lines
    assert line["event"] == "event_loop_lag"
    assert line["log_level"] == "warning"
    assert lag.latest is not None
    assert BAD <= lag.latest.worst < passed
    assert line["worst_ms"] == round(lag.latest.worst * 1000, 1)


async def test_it_is_told_again_and_again() -> None:
    with capture_logs() as lines:
        async with EventLoopMonitor(every=0.005, tell_every=0.02):
            await until(lambda: len(lines) >= 2)
    assert all(line["looks"] > 0 for line in lines)


def test_what_the_program_begins_with_is_looked_through_no_more() -> None:
    there: list[list[int]] = [[] for _ in range(1000)]
    spare_what_stays()
    try:
        assert gc.get_freeze_count() > len(there)
        assert not any(each is there for each in gc.get_objects())
    finally:
        gc.unfreeze()
