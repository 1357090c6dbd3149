"""What an entry is, and which story it is."""

# ruff: noqa: RUF001 - typographic quotes are what Medium sends

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feeds.feed import FeedEntry
from bot.domain.stories.stories import EntryKind, classify, identify, reading_minutes, stories_from
from tests.domain.made import ENTRIES, IDS, NOON, entry


@pytest.mark.parametrize(
    ("title", "opening", "kind"),
    [
        ("Hi Jeremy,", "Hi Jeremy, You’re totally right, this was a mistake.", EntryKind.RESPONSE),
        ("I have fixed this typo :)", "I have fixed this typo\xa0:)", EntryKind.RESPONSE),
        (
            "The drawing was confusing and mislead…",
            "The drawing was confusing and misleading with that",
            EntryKind.RESPONSE,
        ),
        ("The drawing was confusing and ...", "The drawing was confusing and misleading with that", EntryKind.RESPONSE),
        ("thanks\u200aso much", "Thanks so  much! It helped.", EntryKind.RESPONSE),
        ("Thanks!", "Thanks!", EntryKind.RESPONSE),
        ("Thanks!", "Thanks! I have fixed it.", EntryKind.UNSURE),
        ("Rain", "Rain fell on the roof.", EntryKind.UNSURE),
        ("Rain", "Rainer came home.", EntryKind.STORY),
        ("The art", "The artist came home.", EntryKind.STORY),
        ("On thirty years", "Yesterday I turned thirty.", EntryKind.STORY),
        ("On thirty years", "", EntryKind.STORY),
        ("…", "… and so on", EntryKind.UNSURE),
        ("", "Thanks!", EntryKind.UNSURE),
    ],
)
def test_without_a_tag_the_text_tells_a_response_from_a_story(title: str, opening: str, kind: EntryKind) -> None:
    assert classify(entry(title=title, tags=(), opening=opening)) is kind


def test_what_has_a_tag_is_a_story_whatever_its_text_says() -> None:
    assert classify(entry(title="Hi Jeremy,", opening="Hi Jeremy, you are right")) is EntryKind.STORY
    assert classify(replace(entry(title="Hi Jeremy,"), truncated=True)) is EntryKind.STORY


def test_a_truncated_entry_without_a_tag_cannot_be_judged() -> None:
    assert classify(replace(entry(tags=()), truncated=True)) is EntryKind.UNSURE


@pytest.mark.parametrize(("words", "minutes"), [(None, None), (0, 1), (265, 1), (266, 2), (2650, 10)])
def test_reading_time_is_rounded_up(words: int | None, minutes: int | None) -> None:
    assert reading_minutes(words) == minutes


def keys(*entries: FeedEntry) -> list[str]:
    return [key for key, _ in identify(entries)]


def test_a_story_is_the_same_through_everything_that_was_seen_to_change() -> None:
    first = entry()
    for later in (
        replace(first, guid=f"http://medium.com/p/{IDS[0]}"),
        replace(first, guid="https://medium.com/p/ffffffffffff"),
        replace(first, guid=""),
        replace(first, link=f"http://medium.com/@anna/slug-{IDS[0]}#x"),
        replace(first, link=f"https://anna.example/another-slug-{IDS[0]}"),
        replace(first, link="https://medium.com/open-learning/meet-8-mit-women-faculty"),
        replace(first, link=""),
        replace(first, title="Edited", published_at=NOON, updated_at=NOON - timedelta(days=99)),
    ):
        assert keys(first) == keys(later) == [IDS[0]]


def test_one_guid_on_all_items_hides_no_story() -> None:
    same = [replace(entry(story_id), guid="https://medium.com/p/ffffffffffff") for story_id in IDS]
    assert keys(*same) == IDS


def test_one_link_on_all_items_hides_no_story() -> None:
    same = [replace(entry(story_id), link=f"https://medium.com/@anna/home-{'f' * 12}") for story_id in IDS]
    assert keys(*same) == IDS


def test_of_several_entries_for_one_story_the_first_counts() -> None:
    assert identify([entry(title="first"), entry(title="second")])[0][1].title == "first"
    assert keys(entry(), entry(IDS[1]), entry()) == IDS[:2]


def test_what_has_no_id_gets_a_key_that_stays() -> None:
    link = FeedEntry("", "https://a.example/post?source=x", "A title")
    guid = FeedEntry("tag:a.example,2026:1", "", "A title")
    title = FeedEntry("", "", "A title", published_at=NOON)
    assert len(set(keys(link, guid, title))) == 3
    assert keys(link) == keys(replace(link, link="http://a.example/post/", title="Edited"))
    assert keys(guid) == keys(replace(guid, title="Edited", published_at=NOON))
    assert keys(title) == keys(replace(title, title="a  TITLE"))
    assert keys(FeedEntry("", "", "")) == []


@given(st.lists(ENTRIES, max_size=12))
def test_any_feed_gives_each_story_one_short_key(entries: list[FeedEntry]) -> None:
    found = keys(*entries)
    assert len(found) == len(set(found)) <= len(entries)
    assert all(re.fullmatch("[0-9a-z]{1,40}", key) for key in found)
    assert set(keys(*reversed(entries))) == set(found)
    assert [each.id for each in stories_from(entries)] == found
