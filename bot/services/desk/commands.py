"""Whether Discord already has the present slash commands. Checked at every start, since a guild may be given only 200 a
day."""

from bot.storage.database.engine import Database
from bot.storage.desk import state


class CommandService:
    """Remembers the hash of the commands that were last synced, per application."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def synced_hash(self, application_id: int) -> str | None:
        """The hash of the commands that were last synced; ``None`` if none ever were."""
        return await self._database.read(state.get, f"commands/{application_id}")

    async def remember(self, application_id: int, digest: str) -> None:
        """Record that the commands with this hash were synced."""
        await self._database.write(state.put, f"commands/{application_id}", digest)
