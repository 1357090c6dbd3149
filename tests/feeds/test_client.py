import asyncio
import gzip
from datetime import timedelta

import pytest

from bot.domain.feeds.feed import FetchRefused, Later, LaterReason, Missing, RefusedReason, Unchanged, Validators
from bot.feeds.client import SHORT_PAUSE, FeedClient, Fetched, FetchOutcome
from bot.feeds.lane import FIRST_PAUSE, Lane
from tests.feeds.conftest import START, FakeClock, RawServer, answer, never, open_client, redirect
from tests.feeds.shape import CHALLENGE, Channel
from tests.patience import PATIENCE

URL = "https://medium.com/feed/@writer"
FEED = Channel().xml()
FRESH = Validators()


async def fetch(client: FeedClient, url: str = URL, validators: Validators = FRESH) -> FetchOutcome:
    return await client.fetch(url, validators, urgent=False)


async def test_a_feed_comes_with_its_validators(client: FeedClient, server: RawServer) -> None:
    server.says(answer(FEED, 'ETag: "abc"', "Last-Modified: Mon, 07 Jul 2025 08:02:57 GMT"))
    outcome = await fetch(client)
    assert outcome == Fetched(FEED, '"abc"', "Mon, 07 Jul 2025 08:02:57 GMT")
    head = server.heads[0]
    assert head.startswith("GET /feed/@writer HTTP/1.1\r\n")
    assert "Host: medium.com\r\n" in head
    assert "User-Agent: Inklings/test (+mailto:someone@example.com)\r\n" in head
    assert "Accept-Encoding: gzip\r\n" in head
    assert "If-None-Match" not in head


async def test_gzip_is_decoded(client: FeedClient, server: RawServer) -> None:
    server.says(answer(gzip.compress(FEED), "Content-Encoding: gzip"))
    assert await fetch(client) == Fetched(FEED, None, None)


async def test_not_modified_keeps_what_was_known(client: FeedClient, server: RawServer) -> None:
    server.says(answer(b"", 'ETag: "new"', status="304 Not Modified"))
    known = Validators('"old"', "Mon, 07 Jul 2025 08:02:57 GMT", "hash")
    assert await fetch(client, validators=known) == Unchanged(Validators('"new"', known.last_modified, "hash"))
    assert 'If-None-Match: "old"\r\n' in server.heads[0]
    assert f"If-Modified-Since: {known.last_modified}\r\n" in server.heads[0]


async def test_not_modified_without_a_condition_means_nothing(client: FeedClient, server: RawServer) -> None:
    server.says(answer(b"", status="304 Not Modified"))
    assert await fetch(client) == Later(START + SHORT_PAUSE, LaterReason.SERVER_ERROR)


@pytest.mark.parametrize("status", [400, 404, 410, 451])
async def test_nothing_there(client: FeedClient, server: RawServer, status: int) -> None:
    server.says(answer(b"PAGE NOT FOUND", status=f"{status} No"))
    assert await fetch(client) == Missing(status)


@pytest.mark.parametrize(
    ("status", "reason"), [("429 Too Many Requests", LaterReason.RATE_LIMITED), ("403 No", LaterReason.FORBIDDEN)]
)
async def test_a_refusal_pauses_the_lane_for_everybody(
    client: FeedClient, server: RawServer, clock: FakeClock, status: str, reason: LaterReason
) -> None:
    server.says(answer(b"", "Retry-After: 120", status=status), answer(FEED))
    until = START + timedelta(seconds=120)
    assert await fetch(client) == Later(until, reason)
    assert client.paused
    assert await fetch(client, "https://other.medium.com/feed") == Later(until, LaterReason.LANE_PAUSED)
    assert len(server.heads) == 1
    clock.forward(seconds=120)
    assert isinstance(await fetch(client), Fetched)


async def test_refusals_without_a_time_double_until_a_good_answer(
    client: FeedClient, server: RawServer, clock: FakeClock
) -> None:
    no = answer(b"", status="429 Too Many Requests")
    server.says(no, no, answer(FEED), no)
    for pause in (FIRST_PAUSE, 2 * FIRST_PAUSE):
        assert await fetch(client) == Later(clock.now + pause, LaterReason.RATE_LIMITED)
        clock.now += pause
    assert isinstance(await fetch(client), Fetched)
    assert await fetch(client) == Later(clock.now + FIRST_PAUSE, LaterReason.RATE_LIMITED)


async def test_a_challenge_page_with_status_200_means_later(client: FeedClient, server: RawServer) -> None:
    server.says(answer(CHALLENGE, "Content-Type: text/html"))
    assert await fetch(client) == Later(START + FIRST_PAUSE, LaterReason.CHALLENGE)
    assert client.paused


async def test_a_challenge_told_by_its_header(client: FeedClient, server: RawServer) -> None:
    server.says(answer(b"", "cf-mitigated: challenge"))
    assert await fetch(client) == Later(START + FIRST_PAUSE, LaterReason.CHALLENGE)


async def test_a_strangers_host_cannot_silence_the_bot(client: FeedClient, server: RawServer) -> None:
    server.says(answer(b"", "Retry-After: 86400", status="429 Too Many Requests"), answer(FEED))
    assert await fetch(client, "https://blog.example/feed") == Later(
        START + timedelta(days=1), LaterReason.RATE_LIMITED
    )
    assert not client.paused
    assert isinstance(await fetch(client), Fetched)


async def test_server_errors_pause_the_lane_only_when_they_say_so(client: FeedClient, server: RawServer) -> None:
    server.says(answer(b"", status="502 Bad Gateway"), answer(b"", "Retry-After: 60", status="503 Service Unavailable"))
    assert await fetch(client) == Later(START + SHORT_PAUSE, LaterReason.SERVER_ERROR)
    assert not client.paused
    assert await fetch(client) == Later(START + timedelta(seconds=60), LaterReason.SERVER_ERROR)
    assert client.paused


async def test_redirects_are_followed_and_permanent_ones_reported(client: FeedClient, server: RawServer) -> None:
    server.says(redirect("/feed/@other"), redirect("https://blog.example/feed", "308 Permanent Redirect"), answer(FEED))
    outcome = await fetch(client, URL + "/")
    assert outcome == Fetched(FEED, None, None, moved_to="https://blog.example/feed")
    assert [head.split("\r\n")[0] for head in server.heads] == [
        "GET /feed/@writer/ HTTP/1.1",
        "GET /feed/@other HTTP/1.1",
        "GET /feed HTTP/1.1",
    ]
    assert "Host: blog.example\r\n" in server.heads[2]


async def test_only_the_permanent_beginning_of_a_chain_is_remembered(client: FeedClient, server: RawServer) -> None:
    server.says(redirect("/a"), redirect("/b", "302 Found"), redirect("/c"), answer(FEED))
    assert await fetch(client) == Fetched(FEED, None, None, moved_to="https://medium.com/a")


async def test_http_is_for_the_redirect_to_https_only(client: FeedClient, server: RawServer) -> None:
    server.says(redirect("https://medium.com/feed/@writer"), answer(FEED))
    assert await fetch(client, "http://medium.com/feed/@writer") == Fetched(FEED, None, None, moved_to=URL)
    assert await fetch(client, "http://medium.com/feed/@writer") == FetchRefused(RefusedReason.BAD_SCHEME)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("https://127.0.0.1/", RefusedReason.PRIVATE_ADDRESS),
        ("http://169.254.169.254/latest/meta-data/", RefusedReason.PRIVATE_ADDRESS),
        ("https://[::ffff:10.0.0.1]/", RefusedReason.PRIVATE_ADDRESS),
        ("http://2130706433/", RefusedReason.PRIVATE_ADDRESS),
        ("https://localhost/", RefusedReason.PRIVATE_ADDRESS),
        ("https://medium.com:6379/", RefusedReason.BAD_PORT),
        ("gopher://medium.com/", RefusedReason.BAD_SCHEME),
        ("https://user:pass@medium.com/", RefusedReason.BAD_SCHEME),
    ],
)
async def test_a_redirect_is_checked_like_an_address(
    client: FeedClient, server: RawServer, location: str, reason: RefusedReason
) -> None:
    server.says(redirect(location))
    assert await fetch(client) == FetchRefused(reason)
    assert len(server.heads) == 1


async def test_endless_redirects_end(client: FeedClient, server: RawServer) -> None:
    server.says(redirect("/feed/@writer"))
    assert await fetch(client) == FetchRefused(RefusedReason.TOO_MANY_REDIRECTS)
    assert len(server.heads) == 6


async def test_a_redirect_to_nowhere(client: FeedClient, server: RawServer) -> None:
    server.says(answer(b"", status="302 Found"))
    assert await fetch(client) == Later(START + SHORT_PAUSE, LaterReason.SERVER_ERROR)


async def test_each_hop_takes_a_turn_in_the_lane(clock: FakeClock, server: RawServer) -> None:
    server.says(redirect("/a"), answer(FEED))
    lane = Lane(gap=timedelta(milliseconds=100), clock=clock, chance=never)
    loop = asyncio.get_running_loop()
    async with open_client(lane, clock, server) as client:
        begun = loop.time()
        await fetch(client)
    assert loop.time() - begun >= 0.1


async def test_nobody_answers(lane: Lane, clock: FakeClock) -> None:
    nobody = RawServer(port=1)
    async with open_client(lane, clock, nobody) as client:
        assert await fetch(client) == Later(START + SHORT_PAUSE, LaterReason.UNREACHABLE)


def falls_silent(server: RawServer) -> asyncio.Event:
    """The server answers nothing; set when somebody asks."""
    arrived = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await reader.read()

    server.handler = silent
    return arrived


async def test_closing_ends_a_fetch_under_way(lane: Lane, clock: FakeClock, server: RawServer) -> None:
    arrived = falls_silent(server)
    async with open_client(lane, clock, server) as client:
        running = asyncio.create_task(fetch(client))
        await arrived.wait()
        await client.aclose()
        outcome = await asyncio.wait_for(running, PATIENCE)
        assert isinstance(outcome, Later)
        assert outcome.reason == LaterReason.CLOSING
        assert await fetch(client) == outcome


async def test_cancelling_a_fetch_frees_the_lane(lane: Lane, clock: FakeClock, server: RawServer) -> None:
    arrived = falls_silent(server)
    async with open_client(lane, clock, server) as client:
        running = asyncio.create_task(fetch(client))
        await arrived.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        server.says(answer(FEED))
        assert isinstance(await fetch(client), Fetched)


async def test_no_proxy_of_the_environment_dials_for_us(
    client: FeedClient, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    server.says(answer(FEED))
    assert isinstance(await fetch(client), Fetched)


async def test_cookies_are_not_kept(client: FeedClient, server: RawServer) -> None:
    server.says(answer(FEED, "Set-Cookie: uid=1; Path=/"))
    await fetch(client)
    await fetch(client)
    assert "Cookie" not in server.heads[1]
