from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.feeds.feed import Feed, Later, LaterReason, Missing, NotAFeed, Outcome, Read, Unchanged, Validators
from bot.feeds.client import FeedClient
from bot.feeds.parser import FeedParser
from bot.feeds.reader import FeedReader
from bot.feeds.slim import items_hash
from tests.feeds.conftest import FakeClock, RawServer, answer, redirect
from tests.feeds.shape import Channel, Item
from tests.patience import PATIENCE

URL = "https://medium.com/feed/@writer"
FEED = Channel()
FRESH = Validators()


@pytest.fixture
async def reader(client: FeedClient, clock: FakeClock) -> AsyncIterator[FeedReader]:
    async with FeedParser(clock=clock, timeout=PATIENCE) as parser:
        yield FeedReader(client, parser)


async def read(reader: FeedReader, validators: Validators = FRESH) -> Outcome:
    return await reader.read(URL, validators, urgent=False)


async def test_read_then_unchanged_then_changed(reader: FeedReader, server: RawServer) -> None:
    changed = replace(FEED, items=(Item(id="1111aaaa2222"), *FEED.items))
    rebuilt = replace(FEED, built="Tue, 08 Jul 2025 08:02:57 GMT")
    server.says(answer(FEED.xml(), 'ETag: "1"'), answer(rebuilt.xml(), 'ETag: "2"'), answer(changed.xml()))
    first = await read(reader)
    assert isinstance(first, Read)
    assert [entry.title for entry in first.feed.entries] == ["A walk by the sea"]
    assert first.validators == Validators('"1"', None, items_hash(FEED.xml()))
    again = await read(reader, first.validators)
    assert again == Unchanged(Validators('"2"', None, first.validators.items_hash))
    third = await read(reader, again.validators)
    assert isinstance(third, Read)
    assert len(third.feed.entries) == 2


async def test_unchanged_items_are_never_parsed(client: FeedClient, server: RawServer, clock: FakeClock) -> None:
    parser = FeedParser(clock=clock)
    await parser.aclose()
    server.says(answer(FEED.xml()))
    reader = FeedReader(client, parser)
    known = Validators(items_hash=items_hash(FEED.xml()))
    assert await read(reader, known) == Unchanged(known)
    closed = await read(reader)
    assert isinstance(closed, Later)
    assert closed.reason == LaterReason.CLOSING


async def test_a_moved_feed_says_where_it_is_now(reader: FeedReader, server: RawServer) -> None:
    server.says(redirect("https://writer.medium.com/feed"), answer(FEED.xml()))
    outcome = await read(reader)
    assert isinstance(outcome, Read)
    assert isinstance(outcome.feed, Feed)
    assert outcome.moved_to == "https://writer.medium.com/feed"


async def test_other_outcomes_pass_through(reader: FeedReader, server: RawServer) -> None:
    server.says(answer(b"", status="404 Not Found"), answer(b"<html></html>"), answer(b"", status="429 Slow down"))
    assert await read(reader) == Missing(404)
    assert await read(reader) == NotAFeed()
    assert not reader.paused
    assert isinstance(await read(reader), Later)
    assert reader.paused


async def test_an_error_page_after_an_empty_feed_is_not_unchanged(reader: FeedReader, server: RawServer) -> None:
    server.says(answer(replace(FEED, items=()).xml()), answer(b"<html>Something went wrong</html>"))
    empty = await read(reader)
    assert isinstance(empty, Read)
    assert empty.feed.entries == ()
    assert await read(reader, empty.validators) == NotAFeed()
