"""The library holds what the demo needs, and nothing that the bot would not take."""

import re

import pytest

from bot.demo.feedshape import profile_feed
from bot.demo.scene import PUBLISHING, REGISTERING
from bot.demo.writers import START, Author, load_authors
from bot.domain.feeds.entries import classify
from bot.domain.feeds.feed import Feed
from bot.domain.feeds.medium import parse_profile
from bot.domain.stories.stories import EntryKind
from bot.feeds.entries import parse

AUTHORS = load_authors()


def test_eight_writers_nobody_twice() -> None:
    stories = [story for author in AUTHORS for story in (*author.published, *author.stock)]
    assert len({author.writer.user_id for author in AUTHORS}) == 8
    assert len({story.id for story in stories}) == len({story.picture for story in stories}) == len(stories)


def test_the_scene_finds_its_players_and_leaves_some() -> None:
    handles = {author.writer.handle for author in AUTHORS}
    assert PUBLISHING in REGISTERING
    assert set(REGISTERING) < handles


@pytest.mark.parametrize("author", AUTHORS, ids=lambda author: author.writer.handle)
def test_a_writers_stories_are_stories(author: Author) -> None:
    feed = parse(profile_feed(author.writer, [*author.published, *author.stock], START))
    assert isinstance(feed, Feed)
    assert [classify(entry) for entry in feed.entries] == [EntryKind.STORY] * len(feed.entries)
    assert all(story.published_at < START for story in author.published)
    assert all(3 <= len(story.paragraphs) <= 6 for story in (*author.published, *author.stock))
    assert all(1 <= len(story.tags) <= 5 for story in (*author.published, *author.stock))
    assert len(author.stock) >= 2


@pytest.mark.parametrize("author", AUTHORS, ids=lambda author: author.writer.handle)
def test_a_writers_address_can_be_registered(author: Author) -> None:
    assert re.fullmatch("[0-9a-f]{12}", author.writer.user_id)
    assert parse_profile(author.writer.page.removeprefix("https://")).page == author.writer.page
