"""The reading plan: what it never does, whom it prefers, and that it overlooks nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plan.plan import (
    FAIR_PLACE,
    LATELY,
    LIKED_WITHIN,
    LITTLE_READ,
    NEW_WRITER,
    PLACES,
    STEP_BACK,
    WEIGHTS,
    History,
    Noted,
    Pick,
    PickReason,
    Seed,
    StoryCandidate,
    choose,
    history,
)
from tests.tries import tries

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
ME = 2001
LONG_AGO = NOW - timedelta(days=400)
SEED = Seed(1001, ME, TODAY)
TAGS = ["Bees", "tea", "Old Books", "chess"]


def story(number: int, author: int, **more: object) -> StoryCandidate:
    """A story of which nothing speaks for it but that it is unread."""
    made = StoryCandidate(f"{number:x}", author, (), LONG_AGO, LONG_AGO, author_notes=LITTLE_READ)
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name


def plain(*authors: int) -> History:
    """Nothing known but that these authors were read lately."""
    return History(read_lately=frozenset(authors))


instants = st.integers(0, 400).map(lambda days: NOW - timedelta(days=days))
stories = st.builds(
    StoryCandidate,
    story_id=st.integers(0, 30).map(str),
    author_id=st.integers(ME - 4, ME + 4),
    tags=st.lists(st.sampled_from(TAGS), max_size=3).map(tuple),
    dated_at=instants,
    author_since=instants,
    author_notes=st.integers(0, 5),
    in_challenge=st.booleans(),
)
ids = st.frozensets(st.integers(0, 30).map(str), max_size=10)
histories = st.builds(
    History,
    read=ids,
    shown=ids,
    suggested=st.dictionaries(st.integers(ME - 4, ME + 4), st.dates(date(2026, 1, 1), date(2026, 3, 2)), max_size=5),
    read_lately=st.frozensets(st.integers(ME - 4, ME + 4), max_size=4),
    topics=st.frozensets(st.sampled_from(["bees", "old-books"]), max_size=2),
    liked=st.frozensets(st.sampled_from(["tea", "chess"]), max_size=2),
)


@tries(200)
@given(found=st.lists(stories, max_size=25), known=histories, places=st.sets(st.integers(0, PLACES - 1)))
def test_what_a_plan_never_does(found: list[StoryCandidate], known: History, places: set[int]) -> None:
    picks = choose(SEED, found, known, NOW, places)
    authors = [pick.author_id for pick in picks]
    assert len(set(authors)) == len(authors), "two of one author"
    assert len({pick.story_id for pick in picks}) == len(picks)
    assert ME not in authors
    assert not {pick.story_id for pick in picks} & (known.read | known.shown)
    assert all(known.last(author) < TODAY for author in authors), "an author of the day's plan again"
    assert {pick.place for pick in picks} <= places
    assert {(pick.story_id, pick.author_id) for pick in picks} <= {(each.story_id, each.author_id) for each in found}


@tries(100)
@given(found=st.lists(stories, max_size=15), known=histories, order=st.randoms(use_true_random=False))
def test_the_order_of_the_stories_changes_nothing(found: list[StoryCandidate], known: History, order: Random) -> None:
    found = list({(each.story_id, each.author_id): each for each in found}.values())
    shuffled = order.sample(found, len(found))
    assert choose(SEED, shuffled, known, NOW) == choose(SEED, found, known, NOW)


def test_fewer_than_three_where_there_is_little() -> None:
    assert choose(SEED, [], History(), NOW) == ()
    assert choose(SEED, [story(1, ME), story(2, ME)], History(), NOW) == ()
    assert len(choose(SEED, [story(n, 7) for n in range(9)], History(), NOW)) == 1
    assert len(choose(SEED, [story(n, n) for n in (7, 8)], History(), NOW)) == 2


PREFERRED = [
    (PickReason.TOPIC, {"tags": ("Bees",)}, {"topics": frozenset({"bees"})}),
    (PickReason.CHALLENGE, {"in_challenge": True}, {}),
    (PickReason.NEW_WRITER, {"author_since": NOW - NEW_WRITER}, {}),
    (PickReason.LITTLE_READ, {"author_notes": LITTLE_READ - 1}, {}),
    (PickReason.LIKED_TAG, {"tags": ("Old Books",)}, {"liked": frozenset({"old-books"})}),
    (PickReason.LONG_UNREAD, {}, {"read_lately": frozenset(range(100, 108))}),
    (PickReason.FRESH, {"dated_at": NOW - timedelta(days=7)}, {}),
]


@pytest.mark.parametrize(("reason", "more", "known"), PREFERRED)
def test_each_preference_prefers_and_is_told(
    reason: PickReason, more: dict[str, object], known: dict[str, frozenset[str]]
) -> None:
    everybody = replace(plain(*range(100, 109)), **known)  # type: ignore[arg-type]  # fields by name
    found = [story(n, n) for n in range(100, 108)]
    for seed in (replace(SEED, day=TODAY + timedelta(days=days)) for days in range(5)):
        first = choose(seed, [*found, story(108, 108, **more)], everybody, NOW, [0])
        assert first == (Pick(f"{108:x}", 108, 0, reason),)
        assert choose(seed, found, everybody, NOW, [0])[0].reason is not reason


def test_topics_weigh_more_than_all_else_and_their_writers_take_turns() -> None:
    others = sum(weight for reason, weight in WEIGHTS.items() if reason is not PickReason.TOPIC)
    assert WEIGHTS[PickReason.TOPIC] > others + STEP_BACK
    assert others < STEP_BACK
    known = History(topics=frozenset({"bees"}), suggested={7: TODAY - timedelta(days=1)})
    everything = story(1, 9, in_challenge=True, author_notes=0, author_since=NOW, dated_at=NOW)
    assert choose(SEED, [story(7, 7, tags=("bees",)), everything], known, NOW, [0])[0].author_id == 7
    both = [story(7, 7, tags=("bees",), dated_at=NOW, in_challenge=True), story(8, 8, tags=("bees",))]
    assert choose(SEED, both, known, NOW, [0])[0].author_id == 8


def test_the_fair_place_goes_to_whoever_waited_longest() -> None:
    known = History(suggested={7: date(2026, 1, 5), 8: date(2026, 1, 3), 9: date(2026, 1, 4)})
    found = [story(7, 7, in_challenge=True), story(8, 8), story(9, 9)]
    assert choose(SEED, found, known, NOW, [FAIR_PLACE])[0] == Pick("8", 8, FAIR_PLACE, PickReason.TURN)
    never = choose(SEED, [*found, story(10, 10)], known, NOW, [FAIR_PLACE])
    assert never[0].author_id == 10, "who never was suggested comes first"


def test_members_begin_elsewhere_in_the_circle() -> None:
    found = [story(author, author) for author in range(100, 120)]
    members = range(99, 119)
    firsts = {choose(replace(SEED, member_id=me), found, History(), NOW, [FAIR_PLACE])[0].author_id for me in members}
    assert len(firsts) == len(found)


@tries(25)
@given(
    writers=st.integers(1, 14),
    seed=st.integers(0, 10**6),
    busy=st.floats(0.02, 1),
    swaps=st.floats(0, 0.5),
)
def test_over_months_nothing_repeats_and_nobody_is_overlooked(
    writers: int, seed: int, busy: float, swaps: float
) -> None:
    """Writers come, write a little or a lot, have all that is preferred or nothing; the member reads and swaps."""
    chance = Random(seed)  # noqa: S311 - a made-up server, no secret
    authors = [ME + 1 + n * 977 for n in range(writers)]
    joins = {author: chance.randrange(40) if chance.random() < 0.5 else 0 for author in authors}
    pool: list[StoryCandidate] = []
    read: set[str] = set()
    shown: set[str] = set()
    suggested: dict[int, date] = {}
    waited = dict.fromkeys(authors, 0)
    for day in range(75):
        now = NOW + timedelta(days=day)
        for author in authors:
            favoured = author % 2 == 0
            if joins[author] <= day and (joins[author] == day or chance.random() < busy):
                since = NOW + timedelta(days=joins[author])
                tags = ("bees",) if favoured else ()
                pool.append(
                    story(len(pool), author, tags=tags, dated_at=now, author_since=since, in_challenge=favoured)
                )
        unread = [each for each in pool if each.story_id not in read | shown]
        eligible = {each.author_id for each in unread}
        known = History(frozenset(read), frozenset(shown), dict(suggested), topics=frozenset({"bees"}))
        the_seed = Seed(1, ME, now.date())
        picks = list(choose(the_seed, pool, known, now))
        assert len(picks) == min(PLACES, len(eligible))
        picked = {pick.author_id for pick in picks}
        if picks and chance.random() < swaps:
            gone = frozenset(pick.story_id for pick in picks)
            here = replace(known, shown=known.shown | gone, suggested=suggested | dict.fromkeys(picked, now.date()))
            picks += choose(the_seed, pool, here, now, [chance.choice(picks).place])
        stories_picked = {pick.story_id for pick in picks}
        assert len({pick.author_id for pick in picks}) == len(picks)
        assert not stories_picked & (shown | read)
        shown |= stories_picked
        suggested |= {pick.author_id: now.date() for pick in picks}
        read |= {each.story_id for each in unread if chance.random() < 0.05}
        for author in authors:
            waited[author] = waited[author] + 1 if author in eligible and author not in suggested_on(picks) else 0
            # Each plan's fair place goes to somebody who waited longer, and who then waits behind this writer.
            assert waited[author] < writers, "overlooked"


def suggested_on(picks: list[Pick]) -> set[int]:
    return {pick.author_id for pick in picks}


def test_the_history_of_a_member() -> None:
    def noted(story_id: str, author: int | None, days: float, *tags: str) -> Noted:
        return Noted(story_id, author, tags, NOW - timedelta(days=days))

    quarter = LIKED_WITHIN / timedelta(days=1)
    known = history(
        [
            noted("a", 7, 1, "Old Books", "tea"),
            noted("b", 8, LATELY.days + 1, "old-books", "bees"),
            noted("c", None, 2, "bees", "bees"),
            noted("d", 9, quarter + 1, "tea"),
        ],
        ["e"],
        {7: TODAY},
        ["#Honey Bees", "???"],
        NOW,
    )
    assert known.read == {"a", "b", "c", "d"}
    assert known.shown == {"e"}
    assert known.read_lately == {7}
    assert known.topics == {"honey-bees"}
    assert known.liked == {"old-books", "bees"}
