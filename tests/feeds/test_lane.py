import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.feeds.lane import FIRST_PAUSE, JITTER, LONGEST_PAUSE, RECOVERY, SLOWDOWN, SLOWEST, Lane
from tests.feeds.conftest import START, FakeClock, never

GAP = timedelta(seconds=3)


@pytest.fixture(autouse=True)
async def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing comes from outside here: where the loop would sleep, its time is put forward instead.

    So a gap lasts no real time, and exactly as long as it should however busy the machine is.
    """
    loop: Any = asyncio.get_running_loop()
    look, now = loop._selector.select, float(loop.time())

    def select(timeout: float | None) -> Any:
        nonlocal now
        now += timeout or 0.0
        return look(timeout and 0)

    monkeypatch.setattr(loop._selector, "select", select)
    monkeypatch.setattr(loop, "time", lambda: now)


async def hold(lane: Lane, name: str, order: list[str], *, urgent: bool = False) -> None:
    async with lane.turn(urgent=urgent) as paused:
        order.append(name if paused is None else f"{name} paused")
        await asyncio.sleep(0)


async def test_the_gap_runs_from_the_end_of_one_request_to_the_start_of_the_next(clock: FakeClock) -> None:
    lane = Lane(gap=GAP, clock=clock, chance=never)
    loop = asyncio.get_running_loop()
    times: list[tuple[float, float]] = []

    async def work() -> None:
        async with lane.turn(urgent=False):
            begin = loop.time()
            await asyncio.sleep(1)
            times.append((begin, loop.time()))

    await asyncio.gather(*(work() for _ in range(3)))
    for (_, end), (begin, _) in pairwise(times):
        assert begin - end == pytest.approx(GAP.total_seconds())
    await asyncio.sleep(GAP.total_seconds() + 1)
    begun = loop.time()
    async with lane.turn(urgent=False):
        assert loop.time() == begun, "the gap was over: nothing to wait for"


async def test_a_members_own_fetch_goes_before_polling_even_when_it_comes_during_the_gap(clock: FakeClock) -> None:
    lane = Lane(gap=GAP, clock=clock, chance=never)
    order: list[str] = []
    await hold(lane, "first", order)
    polls = [asyncio.create_task(hold(lane, f"poll {n}", order)) for n in range(2)]
    await asyncio.sleep(1)
    own = asyncio.create_task(hold(lane, "own", order, urgent=True))
    await asyncio.gather(*polls, own)
    assert order == ["first", "own", "poll 0", "poll 1"]


async def test_a_cancelled_waiter_neither_blocks_nor_leaks_its_turn(clock: FakeClock) -> None:
    lane = Lane(gap=timedelta(), clock=clock, chance=never)
    order: list[str] = []
    async with lane.turn(urgent=False):
        early, late, last = (asyncio.create_task(hold(lane, name, order)) for name in ("early", "late", "last"))
        await asyncio.sleep(0)
        early.cancel()  # while it waits
    late.cancel()  # in the moment between being given the turn and taking it
    await asyncio.wait_for(last, 1)
    assert order == ["last"]
    assert early.cancelled()
    assert late.cancelled()


async def test_a_cancelled_holder_ends_its_turn(clock: FakeClock) -> None:
    lane = Lane(gap=timedelta(), clock=clock, chance=never)
    order: list[str] = []

    async def holder() -> None:
        async with lane.turn(urgent=False):
            await asyncio.Event().wait()

    held = asyncio.create_task(holder())
    await asyncio.sleep(0)
    held.cancel()
    await asyncio.wait_for(hold(lane, "next", order), 1)
    assert order == ["next"]


async def test_many_cancellations_leave_the_lane_working(clock: FakeClock) -> None:
    lane = Lane(gap=timedelta(), clock=clock, chance=never)
    order: list[str] = []
    for step in range(5):
        tasks = [asyncio.create_task(hold(lane, str(n), order, urgent=n % 2 == 0)) for n in range(20)]
        for _ in range(step):
            await asyncio.sleep(0)
        for task in tasks[:: step + 1]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.wait_for(hold(lane, "still open", order), 1)
    assert order[-1] == "still open"


async def test_a_pause_sends_everybody_away_and_says_until_when(clock: FakeClock) -> None:
    lane = Lane(gap=timedelta(), clock=clock, chance=never)
    order: list[str] = []
    async with lane.turn(urgent=False):
        waiting = [asyncio.create_task(hold(lane, name, order, urgent=name == "own")) for name in ("own", "poll")]
        await asyncio.sleep(0)
        until = lane.refused(timedelta(seconds=90))
    await asyncio.gather(*waiting)
    assert until == START + timedelta(seconds=90)
    async with lane.turn(urgent=True) as paused:
        assert paused == until == lane.paused_until
    assert sorted(order) == ["own paused", "poll paused"]
    clock.forward(seconds=90)
    await hold(lane, "after", order)
    assert order[-1] == "after"


async def test_a_shorter_pause_does_not_end_a_longer_one(clock: FakeClock) -> None:
    lane = Lane(gap=timedelta(), clock=clock, chance=never)
    lane.pause_until(START + timedelta(hours=2))
    lane.pause_until(START + timedelta(hours=1))
    assert lane.paused_until == START + timedelta(hours=2)


async def test_refusals_without_a_time_double_the_pause_until_a_good_answer(clock: FakeClock) -> None:
    lane = Lane(gap=timedelta(), clock=clock, chance=never)
    pauses: list[timedelta] = []
    for _ in range(12):
        pauses.append(lane.refused(None) - clock.now)
        clock.forward(hours=1)
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE
    lane.answered()
    assert lane.refused(None) - clock.now == FIRST_PAUSE


async def test_refusals_slow_polling_down_and_good_answers_speed_it_up_again_within_bounds(clock: FakeClock) -> None:
    lane = Lane(gap=GAP, clock=clock, chance=never)
    lane.answered()
    assert lane.gap == GAP
    lane.refused(None)
    assert lane.gap == GAP * SLOWDOWN
    for _ in range(9):
        lane.refused(timedelta(seconds=1))
    assert lane.gap == GAP * SLOWEST
    lane.answered()
    assert GAP * SLOWEST * (RECOVERY - 0.01) < lane.gap < GAP * SLOWEST
    for _ in range(80):
        lane.answered()
    assert lane.gap == GAP


async def test_a_slow_lane_lets_a_members_own_fetch_through_after_the_usual_gap(clock: FakeClock) -> None:
    lane = Lane(gap=GAP, clock=clock, chance=never)
    loop = asyncio.get_running_loop()
    lane.refused(timedelta(seconds=1))
    clock.forward(seconds=2)
    order: list[str] = []
    await hold(lane, "first", order)
    begun = loop.time()
    poll = asyncio.create_task(hold(lane, "poll", order))
    await hold(lane, "own", order, urgent=True)
    assert loop.time() - begun == pytest.approx(GAP.total_seconds())
    own_ended = loop.time()
    await poll
    assert loop.time() - own_ended == pytest.approx(lane.gap.total_seconds()), "the slow gap runs from the last request"
    assert order == ["first", "own", "poll"]


async def test_gaps_and_pauses_are_longer_by_chance_and_never_shorter(clock: FakeClock) -> None:
    lane = Lane(gap=GAP, clock=clock, chance=lambda: 1.0)
    asked = timedelta(seconds=100)
    assert lane.refused(asked) - clock.now == asked * (1 + JITTER)
    clock.forward(seconds=200)
    order: list[str] = []
    await hold(lane, "first", order, urgent=True)
    begun = asyncio.get_running_loop().time()
    await hold(lane, "second", order, urgent=True)
    assert asyncio.get_running_loop().time() - begun == pytest.approx(GAP.total_seconds() * (1 + JITTER))
