"""Introductions: who opted in, what became of it, and who is introduced to whom every two weeks.

``match`` asks networkx and runs in a worker process; it and what it takes and gives are pickled on their way there:
frozen, and made of plain values.

**What is promised, and when it cannot be kept.** Never broken, whatever the cost: nobody meets somebody again within
``APART``, is introduced to somebody they are in conversation with, or to somebody whom either blocked. Within that:

1. As many members as pairs can hold are in pairs: a maximum matching.
2. Of all such choices one that pairs as many as can be of those who were left out last time. Sets of members that a
   matching can cover are a matroid (J. Edmonds, D. R. Fulkerson, "Transversals and matroid partition", 1965): to cover
   somebody never costs a pair, so 1 and 2 do not compete.
3. Whoever is over joins a pair as a third, if there is one both of whom they may meet.

With n members who may each meet d others or more, and 2d >= n, everybody is in a pair or, one of an odd number, in a
three (G. A. Dirac, 1952, has a Hamiltonian cycle there). Six rounds are within ``APART``, in which a member meets two
others at most each time; so twelve, besides blocks and conversations, are closed to them, and about thirty members are
enough. In a smaller circle a member can have nobody left to meet: they are in ``Matched.left_out``, come first next
time, and are left out twice running only if all whom they may meet are paired with others who were left out as well, or
if there is nobody whom they may meet at all.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations
from random import Random

from bot.domain.circle.graphs import Pair, best_pairs, pair

ROUND_EVERY = timedelta(days=14)
"""How often people are introduced: time enough to read something of each other, and to look forward to the next."""

APART = timedelta(days=91)
"""A quarter, in whole weeks: two are not introduced to each other again within it."""

CHECK_IN_AFTER = timedelta(days=7)
"""When they are asked whether they met: half of the round, while it can still be made good."""

IGNORED_ROUNDS = 2
"""Rounds without any sign, one after the other, after which a member rests: one can be a holiday."""

POOL = 100
"""Members who are matched together at most: a third of a second on one core (150: one, 300: eleven). More are drawn
into pools of equal size, anew each round, so that everybody can meet everybody over the rounds."""

MOST_SHARED = 5
"""Topics, and writers in common, that count: as many as a member may name. Beyond, likeness is no reason any more."""

TOPIC_WEIGHT = 3
"""A topic in common weighs as much as three writers in common: topics were named for this, reading only suggests."""

NEW_WEIGHT = 6
"""Two who never met weigh two topics more: meeting again is better than meeting nobody, and worse than the rest."""

_DRAW = 16
"""What chance adds is below this; the rest of the weight is in its multiples. Among equals the draw decides."""


class IntroductionStanding(StrEnum):
    """A member's state with regard to introductions."""

    OUT = "out"
    """They did not opt in, or left."""
    IN = "in"
    PAUSED = "paused"
    """They paused it until an instant."""
    RESTING = "resting"
    """Two rounds were ignored: it waits for their word."""


class CheckIn(StrEnum):
    """A member's answer a week after an introduction."""

    MET = "met"
    PLANNED = "planned"
    NOT_THIS_TIME = "not_this_time"


@dataclass(frozen=True, slots=True)
class Opting:
    """A member's own state. ``topics`` are folded (``bot.domain.stories.topics.fold_tag``); ``since`` is ``None`` if
    they are not opted in; ``ignored``: rounds in a row without any reaction from them."""

    member_id: int
    since: datetime | None = None
    topics: tuple[str, ...] = ()
    paused_until: datetime | None = None
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class IntroductionCandidate:
    """A member to be introduced. ``topics`` are folded; ``reads``: writers they read lately, from notes that are not
    private; ``left_out``: nobody was found for them in the last round."""

    member_id: int
    topics: frozenset[str] = frozenset()
    reads: frozenset[int] = frozenset()
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two or three members who were introduced to each other at ``at``."""

    members: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Matched:
    """The result of a round: groups of two or three, and the members in no group; everything is sorted by id."""

    groups: tuple[tuple[int, ...], ...]
    left_out: tuple[int, ...]


def standing(state: Opting, now: datetime) -> IntroductionStanding:
    """The member's state; only members who are ``IntroductionStanding.IN`` are introduced."""
    if state.since is None:
        return IntroductionStanding.OUT
    if state.ignored >= IGNORED_ROUNDS:
        return IntroductionStanding.RESTING
    if state.paused_until is not None and state.paused_until > now:
        return IntroductionStanding.PAUSED
    return IntroductionStanding.IN


def ignored_after(state: Opting, *, answered: bool) -> int:
    """The rounds ignored in a row once another round is over. Any reaction (an answer to the check-in, a message in the
    thread) resets it to 0, and so does opting in again."""
    return 0 if answered else state.ignored + 1


def round_due(last_at: datetime | None, now: datetime) -> bool:
    """Whether a guild's next round is due."""
    return last_at is None or now - last_at >= ROUND_EVERY


def check_in_due(meeting: Meeting, asked_at: datetime | None, now: datetime) -> bool:
    """Whether to ask its members now whether they met: once, between a week after the introduction and the next
    round."""
    return asked_at is None and CHECK_IN_AFTER <= now - meeting.at < ROUND_EVERY


def closed_pairs(
    past: Iterable[Meeting], conversing: Iterable[Pair], blocks: Iterable[tuple[int, int]], now: datetime
) -> frozenset[Pair]:
    """The pairs that must not be introduced: met within ``APART``, in conversation, or one blocked the other.

    ``blocks`` are (who, whom).
    """
    met = (each for meeting in past if now - meeting.at < APART for each in combinations(meeting.members, 2))
    return frozenset(pair(*each) for source in (met, conversing, blocks) for each in source)


def match(
    candidates: Iterable[IntroductionCandidate],
    past: Iterable[Meeting],
    conversing: Iterable[Pair],
    blocks: Iterable[tuple[int, int]],
    *,
    now: datetime,
    seed: int,
) -> Matched:
    """Groups of two and three among these members, as described in the module's docstring. Deterministic for a given
    ``seed``.

    ``candidates``: the members who are ``IntroductionStanding.IN``, each once; ``past``: all meetings, or those of a
    year.
    """
    people = {each.member_id: each for each in sorted(candidates, key=lambda each: each.member_id)}
    meetings = tuple(past)
    closed = closed_pairs(meetings, conversing, blocks, now)
    met = frozenset(pair(*each) for meeting in meetings for each in combinations(meeting.members, 2))
    random = Random(seed)  # noqa: S311 - a draw among equals, no secret
    groups: list[tuple[int, ...]] = []
    for pool in _pools(list(people), random):
        groups += _match_pool([people[member] for member in pool], closed, met, random)
    seated = {member for group in groups for member in group}
    return Matched(tuple(sorted(groups)), tuple(member for member in people if member not in seated))


def _pools(members: list[int], random: Random) -> list[list[int]]:
    if len(members) <= POOL:
        return [members]
    drawn = list(members)
    random.shuffle(drawn)
    count = -(-len(drawn) // POOL)
    return [sorted(drawn[number::count]) for number in range(count)]


def _match_pool(
    people: Collection[IntroductionCandidate], closed: Set[Pair], met: Set[Pair], random: Random
) -> list[tuple[int, ...]]:
    affinities = {
        (one.member_id, other.member_id): _affinity(one, other, (one.member_id, other.member_id) in met, random)
        for one, other in combinations(people, 2)
        if (one.member_id, other.member_id) not in closed
    }
    first = {each.member_id for each in people if each.left_out}
    # One member who was left out last time outweighs all affinities together.
    priority = (max(affinities.values(), default=0) + 1) * (len(people) + 1)
    pairs = best_pairs({edge: weight + priority * len(first.intersection(edge)) for edge, weight in affinities.items()})
    seated = {member for each in pairs for member in each}
    over = [each.member_id for each in people if each.member_id not in seated]
    return _with_thirds(pairs, over, affinities)


def _affinity(one: IntroductionCandidate, other: IntroductionCandidate, met: bool, random: Random) -> int:
    topics = min(len(one.topics & other.topics), MOST_SHARED)
    writers = min(len(one.reads & other.reads), MOST_SHARED)
    weight = TOPIC_WEIGHT * topics + writers + (0 if met else NEW_WEIGHT)
    return weight * _DRAW + random.randrange(_DRAW)


def _with_thirds(pairs: Iterable[Pair], over: Iterable[int], affinities: Mapping[Pair, int]) -> list[tuple[int, ...]]:
    """The pairs, some with a third member: each member left over joins the pair that suits best of those they may join.

    Two members never want the same pair, because then each could have been paired with one of its members, which would
    have made one more pair.
    """
    groups: dict[Pair, tuple[int, ...]] = {each: each for each in pairs}
    for member in over:
        suits = {
            (one, other): affinities[pair(one, member)] + affinities[pair(other, member)]
            for one, other in groups
            if pair(one, member) in affinities and pair(other, member) in affinities
        }
        if suits:
            chosen = max(suits, key=lambda each: (suits[each], each))
            groups[chosen] = tuple(sorted((*chosen, member)))
    return list(groups.values())
