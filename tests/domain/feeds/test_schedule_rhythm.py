"""What is learnt of a feed, and when it is due by that."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.feeds.schedule import LONGEST_WAIT, MEDIUM_CACHE, due, pull
from bot.domain.feeds.schedule_budget import (
    LANE_SHARE,
    MOST_STRAIN,
    REPRICE_AFTER,
    STRAIN,
    Price,
    polls_a_day,
    price_for,
    reckon,
)
from bot.domain.feeds.schedule_rhythm import HALF_LIFE, PRIOR_RATE, SLOTS, Rhythm, learn, rate, slot_of

NOW = datetime(2026, 3, 29, 0, 37, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NOTHING = Rhythm(NOW)

ages = st.lists(st.timedeltas(timedelta(), timedelta(days=400)), max_size=12)
prices = st.floats(1e-4, 100)


def writer(*, a_day: float, hour: float | None = None, days: int = 60) -> Rhythm:
    """Somebody who has published so often, for so long, at one hour (UTC) or evenly."""
    count = round(a_day * days)
    start = NOW.replace(hour=0, minute=0, second=0, microsecond=0) - days * DAY
    instants = [start + DAY * (number / a_day) for number in range(count)]
    if hour is not None:
        instants = [each.replace(hour=0, minute=0) + timedelta(hours=hour) for each in instants]
    return learn(instants, NOW, known_since=start)


def polls(rhythm: Rhythm, price: float, days: int = 10) -> list[datetime]:
    found, at = [], NOW
    while at < NOW + days * DAY:
        at = due(rhythm, at, price)
        found.append(at)
    return found


def test_of_a_new_writer_nothing_is_believed_but_the_prior() -> None:
    assert rate(NOTHING, NOW) == pytest.approx(PRIOR_RATE)
    assert rate(learn([], NOW, known_since=NOW), NOW) == pytest.approx(PRIOR_RATE)


@pytest.mark.parametrize("a_day", [0.1, 0.5, 2.0])
def test_the_rate_is_found(a_day: float) -> None:
    assert rate(writer(a_day=a_day, days=120), NOW) == pytest.approx(a_day, rel=0.15)


def test_silence_lowers_the_rate_and_one_story_does_not_undo_it() -> None:
    before = writer(a_day=1.0)
    assert 0.35 < rate(before, NOW + HALF_LIFE) / rate(before, NOW) < 0.55
    assert rate(before, NOW + 12 * HALF_LIFE) < 0.05
    assert rate(before, NOW - DAY) <= rate(before, NOW), "a clock that was put back is no evidence"


def test_the_hours_are_found_and_wrap_around_midnight() -> None:
    late = writer(a_day=1.0, hour=23.75)
    assert max(range(SLOTS), key=lambda slot: late.hours[slot]) == SLOTS - 1
    assert late.hours[0] > 3 * late.hours[SLOTS // 2]
    assert min(late.hours) >= 1, "no hour is ruled out"


@given(ages, st.timedeltas(timedelta(days=-1), timedelta(days=400)))
def test_whatever_a_feed_says_there_is_a_plan(old: list[timedelta], known_for: timedelta) -> None:
    """Also of dates in the future, or before the feed was known."""
    rhythm = learn([NOW + DAY - age for age in old], NOW, known_since=NOW - known_for)
    assert rate(rhythm, NOW) > 0
    assert len(rhythm.hours) == SLOTS
    assert pull(rhythm, NOW) > 0
    assert learn(reversed([NOW + DAY - age for age in old]), NOW, known_since=NOW - known_for) == rhythm


@given(ages, prices, st.timedeltas(timedelta(), timedelta(days=500)))
def test_never_sooner_than_mediums_cache_and_never_later_than_a_day(
    old: list[timedelta], price: float, later: timedelta
) -> None:
    rhythm = learn([NOW - age for age in old], NOW, known_since=NOW)
    now = NOW + later
    assert now + MEDIUM_CACHE <= due(rhythm, now, price) <= now + LONGEST_WAIT


@example(old=[timedelta(days=2), timedelta(days=4), timedelta(days=4)], price=0.59375, factor=2.0)
@given(ages, prices, st.floats(1, 10))
def test_a_higher_price_is_never_sooner(old: list[timedelta], price: float, factor: float) -> None:
    rhythm = learn([NOW - age for age in old], NOW, known_since=NOW)
    assert due(rhythm, NOW, price) <= due(rhythm, NOW, price * factor)


@given(st.floats(0, 50), st.floats(1, 10), prices)
def test_who_writes_more_is_never_asked_later(stories: float, factor: float, price: float) -> None:
    fewer, more = (Rhythm(NOW, stories=count, days=30.0) for count in (stories, stories * factor))
    assert due(more, NOW, price) <= due(fewer, NOW, price) + timedelta(milliseconds=1), "but for rounding"


def test_a_price_of_nothing_is_every_quarter_of_an_hour_and_one_beyond_all_is_daily() -> None:
    assert due(NOTHING, NOW, 0.0) == NOW + MEDIUM_CACHE
    assert due(NOTHING, NOW, 1e9) == NOW + LONGEST_WAIT


def test_in_a_writers_hours_the_feed_is_asked_for_more_often() -> None:
    rhythm = writer(a_day=1.0, hour=15)
    found = polls(rhythm, price_for([(pull(rhythm, NOW), 1)], 24))
    at_work = [each for each in found if 13 <= each.hour < 17]
    assert len(at_work) > 2 * len(found) * 4 / 24
    assert max(later - sooner for sooner, later in pairwise(found)) < timedelta(hours=4), "no hour is left alone"


def test_just_after_a_story_the_feed_is_asked_for_sooner() -> None:
    rhythm = writer(a_day=0.5)
    noon = NOW.replace(hour=12)
    fresh = Rhythm(noon, rhythm.stories, rhythm.days, rhythm.hours, recent=(noon - timedelta(minutes=20),))
    price = price_for([(pull(rhythm, noon), 1)], 24)
    assert due(fresh, noon, price) - noon < 0.5 * (due(rhythm, noon, price) - noon)
    later = noon + DAY
    calm = Rhythm(noon, rhythm.stories, rhythm.days, rhythm.hours)
    assert due(fresh, later, price) == due(calm, later, price)


@pytest.mark.parametrize("hour", [None, 15.0])
@pytest.mark.parametrize("budget", [6.0, 24.0, 40.0])
def test_a_feed_spends_what_its_price_says(hour: float | None, budget: float) -> None:
    rhythm = writer(a_day=1.0, hour=hour)
    found = polls(rhythm, price_for([(pull(rhythm, NOW), 1)], budget), days=5)
    assert len(found) / 5 == pytest.approx(budget, rel=0.2)


def test_the_slots_are_half_hours() -> None:
    assert [slot_of(NOW.replace(hour=hour, minute=minute)) for hour, minute in ((0, 29), (0, 30), (23, 59))] == [
        0,
        1,
        47,
    ]


pull_counts = st.lists(st.tuples(st.floats(0.05, 20), st.integers(1, 500)), min_size=1, max_size=30)


@given(pull_counts, st.floats(1.5, 90))
def test_at_the_price_the_budget_is_spent(pulls: list[tuple[float, int]], each: float) -> None:
    count = sum(number for _, number in pulls)
    price = price_for(pulls, each * count)
    spent = sum(number * max(1, min(pull / price, 96)) for pull, number in pulls)
    assert each * count * 0.999 <= spent <= each * count * 1.35, "more is wished for where the cache cuts wishes off"


@given(pull_counts, st.floats(1, 50), st.floats(1, 5))
def test_more_to_spend_is_never_dearer(pulls: list[tuple[float, int]], polls: float, factor: float) -> None:
    assert price_for(pulls, polls * factor) <= price_for(pulls, polls)


def test_where_all_can_be_asked_for_as_often_as_medium_allows_it_costs_nothing() -> None:
    assert price_for([(1.0, 10)], 10 * 96) == price_for([], 100) == 0.0


def test_the_budget_is_the_interval_as_far_as_the_lane_goes() -> None:
    gap, half_hour = timedelta(seconds=3), timedelta(minutes=30)
    assert polls_a_day(100, interval=half_hour, gap=gap) == 4800
    assert polls_a_day(100, interval=timedelta(seconds=1), gap=gap) == 100 * 96
    assert polls_a_day(20_000, interval=half_hour, gap=gap) == pytest.approx(LANE_SHARE * 86400 / 3.5)
    assert polls_a_day(20_000, interval=half_hour, gap=2 * gap) < polls_a_day(20_000, interval=half_hour, gap=gap)


def test_a_price_holds_for_a_while_and_is_higher_for_what_is_late() -> None:
    price = reckon([(1.0, 10)], NOW, interval=timedelta(hours=1), gap=timedelta(seconds=3))
    assert price.value == pytest.approx(1 / 24, rel=1e-3)
    assert price.holds(NOW)
    assert not price.holds(NOW + REPRICE_AFTER)
    assert not price.holds(NOW - timedelta(seconds=1)), "the clock was put back"
    ten = Price(10.0, NOW)
    assert ten.late(NOW, NOW) == ten.late(NOW + DAY, NOW) == 10.0
    assert ten.late(NOW - STRAIN / 2, NOW) == pytest.approx(15.0)
    assert ten.late(NOW - DAY, NOW) == 10.0 * MOST_STRAIN
