"""Topics: tags that are the same, choices that end, and a turn that is fair."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.stories.topics import (
    LASTING,
    MOST_PINGED,
    PINGS,
    TAG_LIMIT,
    Follow,
    FollowUntil,
    choose,
    ended,
    ended_key,
    fold_tag,
    suggest_tags,
    terms,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("writing", "writing"),
        ("Artificial Intelligence", "artificial-intelligence"),
        ("#artificial-intelligence", "artificial-intelligence"),
        ("  BEES  ", "bees"),
        ("C/C++", "c-c"),
        ("Ｗｉｄｅ", "wide"),  # noqa: RUF001 - the wide letters are meant
        ("Straße", "strasse"),
        ("हिन्दी", "हिन्दी"),
        ("東京", "東京"),
        (":\u1071", ""),
        ("???", ""),
        ("@everyone", "everyone"),
        ("x" * 90, "x" * TAG_LIMIT),
    ],
)
def test_a_tag_is_compared_as_medium_writes_it_in_addresses(typed: str, folded: str) -> None:
    assert fold_tag(typed) == folded


@given(st.text(max_size=80))
def test_a_folded_tag_fits_its_column_and_a_buttons_id_and_stays_as_it_is(text: str) -> None:
    folded = fold_tag(text)
    assert len(folded) <= TAG_LIMIT
    assert "/" not in folded
    assert folded.strip("-") == folded
    assert fold_tag(folded) == folded


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (FollowUntil.STOPPED, (None, None)),
        (FollowUntil.PINGS, (PINGS, None)),
        (FollowUntil.DAYS, (None, NOW + LASTING)),
    ],
)
def test_how_long_a_choice_lasts(until: FollowUntil, expected: tuple[int | None, datetime | None]) -> None:
    assert terms(until, NOW) == expected


@pytest.mark.parametrize(
    ("follow", "over"),
    [
        (Follow(1, "bees"), False),
        (Follow(1, "bees", pings_left=1), False),
        (Follow(1, "bees", pings_left=0), True),
        (Follow(1, "bees", until=NOW + LATER), False),
        (Follow(1, "bees", until=NOW), True),
    ],
)
def test_when_a_choice_is_over(follow: Follow, over: bool) -> None:
    assert ended(follow, NOW) is over
    assert choose([follow], None, NOW) == (() if over else (1,))


def test_who_is_not_pinged() -> None:
    follows = [Follow(1, "bees"), Follow(2, "bees", muted=True), Follow(3, "bees", pings_left=0), Follow(4, "bees")]
    assert choose(follows, 4, NOW) == (1,)


def test_two_topics_of_one_story_are_one_ping_and_a_muted_one_leaves_the_other() -> None:
    assert choose([Follow(1, "bees"), Follow(1, "tea", muted=True), Follow(1, "honey")], None, NOW) == (1,)


def test_who_never_was_pinged_comes_before_who_was_and_the_longest_ago_before_the_latest() -> None:
    follows = [
        Follow(1, "bees", last_pinged_at=NOW),
        Follow(2, "bees", last_pinged_at=NOW - LATER),
        Follow(3, "bees"),
        Follow(4, "bees", last_pinged_at=NOW - LATER),
    ]
    assert choose(follows, None, NOW) == (3, 2, 4, 1)


members = st.integers(1, 60)
follow_rows = st.lists(
    st.builds(
        Follow,
        member_id=members,
        tag=st.sampled_from(["bees", "tea"]),
        muted=st.booleans(),
        pings_left=st.none() | st.integers(0, 3),
        until=st.none() | st.sampled_from([NOW - LATER, NOW, NOW + LATER]),
        last_pinged_at=st.none() | st.sampled_from([NOW - LATER, NOW - 2 * LATER]),
    ),
    max_size=90,
    unique_by=lambda follow: (follow.member_id, follow.tag),
)


@given(follow_rows, members, st.randoms(use_true_random=False))
def test_at_most_25_each_once_never_the_author_nobody_who_did_not_ask(
    follows: list[Follow], author: int, random: object
) -> None:
    chosen = choose(follows, author, NOW)
    asked = {each.member_id for each in follows if not each.muted and not ended(each, NOW)} - {author}
    assert set(chosen) <= asked
    assert len(chosen) == len(set(chosen)) == min(MOST_PINGED, len(asked))
    random.shuffle(follows)  # type: ignore[attr-defined]  # hypothesis types its randoms loosely
    assert choose(follows, author, NOW) == chosen, "the order of rows does not matter"


@given(
    st.integers(2, 12),
    st.lists(st.tuples(st.integers(1, 12), st.sets(st.integers(1, 12), max_size=4)), min_size=2, max_size=25),
    st.integers(1, 5),
)
def test_nobody_is_passed_over_while_another_is_pinged_twice(
    count: int, posts: list[tuple[int, set[int]]], limit: int
) -> None:
    """Posts with their author and who is muted at the time; between two pings of one member, any other whose turn it
    could have been had theirs."""
    last: dict[int, datetime | None] = dict.fromkeys(range(1, count + 1))
    history: list[tuple[int, ...]] = []
    for number, (author, muted) in enumerate(posts):
        now = NOW + number * LATER
        follows = [Follow(each, "bees", muted=each in muted, last_pinged_at=at) for each, at in last.items()]
        chosen = choose(follows, author, now, limit)
        passed_over = set(last) - set(chosen) - muted - {author}
        for member in chosen:
            before = [turn for turn, pinged in enumerate(history) if member in pinged]
            if before:
                assert passed_over <= {each for pinged in history[before[-1] :] for each in pinged}
        history.append(chosen)
        last.update(dict.fromkeys(chosen, now))


def test_suggestions_begin_as_typed_then_go_by_how_common_they_are() -> None:
    seen = [["Bees", "Tea"], ["bees", "Honey Bees"], ["tea"], ["Tea Time"]]
    assert suggest_tags(seen, "") == ["bees", "tea", "honey-bees", "tea-time"]
    assert suggest_tags(seen, "BEE") == ["bees", "honey-bees"]
    assert suggest_tags([[f"tag {n}" for n in range(40)]], "tag") == suggest_tags([[f"tag {n}" for n in range(40)]], "")
    assert len(suggest_tags([[f"tag {n}" for n in range(40)]], "tag")) == 25


def test_the_key_of_an_end_fits_its_column() -> None:
    assert len(ended_key(10**19, 10**19, "x" * TAG_LIMIT, datetime(2200, 1, 1, tzinfo=UTC))) <= 100
