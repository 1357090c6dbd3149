"""Members of a guild who use the bot."""

from datetime import datetime

from sqlalchemy import select, update

from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert_missing, upsert
from bot.storage.database.rows import by_member
from bot.storage.schema import members
from bot.storage.servers import guilds


async def welcome(conn: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """Make the member known in the guild, or take back that they left it."""
    row = {"guild_id": guild_id, "member_id": member_id, "known_since": now, "left_at": None}
    await upsert(conn, members, row, ["guild_id", "member_id"], keep=["known_since"])


async def welcome_with_guild(conn: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """Make guild and member known, or undo that either had left. For actions of a member in a guild."""
    await guilds.welcome(conn, guild_id, now)
    await welcome(conn, guild_id, member_id, now)


async def know(conn: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """Make the member known in the guild. Unlike ``welcome``, what is believed of one who is known stays."""
    row = {"guild_id": guild_id, "member_id": member_id, "known_since": now}
    await insert_missing(conn, members, row, ["guild_id", "member_id"])


async def returned(conn: Connection, guild_id: int, member_id: int) -> bool:
    """Undo that a member is believed to have left; returns whether they were."""
    result = await conn.execute(
        update(members)
        .where(by_member(members, guild_id, member_id), members.c.left_at.is_not(None))
        .values(left_at=None)
    )
    return result.rowcount > 0


async def leave(conn: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """Record that the member has left the guild. An earlier date is kept."""
    await conn.execute(
        update(members).where(by_member(members, guild_id, member_id), members.c.left_at.is_(None)).values(left_at=now)
    )


async def left_before(conn: Connection, instant: datetime) -> list[tuple[int, int]]:
    """(guild, member) of those whose grace period is over."""
    rows = await conn.execute(
        select(members.c.guild_id, members.c.member_id)
        .where(members.c.left_at < instant)
        .order_by(members.c.guild_id, members.c.member_id)
    )
    return [(row.guild_id, row.member_id) for row in rows]


async def looked_at(conn: Connection, guild_id: int, member_id: int) -> datetime | None:
    """Up to when the member has seen the guild's stories; ``None`` for never."""
    return await conn.scalar(select(members.c.looked_at).where(by_member(members, guild_id, member_id)))


async def look(conn: Connection, guild_id: int, member_id: int, until: datetime) -> None:
    """Record up to when the member has seen the stories. A later time is kept, so that an old card does not move it
    back."""
    await conn.execute(
        update(members)
        .where(by_member(members, guild_id, member_id), members.c.looked_at.is_(None) | (members.c.looked_at < until))
        .values(looked_at=until)
    )
