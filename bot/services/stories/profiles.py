"""Members register, show and remove their Medium profiles."""

from datetime import datetime

from bot.domain.feeds.errors import AddressKind, NotAProfile
from bot.domain.feeds.feed import Feed
from bot.domain.feeds.medium import FeedAddress, FeedKind, parse_profile
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.stories.errors import ProfileLimitReached, ProfileTaken, ProfileYoursAlready, StoriesKind
from bot.domain.stories.profiles import (
    MAX_PROFILES,
    PREVIEW_STORIES,
    PREVIEW_VALID,
    Profile,
    ProfilePage,
    ProfilePreview,
    identity,
    writer_name,
)
from bot.domain.stories.stories import seed, stories_from
from bot.services.stories.fetching import MemberFetches
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import members
from bot.storage.stories import about, feeds, profiles, stories, story_posts


class ProfileService:
    """A member's own profiles, and those of others as they can be seen."""

    def __init__(self, database: Database, fetches: MemberFetches, clock: Clock) -> None:
        self._database = database
        self._fetches = fetches
        self._clock = clock

    async def preview(self, guild_id: int, member_id: int, text: str) -> ProfilePreview:
        """Fetch the feed of a pasted address and show it before anything is registered.

        The feed and its stories are stored, since they are public, but not whose they are.

        Raises:
            AddressError: the text leads to no profile.
            ProfileTaken, ProfileYoursAlready, ProfileLimitReached: it is taken, the member's already, or one too many.
            FetchInFlight, FetchAllowanceSpent: the member is asking too fast.
            FeedError: Medium did not answer with a feed.
        """
        address = parse_profile(text)

        async def work(conn: Connection) -> None:
            known = await feeds.by_key(conn, address.key)
            who = identity(address, known.user_id if known else None)
            await self._refuse_conflicts(conn, guild_id, member_id, who, known.id if known else None)

        await self._database.read(work)
        feed = await self._fetches.fetch(member_id, address)
        if address.kind is FeedKind.DOMAIN and feed.user_id is None:
            # A feed without a writer's id in its link is a publication's.
            raise NotAProfile(text, AddressKind.PUBLICATION)
        now = self._clock()

        async def store(conn: Connection) -> ProfilePreview:
            feed_id = await feeds.ensure(conn, address.key, address.url, now)
            await feeds.describe(conn, feed_id, feed)
            await stories.save(conn, feed_id, stories_from(feed.entries), now)
            await self._refuse_conflicts(conn, guild_id, member_id, identity(address, feed.user_id), feed_id)
            lines = await stories.of_feed(conn, feed_id, limit=PREVIEW_STORIES)
            return ProfilePreview(feed_id, writer_name(feed, address), address.page, feed.picture, lines, now)

        return await self._database.write(store)

    async def confirm(self, guild_id: int, member_id: int, feed_id: int, previewed_at: datetime) -> Profile:
        """Register the previewed profile. Stories that its feed has by now count as known and are not announced.

        Raises:
            CardOutdated: the preview is too old, or its feed is gone.
            ProfileTaken, ProfileYoursAlready, ProfileLimitReached: somebody or something else was quicker.
        """
        now = self._clock()
        if now - previewed_at > PREVIEW_VALID:
            raise CardOutdated

        async def work(conn: Connection) -> Profile:
            row = await feeds.by_id(conn, feed_id)
            if row is None:
                raise CardOutdated
            address = FeedAddress.from_key(row.key)
            who = identity(address, row.user_id)
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            await self._refuse_conflicts(conn, guild_id, member_id, who, feed_id)
            name = writer_name(Feed(row.title, "", None, None, row.user_id, ()), address)
            profile_id = await profiles.add(
                conn, guild_id, member_id, feed_id=feed_id, identity=who, name=name, now=now
            )
            await stories.decide(conn, guild_id, seed(await stories.seen_in(conn, feed_id)), now)
            profile = await profiles.by_id(conn, guild_id, profile_id)
            if profile is None:
                raise NotThereAnyMore(StoriesKind.PROFILE)
            return profile

        return await self._database.write(work)

    async def page(self, guild_id: int, member_id: int) -> ProfilePage:
        """A member's profiles and newest stories; empty if there are none."""

        async def work(conn: Connection) -> ProfilePage:
            return ProfilePage(
                member_id,
                await profiles.of_member(conn, guild_id, member_id),
                await stories.latest(conn, guild_id, member_id=member_id, limit=PREVIEW_STORIES),
                await about.get(conn, guild_id, member_id),
                self._clock(),
            )

        return await self._database.read(work)

    async def own(self, guild_id: int, member_id: int, profile_id: int) -> Profile:
        """One of the member's own profiles.

        Raises:
            NotThereAnyMore: there is none of that id, or it is somebody else's.
        """
        return await self._database.read(self._own, guild_id, member_id, profile_id)

    async def remove(self, guild_id: int, member_id: int, profile_id: int) -> Profile:
        """Remove one of the member's own profiles; its waiting posts are withheld.

        Raises:
            NotThereAnyMore: there is none of that id (any more), or it is somebody else's.
        """

        async def work(conn: Connection) -> Profile:
            profile = await self._own(conn, guild_id, member_id, profile_id)
            await story_posts.withhold_of_feed(conn, guild_id, member_id, profile.feed_id, self._clock())
            await profiles.remove(conn, guild_id, member_id, profile_id)
            return profile

        return await self._database.write(work)

    async def _own(self, conn: Connection, guild_id: int, member_id: int, profile_id: int) -> Profile:
        profile = await profiles.by_id(conn, guild_id, profile_id)
        if profile is None or profile.member_id != member_id:
            raise NotThereAnyMore(StoriesKind.PROFILE)
        return profile

    async def _refuse_conflicts(
        self, conn: Connection, guild_id: int, member_id: int, who: str, feed_id: int | None
    ) -> None:
        owner = await profiles.owner(conn, guild_id, who, feed_id)
        if owner == member_id:
            raise ProfileYoursAlready
        if owner is not None:
            raise ProfileTaken(owner)
        if len(await profiles.of_member(conn, guild_id, member_id)) >= MAX_PROFILES:
            raise ProfileLimitReached(MAX_PROFILES)
