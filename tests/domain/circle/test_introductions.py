"""Introductions: half a year of rounds, what is never broken, and what a small circle comes to."""

import pickle
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circle import introductions
from bot.domain.circle.graphs import Pair, pair
from bot.domain.circle.introductions import (
    APART,
    IGNORED_ROUNDS,
    ROUND_EVERY,
    IntroductionCandidate,
    IntroductionStanding,
    Matched,
    Meeting,
    Opting,
    check_in_due,
    closed_pairs,
    ignored_after,
    match,
    round_due,
    standing,
)
from tests.tries import tries

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TOPICS = ["bees", "tea", "poetry", "travel", "code", "grief", "film"]


class Circle:
    """Members who come, pause and block over the rounds, and everything that was ever matched."""

    def __init__(self, size: int, seed: int, *, blocks: int, paused: float) -> None:
        self.random = Random(seed)  # noqa: S311 - made-up members, no secrets
        self.members = range(101, 101 + size)
        self.paused = paused
        self.topics = {each: frozenset(self.random.sample(TOPICS, 2)) for each in self.members}
        self.blocks = {self.two() for _ in range(blocks)}
        self.meetings: list[Meeting] = []
        self.left_out: dict[int, bool] = dict.fromkeys(self.members, False)

    def two(self) -> tuple[int, int]:
        one, other = self.random.sample(self.members, 2)
        return one, other

    def round(self, number: int) -> tuple[list[IntroductionCandidate], frozenset[Pair], Matched]:
        """One more round, two weeks after the one before."""
        now = NOW + number * ROUND_EVERY
        conversing = {pair(*self.two()) for _ in self.members}
        here = [
            IntroductionCandidate(
                each, self.topics[each], frozenset(self.random.sample(self.members, 3)), left_out=self.left_out[each]
            )
            for each in self.members
            if self.random.random() >= self.paused
        ]
        closed = closed_pairs(self.meetings, conversing, self.blocks, now)
        found = match(here, self.meetings, conversing, self.blocks, now=now, seed=number)
        self.meetings += [Meeting(group, now) for group in found.groups]
        self.left_out.update({each.member_id: each.member_id in found.left_out for each in here})
        return here, closed, found


def check(here: list[IntroductionCandidate], closed: frozenset[Pair], found: Matched) -> None:
    """What is never broken, whatever the cost."""
    seated = [member for group in found.groups for member in group]
    assert sorted([*seated, *found.left_out]) == sorted(each.member_id for each in here), "everybody once, no other"
    assert {len(group) for group in found.groups} <= {2, 3}
    for group in found.groups:
        assert not closed.intersection(pair(*each) for each in combinations(group, 2))


@pytest.mark.parametrize("seed", range(3))
def test_a_year_of_rounds_of_forty_members_with_pauses_and_blocks(seed: int) -> None:
    """No repeats within a quarter, blocked never matched (``check`` has both), nobody left out twice running."""
    circle = Circle(40, seed, blocks=40, paused=0.15)
    met: dict[Pair, datetime] = {}
    for number in range(26):
        before = {member for member, out in circle.left_out.items() if out}
        here, closed, found = circle.round(number)
        check(here, closed, found)
        assert not before.intersection(found.left_out)
        for meeting in circle.meetings[-len(found.groups) :]:
            for each in combinations(meeting.members, 2):
                assert meeting.at - met.get(each, NOW - APART) >= APART
                met[each] = meeting.at
                assert each not in circle.blocks
                assert each[::-1] not in circle.blocks
    assert len(met) > 350, "they met"
    assert any(len(meeting.members) == 3 for meeting in circle.meetings), "an odd one joined a pair"


@pytest.mark.parametrize("size", [5, 8, 13])
def test_in_a_circle_too_small_who_was_left_out_comes_first(size: int) -> None:
    """Left out twice running is only who could meet nobody but partners of others who had been left out as well."""
    circle = Circle(size, size, blocks=2, paused=0.1)
    twice = 0
    for number in range(26):
        here, closed, found = circle.round(number)
        check(here, closed, found)
        group_of = {member: group for group in found.groups for member in group}
        first = {each.member_id for each in here if each.left_out}
        for out in first.intersection(found.left_out):
            twice += 1
            for other in (each.member_id for each in here):
                if other != out and pair(out, other) not in closed:
                    assert first.intersection(group_of[other]) - {other}
    assert twice if size == 5 else True, "a circle of five has no six partners for anybody"


ids = range(1, 8)
everybody = list(combinations(ids, 2))


def best(edges: list[Pair], first: set[int]) -> tuple[int, int]:
    """The most pairs there can be, and among such choices the most of ``first`` that are in them."""
    found = [(0, 0)]
    for size in (1, 2, 3):
        for chosen in combinations(edges, size):
            seated = {member for each in chosen for member in each}
            if len(seated) == 2 * size:
                found.append((size, len(first & seated)))
    return max(found)


@tries(60)
@given(st.sets(st.sampled_from(everybody)), st.sets(st.sampled_from(ids)), st.integers(0, 99))
def test_no_choice_has_more_pairs_or_as_many_with_more_of_those_who_were_left_out(
    closed: set[Pair], first: set[int], seed: int
) -> None:
    here = [IntroductionCandidate(each, left_out=each in first) for each in ids]
    blocks = {each[::-1] for each in closed}
    found = match(here, [], [], blocks, now=NOW, seed=seed)
    check(here, frozenset(closed), found)
    pairs, covered = best([each for each in everybody if each not in closed], first)
    assert len(found.groups) == pairs
    assert len(first.intersection(member for group in found.groups for member in group)) >= covered
    for out in found.left_out:
        for group in found.groups:
            assert len(group) == 3 or any(pair(out, member) in closed for member in group), "a place was left"


def test_the_same_question_has_the_same_answer_in_any_order_and_fits_through_a_pickle() -> None:
    here = [IntroductionCandidate(each, frozenset({TOPICS[each % 3]}), frozenset({each % 5})) for each in range(1, 16)]
    once = match(here, [], [(1, 2)], [], now=NOW, seed=4)
    again, past, blocks = pickle.loads(pickle.dumps((here[::-1], [], [])))  # noqa: S301 - our own bytes
    assert match(again, past, [(1, 2)], blocks, now=NOW, seed=4) == once
    assert match(here, [], [(1, 2)], [], now=NOW, seed=5) != once, "the draw is the seed's"


def test_shared_topics_count_more_than_shared_writers_and_new_faces_more_than_both() -> None:
    tea, bees = frozenset({"tea"}), frozenset({"bees"})
    here = [
        IntroductionCandidate(1, tea, frozenset({9})),
        IntroductionCandidate(2, tea),
        IntroductionCandidate(3, bees, frozenset({9})),
        IntroductionCandidate(4, bees),
    ]
    for seed in range(5):
        assert match(here, [], [], [], now=NOW, seed=seed).groups == ((1, 2), (3, 4))
    long_ago = [Meeting((1, 2), NOW - APART), Meeting((3, 4), NOW - APART)]
    assert match(here, long_ago, [], [], now=NOW, seed=1).groups == ((1, 3), (2, 4)), "new, and a writer in common"


def test_likeness_beyond_five_is_no_reason_any_more() -> None:
    """Two topics outweigh any number of writers, and a sixth topic in common does not outweigh one writer."""
    many = frozenset(range(50, 80))
    here = [
        IntroductionCandidate(1, frozenset("ab"), many),
        IntroductionCandidate(2, frozenset("ab")),
        IntroductionCandidate(3, reads=many),
        IntroductionCandidate(4),
    ]
    assert match(here, [], [], [], now=NOW, seed=1).groups == ((1, 2), (3, 4))
    here = [
        IntroductionCandidate(1, frozenset("abcdef"), frozenset({9})),
        IntroductionCandidate(2, frozenset("abcdef")),
        IntroductionCandidate(3, frozenset("abcde"), frozenset({9})),
        IntroductionCandidate(4),
    ]
    assert match(here, [], [], [], now=NOW, seed=1).groups == ((1, 3), (2, 4))


@pytest.mark.parametrize(
    ("past", "conversing", "blocks", "closed"),
    [
        ([], [], [], []),
        ([Meeting((1, 2, 3), NOW - APART + DAY)], [], [], [(1, 2), (1, 3), (2, 3)]),
        ([Meeting((3, 1), NOW - DAY)], [], [], [(1, 3)]),
        ([Meeting((1, 2), NOW - APART)], [], [], []),
        ([], [(1, 2)], [], [(1, 2)]),
        ([], [], [(2, 1), (3, 4)], [(1, 2), (3, 4)]),
    ],
)
def test_who_is_not_introduced(
    past: list[Meeting], conversing: list[Pair], blocks: list[tuple[int, int]], closed: list[Pair]
) -> None:
    assert closed_pairs(past, conversing, blocks, NOW) == frozenset(closed)


@pytest.mark.parametrize(
    ("size", "groups", "left_out"), [(0, 0, 0), (1, 0, 1), (2, 1, 0), (3, 1, 0), (4, 2, 0), (5, 2, 0)]
)
def test_small_rounds(size: int, groups: int, left_out: int) -> None:
    found = match([IntroductionCandidate(each) for each in range(size)], [], [], [], now=NOW, seed=1)
    assert (len(found.groups), len(found.left_out)) == (groups, left_out)


def test_a_third_joins_the_pair_that_suits_best() -> None:
    here = [IntroductionCandidate(each, frozenset({"bees" if each < 3 else "tea"})) for each in range(1, 6)]
    for seed in range(5):
        assert match(here, [], [], [], now=NOW, seed=seed).groups == ((1, 2), (3, 4, 5))


def test_a_third_is_somebody_both_may_meet() -> None:
    here = [IntroductionCandidate(each) for each in (1, 2, 3)]
    found = match(here, [Meeting((1, 2, 9), NOW - APART + DAY)], [], [], now=NOW, seed=1)
    assert len(found.groups) == 1
    assert found.left_out in {(1,), (2,)}


def test_more_than_a_pool_are_drawn_anew_each_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(introductions, "POOL", 6)
    here = [IntroductionCandidate(each) for each in range(1, 21)]
    rounds = [match(here, [], [], [], now=NOW, seed=seed) for seed in range(4)]
    assert all(not found.left_out for found in rounds)
    assert len({found.groups for found in rounds}) == 4


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (Opting(1), IntroductionStanding.OUT),
        (Opting(1, ignored=9), IntroductionStanding.OUT),
        (Opting(1, NOW), IntroductionStanding.IN),
        (Opting(1, NOW, paused_until=NOW + DAY), IntroductionStanding.PAUSED),
        (Opting(1, NOW, paused_until=NOW), IntroductionStanding.IN),
        (Opting(1, NOW, ignored=IGNORED_ROUNDS - 1), IntroductionStanding.IN),
        (Opting(1, NOW, ignored=IGNORED_ROUNDS), IntroductionStanding.RESTING),
        (Opting(1, NOW, paused_until=NOW + DAY, ignored=IGNORED_ROUNDS), IntroductionStanding.RESTING),
    ],
)
def test_where_a_member_is(state: Opting, expected: IntroductionStanding) -> None:
    assert standing(state, NOW) is expected


def test_two_ignored_rounds_rest_a_member_and_any_sign_ends_the_row() -> None:
    once = ignored_after(Opting(1, NOW), answered=False)
    assert once == 1
    assert ignored_after(Opting(1, NOW, ignored=once), answered=False) == IGNORED_ROUNDS
    assert ignored_after(Opting(1, NOW, ignored=once), answered=True) == 0


def test_rounds_and_check_ins_have_their_time() -> None:
    assert round_due(None, NOW)
    assert round_due(NOW - ROUND_EVERY, NOW)
    assert not round_due(NOW - ROUND_EVERY + DAY, NOW)
    meeting = Meeting((1, 2), NOW)
    asked = [check_in_due(meeting, None, NOW + days * DAY) for days in (0, 6, 7, 13, 14)]
    assert asked == [False, False, True, True, False]
    assert not check_in_due(meeting, NOW, NOW + 7 * DAY)
