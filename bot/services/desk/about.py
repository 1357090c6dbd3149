"""Members say what they write about, and how they want their own stories told."""

from datetime import datetime

from bot.domain.kit.clock import Clock
from bot.domain.servers.guilds import check_zone
from bot.domain.stories.about import About, read_line, read_pause, read_topics
from bot.domain.stories.announcing import AnnouncePreference
from bot.services.boards.scoring import zone_changed
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import guilds, members
from bot.storage.stories import about


class AboutService:
    """``/profile edit``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def get(self, guild_id: int, member_id: int) -> tuple[About, datetime]:
        """A member's own choices in the guild, and the present instant, against which a pause is read."""

        async def work(conn: Connection) -> tuple[About, datetime]:
            return await about.get(conn, guild_id, member_id), self._clock()

        return await self._database.read(work)

    async def edit(
        self,
        guild_id: int,
        member_id: int,
        *,
        line: str,
        topics: str,
        announce: AnnouncePreference,
        pause_days: str,
        zone: str,
    ) -> tuple[About, datetime]:
        """Take all of it, each text as it was typed: empty means none. The choices as they are kept, and the present
        instant.

        Raises:
            ZoneUnknown, PauseUnreadable: nothing was changed.
        """
        now = self._clock()
        time_zone = check_zone(zone) if zone.strip() else None

        async def work(conn: Connection) -> tuple[About, datetime]:
            before = await about.get(conn, guild_id, member_id)
            kept = About(
                line=read_line(line),
                topics=read_topics(topics),
                announce=announce,
                paused_until=read_pause(pause_days, now, before.paused_until),
                time_zone=time_zone,
            )
            await guilds.welcome(conn, guild_id, now)
            await members.welcome(conn, guild_id, member_id, now)
            await about.put(conn, guild_id, member_id, kept)
            if time_zone != before.time_zone:
                await zone_changed(conn, guild_id, member_id, now)
            return kept, now

        return await self._database.write(work)
