"""The feed site on loopback answers as Medium does."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.demo.feedshape import DemoStory, Writer
from bot.demo.site import Captured, FeedSite
from bot.domain.feeds.feed import Missing, Validators
from bot.feeds.address import ANY_ORIGIN
from bot.feeds.client import FeedClient, Fetched
from bot.feeds.lane import Lane

NOW = datetime(2026, 1, 9, tzinfo=UTC)
ADA = Writer("Ada", "Ada Bee", "1a2b3c4d5e6f")
BEN = Writer("ben", "Ben", "bbbbbbbbbbbb", host="tides.example")


def story(number: int) -> DemoStory:
    return DemoStory(f"{number:012x}", f"Story {number}", "", ("sea",), ("Some words.",), NOW - timedelta(days=1))


@pytest.fixture
async def site() -> AsyncIterator[FeedSite]:
    async with FeedSite(lambda: NOW) as opened:
        opened.add(ADA, story(1))
        opened.add(BEN, story(2))
        yield opened


async def ask(site: FeedSite, host: str, path: str) -> tuple[int, str, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{site.origin}{path}", headers={"Host": host}, allow_redirects=False) as response,
    ):
        return response.status, await response.text(), dict(response.headers)


@pytest.mark.parametrize(
    ("host", "path", "name"),
    [
        ("medium.com", "/feed/@ada", "Ada Bee"),
        ("www.medium.com", "/feed/@ADA", "Ada Bee"),
        ("ada.medium.com", "/feed", "Ada Bee"),
        ("medium.com", "/feed/@ben", "Ben"),
        ("tides.example", "/feed", "Ben"),
    ],
)
async def test_each_address_of_a_writer_has_their_feed(site: FeedSite, host: str, path: str, name: str) -> None:
    status, body, headers = await ask(site, host, path)
    assert status == 200
    assert f"Stories by {name} on Medium" in body
    assert headers["Content-Type"] == "text/xml; charset=UTF-8"
    assert headers["Cache-Control"] == "private, must-revalidate, max-age=900"
    assert not {"ETag", "Last-Modified"} & set(headers)


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("medium.com", "/feed/@nobody"),
        ("medium.com", "/feed/ada"),
        ("medium.com", "/@ada"),
        ("nobody.medium.com", "/feed"),
        ("tides.example", "/"),
        ("example.org", "/feed"),
    ],
)
async def test_nothing_else_is_there(site: FeedSite, host: str, path: str) -> None:
    assert (await ask(site, host, path))[0] == 404


async def test_a_slash_at_the_end_leads_to_the_address_without(site: FeedSite) -> None:
    status, _, headers = await ask(site, "medium.com", "/feed/@ada/")
    assert (status, headers["Location"]) == (301, "https://medium.com/feed/@ada")


async def test_what_is_published_appears_and_an_edit_replaces(site: FeedSite) -> None:
    site.publish("ada", story(3), NOW)
    site.publish("ada", story(3), NOW)
    _, body, _ = await ask(site, "medium.com", "/feed/@ada")
    assert body.index("Story 3") < body.index("Story 1")
    assert body.count("<item>") == 2
    assert [each.published_at for each in site.stories("ada")] == [NOW - timedelta(days=1), NOW]


async def test_what_was_captured_goes_before(site: FeedSite) -> None:
    site.serve("medium.com", "/feed/@ada", Captured(b"Just a moment...", status=503, headers={"X-Kept": "yes"}))
    status, body, headers = await ask(site, "medium.com", "/feed/@ada")
    assert (status, body, headers["X-Kept"]) == (503, "Just a moment...", "yes")


async def test_the_product_fetches_from_it(site: FeedSite) -> None:
    client = FeedClient(
        user_agent="tests",
        lane=Lane(gap=timedelta(), clock=lambda: NOW, chance=lambda: 0.0),
        clock=lambda: NOW,
        policy=site.policy,
        origins={ANY_ORIGIN: site.origin},
    )
    async with client:
        found = await client.fetch("https://medium.com/feed/@ada", Validators(), urgent=True)
        moved = await client.fetch("https://tides.example/feed/", Validators(), urgent=True)
        missing = await client.fetch("https://medium.com/feed/@nobody", Validators(), urgent=True)
    assert isinstance(found, Fetched)
    assert isinstance(moved, Fetched)
    assert moved.moved_to == "https://tides.example/feed"
    assert missing == Missing(404)
    assert site.requests[0] == ("medium.com", "/feed/@ada")


@pytest.mark.parametrize("path", ["/feed/@ada", "/feed/@ada/", "/feed/@nobody"])
async def test_no_connection_is_kept(site: FeedSite, path: str) -> None:
    """The client's timer for idle connections would hold a press in the demo's page up for half a minute."""
    assert (await ask(site, "medium.com", path))[2]["Connection"] == "close"
