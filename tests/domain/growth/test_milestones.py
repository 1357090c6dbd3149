"""Milestones: what is reached, what is offered once, and what a member may tell of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.growth.milestones import (
    FOUND,
    MOST_AMOUNT,
    STORY_STEPS,
    STREAK_STEPS,
    TOLD,
    WORDS_LIMIT,
    Milestone,
    MilestoneKind,
    Record,
    ToldMilestone,
    ToldProblem,
    check,
    reached,
    to_offer,
    weeks_in_a_row,
    years_since,
)

TODAY = date(2026, 6, 1)
STORIES, YEARS = MilestoneKind.STORIES, MilestoneKind.YEARS
WRITING, READING = MilestoneKind.WRITING_STREAK, MilestoneKind.READING_STREAK


def record(stories: int = 0, days: int = 0, writing: int = 0, reading: int = 0) -> Record:
    return Record(stories, TODAY - timedelta(days=days), TODAY, writing, reading)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (record(), []),
        (record(1), [(STORIES, 1)]),
        (record(9), [(STORIES, 1)]),
        (record(10), [(STORIES, 1), (STORIES, 10)]),
        (record(0, days=800), []),  # no year of writing without a story
        (record(1, days=364), [(STORIES, 1)]),
        (record(1, days=365), [(STORIES, 1), (YEARS, 1)]),
        (record(writing=4, reading=3), [(WRITING, 4)]),
        (record(writing=3, reading=12), [(READING, 4), (READING, 12)]),
    ],
)
def test_what_is_reached(kept: Record, expected: list[tuple[MilestoneKind, int]]) -> None:
    assert reached(kept) == tuple(Milestone(*each) for each in expected)


@pytest.mark.parametrize(
    ("since", "today", "years"),
    [
        (date(2025, 6, 1), date(2026, 5, 31), 0),
        (date(2025, 6, 1), date(2026, 6, 1), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
        (date(2024, 2, 29), date(2028, 2, 29), 4),
        (date(2026, 6, 2), date(2026, 6, 1), 0),
        (date(2020, 12, 31), date(2026, 1, 1), 5),
    ],
)
def test_whole_years(since: date, today: date, years: int) -> None:
    assert years_since(since, today) == years


@pytest.mark.parametrize(
    ("weeks_ago", "expected"),
    [
        ([], 0),
        ([0], 1),
        ([1], 1),
        ([2], 0),
        ([0, 1, 2], 3),
        ([1, 2, 3], 3),
        ([0, 2, 3], 1),
        ([0, 1, 3], 2),
        ([-1, 0], 1),
    ],
)
def test_weeks_in_a_row_to_the_current_one_which_is_not_over(weeks_ago: list[int], expected: int) -> None:
    assert weeks_in_a_row([TODAY - timedelta(weeks=each) for each in weeks_ago], TODAY) == expected


def test_of_what_was_passed_at_once_the_highest_is_offered_and_all_is_remembered() -> None:
    offered, remembered = to_offer(record(stories=30, reading=12), [])
    assert offered == (Milestone(STORIES, 25), Milestone(READING, 12))
    assert remembered == reached(record(stories=30, reading=12))
    assert to_offer(record(stories=31, reading=12), remembered) == ((), ())


def test_a_streak_that_begins_anew_is_no_news_until_it_is_longer() -> None:
    _, remembered = to_offer(record(reading=12), [])
    assert to_offer(record(reading=4), remembered) == ((), ())
    assert to_offer(record(reading=26), remembered)[0] == (Milestone(READING, 26),)
    assert to_offer(record(writing=4), remembered)[0] == (Milestone(WRITING, 4),), "another kind is its own news"


records = st.builds(
    record,
    st.integers(0, 1200),
    st.integers(0, 4000),
    st.integers(0, 120),
    st.integers(0, 120),
)


@given(st.lists(records, max_size=12))
def test_each_is_offered_once_whatever_happens(history: list[Record]) -> None:
    remembered: list[Milestone] = []
    offers: list[Milestone] = []
    for each in history:
        offered, news = to_offer(each, remembered)
        assert set(offered) <= set(news) <= set(reached(each))
        assert len({offer.kind for offer in offered}) == len(offered)
        offers += offered
        remembered += news
    assert len(offers) == len(set(offers))
    for kind in FOUND:
        amounts = [each.amount for each in offers if each.kind is kind]
        assert amounts == sorted(amounts)


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        (ToldMilestone(STORIES, 10), ToldProblem.FOUND_BY_THE_BOT),
        (ToldMilestone(MilestoneKind.FOLLOWERS, 1), None),
        (ToldMilestone(MilestoneKind.FOLLOWERS), ToldProblem.AMOUNT_MISSING),
        (ToldMilestone(MilestoneKind.FOLLOWERS, -5), ToldProblem.AMOUNT_MISSING),
        (ToldMilestone(MilestoneKind.FOLLOWERS, MOST_AMOUNT[MilestoneKind.FOLLOWERS]), None),
        (ToldMilestone(MilestoneKind.FOLLOWERS, MOST_AMOUNT[MilestoneKind.FOLLOWERS] + 1), ToldProblem.AMOUNT_TOO_HIGH),
        (ToldMilestone(MilestoneKind.EARNINGS, 100, "at last"), None),
        (ToldMilestone(MilestoneKind.PUBLICATION), ToldProblem.WORDS_MISSING),
        (ToldMilestone(MilestoneKind.PUBLICATION, words="  "), ToldProblem.WORDS_MISSING),
        (ToldMilestone(MilestoneKind.PUBLICATION, words="The Startup"), None),
        (ToldMilestone(MilestoneKind.BOOSTED), None),
        (ToldMilestone(MilestoneKind.OTHER), ToldProblem.WORDS_MISSING),
        (ToldMilestone(MilestoneKind.BOOK, words="x" * WORDS_LIMIT), None),
        (ToldMilestone(MilestoneKind.BOOK, words="x" * (WORDS_LIMIT + 1)), ToldProblem.WORDS_TOO_LONG),
    ],
)
def test_what_a_member_may_tell(told: ToldMilestone, problem: ToldProblem | None) -> None:
    assert check(told) is problem


def test_every_kind_is_found_or_told_and_steps_ascend() -> None:
    assert sorted((*FOUND, *TOLD)) == sorted(MilestoneKind)
    assert list(STORY_STEPS) == sorted(set(STORY_STEPS))
    assert list(STREAK_STEPS) == sorted(set(STREAK_STEPS))
