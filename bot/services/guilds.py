"""Guilds come and go, and choose their settings."""

from collections.abc import Collection

from bot.domain.clock import Clock
from bot.domain.errors import ChannelUnusable
from bot.domain.guilds import Feature, GuildOverview, check_zone, missing_permissions
from bot.storage import guilds, outbox, profiles
from bot.storage.engine import Database


class GuildService:
    """What can happen to a guild."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def joined(self, guild_id: int) -> None:
        """The bot is in the guild."""
        async with self._database.transaction() as conn:
            await guilds.welcome(conn, guild_id, self._clock())

    async def left(self, guild_id: int) -> None:
        """The bot was removed: silent at once, erased after the grace."""
        async with self._database.transaction() as conn:
            await guilds.leave(conn, guild_id, self._clock())

    async def reconcile(self, present: Collection[int]) -> None:
        """Make good for what happened while the bot was away: ``present`` are all guilds it is in now."""
        now = self._clock()
        async with self._database.transaction() as conn:
            believed = await guilds.present_ids(conn)
            for guild_id in sorted(set(present) - believed):
                await guilds.welcome(conn, guild_id, now)
            for guild_id in sorted(believed - set(present)):
                await guilds.leave(conn, guild_id, now)

    async def overview(self, guild_id: int) -> GuildOverview:
        """The guild's settings and what waits for them."""
        async with self._database.reading() as conn:
            return GuildOverview(
                guild_id=guild_id,
                time_zone=await guilds.time_zone(conn, guild_id),
                stories=await guilds.channel(conn, guild_id, Feature.STORIES),
                profiles=await profiles.count(conn, guild_id),
                waiting=await outbox.waiting(conn, guild_id),
            )

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
        async with self._database.transaction() as conn:
            await guilds.welcome(conn, guild_id, self._clock())
            await guilds.set_channel(conn, guild_id, feature, channel_id)
        return await self.overview(guild_id)

    async def choose_zone(self, guild_id: int, text: str) -> GuildOverview:
        """Set the guild's time zone.

        Raises:
            ZoneUnknown: there is no such zone; nothing was changed.
        """
        zone = check_zone(text)
        async with self._database.transaction() as conn:
            await guilds.welcome(conn, guild_id, self._clock())
            await guilds.set_time_zone(conn, guild_id, zone)
        return await self.overview(guild_id)
