"""A member's own numbers: how what they type is read, and what a chart and a file are made of."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.growth.growth import (
    CSV_HEADER,
    EARLIEST,
    MOST_POINTS,
    SCALES,
    Logged,
    Measure,
    NumberProblem,
    Point,
    check_day,
    csv_rows,
    in_unit,
    parse,
    series,
)
from tests.tries import tries

TODAY = date(2026, 6, 1)
FOLLOWERS, VIEWS, RATIO, EARNINGS = Measure.FOLLOWERS, Measure.VIEWS, Measure.READ_RATIO, Measure.EARNINGS
NOT_A_NUMBER, NOT_WHOLE = NumberProblem.NOT_A_NUMBER, NumberProblem.NOT_WHOLE


@pytest.mark.parametrize(
    ("measure", "typed", "expected"),
    [
        (FOLLOWERS, "0", 0),
        (FOLLOWERS, "1234", 1234),
        (FOLLOWERS, " +12 ", 12),
        (FOLLOWERS, "1,234", 1234),
        (FOLLOWERS, "1.234", 1234),
        (FOLLOWERS, "1 234", 1234),
        (FOLLOWERS, "1\u00a0234", 1234),
        (FOLLOWERS, "1\u202f234", 1234),
        (FOLLOWERS, "1'234", 1234),
        (FOLLOWERS, "1\u2019234", 1234),
        (FOLLOWERS, "1,234,567", 1234567),
        (FOLLOWERS, "12,34,567", 1234567),
        (FOLLOWERS, "1,234.00", 1234),
        (FOLLOWERS, "3.4k", 3400),
        (FOLLOWERS, "3,4 K", 3400),
        (FOLLOWERS, "3.456k", 3456),
        (FOLLOWERS, "3.4567k", 3457),
        (FOLLOWERS, "1.2M", 1200000),
        (FOLLOWERS, "\uff11\uff12\uff13", 123),
        (FOLLOWERS, "12.5", NOT_WHOLE),
        (FOLLOWERS, "0.123", NOT_WHOLE),
        (FOLLOWERS, "1234.567", NOT_WHOLE),
        (FOLLOWERS, "1 234.567", NOT_WHOLE),
        (FOLLOWERS, "100m", 100_000_000),
        (FOLLOWERS, "101m", NumberProblem.TOO_HIGH),
        (FOLLOWERS, "45 %", NumberProblem.WRONG_UNIT),
        (FOLLOWERS, "$45", NumberProblem.WRONG_UNIT),
        (FOLLOWERS, "€45", NumberProblem.WRONG_UNIT),
        (FOLLOWERS, "-5", NumberProblem.NEGATIVE),
        (FOLLOWERS, "\u22125", NumberProblem.NEGATIVE),
        (FOLLOWERS, "", NOT_A_NUMBER),
        (FOLLOWERS, "many", NOT_A_NUMBER),
        (FOLLOWERS, "1,23", NOT_WHOLE),
        (FOLLOWERS, "1,23,45", NOT_A_NUMBER),
        (FOLLOWERS, "1 2 3", NOT_A_NUMBER),
        (FOLLOWERS, "1 234'567", NOT_A_NUMBER),
        (FOLLOWERS, "1,2.3,4", NOT_A_NUMBER),
        (FOLLOWERS, "12.", NOT_A_NUMBER),
        (FOLLOWERS, "1e5", NOT_A_NUMBER),
        (FOLLOWERS, "nan", NOT_A_NUMBER),
        (FOLLOWERS, "\u00bd", NOT_A_NUMBER),
        (FOLLOWERS, "9" * 500, NumberProblem.TOO_HIGH),
        (VIEWS, "1,000,000,000", 1_000_000_000),
        (VIEWS, "1000000001", NumberProblem.TOO_HIGH),
        (RATIO, "45 %", 450),
        (RATIO, "45%", 450),
        (RATIO, "45", 450),
        (RATIO, "45,5 %", 455),
        (RATIO, "45.26", 453),
        (RATIO, "1.234", 12),
        (RATIO, "100", 1000),
        (RATIO, "100.1", NumberProblem.TOO_HIGH),
        (RATIO, "4k", NOT_A_NUMBER),
        (RATIO, "45 %%", NOT_A_NUMBER),
        (EARNINGS, "$12.50", 1250),
        (EARNINGS, "12,50 $", 1250),
        (EARNINGS, "US$ 12.5", 1250),
        (EARNINGS, "12 USD", 1200),
        (EARNINGS, "$1,234", 123400),
        (EARNINGS, "$1,234.56", 123456),
        (EARNINGS, "1.234,56", 123456),
        (EARNINGS, "1'234.56", 123456),
        (EARNINGS, "$0.07", 7),
        (EARNINGS, "0.075", NOT_WHOLE),
        (EARNINGS, "1.2k", 120000),
        (EARNINGS, "-$5", NumberProblem.NEGATIVE),
        (EARNINGS, "12 €", NumberProblem.OTHER_CURRENCY),
        (EARNINGS, "EUR 12", NumberProblem.OTHER_CURRENCY),
        (EARNINGS, "$12$", NOT_A_NUMBER),
        (EARNINGS, "12 %", NumberProblem.WRONG_UNIT),
        (EARNINGS, "$10000001", NumberProblem.TOO_HIGH),
    ],
)
def test_what_members_type(measure: Measure, typed: str, expected: int | NumberProblem) -> None:
    assert parse(measure, typed) == expected


@given(st.sampled_from(Measure), st.text(max_size=60) | st.from_regex(r"\A[$ ]?[0-9., ']{1,20}[km%]?\Z"))
def test_whatever_is_typed_is_a_number_within_limits_or_a_problem(measure: Measure, typed: str) -> None:
    value = parse(measure, typed)
    if not isinstance(value, NumberProblem):
        assert 0 <= value <= SCALES[measure].most


@given(st.sampled_from(Measure), st.data())
def test_what_is_shown_is_read_again(measure: Measure, data: st.DataObject) -> None:
    """Plainly, with English groups and with German ones."""
    value = data.draw(st.integers(0, SCALES[measure].most))
    shown = in_unit(measure, value)
    assert parse(measure, f"{shown:f}") == value
    if measure is not RATIO:
        english = f"{shown:,f}"
        assert parse(measure, english) == value
        assert parse(measure, english.translate(str.maketrans(",.", ".,"))) == value


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (TODAY, None),
        (TODAY + timedelta(days=1), NumberProblem.IN_THE_FUTURE),
        (EARLIEST, None),
        (EARLIEST - timedelta(days=1), NumberProblem.BEFORE_MEDIUM),
    ],
)
def test_days_that_can_be(day: date, problem: NumberProblem | None) -> None:
    assert check_day(day, TODAY) is problem


def logged(measure: Measure, days: int, value: int) -> Logged:
    return Logged(measure, TODAY - timedelta(days=days), value)


def test_a_line_is_one_measure_by_day_and_the_last_word_of_a_day_stands() -> None:
    rows = [logged(EARNINGS, 1, 500), logged(FOLLOWERS, 3, 9), logged(EARNINGS, 4, 100), logged(EARNINGS, 1, 1250)]
    assert series(rows, EARNINGS) == (
        Point(TODAY - timedelta(days=4), Decimal("1.00")),
        Point(TODAY - timedelta(days=1), Decimal("12.50")),
    )
    assert series(rows, RATIO) == ()


@tries(40)
@given(st.integers(0, 400), st.integers(2, 150))
def test_a_long_line_is_thinned_and_keeps_its_ends(count: int, limit: int) -> None:
    rows = [logged(VIEWS, days, days) for days in range(count)]
    line = series(rows, VIEWS, limit)
    assert len(line) == min(count, limit)
    assert [each.day for each in line] == sorted({each.day for each in line})
    if count:
        assert (line[0].value, line[-1].value) == (Decimal(count - 1), Decimal(0))
    assert len(series(rows, VIEWS)) <= MOST_POINTS


def test_a_file_has_plain_numbers_in_order() -> None:
    rows = [logged(EARNINGS, 0, 1250), logged(FOLLOWERS, 0, 1234), logged(RATIO, 1, 455)]
    assert csv_rows(rows) == (
        ("2026-05-31", "read_ratio", "45.5", "per_cent"),
        ("2026-06-01", "followers", "1234", "count"),
        ("2026-06-01", "earnings", "12.50", "us_dollars"),
    )
    assert len(CSV_HEADER) == 4
