"""When feeds are asked for again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds.feed import OutcomeCode
from bot.domain.feeds.schedule import LONGEST_BACKOFF, MEDIUM_CACHE, SHORTEST_WAIT, failures_after, next_poll

NOW = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)

LIVING = [OutcomeCode.READ, OutcomeCode.UNCHANGED]
FAILING = [OutcomeCode.MISSING, OutcomeCode.NOT_A_FEED, OutcomeCode.REFUSED]

intervals = st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=7))
failure_counts = st.integers(min_value=0, max_value=10**9)


@pytest.mark.parametrize("code", LIVING)
def test_a_living_feed_is_due_after_the_interval_and_never_before_mediums_cache_can_have_changed(
    code: OutcomeCode,
) -> None:
    assert next_poll(code, 0, NOW, interval=HALF_HOUR) == NOW + HALF_HOUR
    assert next_poll(code, 0, NOW, interval=timedelta(seconds=5)) == NOW + MEDIUM_CACHE


def test_a_feed_that_has_to_wait_is_due_when_it_was_told_to() -> None:
    until = NOW + timedelta(minutes=2)
    assert next_poll(OutcomeCode.LATER, 3, NOW, interval=HALF_HOUR, until=until) == until
    assert next_poll(OutcomeCode.LATER, 3, NOW, interval=HALF_HOUR, until=NOW) == NOW + SHORTEST_WAIT
    assert next_poll(OutcomeCode.LATER, 3, NOW, interval=HALF_HOUR) == NOW + HALF_HOUR


@pytest.mark.parametrize("code", FAILING)
def test_a_failing_feed_is_asked_for_half_as_often_each_time_but_daily_at_least(code: OutcomeCode) -> None:
    pauses = [next_poll(code, failures, NOW, interval=HALF_HOUR) - NOW for failures in range(1, 10)]
    assert pauses[:6] == [HALF_HOUR * 2**doublings for doublings in range(6)]
    assert pauses[6:] == [LONGEST_BACKOFF] * 3


@given(
    st.sampled_from(OutcomeCode),
    failure_counts,
    intervals,
    st.none() | st.timedeltas(-LONGEST_BACKOFF, LONGEST_BACKOFF),
)
def test_no_answer_makes_the_poller_spin(
    code: OutcomeCode, failures: int, interval: timedelta, wait: timedelta | None
) -> None:
    until = None if wait is None else NOW + wait
    due = next_poll(code, failures, NOW, interval=interval, until=until)
    assert due >= NOW + SHORTEST_WAIT
    if code is OutcomeCode.LATER and until is not None:
        assert due >= until
    if code is not OutcomeCode.LATER:
        assert NOW + MEDIUM_CACHE <= due <= NOW + max(interval, LONGEST_BACKOFF)


@given(st.sampled_from(FAILING), failure_counts, intervals)
def test_one_failure_more_is_never_a_shorter_pause(code: OutcomeCode, failures: int, interval: timedelta) -> None:
    fewer, more = (next_poll(code, count, NOW, interval=interval) for count in (failures, failures + 1))
    assert fewer <= more


@given(failure_counts)
def test_only_the_feeds_own_failures_count_against_it(failures: int) -> None:
    assert {failures_after(code, failures) for code in LIVING} == {0}
    assert failures_after(OutcomeCode.LATER, failures) == failures
    assert {failures_after(code, failures) for code in FAILING} == {failures + 1}
