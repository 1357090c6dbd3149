import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.feeds.feed import Feed, FeedEntry, Later, LaterReason, NotAFeed
from bot.feeds.entries import Unreadable, parse
from bot.feeds.parser import CLOSING_PAUSE, KILLED_PAUSE, FeedParser
from tests.feeds.conftest import START, FakeClock
from tests.feeds.shape import CHALLENGE, Channel, Item, teaser
from tests.feeds.workers import die, hang, hang_and_note
from tests.patience import PATIENCE, impatient, until

FEED = Channel(
    items=(Item(), Item(id="1111aaaa2222", title="Short", tags=(), whole=None, teaser=teaser("Three minutes"))),
    title="Stories by Ada Writer on Medium",
)
KILLED = Later(START + KILLED_PAUSE, LaterReason.PARSER_KILLED)
CLOSING = Later(START + CLOSING_PAUSE, LaterReason.CLOSING)


def test_a_feed_in_mediums_shape() -> None:
    assert parse(FEED.xml()) == Feed(
        title="Stories by Ada Writer on Medium",
        link="https://medium.com/@writer?source=rss-5c894fbb59cd------2",
        picture="https://cdn-images-1.medium.com/fit/c/150/150/1*face.jpeg",
        built_at=datetime(2025, 7, 7, 8, 2, 57, tzinfo=UTC),
        user_id="5c894fbb59cd",
        entries=(
            FeedEntry(
                guid="https://medium.com/p/0a1b2c3d4e5f",
                link="https://medium.com/@writer/story-0a1b2c3d4e5f?source=rss-5c894fbb59cd------2",
                title="A walk by the sea",
                author="Ada Writer",
                tags=("walking", "sea"),
                published_at=datetime(2025, 7, 7, 7, 59, 6, tzinfo=UTC),
                updated_at=datetime(2025, 7, 7, 8, 0, 6, tzinfo=UTC),
                subtitle="On walking slowly",
                picture="https://cdn-images-1.medium.com/max/1024/1*picture.jpeg",
                words=9,
                truncated=False,
                opening="By the sea On walking slowly One two three.",
            ),
            FeedEntry(
                guid="https://medium.com/p/1111aaaa2222",
                link="https://medium.com/@writer/story-1111aaaa2222?source=rss-5c894fbb59cd------2",
                title="Short",
                author="Ada Writer",
                published_at=datetime(2025, 7, 7, 7, 59, 6, tzinfo=UTC),
                updated_at=datetime(2025, 7, 7, 8, 0, 6, tzinfo=UTC),
                subtitle="Three minutes",
                picture="https://cdn-images-1.medium.com/max/1116/1*teaser.jpeg",
                words=None,
                truncated=True,
                opening="Three minutes",
            ),
        ),
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"/etc/passwd",
        b"http://127.0.0.1/feed",
        b"<html><body>PAGE NOT FOUND</body></html>",
        CHALLENGE,
        Channel(generator="WordPress").xml(),
        Channel(generator="medium").xml(),
        Channel(generator="").xml(),
        b"\xff\xfe\x00\xd8",
    ],
)
def test_what_medium_did_not_make_is_no_feed(body: bytes) -> None:
    assert isinstance(parse(body), Unreadable)


def test_an_ill_formed_feed_is_read_as_far_as_it_goes() -> None:
    whole = FEED.xml()
    cut = parse(whole[: whole.index(b"1111aaaa2222") + 20])
    assert isinstance(cut, Feed)
    assert cut.entries[0].title == "A walk by the sea"


def test_dates_that_do_not_exist_are_none() -> None:
    feed = parse(Channel(items=(Item(published="yesterday", updated="whenever"),), built="").xml())
    assert isinstance(feed, Feed)
    assert (feed.built_at, feed.entries[0].published_at, feed.entries[0].updated_at) == (None, None, None)


def test_an_item_without_an_update_has_none() -> None:
    feed = parse(FEED.xml().replace(b"atom:updated", b"atom:other"))
    assert isinstance(feed, Feed)
    assert feed.entries[0].published_at is not None
    assert feed.entries[0].updated_at is None


def test_absurd_lengths_are_bounded() -> None:
    item = Item(title="t" * 10_000, tags=tuple(f"tag{n}" for n in range(50)))
    feed = parse(Channel(items=(item,) * 150).xml())
    assert isinstance(feed, Feed)
    assert len(feed.entries) == 100
    assert len(feed.entries[0].title) == 500
    assert len(feed.entries[0].tags) == 20


@pytest.mark.parametrize("noise", ["\x00", "&#0;", "&#xD800;", "&#xDFFF;", "\x01", "&#x1;", "&lt;b&gt;", "&nope;"])
def test_everything_that_is_read_can_be_stored(noise: str) -> None:
    """No NUL (PostgreSQL refuses it) and no lone surrogate (UTF-8 does), wherever a feed puts them."""
    plain = FEED.xml().decode().replace("<![CDATA[", "").replace("]]>", "").replace("<figure>", "")
    for mark in ("A walk", "Ada Writer", "walking", "story-0a1b", "p/0a1b", "One two", "Stories by", "face.jpeg"):
        found = parse(plain.replace(mark, mark + noise).encode())
        texts = [text for text in _strings(found) if isinstance(text, str)]
        assert all("\x00" not in text and text.encode() is not None for text in texts)


def _strings(value: object) -> Iterator[object]:
    if isinstance(value, Feed | FeedEntry):
        value = astuple(value)
    if isinstance(value, tuple):
        for each in value:
            yield from _strings(each)
    else:
        yield value


async def test_a_hung_parse_is_killed_without_the_bots_own_sigterm_handler(clock: FakeClock) -> None:
    """The handler is there before the worker starts, as in the bot: a forked worker would have its wake-up pipe."""
    called: list[int] = []
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, called.append, signal.SIGTERM)
    try:
        async with FeedParser(clock=clock, timeout=PATIENCE, function=hang) as parser:
            assert isinstance(await parser.parse(FEED.xml()), Feed)
            with impatient(parser):
                assert await parser.parse(b"hang") == KILLED
            assert isinstance(await parser.parse(FEED.xml()), Feed)  # the next worker is there
        await asyncio.sleep(0.1)
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
    assert called == []


async def test_several_parses_wait_for_each_other(clock: FakeClock) -> None:
    bodies = (FEED.xml(), b"die", FEED.xml(), b"no feed")
    async with FeedParser(clock=clock, timeout=PATIENCE, function=die) as parser:
        outcomes = await asyncio.gather(*map(parser.parse, bodies))
    assert [type(each) for each in outcomes] == [Feed, Later, Feed, NotAFeed]


async def test_a_worker_that_dies_means_later_and_is_replaced(clock: FakeClock) -> None:
    async with FeedParser(clock=clock, timeout=PATIENCE, function=die) as parser:
        assert await parser.parse(b"die") == KILLED
        assert isinstance(await parser.parse(FEED.xml()), Feed)


async def worker_pid(path: Path) -> int:
    """The id of the worker, once it has begun to parse."""

    await until(lambda: path.exists() and path.read_text())
    return int(path.read_text())  # noqa: ASYNC240 - a few digits


async def test_ctrl_c_is_the_bots_and_not_the_workers(clock: FakeClock, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    async with FeedParser(clock=clock, timeout=PATIENCE, function=hang_and_note(note)) as parser:
        await parser.parse(FEED.xml())
        pid = await worker_pid(note)
        os.kill(pid, signal.SIGINT)
        assert isinstance(await parser.parse(FEED.xml()), Feed)
        assert await worker_pid(note) == pid


async def test_an_idle_worker_that_was_killed_is_replaced(clock: FakeClock, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    async with FeedParser(clock=clock, timeout=PATIENCE, function=hang_and_note(note)) as parser:
        await parser.parse(FEED.xml())
        os.kill(await worker_pid(note), signal.SIGKILL)
        await until(lambda: not parser._pool or not parser._pool.active)  # pebble looks every tenth of a second
        assert isinstance(await parser.parse(FEED.xml()), Feed)


async def test_closing_ends_a_parse_under_way(clock: FakeClock, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    async with FeedParser(clock=clock, timeout=PATIENCE, function=hang_and_note(note)) as parser:
        running = asyncio.create_task(parser.parse(b"hang"))
        waiting = asyncio.create_task(parser.parse(FEED.xml()))
        pid = await worker_pid(note)
        await parser.aclose()
        assert await running == await waiting == CLOSING
        assert await parser.parse(FEED.xml()) == CLOSING
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_cancelled_parse_is_cancelled_and_the_next_one_works(clock: FakeClock, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    async with FeedParser(clock=clock, timeout=PATIENCE, function=hang_and_note(note)) as parser:
        running = asyncio.create_task(parser.parse(b"hang"))
        await worker_pid(note)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        assert running.cancelled()
        assert isinstance(await parser.parse(FEED.xml()), Feed)


async def test_a_parser_that_was_never_opened_can_be_closed(clock: FakeClock) -> None:
    await FeedParser(clock=clock).aclose()
