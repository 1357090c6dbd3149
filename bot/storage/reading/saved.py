"""Stories that members want to read later."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.domain.reading.notes import SavedStory
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert_missing
from bot.storage.database.rows import by_member, count_of
from bot.storage.schema import saved_stories, stories


async def save(conn: Connection, guild_id: int, member_id: int, story_id: str, now: datetime) -> None:
    """Save a stored story for a known member. One that is saved already keeps its place."""
    row = {"guild_id": guild_id, "member_id": member_id, "story_id": story_id, "saved_at": now}
    await insert_missing(conn, saved_stories, row, ["guild_id", "member_id", "story_id"])


_REMOVE = delete(saved_stories).where(
    by_member(saved_stories, bindparam("guild"), bindparam("member")), saved_stories.c.story_id == bindparam("story")
)


async def remove(conn: Connection, guild_id: int, member_id: int, story_id: str) -> None:
    """Take a story from a member's list, if it is on it."""
    await conn.execute(_REMOVE, {"guild": guild_id, "member": member_id, "story": story_id})


async def count(conn: Connection, guild_id: int, member_id: int) -> int:
    """How many stories a member has saved."""
    return await count_of(conn, by_member(saved_stories, guild_id, member_id))


async def listed(
    conn: Connection, guild_id: int, member_id: int, *, limit: int, offset: int = 0
) -> tuple[SavedStory, ...]:
    """A member's saved stories, the last saved first."""
    rows = await conn.execute(
        select(
            stories.c.id,
            stories.c.link,
            stories.c.title,
            stories.c.author_name,
            stories.c.minutes,
            saved_stories.c.saved_at,
        )
        .join(stories, stories.c.id == saved_stories.c.story_id)
        .where(by_member(saved_stories, guild_id, member_id))
        .order_by(saved_stories.c.saved_at.desc(), saved_stories.c.story_id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(SavedStory(row.id, row.link, row.title, row.author_name, row.minutes, row.saved_at) for row in rows)
