"""The members who take part in challenges."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.domain.challenges.challenges import OPEN
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert_missing
from bot.storage.database.rows import by_member
from bot.storage.schema import challenges, participants


async def join(conn: Connection, guild_id: int, member_id: int, challenge_id: int, now: datetime) -> bool:
    """Let a known member take part from now on; returns whether they did not before."""
    key = {"challenge_id": challenge_id, "member_id": member_id}
    return await insert_missing(conn, participants, {**key, "guild_id": guild_id, "joined_at": now}, key)


async def leave(conn: Connection, challenge_id: int, member_id: int) -> bool:
    """End a member's participation; returns whether they took part."""
    result = await conn.execute(
        delete(participants).where(participants.c.challenge_id == challenge_id, participants.c.member_id == member_id)
    )
    return result.rowcount > 0


async def takes_part(conn: Connection, challenge_id: int, member_id: int) -> bool:
    """Whether a member takes part."""
    statement = select(participants.c.member_id).where(
        participants.c.challenge_id == challenge_id, participants.c.member_id == member_id
    )
    return await conn.scalar(statement) is not None


async def joined(conn: Connection, guild_id: int, member_id: int) -> frozenset[int]:
    """The planned and running challenges of a guild that a member takes part in."""
    found = await conn.scalars(
        select(participants.c.challenge_id)
        .join(challenges, challenges.c.id == participants.c.challenge_id)
        .where(by_member(participants, guild_id, member_id), challenges.c.state.in_(OPEN))
    )
    return frozenset(found)
