"""The state of a guild's feeds for moderators, and notices to members about long trouble with theirs."""

from datetime import datetime

from bot.domain.feeds.feed import OutcomeCode
from bot.domain.feeds.medium import FeedAddress
from bot.domain.feeds.ownership import look_at
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.kit.pages import Page
from bot.domain.posting.notices import NoticeKind
from bot.domain.stories.errors import IdentityUnproved, StoriesKind
from bot.domain.stories.health import (
    FEEDS_PER_PAGE,
    FeedHealth,
    FeedRef,
    HealthPage,
    PollAsked,
    in_order,
    is_long_missing,
)
from bot.domain.stories.profiles import ProfilePause
from bot.domain.stories.stories import seed
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import notices
from bot.storage.stories import feeds, health, profiles, stories


class HealthService:
    """``/feeds``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def everything(self, guild_id: int) -> tuple[FeedHealth, ...]:
        """All feeds of the guild, those in trouble first."""
        return in_order(await self._database.read(health.of_guild, guild_id))

    async def page(self, guild_id: int, page: int) -> HealthPage:
        """One page of the guild's feeds. ``page`` counts from 0; one outside the list becomes the nearest inside."""
        found = await self.everything(guild_id)
        return HealthPage(Page.of(found, page, FEEDS_PER_PAGE), sum(feed.troubled for feed in found))

    async def poll(self, guild_id: int, text: str | None) -> PollAsked:
        """Schedule a poll of all the guild's feeds, or of the named one, for as soon as it can bring something new.

        That is when Medium's cache has expired, regardless of a longer wait after failures. Feeds that Medium wants to
        be left alone, and feeds that are paused here, are not scheduled.

        Raises:
            NotThereAnyMore: the guild has no such feed.
        """
        now = self._clock()

        async def work(conn: Connection) -> PollAsked:
            due: list[datetime] = []
            waiting = paused = 0
            found = in_order(await health.of_guild(conn, guild_id))
            for feed in found if text is None else (_named(found, text),):
                if feed.pause is not None:
                    paused += 1
                elif feed.outcome is OutcomeCode.LATER and feed.next_poll_at > now:
                    waiting += 1
                else:
                    due.append(min(feed.next_poll_at, look_at(now, feed.fetched_at)))
                    await health.due_at(conn, feed.feed_id, due[-1])
            return PollAsked(len(due), waiting, paused, max(due, default=None))

        return await self._database.write(work)

    async def pause(self, guild_id: int, text: str) -> FeedHealth:
        """Stop polling a feed for this guild. A pause for another reason is left as it is.

        Raises:
            NotThereAnyMore: the guild has no such feed.
        """

        async def work(conn: Connection) -> FeedHealth:
            feed = _named(await health.of_guild(conn, guild_id), text)
            if feed.pause is None:
                await health.set_pause(conn, guild_id, feed.ref, paused=True)
            return _named(await health.of_guild(conn, guild_id), text)

        return await self._database.write(work)

    async def resume(self, guild_id: int, text: str) -> FeedHealth:
        """Poll a feed for this guild again. Stories that came meanwhile count as known, so that they are not all
        announced at once.

        Raises:
            NotThereAnyMore: the guild has no such feed.
            IdentityUnproved: its name on Medium changed hands, and only its member can resolve that, by a proof.
        """
        now = self._clock()

        async def work(conn: Connection) -> FeedHealth:
            feed = _named(await health.of_guild(conn, guild_id), text)
            if feed.pause is ProfilePause.IDENTITY_CHANGED:
                raise IdentityUnproved(feed.member_id or 0)
            if feed.pause is not None:
                await health.set_pause(conn, guild_id, feed.ref, paused=False)
                await stories.decide(conn, guild_id, seed(await stories.seen_in(conn, feed.feed_id)), now)
            return _named(await health.of_guild(conn, guild_id), text)

        return await self._database.write(work)


def _named(found: list[FeedHealth] | tuple[FeedHealth, ...], text: str) -> FeedHealth:
    ref = FeedRef.read(text)
    for feed in found:
        if feed.ref == ref:
            return feed
    raise NotThereAnyMore(StoriesKind.FEED)


async def unread(conn: Connection, feed_id: int, code: OutcomeCode, now: datetime) -> None:
    """Notify the members of a feed, once, that Medium has had nothing at its address for a long time.

    Called after a poll without a feed. Nothing is deleted: the feed is polled daily from then on.
    """
    row = await feeds.by_id(conn, feed_id) if code is OutcomeCode.MISSING else None
    if row is None or row.missing_since is None or not is_long_missing(row.missing_since, now):
        return
    since = int(row.missing_since.timestamp())
    payload: dict[str, str | int] = {"about": "feed_missing", "page": FeedAddress.from_key(row.key).page, "when": since}
    for watcher in await profiles.watchers(conn, feed_id):
        key = f"missing/{watcher.guild_id}/{feed_id}/{since}"
        await notices.enqueue(
            conn, watcher.guild_id, watcher.member_id, NoticeKind.FEED_TROUBLE, payload, key=key, now=now
        )
