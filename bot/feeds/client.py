"""Asking for a feed: bounded, guarded, conditional, in one lane. Whatever comes back ends in an outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from types import TracebackType
from typing import Self

import aiohttp
import structlog
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.domain.feeds.feed import (
    FetchRefused,
    Later,
    LaterReason,
    Missing,
    NotAFeed,
    RefusedReason,
    Unchanged,
    Validators,
)
from bot.domain.kit.clock import Clock
from bot.feeds.address import checked, is_mediums_own, next_hop, stand_in
from bot.feeds.answers import (
    PERMANENT,
    REDIRECTS,
    conditions,
    is_challenge,
    later_reason,
    retry_after,
    validators_in,
)
from bot.feeds.body import read_bounded
from bot.feeds.guard import PUBLIC, BlockedAddressError, DialPolicy, GuardedResolver, guarded_socket_factory
from bot.feeds.lane import Lane

MOST_REDIRECTS = 5
"""Medium's own take one or two: a trailing slash, http to https, a moved domain."""

SHORT_PAUSE = timedelta(minutes=5)
"""When to try again after trouble that says nothing of its length: outages and broken lines mostly pass in minutes."""

log = structlog.get_logger(__name__)


KEEP_ALIVE = 60.0
"""Seconds for which an idle connection is kept: Medium's next turn comes within the gap, and mostly goes to the same
host."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. ``total`` covers one request from dialling to the last byte: it alone stops a server that sends a byte
    now and then. Medium answers in under a second; the rest is patience with bad lines."""

    total: float = 20.0
    connect: float = 8.0
    read: float = 8.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body came, whole and decoded. ``moved_to`` is where permanent redirects led, if they did."""

    body: bytes
    etag: str | None
    last_modified: str | None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class _Redirect:
    """An answer that names another address. ``location`` is as the server wrote it."""

    location: str
    permanent: bool


FetchOutcome = Fetched | Unchanged | Later | Missing | FetchRefused | NotAFeed


class FeedClient:
    """Fetches feeds over one HTTP session that it owns: ``async with FeedClient(...) as client``.

    ``origins`` maps origins (``"https://medium.com"``, or ``address.ANY_ORIGIN``) to stand-ins, such as
    ``"http://127.0.0.1:8080"``, which see the original host in the ``Host`` header; with ``policy`` it lets loopback
    stand for Medium in the demo and the tests. Both are constructor arguments only. ``resolver`` is the DNS to guard,
    the system's by default.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        lane: Lane,
        clock: Clock,
        policy: DialPolicy = PUBLIC,
        origins: Mapping[str, str] | None = None,
        timeouts: Timeouts = Timeouts(),
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
            "Accept-Encoding": "gzip",
        }
        self._lane = lane
        self._clock = clock
        self._policy = policy
        self._origins = dict(origins or {})
        self._timeout = aiohttp.ClientTimeout(
            total=timeouts.total, sock_connect=timeouts.connect, sock_read=timeouts.read
        )
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None
        self._closing = False

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=GuardedResolver(self._resolver or aiohttp.ThreadedResolver(), self._policy),
            socket_factory=guarded_socket_factory(self._policy),
            keepalive_timeout=KEEP_ALIVE,
            use_dns_cache=False,  # at one request in seconds there is nothing to save, and each answer is judged anew
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            headers=self._headers,
            timeout=self._timeout,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,  # a proxy from the environment would dial for us, unguarded
            auto_decompress=False,  # bot.feeds.body decodes within bounds
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the session. A fetch under way ends in ``Later(..., CLOSING)``."""
        self._closing = True
        if self._session is not None:
            await self._session.close()

    @property
    def paused(self) -> bool:
        """Whether the lane is paused, so that asking now would only give ``Later``."""
        return self._lane.paused_until is not None

    @property
    def gap(self) -> timedelta:
        """What the lane leaves between two requests of polling at present."""
        return self._lane.gap

    async def fetch(self, url: str, validators: Validators, *, urgent: bool) -> FetchOutcome:
        """Ask for a feed, following redirects, each of which takes a turn in the lane.

        ``urgent`` is for a member's own fetch, which goes before polling. Raises nothing but ``CancelledError``.
        """
        hop = checked(url, self._policy)
        moved_to: str | None = None
        permanent_so_far = True
        for _ in range(MOST_REDIRECTS + 1):
            if isinstance(hop, RefusedReason):
                return FetchRefused(hop)
            async with self._lane.turn(urgent=urgent) as paused_until:
                if paused_until is not None:
                    return Later(paused_until, LaterReason.LANE_PAUSED)
                answer = await self._ask(hop, validators)
            if isinstance(answer, Fetched):
                return replace(answer, moved_to=moved_to)
            if not isinstance(answer, _Redirect):
                return answer
            hop = next_hop(hop, answer.location, self._policy)
            permanent_so_far = permanent_so_far and answer.permanent
            # Remembered only if it could be asked directly: https, and of a host that may be dialled.
            if permanent_so_far and isinstance(hop, URL) and hop.scheme == "https":
                moved_to = str(hop)
        return FetchRefused(RefusedReason.TOO_MANY_REDIRECTS)

    async def _ask(self, url: URL, validators: Validators) -> FetchOutcome | _Redirect:
        """One request, and every way in which it can fail."""
        if self._closing:
            return self._later(LaterReason.CLOSING)
        if self._session is None:
            raise RuntimeError("FeedClient is used outside its `async with`")
        try:
            target, headers = stand_in(url, self._origins)
            headers |= conditions(validators)
            async with self._session.get(target, headers=headers, allow_redirects=False) as response:
                return await self._judge(url, response, validators)
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, BlockedAddressError):
                return FetchRefused(RefusedReason.PRIVATE_ADDRESS)
            return self._later(LaterReason.UNREACHABLE)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            return self._later(LaterReason.UNREACHABLE)
        except Exception:
            # aiohttp has raised AssertionError and worse at hostile servers. Logged with its traceback, since here a
            # mistake of our own would show too.
            log.exception("fetch_failed_unexpectedly", host=url.raw_host)
            return self._later(LaterReason.UNREACHABLE)

    async def _judge(
        self, url: URL, response: aiohttp.ClientResponse, validators: Validators
    ) -> FetchOutcome | _Redirect:
        status, headers = response.status, response.headers
        if status in REDIRECTS:
            location = headers.get("Location")
            return _Redirect(location, status in PERMANENT) if location else self._later(LaterReason.SERVER_ERROR)
        if status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED) and url.scheme != "https":
            return FetchRefused(RefusedReason.BAD_SCHEME)  # http is for the redirect to https
        if status == HTTPStatus.NOT_MODIFIED:
            return self._unchanged(url, headers, validators)
        if status == HTTPStatus.OK and headers.get("cf-mitigated") is None:
            return await self._receive(url, response)
        reason = later_reason(status, headers)
        if reason is None:
            self._answered(url)
            return Missing(status)
        return self._turned_away(url, reason, retry_after(headers.get("Retry-After"), self._clock()))

    def _unchanged(self, url: URL, headers: Mapping[str, str], validators: Validators) -> Unchanged | Later:
        if not conditions(validators):
            return self._later(LaterReason.SERVER_ERROR)  # "not modified" since what?
        self._answered(url)
        etag, last_modified = validators_in(headers)
        known = validators
        return Unchanged(replace(known, etag=etag or known.etag, last_modified=last_modified or known.last_modified))

    async def _receive(self, url: URL, response: aiohttp.ClientResponse) -> Fetched | Later | FetchRefused:
        body = await read_bounded(response)
        if not isinstance(body, bytes):
            response.close()  # not released: the rest of such a body is not wanted
            return FetchRefused(body) if isinstance(body, RefusedReason) else self._later(body)
        if is_challenge(body):
            asked = retry_after(response.headers.get("Retry-After"), self._clock())
            return self._turned_away(url, LaterReason.CHALLENGE, asked)
        self._answered(url)
        return Fetched(body, *validators_in(response.headers))

    def _turned_away(self, url: URL, reason: LaterReason, asked: timedelta | None) -> Later:
        """Medium wants to be left alone: the lane pauses for a refusal, or for any answer with ``Retry-After``.

        Only Medium's own hosts can pause the lane. Anybody can register an address of their own as a custom domain,
        and a ``Retry-After`` of a day from there would silence the bot for every server it is in.
        """
        refusal = reason is not LaterReason.SERVER_ERROR
        if is_mediums_own(url) and (refusal or asked is not None):
            return Later(self._lane.refused(asked), reason)
        return Later(self._clock() + (SHORT_PAUSE if asked is None else asked), reason)

    def _answered(self, url: URL) -> None:
        if is_mediums_own(url):
            self._lane.answered()

    def _later(self, reason: LaterReason) -> Later:
        return Later(self._clock() + SHORT_PAUSE, LaterReason.CLOSING if self._closing else reason)


def user_agent(version: str, contact: str) -> str:
    """Who asks, and whom to tell if it is a nuisance. Tried in 2026: Medium serves a client that names itself and a
    contact, and refused one that sends no name."""
    return f"Inklings/{version} (a reading circle's feed reader; {contact})"
