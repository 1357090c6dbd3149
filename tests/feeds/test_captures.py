"""Genuine feeds, and 3,200 odd and hostile ones, that nobody here wrote."""

import resource
from collections.abc import Iterator

import pytest

from bot.domain.feeds.feed import Feed, NotAFeed
from bot.feeds.entries import Unreadable, parse
from bot.feeds.parser import FeedParser
from bot.feeds.slim import items_hash
from tests.feeds.conftest import FakeClock
from tests.feeds.shared import FEEDS, corpus_files, needs_corpora, needs_feeds

ITEMS = {
    "profile-dvirsegal-2020-06-24.xml": 10,
    "profile-jinnabaalu-2024-08-06.xml": 9,
    "profile-linukaarambawela-2024-08-31.xml": 3,
    "profile-linukaarambawela-2025-01-29.xml": 4,
    "profile-linukaarambawela-2025-07-07.xml": 5,
    "profile-liyicky-2022-03-17-EXTRACTED.xml": 5,
    "profile-macsiri-2018-01-08-one-item.xml": 1,
    "profile-ravivarmanb05-utf16.xml": 2,
    "profile-sruthikorlakunta-2026-03-15-browsersaved.xml": 10,
    "profile-vaidehijoshi-2018-07-19-nine-responses.xml": 10,
    "profile-vaidehijoshi-2019-01-02-nine-responses.xml": 10,
    "profile-vaidehijoshi-2020-05-19.xml": 10,
    "publication-open-learning-2024-03-15-EDITED.xml": 3,
    "pubtag-invironment-food-2020-07-21.xml": 7,
    "tag-cryptocurrency-2026-02-18.xml": 10,
}


def capture(name: str) -> Feed:
    feed = parse((FEEDS / name).read_bytes())
    assert isinstance(feed, Feed)
    return feed


@needs_feeds
@pytest.mark.parametrize(("name", "items"), ITEMS.items())
def test_each_capture_reads_whole(name: str, items: int) -> None:
    feed = capture(name)
    assert len(feed.entries) == items
    assert feed.title
    assert feed.picture
    assert feed.built_at is not None
    assert (feed.user_id is not None) == name.startswith("profile-")
    for entry in feed.entries:
        assert entry.guid.startswith("https://medium.com/p/")
        assert entry.link.startswith("https://")
        assert entry.title
        assert entry.author
        assert entry.opening
        assert entry.published_at is not None
        assert entry.updated_at is not None
        assert (entry.words is None) == entry.truncated
        assert "/_/stat" not in (entry.picture or "")


@needs_feeds
def test_tag_and_browser_saved_feeds_are_truncated_and_others_are_not() -> None:
    truncated = {name for name in ITEMS if all(entry.truncated for entry in capture(name).entries)}
    assert truncated == {
        "profile-sruthikorlakunta-2026-03-15-browsersaved.xml",
        "tag-cryptocurrency-2026-02-18.xml",
    }


@needs_feeds
def test_what_the_captures_say_of_their_stories() -> None:
    first = capture("profile-dvirsegal-2020-06-24.xml").entries[0]
    assert first.subtitle.startswith("Tools and techniques for exploring")
    assert len(first.tags) == 5
    assert 600 < (first.words or 0) < 1000
    publication = capture("publication-open-learning-2024-03-15-EDITED.xml").entries[1]
    assert publication.published_at is not None
    assert publication.updated_at is not None
    assert publication.updated_at < publication.published_at
    responses = capture("profile-vaidehijoshi-2018-07-19-nine-responses.xml").entries[:9]
    assert all(not entry.tags and entry.opening.startswith(entry.title.rstrip("\u2026")[:30]) for entry in responses)


@needs_feeds
def test_each_capture_has_a_hash_of_its_own() -> None:
    assert len({items_hash((FEEDS / name).read_bytes()) for name in ITEMS}) == len(ITEMS)


@needs_feeds
def test_the_captured_challenge_page_is_no_feed() -> None:
    page = (FEEDS / "NOTFEED-cloudflare-challenge-2024-08-31.html").read_bytes()
    assert isinstance(parse(page), Unreadable)


def corpora() -> Iterator[bytes]:
    for archive in ("feedparser", "gofeed", "miniflux", "simplepie-reader"):
        yield from corpus_files(f"{archive}.tar.gz")


@needs_corpora
async def test_every_corpus_file_ends_in_an_outcome(clock: FakeClock) -> None:
    """All of them through the real worker, each within the timeout, the whole within half a minute of its work."""
    worked = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    seen = 0
    async with FeedParser(clock=clock) as parser:
        for body in corpora():
            outcome = await parser.parse(body)
            assert isinstance(outcome, Feed | NotAFeed), (outcome, body[:200])
            items_hash(body)
            seen += 1
    assert seen > 3000
    assert 0 < resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - worked < 30


@needs_corpora
def test_the_corpus_reads_as_feeds_too_once_it_says_that_medium_made_it() -> None:
    """The generator rule ends most parses early; with the generator put in, entries of every kind are read."""
    read = 0
    for number, body in enumerate(corpora()):
        if number % 4 == 0 and b"<channel>" in body:
            outcome = parse(body.replace(b"<channel>", b"<channel><generator>Medium</generator>", 1))
            read += isinstance(outcome, Feed)
            if isinstance(outcome, Unreadable):
                assert outcome.why.startswith("generator:"), (outcome.why, body[:300])
    assert read > 100
