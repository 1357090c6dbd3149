"""A member's own fetches: so many in any hour, and the refusal says until when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds.allowance import FETCHES_PER_HOUR, WINDOW, admit
from bot.domain.feeds.errors import FetchAllowanceSpent

NOW = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


def test_the_hours_fetches_are_admitted_and_then_no_more() -> None:
    history: tuple[datetime, ...] = ()
    for minute in range(FETCHES_PER_HOUR):
        history = admit(history, NOW + timedelta(minutes=minute))
    with pytest.raises(FetchAllowanceSpent) as refusal:
        admit(history, NOW + timedelta(minutes=30))
    assert refusal.value.limit == FETCHES_PER_HOUR
    assert refusal.value.until == NOW + WINDOW
    assert admit(history, refusal.value.until) == (*history[1:], NOW + WINDOW)


def test_a_clock_that_was_set_back_locks_nobody_out() -> None:
    assert admit((NOW + timedelta(days=1),) * FETCHES_PER_HOUR, NOW) == (NOW,)


@given(st.lists(st.timedeltas(timedelta(), timedelta(hours=6)), max_size=60))
def test_no_hour_ever_sees_more_and_the_date_that_is_given_holds(moments: list[timedelta]) -> None:
    history: tuple[datetime, ...] = ()
    admitted: list[datetime] = []
    for moment in sorted(moments):
        now = NOW + moment
        spent = None
        try:
            history = admit(history, now)
        except FetchAllowanceSpent as refusal:
            spent = refusal
        if spent is None:
            admitted.append(now)
        else:
            assert now < spent.until <= now + WINDOW
            assert admit(history, spent.until)[-1] == spent.until
    assert len(history) <= FETCHES_PER_HOUR
    for instant in admitted:
        assert sum(instant - WINDOW < other <= instant for other in admitted) <= FETCHES_PER_HOUR
