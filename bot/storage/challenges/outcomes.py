"""Challenges that are over: the last one, who took part, and the result."""

from sqlalchemy import func, select

from bot.domain.boards.boards import ChallengeOutcome
from bot.domain.challenges.challenges import Challenge, ChallengeState
from bot.storage.challenges import challenges as challenge_rows
from bot.storage.database.engine import Connection
from bot.storage.schema import challenges, participants


async def last_challenge(conn: Connection, guild_id: int) -> Challenge | None:
    """The guild's challenge that was closed last."""
    statement = (
        select(challenges.c.id)
        .where(challenges.c.guild_id == guild_id, challenges.c.state == ChallengeState.CLOSED)
        .order_by(challenges.c.ends_at.desc(), challenges.c.id.desc())
        .limit(1)
    )
    found = await conn.scalar(statement)
    return await challenge_rows.get(conn, found) if found is not None else None


async def participants_of(conn: Connection, challenge_id: int) -> list[int]:
    """The members who take part in a challenge."""
    return list(await conn.scalars(select(participants.c.member_id).where(participants.c.challenge_id == challenge_id)))


async def outcome_of(conn: Connection, week_id: int) -> ChallengeOutcome | None:
    """The result of a week's challenge; ``None`` if there was none or it was called off."""
    joined = select(func.count()).where(participants.c.challenge_id == challenges.c.id).scalar_subquery()
    statement = select(joined.label("participants"), challenges.c.reached, challenges.c.goal).where(
        challenges.c.week_id == week_id, challenges.c.state == ChallengeState.CLOSED
    )
    row = (await conn.execute(statement)).one_or_none()
    return ChallengeOutcome(*row) if row else None
