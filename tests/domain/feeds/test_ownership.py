"""Codes: made, found in a name, and taken out of it."""

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds.feed import Feed
from bot.domain.feeds.medium import FeedAddress, FeedKind
from bot.domain.feeds.ownership import ALPHABET, carries, changed_hands, look_at, new_code, without_code
from bot.domain.feeds.schedule import MEDIUM_CACHE
from bot.domain.stories.profiles import writer_name

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADA = FeedAddress(FeedKind.PROFILE, "ada")


def titled(title: str) -> Feed:
    return Feed(title, "", None, None, None, ())


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Stories by Ada Bee ink-7f3k on Medium", True),
        ("Stories by ink-7f3k Ada Bee on Medium", True),
        ("Stories by Ada Bee (INK-7F3K) on Medium", True),
        ("Stories by Ada Bee ink-7f3kk on Medium", False),
        ("Stories by Ada Bee pink-7f3k on Medium", False),
        ("Stories by Ada Bee ink-7f3j on Medium", False),
        ("Stories by Ada Bee on Medium", False),
    ],
)
def test_a_code_is_a_word_of_the_name(title: str, found: bool) -> None:
    assert carries(titled(title), "ink-7f3k") is found


@given(st.randoms(use_true_random=False), st.text(alphabet="Ada Béñ 山", min_size=1, max_size=20))
def test_every_code_is_found_and_leaves_the_name_as_it_was(random: Random, name: str) -> None:
    code = new_code(random.choice)
    assert set(code.removeprefix("ink-")) <= set(ALPHABET)
    shown = titled(f"Stories by A{name}Z {code} on Medium")
    assert carries(shown, code)
    assert writer_name(shown, ADA) == writer_name(titled(f"Stories by A{name}Z on Medium"), ADA)


def test_a_name_that_is_nothing_but_the_code_is_the_handle() -> None:
    assert without_code("ink-7f3k") == ""
    assert writer_name(titled("Stories by ink-7f3k on Medium"), ADA) == "ada"


@pytest.mark.parametrize(
    ("registered", "now", "changed"),
    [
        ("user:aaa", "bbb", True),
        ("user:aaa", "aaa", False),
        ("user:aaa", None, False),
        ("feed:profile:ada", "bbb", False),
    ],
)
def test_only_another_id_says_that_a_name_changed_hands(registered: str, now: str | None, changed: bool) -> None:
    assert changed_hands(registered, now) is changed


def test_looking_sooner_than_mediums_cache_shows_nothing_new() -> None:
    assert look_at(NOW, None) == NOW
    assert look_at(NOW, NOW) == NOW + MEDIUM_CACHE
    assert look_at(NOW, NOW - 2 * MEDIUM_CACHE) == NOW
