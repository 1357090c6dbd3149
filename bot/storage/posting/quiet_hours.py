"""A guild's quiet hours."""

from sqlalchemy import select

from bot.domain.posting.quiet_hours import QuietHours
from bot.storage.database.engine import Connection
from bot.storage.schema import announcing


async def of_guild(conn: Connection, guild_id: int) -> QuietHours | None:
    """The quiet hours; ``None`` unless both begin and end are chosen."""
    statement = select(announcing.c.quiet_from, announcing.c.quiet_until).where(announcing.c.guild_id == guild_id)
    row = (await conn.execute(statement)).one_or_none()
    if row is None or row.quiet_from is None or row.quiet_until is None:
        return None
    return QuietHours(row.quiet_from, row.quiet_until)
