"""A feed site on loopback that replaces Medium, for the demo, its replay and the tests."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.demo.feedshape import DemoStory, Writer, profile_feed
from bot.domain.kit.clock import Clock, utc_now
from bot.feeds.guard import DialPolicy, PublicAnd

LOOPBACK = "127.0.0.1"

FEED_HEADERS = {
    "Content-Type": "text/xml; charset=UTF-8",
    "Cache-Control": "private, must-revalidate, max-age=900",
    "Server": "cloudflare",
    "CF-Cache-Status": "DYNAMIC",
}
"""The headers of Medium's responses that were recorded from 2018 to 2020. There is no ETag and no Last-Modified."""

HTML_HEADERS = {"Content-Type": "text/html; charset=UTF-8", "Server": "cloudflare"}
_NOT_FOUND = b"<!DOCTYPE html><html><head><title>Not Found - Medium</title></head><body>404</body></html>"


@dataclass(frozen=True, slots=True)
class Captured:
    """A recorded response, which is served unchanged."""

    body: bytes
    status: int = HTTPStatus.OK
    headers: dict[str, str] = field(default_factory=lambda: dict(FEED_HEADERS))


@dataclass(slots=True)
class _Shelf:
    """A writer, with their stories in the order in which they were published."""

    writer: Writer
    stories: list[DemoStory]


class FeedSite:
    """Serves feeds by the ``Host`` header and path of each request: ``async with FeedSite() as site``.

    ``clock`` dates each feed's ``lastBuildDate``, which is new at every request, as Medium's is at every rebuild.
    """

    def __init__(self, clock: Clock = utc_now) -> None:
        self._clock = clock
        self._shelves: dict[str, _Shelf] = {}
        self._captured: dict[tuple[str, str], Captured] = {}
        self._runner: web.AppRunner | None = None
        self._port = 0
        self.requests: list[tuple[str, str]] = []
        """Host and path of every request so far."""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def origin(self) -> str:
        """Its origin, without a slash at the end. Requests to every other origin are sent here instead."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def policy(self) -> DialPolicy:
        """The public policy, which also allows this address and port."""
        return PublicAnd(frozenset({(LOOPBACK, self._port)}))

    def add(self, writer: Writer, *stories: DemoStory) -> None:
        """Add or replace a writer, with the stories published so far, oldest first."""
        self._shelves[writer.handle.lower()] = _Shelf(writer, list(stories))

    def publish(self, handle: str, story: DemoStory, at: datetime | None = None) -> DemoStory:
        """Publish a story, or replace that of the same id. ``at``: its new date, if given."""
        story = story if at is None else replace(story, published_at=at)
        stories = self._shelves[handle.lower()].stories
        stories[:] = [*(each for each in stories if each.id != story.id), story]
        return story

    def stories(self, handle: str) -> tuple[DemoStory, ...]:
        """The stories that a writer has published, oldest first."""
        return tuple(self._shelves[handle.lower()].stories)

    def serve(self, host: str, path: str, answer: Captured) -> None:
        """Serve a recorded response for ``path`` on ``host`` from now on."""
        self._captured[host.lower(), path] = answer

    async def _serve(self, request: web.Request) -> web.Response:
        response = self._answer(request)
        # So that the client keeps no idle connection: its timer for those runs in real time, and a press in the demo's
        # page waits for every such timer that ends within simcord's settle timeout, 25 seconds and more.
        response.force_close()
        return response

    def _answer(self, request: web.Request) -> web.Response:
        host = request.host.lower()
        self.requests.append((host, request.path))
        captured = self._captured.get((host, request.path))
        if captured is not None:
            return web.Response(body=captured.body, status=captured.status, headers=captured.headers)
        if len(request.path) > 1 and request.path.endswith("/"):
            location = f"https://{host}{request.path.rstrip('/')}"
            return web.Response(status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": location})
        shelf = self._find(host, request.path)
        if shelf is None:
            return web.Response(body=_NOT_FOUND, status=HTTPStatus.NOT_FOUND, headers=HTML_HEADERS)
        return web.Response(body=profile_feed(shelf.writer, shelf.stories, self._clock()), headers=FEED_HEADERS)

    def _find(self, host: str, path: str) -> _Shelf | None:
        """The writer of ``medium.com/feed/@handle``, ``handle.medium.com/feed``, or ``/feed`` of another domain."""
        host = host.removeprefix("www.")
        if host == "medium.com":
            handle = path.removeprefix("/feed/@")
            return self._shelves.get(handle.lower()) if handle != path else None
        if path != "/feed":
            return None
        by_name = self._shelves.get(host.removesuffix(".medium.com")) if host.endswith(".medium.com") else None
        by_host = (shelf for shelf in self._shelves.values() if shelf.writer.host == host)
        return by_name or next(by_host, None)
