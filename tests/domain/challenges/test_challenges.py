"""Challenges: what is due when, whatever the clock does; who may join; what counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.challenges.challenges import (
    APART,
    DRAFT_KEPT,
    OPEN,
    Challenge,
    ChallengeKind,
    ChallengeState,
    Moment,
    check_changeable,
    check_joinable,
    fits,
    goal_within,
    moments,
    reaching,
    read_name,
    read_tags,
    realigned,
    step,
    still_news,
    the_one,
)
from bot.domain.challenges.errors import (
    ChallengeBegun,
    ChallengeNameMissing,
    ChallengeOver,
    ChallengeUnclear,
    RoleNeeded,
)
from bot.domain.posting.outbox import GIVE_UP_AFTER

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
WEEK = 7 * DAY
ORDER = [ChallengeState.SCHEDULED, ChallengeState.RUNNING, ChallengeState.CLOSING, ChallengeState.CLOSED]
TOLD = [Moment.START, Moment.HALF, Moment.LAST_DAY, Moment.END]

PLANNED = Challenge(
    id=1,
    guild_id=2,
    kind=ChallengeKind.ONCE,
    name="Bees",
    theme="",
    tags=(),
    goal=3,
    starts_at=NOON,
    ends_at=NOON + WEEK,
    state=ChallengeState.SCHEDULED,
    next_at=NOON,
)


def turn(challenge: Challenge, now: datetime) -> tuple[Challenge, list[ChallengeState], list[Moment]]:
    """All that is due at an instant: the challenge after it, the states it went through, what was told."""
    states, told = [], []
    while (found := step(challenge, now)) is not None:
        assert found.state is not None
        if found.state is not challenge.state:
            states.append(found.state)
        if found.tell is not None:
            told.append(found.tell)
        challenge = replace(challenge, state=found.state, next_at=found.next_at)
    return challenge, states, told


def told_at(*instants: datetime, of: Challenge = PLANNED) -> list[Moment]:
    """What is told in all when the challenge is turned at these instants, in this order."""
    told: list[Moment] = []
    for now in instants:
        of, _, more = turn(of, now)
        told += more
    return told


def test_a_week_has_four_moments_at_their_instants() -> None:
    starts, half, last, ends = NOON, NOON + WEEK / 2, NOON + 6 * DAY, NOON + WEEK
    challenge = PLANNED
    for instant, moment in zip((starts, half, last, ends), TOLD, strict=True):
        challenge, _, early = turn(challenge, instant - MINUTE)
        assert early == []
        challenge, _, told = turn(challenge, instant)
        assert told == [moment]
    assert (challenge.state, challenge.next_at) == (ChallengeState.CLOSED, None)


@pytest.mark.parametrize(
    ("length", "wanted"),
    [
        (HOUR, ["start"]),
        (2 * DAY - MINUTE, ["start"]),
        (2 * DAY, ["start", "last_day"]),
        (4 * DAY - MINUTE, ["start", "last_day"]),
        (4 * DAY, ["start", "half", "last_day"]),
        (30 * DAY, ["start", "half", "last_day"]),
    ],
)
def test_short_challenges_have_no_half_or_last_day_of_their_own(length: timedelta, wanted: list[str]) -> None:
    found = moments(NOON, NOON + length)
    assert [moment.value for moment, _ in found] == wanted
    instants = [at for _, at in found]
    assert all(later - earlier >= APART for earlier, later in pairwise(instants))


@pytest.mark.parametrize(
    ("away_until", "wanted"),
    [
        (NOON + DAY, [Moment.START]),
        (NOON + 5 * DAY, [Moment.START]),
        (NOON + WEEK - HOUR, [Moment.START]),
        (NOON + WEEK, [Moment.END]),
        (NOON + WEEK + GIVE_UP_AFTER, [Moment.END]),
        (NOON + WEEK + GIVE_UP_AFTER + MINUTE, []),
    ],
)
def test_after_an_absence_only_what_is_still_news_is_told(away_until: datetime, wanted: list[Moment]) -> None:
    assert told_at(away_until) == wanted
    assert told_at(away_until, away_until + MINUTE) == wanted, "and nothing is made up for a minute later"


def test_an_absence_over_the_half_tells_the_last_day_alone() -> None:
    assert told_at(NOON, NOON + 6 * DAY) == [Moment.START, Moment.LAST_DAY]


def test_away_past_the_end_it_goes_through_its_states_in_order() -> None:
    challenge, states, _ = turn(PLANNED, NOON + 9 * DAY)
    assert states == ORDER[1:]
    assert challenge.next_at is None


offsets = st.timedeltas(min_value=-3 * DAY, max_value=14 * DAY)
lengths = st.timedeltas(min_value=HOUR, max_value=12 * DAY)


@given(length=lengths, clock=st.lists(offsets, max_size=12))
def test_however_the_clock_goes_nothing_is_repeated_or_taken_back(length: timedelta, clock: list[timedelta]) -> None:
    challenge = replace(PLANNED, ends_at=NOON + length)
    passed, told, latest = [challenge.state], list[Moment](), NOON - DAY
    for offset in clock:
        now = NOON + offset
        challenge, states, more = turn(challenge, now)
        passed += states
        told += more
        latest = max(latest, now)
        assert len(more) <= 1, "one post a turn"
    assert passed == ORDER[: len(passed)], "each state once, in order"
    assert [each for each in TOLD if each in told] == told, "each moment once, in order"
    if latest >= challenge.ends_at:
        assert challenge.state is ChallengeState.CLOSED
    elif latest >= NOON:
        assert challenge.state is ChallengeState.RUNNING
    else:
        assert challenge.state is ChallengeState.SCHEDULED


@given(length=lengths)
def test_a_bot_that_looks_every_hour_misses_nothing(length: timedelta) -> None:
    challenge = replace(PLANNED, ends_at=NOON + length)
    hours = int(length / HOUR) + 2
    told = told_at(*(NOON + hour * HOUR for hour in range(hours)), of=challenge)
    assert told == [*(moment for moment, _ in moments(NOON, challenge.ends_at)), Moment.END]


def test_a_draft_goes_when_nobody_comes_back_to_it() -> None:
    draft = replace(PLANNED, state=ChallengeState.DRAFT, next_at=NOON + DRAFT_KEPT)
    assert step(draft, NOON + DRAFT_KEPT - MINUTE) is None
    found = step(draft, NOON + DRAFT_KEPT)
    assert found is not None
    assert found.state is None


@pytest.mark.parametrize("state", [ChallengeState.CLOSED, ChallengeState.CALLED_OFF])
def test_what_is_over_stays_so(state: ChallengeState) -> None:
    assert turn(replace(PLANNED, state=state), NOON + WEEK) == (replace(PLANNED, state=state, next_at=None), [], [])


def test_another_end_moves_what_is_to_come() -> None:
    running, _, _ = turn(PLANNED, NOON)
    longer = realigned(running, NOON + 10 * DAY, NOON + HOUR)
    assert longer.next_at == NOON + 5 * DAY
    ended = realigned(running, NOON + DAY, NOON + 2 * DAY)
    assert turn(ended, NOON + 2 * DAY)[2] == [Moment.END]
    assert realigned(PLANNED, NOON + 10 * DAY, NOON - HOUR).next_at == NOON


@pytest.mark.parametrize(
    ("moment", "state", "at", "news"),
    [
        (Moment.START, ChallengeState.RUNNING, NOON + 5 * DAY, True),
        (Moment.START, ChallengeState.RUNNING, NOON + WEEK, False),
        (Moment.START, ChallengeState.CALLED_OFF, NOON, False),
        (Moment.HALF, ChallengeState.RUNNING, NOON + 5 * DAY, True),
        (Moment.HALF, ChallengeState.RUNNING, NOON + 6 * DAY, False),
        (Moment.LAST_DAY, ChallengeState.RUNNING, NOON + 6 * DAY, True),
        (Moment.LAST_DAY, ChallengeState.CLOSED, NOON + 8 * DAY, False),
        (Moment.END, ChallengeState.CLOSED, NOON + 8 * DAY, True),
        (Moment.CALLED_OFF, ChallengeState.CALLED_OFF, NOON, True),
    ],
)
def test_a_post_that_waited_is_sent_only_while_it_is_news(
    moment: Moment, state: ChallengeState, at: datetime, news: bool
) -> None:
    assert still_news(moment, replace(PLANNED, state=state), at) is news


def test_who_may_join() -> None:
    for state in ChallengeState:
        if state in OPEN:
            check_joinable(replace(PLANNED, state=state), [])
        else:
            with pytest.raises(ChallengeOver):
                check_joinable(replace(PLANNED, state=state), [])
    check_joinable(replace(PLANNED, role_id=9), [8, 9])
    with pytest.raises(RoleNeeded):
        check_joinable(replace(PLANNED, role_id=9), [8])


def test_what_can_be_changed() -> None:
    check_changeable(PLANNED)
    check_changeable(replace(PLANNED, state=ChallengeState.DRAFT))
    with pytest.raises(ChallengeBegun):
        check_changeable(replace(PLANNED, state=ChallengeState.RUNNING))
    with pytest.raises(ChallengeBegun):
        check_changeable(replace(PLANNED, kind=ChallengeKind.WEEKLY))
    with pytest.raises(ChallengeOver):
        check_changeable(replace(PLANNED, state=ChallengeState.CLOSED))


def test_what_counts() -> None:
    assert fits((), [])
    assert fits(("honey-bees",), ["Tea", "Honey Bees"])
    assert not fits(("honey-bees",), ["Tea"])
    assert reaching({1: 3, 2: 2, 3: 5}, 3) == 2
    assert [goal_within(goal) for goal in (0, 4, 99)] == [1, 4, 10]


def test_what_is_typed() -> None:
    assert read_name("  A\nname ") == "A name"
    with pytest.raises(ChallengeNameMissing):
        read_name(" \u200b ")
    assert read_tags("a, b; A, c, d, e, f") == ("a", "b", "c", "d", "e")


def test_which_one_is_meant() -> None:
    assert the_one([7]) == 7
    for candidates in ([], [1, 2]):
        with pytest.raises(ChallengeUnclear):
            the_one(candidates)
