"""Notes that were refused, kept as drafts for their writers to correct."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select

from bot.domain.reading.notes import Draft, NotedStory, NoteFields, NoteProblem
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert
from bot.storage.database.rows import by_member, count_of, one_of, value_of
from bot.storage.schema import note_drafts


async def keep(  # noqa: PLR0917 - what makes a draft, in the order of saying it
    conn: Connection,
    guild_id: int,
    member_id: int,
    story: NotedStory,
    fields: NoteFields,
    problem: NoteProblem,
    kept_until: datetime,
) -> Draft:
    """Store the draft of a known member, in place of an earlier one for the same story."""
    values = {
        "link": story.link,
        "title": story.title,
        "said": fields.said,
        "liked": fields.liked,
        "visibility": fields.visibility,
        "problem": problem,
        "kept_until": kept_until,
    }
    statement = insert(conn, note_drafts).values(
        guild_id=guild_id, member_id=member_id, story_id=story.story_id, **values
    )
    kept = await conn.execute(
        statement.on_conflict_do_update(index_elements=["guild_id", "member_id", "story_id"], set_=values).returning(
            note_drafts
        )
    )
    return _draft(kept.one())


async def get(conn: Connection, guild_id: int, member_id: int, draft_id: int, now: datetime) -> Draft | None:
    """A draft of the member's own that has not expired."""
    statement = select(note_drafts).where(
        note_drafts.c.id == draft_id, by_member(note_drafts, guild_id, member_id), note_drafts.c.kept_until > now
    )
    return await one_of(conn, statement, _draft)


async def of_story(conn: Connection, guild_id: int, member_id: int, story_id: str, now: datetime) -> Draft | None:
    """The member's draft for a story, if one is still kept."""
    statement = select(note_drafts).where(
        by_member(note_drafts, guild_id, member_id),
        note_drafts.c.story_id == story_id,
        note_drafts.c.kept_until > now,
    )
    return await one_of(conn, statement, _draft)


async def count(conn: Connection, guild_id: int, member_id: int, now: datetime) -> int:
    """How many drafts of a member have not expired."""
    return await count_of(conn, by_member(note_drafts, guild_id, member_id), note_drafts.c.kept_until > now)


async def listed(
    conn: Connection, guild_id: int, member_id: int, now: datetime, *, limit: int, offset: int = 0
) -> tuple[Draft, ...]:
    """A member's drafts that have not expired, those that expire first first."""
    rows = await conn.execute(
        select(note_drafts)
        .where(by_member(note_drafts, guild_id, member_id), note_drafts.c.kept_until > now)
        .order_by(note_drafts.c.kept_until, note_drafts.c.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(map(_draft, rows))


_REMOVE = delete(note_drafts).where(
    by_member(note_drafts, bindparam("guild"), bindparam("member")), note_drafts.c.story_id == bindparam("story")
)


async def remove(conn: Connection, guild_id: int, member_id: int, story_id: str) -> None:
    """Delete the member's draft for a story, if there is one."""
    await conn.execute(_REMOVE, {"guild": guild_id, "member": member_id, "story": story_id})


async def expire(conn: Connection, now: datetime) -> int:
    """Delete expired drafts; returns how many."""
    return (await conn.execute(delete(note_drafts).where(note_drafts.c.kept_until <= now))).rowcount


def _draft(row: Row[Any]) -> Draft:
    return value_of(Draft, row, fields=NoteFields(row.said, row.liked, row.visibility))
