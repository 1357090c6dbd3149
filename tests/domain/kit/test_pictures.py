from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kit.pictures import MOST_TICKS, day_ticks, value_ticks

MAY = date(2026, 5, 4)


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=5), st.booleans())
def test_ticks_are_few_round_and_around_the_values(values: list[Decimal], whole: bool) -> None:
    ticks = value_ticks(values, whole=whole)
    assert ticks[0] <= min(values)
    assert ticks[-1] >= max(values)
    assert 2 <= len(ticks) <= MOST_TICKS + 1
    assert len({high - low for low, high in pairwise(ticks)}) == 1
    assert ticks[0] >= 0
    assert not whole or all(tick == int(tick) for tick in ticks)
    assert all("E" not in str(tick) for tick in ticks)


@pytest.mark.parametrize(
    ("values", "whole", "ticks"),
    [
        (["0"], True, "0 1"),
        (["3"], True, "2 3 4"),
        (["200", "202"], True, "190 200 210 220"),
        (["118", "917"], True, "0 250 500 750 1000"),
        (["41.2", "46"], False, "40 42 44 46"),
        (["0.4", "1.1"], False, "0 0.5 1 1.5"),
        (["-5", "5"], True, "-5 0 5"),
    ],
)
def test_ticks(values: list[str], whole: bool, ticks: str) -> None:
    assert " ".join(map(str, value_ticks(map(Decimal, values), whole=whole))) == ticks


def test_without_values_there_are_no_ticks() -> None:
    assert value_ticks([], whole=True) == ()


@given(st.dates(date(2012, 8, 15), date(2100, 1, 1)), st.integers(0, 30_000), st.integers(2, 8))
def test_days_are_few_in_order_and_within(first: date, span: int, most: int) -> None:
    last = first + timedelta(days=span)
    days = day_ticks(first, last, most)
    assert list(days) == sorted(set(days))
    assert min(2, span + 1) <= len(days) <= most
    assert first <= days[0] <= days[-1] <= last


@pytest.mark.parametrize(
    ("span", "days"),
    [
        (0, "05-04"),
        (3, "05-04 05-05 05-06 05-07"),
        (9, "05-04 05-06 05-08 05-10 05-12"),
        (30, "05-04 05-11 05-18 05-25 06-01"),
        (120, "06-01 07-01 08-01 09-01"),
        (360, "07-01 09-01 11-01 01-01 03-01"),
        (500, "07-01 10-01 01-01 04-01 07-01"),
    ],
)
def test_days(span: int, days: str) -> None:
    assert " ".join(f"{day:%m-%d}" for day in day_ticks(MAY, MAY + timedelta(days=span))) == days
