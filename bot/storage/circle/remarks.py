"""Members' private remarks on others, and the suggestions that they dismissed."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.rows import by_member
from bot.storage.schema import dismissals, remarks


async def get(conn: Connection, guild_id: int, member_id: int, about_id: int) -> str:
    """A member's remark on somebody; empty for none."""
    said = await conn.scalar(
        select(remarks.c.said).where(by_member(remarks, guild_id, member_id), remarks.c.about_id == about_id)
    )
    return said or ""


async def of_member(conn: Connection, guild_id: int, member_id: int) -> dict[int, str]:
    """All remarks of a member, by whom they are about."""
    rows = await conn.execute(select(remarks.c.about_id, remarks.c.said).where(by_member(remarks, guild_id, member_id)))
    return {row.about_id: row.said for row in rows}


async def write(conn: Connection, guild_id: int, member_id: int, about_id: int, said: str, now: datetime) -> None:  # noqa: PLR0917 - who about whom, and what
    """Store the remark of a member who is known; an empty one is deleted."""
    if not said:
        await conn.execute(
            delete(remarks).where(by_member(remarks, guild_id, member_id), remarks.c.about_id == about_id)
        )
        return
    key = {"guild_id": guild_id, "member_id": member_id, "about_id": about_id}
    await upsert(conn, remarks, {**key, "said": said, "changed_at": now}, key)


async def dismissed(conn: Connection, guild_id: int, member_id: int) -> dict[int, datetime]:
    """The members whom a member does not want suggested, and since when."""
    rows = await conn.execute(
        select(dismissals.c.about_id, dismissals.c.dismissed_at).where(by_member(dismissals, guild_id, member_id))
    )
    return {row.about_id: row.dismissed_at for row in rows}


async def dismiss(conn: Connection, guild_id: int, member_id: int, about_id: int, now: datetime) -> None:
    """Record that a known member does not want somebody suggested."""
    key = {"guild_id": guild_id, "member_id": member_id, "about_id": about_id}
    await upsert(conn, dismissals, {**key, "dismissed_at": now}, key)
