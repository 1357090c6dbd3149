"""What is stored of a story, and what a guild is told of it."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.feeds.feed import FeedEntry
from bot.domain.stories.stories import (
    Decision,
    EntryKind,
    Reason,
    Story,
    changed,
    decide,
    fingerprint,
    oldest_first,
    seed,
    stories_from,
    story_from,
)
from tests.domain.made import ENTRIES, IDS, NOON, entry


def story(story_id: str, day: int | None = 0, kind: EntryKind = EntryKind.STORY) -> Story:
    """A story published so many days after noon, or at no known time."""
    made = story_from(story_id, entry(story_id))
    return replace(made, published_at=None if day is None else NOON + timedelta(days=day), kind=kind)


def test_a_story_is_stored_clean() -> None:
    made = story_from(
        IDS[0],
        replace(
            entry(title="Effort\u200a—\u202etricks\n" + "x" * 400, tags=("Food", "food", "", "Food", *"abcdef")),
            author="Anna\u200b",
            subtitle="*Bold*",
            picture="https://cdn-images-1.medium.com/max/1024/1*QOQuW.jpeg",
            words=1000,
        ),
    )
    assert made.link == f"https://medium.com/@anna/slug-{IDS[0]}"
    assert made.title.startswith("Effort —tricks x")
    assert len(made.title) == 300
    assert (made.author_name, made.subtitle, made.minutes) == ("Anna", "*Bold*", 4)
    assert made.tags == ("Food", "food", "a", "b", "c")
    assert made.picture == "https://cdn-images-1.medium.com/max/1024/1*QOQuW.jpeg"


@pytest.mark.parametrize(
    "picture",
    [
        None,
        "",
        "http://a.example/p.png",
        "data:image/png;base64,xx",
        "https://10.0.0.1/p.png",
        "https://a.example/p q.png",
        f"https://a.example/{'p' * 500}",
    ],
)
def test_a_picture_that_discord_cannot_be_given_is_left_out(picture: str | None) -> None:
    assert story_from(IDS[0], replace(entry(), picture=picture)).picture is None


def test_a_link_that_cannot_be_used_gives_way_to_the_short_one() -> None:
    for link in ("", "javascript:alert(1)", f"https://a.example/{'x' * 500}"):
        assert story_from(IDS[0], replace(entry(), link=link)).link == f"https://medium.com/p/{IDS[0]}"
        assert story_from("x0123", replace(entry(), link=link)).link == ""


def test_readers_see_an_edit_in_what_is_visible_only() -> None:
    before = story(IDS[0])
    known = fingerprint(before)
    assert changed(None, before) is Reason.NEW
    assert changed(known, before) is Reason.UNCHANGED
    assert changed(known, replace(before, updated_at=NOON, published_at=NOON, minutes=9)) is Reason.UNCHANGED
    # The profile's feed and the publication's give the same story by different addresses, in turns.
    assert changed(known, replace(before, link="https://a.example/")) is Reason.UNCHANGED
    for after in (
        replace(before, title="Another"),
        replace(before, subtitle="Another"),
        replace(before, picture="https://a.example/p.png"),
        replace(before, tags=("another",)),
    ):
        assert changed(known, after) is Reason.EDITED


@given(ENTRIES)
def test_any_entry_fits_the_table(made_of: FeedEntry) -> None:
    stories = stories_from([made_of])
    assume(stories)
    (made,) = stories
    assert len(made.link) <= 500
    assert len(made.title) <= 300
    assert len(made.author_name) <= 80
    assert len(made.subtitle) <= 300
    assert len(made.tags) == len(set(made.tags)) <= 5
    assert re.fullmatch("[0-9a-f]{64}", fingerprint(made))


def test_a_guild_is_told_of_new_stories_oldest_first() -> None:
    feed = [story(IDS[3], 3), story(IDS[2], 2), story(IDS[1], 1), story(IDS[0], 0)]
    assert decide(feed, {IDS[0]: Reason.BASELINE}, has_channel=True) == [
        Decision(story_id, announce=True, reason=Reason.NEW) for story_id in IDS[1:4]
    ]


@pytest.mark.parametrize(
    ("kind", "has_channel", "announce", "reason"),
    [
        (EntryKind.STORY, True, True, Reason.NEW),
        (EntryKind.STORY, False, False, Reason.NO_CHANNEL),
        (EntryKind.RESPONSE, True, False, Reason.RESPONSE),
        (EntryKind.RESPONSE, False, False, Reason.RESPONSE),
        (EntryKind.UNSURE, True, False, Reason.UNSURE),
        (EntryKind.UNSURE, False, False, Reason.UNSURE),
    ],
)
def test_each_kind_has_its_reason(kind: EntryKind, has_channel: bool, announce: bool, reason: Reason) -> None:
    assert decide([story(IDS[0], kind=kind)], (), has_channel=has_channel) == [Decision(IDS[0], announce, reason)]


def test_stories_without_a_date_keep_the_place_that_the_feed_gave_them() -> None:
    feed = [story(IDS[4], 9), story(IDS[3], None), story(IDS[2], 1), story(IDS[1], 5), story(IDS[0], None)]
    assert [each.id for each in oldest_first(feed)] == [IDS[0], IDS[2], IDS[1], IDS[3], IDS[4]]


def test_stories_of_one_instant_are_told_as_the_feed_has_them() -> None:
    assert [each.id for each in oldest_first([story(each) for each in IDS])] == IDS[::-1]


STORIES = st.lists(
    st.builds(story, st.sampled_from(IDS), st.none() | st.integers(-40_000, 40_000), kind=st.sampled_from(EntryKind)),
    max_size=10,
)


@given(STORIES, st.sets(st.sampled_from(IDS)), st.booleans())
def test_every_story_is_decided_once_and_never_again(feed: list[Story], known: set[str], has_channel: bool) -> None:
    taken = decide(feed, known, has_channel=has_channel)
    decided = [each.story_id for each in taken]
    assert sorted(decided) == sorted({each.id for each in feed} - known)
    assert decide(feed, known | set(decided), has_channel=True) == []


@given(STORIES, st.randoms())
def test_neither_order_nor_date_decides_what_is_told(feed: list[Story], random: object) -> None:
    once = list({each.id: each for each in feed}.values())
    redated = [replace(each, published_at=None) for each in reversed(once)]
    told, again = (set(decide(each, (), has_channel=True)) for each in (once, redated))
    assert told == again


@given(STORIES)
def test_dated_stories_are_told_in_the_order_of_their_dates(feed: list[Story]) -> None:
    dates = [each.published_at for each in oldest_first(feed) if each.published_at]
    assert all(earlier <= later for earlier, later in pairwise(dates))
    assert sorted(map(id, oldest_first(feed))) == sorted(map(id, feed))


@given(STORIES)
def test_a_first_import_announces_nothing_and_leaves_nothing_to_announce(feed: list[Story]) -> None:
    baseline = seed(each.id for each in feed)
    assert not any(each.announce for each in baseline)
    assert {each.reason for each in baseline} <= {Reason.BASELINE}
    assert len(baseline) == len({each.id for each in feed})
    assert decide(feed, [each.story_id for each in baseline], has_channel=True) == []
