"""Guilds join, leave, and choose their settings."""

from collections.abc import Callable, Collection
from dataclasses import replace

from bot.domain.desk.overview import GuildOverview
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.posting.delivery import Delivery, Post, Publisher, nonce_for
from bot.domain.servers.errors import ChannelUnusable, RouteIncomplete, ServersKind
from bot.domain.servers.guilds import Feature, check_zone, missing_permissions
from bot.domain.stories.announcing import AnnouncingSettings, Route
from bot.domain.stories.story_views import StoryCard
from bot.domain.text.text import fold
from bot.services.boards.scoring import guild_zone_changed
from bot.services.challenges import weekly
from bot.storage.boards import weeks
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import outbox
from bot.storage.servers import guilds
from bot.storage.stories import announcing, profiles

TAG_LIMIT = 40
"""Characters of a tag that are stored; Medium's own stop at 25."""


class GuildService:
    """What happens to a guild, and its settings."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def joined(self, guild_id: int) -> None:
        """Record that the bot is in the guild."""
        await self._database.write(guilds.welcome, guild_id, self._clock())

    async def left(self, guild_id: int) -> None:
        """Record that the bot was removed: nothing is posted from now on, and the data is erased after the grace
        period."""
        await self._database.write(guilds.leave, guild_id, self._clock())

    async def reconcile(self, present: Collection[int]) -> None:
        """Record joins and leaves that happened while the bot was away. ``present`` are all guilds it is in now."""
        now = self._clock()

        async def work(conn: Connection) -> None:
            believed = await guilds.present_ids(conn)
            for guild_id in sorted(set(present) - believed):
                await guilds.welcome(conn, guild_id, now)
            for guild_id in sorted(believed - set(present)):
                await guilds.leave(conn, guild_id, now)

        await self._database.write(work)

    async def overview(self, guild_id: int) -> GuildOverview:
        """The guild's settings, and how many posts wait."""

        async def work(conn: Connection) -> GuildOverview:
            return GuildOverview(
                guild_id=guild_id,
                time_zone=await guilds.time_zone(conn, guild_id),
                stories=await guilds.channel(conn, guild_id, Feature.STORIES),
                digest=await guilds.channel(conn, guild_id, Feature.DIGEST),
                settings=await announcing.settings(conn, guild_id),
                routes=await announcing.routes_of(conn, guild_id),
                profiles=await profiles.count(conn, guild_id),
                waiting=await outbox.waiting(conn, guild_id),
                challenges=await guilds.channel(conn, guild_id, Feature.CHALLENGES),
                moderation=await guilds.channel(conn, guild_id, Feature.MODERATION),
                community=await guilds.channel(conn, guild_id, Feature.COMMUNITY),
                weekly=await weeks.settings(conn, guild_id),
            )

        return await self._database.read(work)

    async def choose_channel(
        self, guild_id: int, feature: Feature, channel_id: int, held: frozenset[str]
    ) -> GuildOverview:
        """Use a channel for a feature. ``held`` are the names of the permissions that the bot has there.

        Raises:
            ChannelUnusable: the bot lacks some; nothing was changed.
        """
        missing = missing_permissions(feature, held)
        if missing:
            raise ChannelUnusable(channel_id, missing)

        async def work(conn: Connection) -> None:
            await guilds.welcome(conn, guild_id, self._clock())
            await guilds.set_channel(conn, guild_id, feature, channel_id)

        await self._database.write(work)
        return await self.overview(guild_id)

    async def forget_channel(self, guild_id: int, feature: Feature) -> GuildOverview:
        """Undo the choice of a channel."""
        await self._database.write(guilds.forget_channel, guild_id, feature)
        return await self.overview(guild_id)

    async def choose(self, guild_id: int, change: Callable[[AnnouncingSettings], AnnouncingSettings]) -> GuildOverview:
        """Change the announcement settings: ``change`` gets the present ones and returns the new ones."""

        async def work(conn: Connection) -> None:
            await guilds.welcome(conn, guild_id, self._clock())
            await announcing.save_settings(conn, guild_id, change(await announcing.settings(conn, guild_id)))

        await self._database.write(work)
        return await self.overview(guild_id)

    async def add_route(self, guild_id: int, route: Route, held: frozenset[str]) -> GuildOverview:
        """Send matching stories to another channel. ``held`` are the names of the permissions that the bot has there.

        Raises:
            ChannelUnusable: the bot lacks some; nothing was changed.
            RouteIncomplete: it says neither which tag nor whose stories.
        """
        missing = missing_permissions(Feature.STORIES, held)
        if missing:
            raise ChannelUnusable(route.channel_id, missing)
        if not route.tag and route.member_id is None:
            raise RouteIncomplete
        tag = fold(route.tag)[:TAG_LIMIT] if route.tag else None

        async def work(conn: Connection) -> None:
            await guilds.welcome(conn, guild_id, self._clock())
            await announcing.add_route(conn, guild_id, replace(route, tag=tag))

        await self._database.write(work)
        return await self.overview(guild_id)

    async def remove_route(self, guild_id: int, route_id: int) -> GuildOverview:
        """Remove a route; posts that were to take it go to the main channel.

        Raises:
            NotThereAnyMore: there is none of that id (any more).
        """

        async def work(conn: Connection) -> None:
            if not await announcing.remove_route(conn, guild_id, route_id):
                raise NotThereAnyMore(ServersKind.ROUTE)

        await self._database.write(work)
        return await self.overview(guild_id)

    async def send_test(self, guild_id: int, sample: StoryCard, publisher: Publisher) -> Delivery | None:
        """Post a sample where new stories go; returns the result, or ``None`` if no channel is chosen."""
        channel = await self._database.read(guilds.channel, guild_id, Feature.STORIES)
        if channel is None:
            return None
        # Each press is a post of its own, so the instant is part of the nonce.
        nonce = nonce_for(channel.channel_id, f"test/{guild_id}/{self._clock().isoformat()}")
        return await publisher.publish(Post(0, guild_id, channel.channel_id, nonce, sample))

    async def choose_zone(self, guild_id: int, text: str) -> GuildOverview:
        """Set the guild's time zone; the open week ends by it from now on.

        Raises:
            ZoneUnknown: there is no such zone; nothing was changed.
        """
        zone = check_zone(text)
        now = self._clock()

        async def work(conn: Connection) -> None:
            await guilds.welcome(conn, guild_id, now)
            await guilds.set_time_zone(conn, guild_id, zone)
            await guild_zone_changed(conn, guild_id, now)
            await weekly.align(conn, guild_id, now)

        await self._database.write(work)
        return await self.overview(guild_id)
