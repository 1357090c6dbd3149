"""What members can export from a guild: their own notes, connections and remarks, and nothing of others."""

from bot.domain.circle.connection_views import Exported
from bot.domain.circle.connections import arrange, journal
from bot.domain.kit.clock import Clock
from bot.domain.reading.notes import Note
from bot.storage.circle import connections, remarks
from bot.storage.database.engine import Connection, Database
from bot.storage.reading import notes

BATCH = 500
"""Notes that are read in one go."""


class ExportService:
    """A member's own exports."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def notes(self, guild_id: int, member_id: int) -> Exported:
        """All the member's notes, newest first."""
        found: list[Note] = []

        async def work(conn: Connection) -> Exported:
            while len(batch := await notes.journal(conn, guild_id, member_id, limit=BATCH, offset=len(found))) == BATCH:
                found.extend(batch)
            return Exported(notes=(*found, *batch))

        return await self._database.read(work)

    async def connections(self, guild_id: int, member_id: int) -> Exported:
        """The member's connections, the latest first, as the journal shows them, and their remarks. Members who left
        the guild are not named."""
        now = self._clock()

        async def work(conn: Connection) -> Exported:
            mine = await connections.given(conn, guild_id, member_id)
            theirs = await connections.received(conn, guild_id, member_id)
            said = await remarks.of_member(conn, guild_id, member_id)
            found = arrange(journal(member_id, mine, theirs, now), {})
            ids = {each.member_id for each in found} | said.keys()
            names = await connections.names(conn, guild_id, await connections.present(conn, guild_id, ids))
            return Exported(connections=found, remarks=said, names=names)

        return await self._database.read(work)
