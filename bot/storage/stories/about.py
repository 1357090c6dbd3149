"""What members said about themselves."""

from sqlalchemy import select, update

from bot.domain.stories.about import About
from bot.storage.database.engine import Connection
from bot.storage.schema import members


async def get(conn: Connection, guild_id: int, member_id: int) -> About:
    """A member's own choices; the defaults for one who is not known."""
    row = (
        await conn.execute(
            select(
                members.c.about,
                members.c.topics,
                members.c.announce,
                members.c.announce_paused_until,
                members.c.time_zone,
            ).where(members.c.guild_id == guild_id, members.c.member_id == member_id)
        )
    ).one_or_none()
    if row is None:
        return About()
    return About(row.about, tuple(row.topics), row.announce, row.announce_paused_until, row.time_zone)


async def put(conn: Connection, guild_id: int, member_id: int, about: About) -> None:
    """Store them. The member is known."""
    await conn.execute(
        update(members)
        .where(members.c.guild_id == guild_id, members.c.member_id == member_id)
        .values(
            about=about.line,
            topics=list(about.topics),
            announce=about.announce,
            announce_paused_until=about.paused_until,
            time_zone=about.time_zone,
        )
    )
