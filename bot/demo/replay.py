"""``inklings demo --feeds DIR``: replays captured feeds in the order of their dates.

For each capture the bot's clock is set to the instant at which Medium built the feed. For the first capture of a
profile a member joins and registers it; the later ones are found by the bot's polling. A capture that is not a feed is
served for every address, for one round of polling.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import simcord

from bot.demo.scene import CONFIRM, Tell, choose_channel, last, said
from bot.demo.server import LOOK_AGAIN, TURN, DemoFailed, Server
from bot.demo.site import HTML_HEADERS, Captured
from bot.domain.feeds.errors import AddressError
from bot.domain.feeds.feed import Feed
from bot.domain.feeds.medium import FeedAddress, parse_profile
from bot.domain.stories.polling import GuildDecision, Polled
from bot.domain.stories.profiles import writer_name
from bot.feeds.parser import FeedParser

SUFFIXES = frozenset({".xml", ".rss", ".html", ".htm"})

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Capture:
    """A captured file. ``feed`` is ``None`` if it is not a feed of Medium's."""

    name: str
    body: bytes
    feed: Feed | None
    at: datetime


async def play_captures(server: Server, folder: Path, tell: Tell) -> list[simcord.MemberActor]:
    """Start the server, replay every capture in the folder and report the results. Returns the members that registered.

    Raises:
        DemoFailed: there are no captures, or the bot failed.
    """
    async with FeedParser(clock=server.clock) as parser:
        captures = await read_captures(folder, parser)
    if not captures:
        raise DemoFailed(f"{folder} holds no captured feeds")
    server.clock.stand_at(captures[0].at)
    await server.start()
    await choose_channel(server, server.room)
    replay = Replay(server, tell)
    for capture in captures:
        await replay.play(capture)
    replay.conclude()
    return list(replay.members.values())


async def read_captures(folder: Path, parser: FeedParser) -> list[Capture]:
    """The captures of a folder, in the order of their dates."""
    captures = []
    for name, body in await asyncio.to_thread(_read, folder):
        parsed = await parser.parse(body)
        feed = parsed if isinstance(parsed, Feed) else None
        captures.append(Capture(name, body, feed, _instant(name, feed)))
    return sorted(captures, key=lambda capture: (capture.at, capture.name))


def _read(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in folder.iterdir() if path.suffix.lower() in SUFFIXES]


def _instant(name: str, feed: Feed | None) -> datetime:
    """When a capture was made: by the feed, else the end of the day in the file's name, else after all others."""
    if feed is not None and feed.built_at is not None:
        return feed.built_at
    if found := _DATE.search(name):
        return datetime.fromisoformat(found[0]).replace(tzinfo=UTC) + timedelta(days=1, seconds=-1)
    return datetime.max.replace(tzinfo=UTC) - timedelta(
        days=366
    )  # after all others, with room for a clock that goes on


class Replay:
    """Replays captures one by one, and checks the announcements at the end."""

    def __init__(self, server: Server, tell: Tell) -> None:
        self._server = server
        self._tell = tell
        self._bodies: dict[FeedAddress, Captured] = {}
        self.members: dict[str, simcord.MemberActor] = {}
        """The members who registered, by the key of the feed."""

    async def play(self, capture: Capture) -> None:
        """Set the clock, serve the capture, and let the bot poll it or a member register it."""
        self._server.clock.stand_at(max(capture.at, self._server.clock()))
        self._tell(f"{capture.at:%Y-%m-%d %H:%M}  {capture.name}")
        if capture.feed is None:
            await self._interlude(Captured(capture.body, headers=HTML_HEADERS))
            return
        try:
            address = parse_profile(capture.feed.link)
        except AddressError as error:
            kind = getattr(error, "kind", "no profile")
            self._tell(f"    not played: {kind}. {len(capture.feed.entries)} items could be read.")
            return
        self._bodies[address] = Captured(capture.body)
        self._serve(address, self._bodies[address])
        if address.key in self.members:
            found = await self._look(address.key)
            self._report(found)
            decided = sum(len(polled.decisions) for polled in found if polled.key == address.key)
            self._tell(f"    of {len(capture.feed.entries)} items {len(capture.feed.entries) - decided} were known")
        else:
            await self._register(address, capture.feed)

    def conclude(self) -> None:
        """Compare the decisions with the posts in the channel, and report the totals.

        Raises:
            DemoFailed: a story was announced twice, or not at all.
        """
        decisions = list(chain.from_iterable(polled.decisions for polled in self._server.polled))
        due = [each for each in decisions if each.decision.announce]
        posts = [str([component.to_dict() for component in post.components]) for post in self._server.posts()]
        for each in due:
            # A story's address, which is on its card, ends in its id.
            times = sum(f"-{each.decision.story_id}" in post for post in posts)
            if times != 1:
                raise DemoFailed(f"“{each.title}” was told {times} times")
        later = sum(polled.later is not None for polled in self._server.polled)
        self._tell(
            f"\n{len(due)} announced, each once; {len(decisions) - len(due)} decided to be no news; "
            f"{len(self._server.polled)} looks at feeds, of which {later} ended in “later”."
        )

    async def _register(self, address: FeedAddress, feed: Feed) -> None:
        server = self._server
        name = writer_name(feed, address)
        member = server.join(re.sub(r"\W", "_", address.name.lower()), name)
        result = await member.slash(server.room, "profile register", link=address.page)
        try:
            await member.click(last(result), label=CONFIRM)
        except simcord.SetupError as error:
            raise DemoFailed(f"{name} was not offered to confirm: {said(result)}") from error
        self.members[address.key] = member
        cut = sum(entry.truncated for entry in feed.entries)
        items = f"{len(feed.entries)} items" + (f", {cut} of them truncated" if cut else "")
        self._tell(
            f"    {name} registers {address.page.removeprefix('https://')}: {items}, known from now on (baseline)"
        )
        self._report(await self._look(address.key))

    async def _interlude(self, answer: Captured) -> None:
        """Serve the answer for every feed, for one round of polling."""
        for address in self._bodies:
            self._serve(address, answer)
        self._report(await self._look(None))
        for address, body in self._bodies.items():
            self._serve(address, body)

    async def _look(self, key: str | None) -> list[Polled]:
        """Let the bot poll until it has polled the feed with this key; ``None``: any feed."""
        before = len(self._server.polled)
        await self._server.driver.advance(TURN)
        found = self._server.polled[before:]
        if not any(key in (None, polled.key) for polled in found):
            await self._server.driver.advance(LOOK_AGAIN)
            found = self._server.polled[before:]
        return found

    def _serve(self, address: FeedAddress, answer: Captured) -> None:
        parts = urlsplit(address.url)
        self._server.site.serve(parts.netloc, parts.path, answer)

    def _report(self, found: Sequence[Polled]) -> None:
        for polled in found:
            if polled.later is not None:
                self._tell(f"    {polled.code}: {polled.later}, for {polled.key}")
            for decided in polled.decisions:
                self._tell(_line(decided))


def _line(decided: GuildDecision) -> str:
    became = "announced" if decided.decision.announce else "no news"
    return f"    {became:9}  {decided.decision.reason:10}  “{decided.title}”"
