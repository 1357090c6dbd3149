"""The community as a whole: its map, and how many narrow circles there are."""

from collections.abc import Callable
from typing import Any

from bot.domain.circle import care
from bot.domain.circle.community import CommunityHealth, MapView
from bot.domain.circle.community_map import map_of
from bot.domain.circle.connections import CONVERSATION
from bot.domain.circle.errors import TookTooLong
from bot.domain.circle.monthly_view import OPEN
from bot.domain.kit.clock import Clock
from bot.services.circle.heavy import Answer, Heavy, WorkFailed
from bot.storage.circle import connections, monthly
from bot.storage.circle import map as maps
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import members


class CommunityService:
    """The map of the community for members who opted in, and the count of narrow circles for moderators."""

    def __init__(self, database: Database, clock: Clock, heavy: Heavy) -> None:
        self._database = database
        self._clock = clock
        self._heavy = heavy

    async def draw(self, guild_id: int, member_id: int) -> MapView:
        """The map of those who opted in. Computed in a worker process, outside any transaction.

        Raises:
            TookTooLong: it took too long, or the bot is closing.
        """
        now = self._clock()
        willing = await self._database.read(maps.willing, guild_id)
        ties = await self._database.read(maps.ties, guild_id, now - CONVERSATION)
        drawn = await self._think(map_of, tuple(ties), willing, now)
        names = await self._database.read(
            connections.names, guild_id, {each for node in drawn.nodes for each in node.members}
        )
        return MapView(drawn, names, member_id in willing, len(willing))

    async def choose_map(self, guild_id: int, member_id: int, *, on_it: bool) -> None:
        """Put the member on the map or take them off it. Nobody else is told."""
        now = self._clock()

        async def work(conn: Connection) -> None:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            await maps.choose(conn, guild_id, member_id, on_it=on_it, now=now)

        await self._database.write(work)

    async def health(self, guild_id: int) -> CommunityHealth:
        """The number of narrow circles, from notes that are not private; it names nobody.

        Counted in a worker process: for five hundred busy members it takes half a second.

        Raises:
            TookTooLong: it was not counted in time, or the bot is closing.
        """
        now = self._clock()
        readings = await self._database.read(monthly.readings, guild_id, now - care.LOOKED_AT, now, OPEN)
        return CommunityHealth(await self._think(care.narrow_groups, tuple(readings), now))

    async def _think(self, function: Callable[..., Answer], *args: Any) -> Answer:
        try:
            return await self._heavy.run(function, *args)
        except WorkFailed as failure:
            raise TookTooLong from failure
