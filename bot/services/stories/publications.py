"""Moderators choose the publications that their server follows."""

from datetime import datetime

from bot.domain.feeds.addresses import FeedKind, StoryAddress
from bot.domain.feeds.errors import NotAProfile, NotAPublication
from bot.domain.feeds.medium import FeedAddress, parse_address
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.stories.errors import PublicationLimitReached, StoriesKind
from bot.domain.stories.profiles import PREVIEW_STORIES, PREVIEW_VALID, StoryLine
from bot.domain.stories.publications import (
    MAX_PUBLICATIONS,
    Publication,
    PublicationPreview,
    publication_name,
    writer_here,
)
from bot.domain.stories.stories import seed, stories_from
from bot.services.stories.fetching import MemberFetches
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import guilds
from bot.storage.stories import feeds, publications, stories

_WRITERS_TOO = {FeedKind.DOMAIN, FeedKind.SUBDOMAIN}
"""Where a publication or a single writer can live: the feed tells, by the writer's id in its link."""

_PUBLICATIONS = {FeedKind.PUBLICATION, FeedKind.PUBLICATION_TAG}


class PublicationService:
    """``/publication``."""

    def __init__(self, database: Database, fetches: MemberFetches, clock: Clock) -> None:
        self._database = database
        self._fetches = fetches
        self._clock = clock

    async def preview(self, guild_id: int, member_id: int, text: str, *, others: bool) -> PublicationPreview:
        """Fetch the feed of a pasted address, using one of the member's own fetches, and show it before it is followed.

        Raises:
            NotAnAddress, NotAPublication: the text leads to no publication.
            PublicationLimitReached: the guild follows as many as it may.
            FetchInFlight, FetchAllowanceSpent: the member is asking too fast.
            FeedError: Medium did not answer with a feed.
        """
        address = _address(text)

        async def work(conn: Connection) -> None:
            known = await feeds.by_key(conn, address.key)
            await _refuse_more(conn, guild_id, known.id if known else None)

        await self._database.read(work)
        feed = await self._fetches.fetch(member_id, address)
        if address.kind in _WRITERS_TOO and feed.user_id is not None:
            raise NotAPublication(text)
        now = self._clock()
        found = stories_from(feed.entries)

        async def store(conn: Connection) -> tuple[int, tuple[StoryLine, ...]]:
            feed_id = await feeds.ensure(conn, address.key, address.url, now)
            await feeds.describe(conn, feed_id, feed)
            await stories.save(conn, feed_id, found, now)
            return feed_id, await stories.of_feed(conn, feed_id, limit=PREVIEW_STORIES)

        feed_id, lines = await self._database.write(store)
        names = await self._database.read(publications.names, guild_id)
        here = {writer_here(story.author_name, names) for story in found}
        return PublicationPreview(
            feed_id=feed_id,
            name=publication_name(feed.title, address.name),
            page=address.page,
            picture=feed.picture,
            others=others,
            stories=lines,
            members=tuple(sorted(member for member in here if member is not None)),
            previewed_at=now,
        )

    async def confirm(self, guild_id: int, feed_id: int, previewed_at: datetime, *, others: bool) -> Publication:
        """Follow the previewed publication. Stories that its feed has by now count as known and are not announced.

        Of one that is followed already only ``others`` is changed.

        Raises:
            CardOutdated: the preview is too old, or its feed is gone.
            PublicationLimitReached: the guild follows as many as it may by now.
        """
        now = self._clock()
        if now - previewed_at > PREVIEW_VALID:
            raise CardOutdated

        async def work(conn: Connection) -> Publication:
            if await feeds.by_id(conn, feed_id) is None:
                raise CardOutdated
            await _refuse_more(conn, guild_id, feed_id)
            await guilds.welcome(conn, guild_id, now)
            await publications.add(conn, guild_id, feed_id, others=others, now=now)
            await stories.decide(conn, guild_id, seed(await stories.seen_in(conn, feed_id)), now)
            found = await publications.of_guild(conn, guild_id)
            return next(each for each in found if each.feed_id == feed_id)

        return await self._database.write(work)

    async def of_guild(self, guild_id: int) -> tuple[Publication, ...]:
        """The publications that the guild follows, oldest first."""
        return await self._database.read(publications.of_guild, guild_id)

    async def remove(self, guild_id: int, publication_id: int) -> Publication:
        """Stop following one.

        Raises:
            NotThereAnyMore: the guild follows none of that id (any more).
        """

        async def work(conn: Connection) -> Publication:
            publication = await publications.by_id(conn, guild_id, publication_id)
            if publication is None:
                raise NotThereAnyMore(StoriesKind.FEED)
            await publications.remove(conn, guild_id, publication_id)
            return publication

        return await self._database.write(work)


def _address(text: str) -> FeedAddress:
    try:
        address = parse_address(text)
    except NotAProfile as other:
        raise NotAPublication(text) from other
    if isinstance(address, StoryAddress) or address.kind not in _PUBLICATIONS | _WRITERS_TOO:
        raise NotAPublication(text)
    return address


async def _refuse_more(conn: Connection, guild_id: int, feed_id: int | None) -> None:
    followed = await publications.of_guild(conn, guild_id)
    if len(followed) >= MAX_PUBLICATIONS and feed_id not in {each.feed_id for each in followed}:
        raise PublicationLimitReached
