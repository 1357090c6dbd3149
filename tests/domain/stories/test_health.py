"""Feeds as moderators name and see them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.stories.health import FeedHealth, FeedOwner, FeedRef, in_order, is_long_missing
from bot.domain.stories.profiles import ProfilePause

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def feed(name: str, *, failures: int = 0, pause: ProfilePause | None = None) -> FeedHealth:
    ref = FeedRef(FeedOwner.PROFILE, 1)
    return FeedHealth(ref, 1, name, "https://medium.com/@x", 1, NOW, None, failures, None, NOW, pause)


@given(st.sampled_from(FeedOwner), st.integers(0, 10**18))
def test_a_reference_is_read_as_it_was_written(owner: FeedOwner, number: int) -> None:
    assert FeedRef.read(FeedRef(owner, number).text) == FeedRef(owner, number)


@given(st.text(max_size=40))
def test_anything_else_is_no_reference(text: str) -> None:
    ref = FeedRef.read(text)
    assert ref is None or ref.owner in FeedOwner


def test_what_needs_a_look_comes_first_then_names_without_case() -> None:
    listed = in_order(
        [feed("zoe"), feed("Ada"), feed("mia", failures=1), feed("Ben", pause=ProfilePause.MODERATOR), feed("bea")]
    )
    assert [each.name for each in listed] == ["Ben", "mia", "Ada", "bea", "zoe"]


@pytest.mark.parametrize(
    ("since", "told"),
    [(None, False), (NOW - timedelta(days=13, hours=23), False), (NOW - timedelta(days=14), True), (NOW, False)],
)
def test_two_weeks_are_long(since: datetime | None, told: bool) -> None:
    assert is_long_missing(since, NOW) is told
