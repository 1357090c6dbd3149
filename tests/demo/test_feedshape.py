"""The invented feeds are of Medium's shape, as feedparser and the product's own parser see it."""

import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest

from bot.demo.feedshape import MOST_ITEMS, DemoStory, Writer, profile_feed
from bot.domain.feeds.entries import classify
from bot.domain.feeds.feed import Feed
from bot.domain.feeds.medium import parse_story
from bot.domain.stories.stories import EntryKind
from bot.feeds.entries import parse
from tests.demo.shapes import response, tag_feed
from tests.feeds.shared import FEEDS, needs_feeds

ADA = Writer("ada", "Ada <Bee> & Co", "1a2b3c4d5e6f")
BUILT = datetime(2026, 1, 9, 8, 7, 6, tzinfo=UTC)


def story(number: int, **changes: object) -> DemoStory:
    values: dict[str, object] = {
        "id": f"{number:012x}",
        "title": f"Story {number}: a & b ]]> <c>",
        "subtitle": "In which < and > are met",
        "tags": ("walking", "sea"),
        "paragraphs": ("One two three.", "Four & five."),
        "published_at": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number),
    }
    return DemoStory(**(values | changes))  # type: ignore[arg-type]  # the keys are the fields


def read(body: bytes) -> Feed:
    feed = parse(body)
    assert isinstance(feed, Feed), feed
    return feed


def test_it_is_well_formed_and_says_what_medium_says() -> None:
    found = feedparser.parse(profile_feed(ADA, [story(1)], BUILT))
    assert found.bozo is False
    assert found.version == "rss20"
    assert found.feed.generator == "Medium"
    assert found.feed.title == "Stories by Ada <Bee> & Co on Medium"
    assert {link.rel for link in found.feed.links} == {"alternate", "self", "hub"}
    (item,) = found.entries
    assert item.guidislink is False
    assert item.author == ADA.name
    assert item.link.endswith(f"-{story(1).id}?source=rss-1a2b3c4d5e6f------2")


def test_the_product_reads_it() -> None:
    feed = read(profile_feed(ADA, [story(1)], BUILT))
    (entry,) = feed.entries
    assert (feed.user_id, feed.picture, feed.built_at) == (ADA.user_id, ADA.picture, BUILT)
    assert (entry.title, entry.subtitle, entry.tags) == (story(1).title, story(1).subtitle, ("walking", "sea"))
    assert (entry.published_at, entry.updated_at) == (story(1).published_at, story(1).published_at)
    assert entry.picture == story(1).picture
    assert entry.words == 13, "subtitle and paragraphs, no more"
    assert parse_story(entry.link).story_id == parse_story(entry.guid).story_id == story(1).id


def test_newest_first_and_no_more_than_ten() -> None:
    feed = read(profile_feed(ADA, [story(number) for number in range(1, 15)], BUILT))
    assert [entry.guid[-1] for entry in feed.entries] == [f"{number:x}" for number in range(14, 4, -1)]
    assert len(feed.entries) == MOST_ITEMS


def test_of_one_instant_the_later_is_the_newer() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    feed = read(profile_feed(ADA, [story(1, published_at=at), story(2, published_at=at)], BUILT))
    assert [entry.guid[-1] for entry in feed.entries] == ["2", "1"]


@pytest.mark.parametrize("text", ["Thank you.", "Thank you for this, it says what I could not. " * 5])
def test_a_response_is_taken_for_one(text: str) -> None:
    feed = read(profile_feed(ADA, [response("00000000000a", text, BUILT), story(1)], BUILT))
    assert [classify(entry) for entry in feed.entries] == [EntryKind.RESPONSE, EntryKind.STORY]


def test_a_tags_feed_is_truncated() -> None:
    feed = read(tag_feed("sea-side", [(ADA, story(1)), (ADA, story(2, tags=()))], BUILT))
    assert feed.title == "Sea side on Medium"
    assert feed.user_id is None
    assert [entry.truncated for entry in feed.entries] == [True, True]
    assert [classify(entry) for entry in feed.entries] == [EntryKind.UNSURE, EntryKind.STORY]
    assert feed.entries[0].subtitle == story(2).subtitle


def test_stories_live_where_their_writer_does() -> None:
    own = Writer("ada", "Ada", "1a2b3c4d5e6f", host="ada.medium.com")
    assert story(1, title="Ünder the “Sea”").link(own) == "https://ada.medium.com/%C3%BCnder-the-sea-000000000001"
    assert story(1, title="雨").link(ADA) == "https://medium.com/@ada/%E9%9B%A8-000000000001"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert profile_feed(ADA, [story(1)], BUILT) == profile_feed(ADA, [story(1)], BUILT)


def outline(feed: str) -> list[str]:
    """The lines of a feed with what differs between feeds left out, up to the end of the first item."""
    head = feed[: feed.index("</item>")]
    plain = re.sub(r"<!\[CDATA\[.*?\]\]>", "…", head, flags=re.DOTALL)
    plain = re.sub(r">[^<>\n]*</", ">…</", plain)
    plain = re.sub(r'href="[^"]*"', "href", plain)
    return list(dict.fromkeys(plain.splitlines()))


@needs_feeds
def test_the_outline_is_that_of_a_genuine_feed() -> None:
    genuine = (FEEDS / "profile-linukaarambawela-2025-07-07.xml").read_text()
    assert outline(profile_feed(ADA, [story(1)], BUILT).decode()) == outline(genuine)
