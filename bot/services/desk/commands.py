"""Whether Discord has the present commands: asked at every start, since a guild may be given 200 a day only."""

from bot.storage.database.engine import Database
from bot.storage.desk import state


class CommandService:
    """Remembers the hash of the commands that were last synced, per application."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def synced_hash(self, application_id: int) -> str | None:
        """The hash of what Discord was last given; ``None`` for never."""
        return await self._database.read(state.get, f"commands/{application_id}")

    async def remember(self, application_id: int, digest: str) -> None:
        """Discord has the commands of this hash now."""
        await self._database.write(state.put, f"commands/{application_id}", digest)
