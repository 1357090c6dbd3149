"""The members who want to be on the community's map, and who noted whom among them."""

from datetime import datetime

from sqlalchemy import and_, delete, func, select

from bot.domain.circle.connections import Tie
from bot.domain.reading.notes import NoteVisibility
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert_missing
from bot.storage.database.rows import by_member, same_member
from bot.storage.schema import map_choices, members, notes


async def choose(conn: Connection, guild_id: int, member_id: int, *, on_it: bool, now: datetime) -> None:
    """Put a known member on the map or take them off it. The date of an earlier choice is kept."""
    if on_it:
        row = {"guild_id": guild_id, "member_id": member_id, "chosen_at": now}
        await insert_missing(conn, map_choices, row, ["guild_id", "member_id"])
        return
    await conn.execute(delete(map_choices).where(by_member(map_choices, guild_id, member_id)))


async def willing(conn: Connection, guild_id: int) -> frozenset[int]:
    """The present members who want to be on the map."""
    return frozenset(
        await conn.scalars(
            select(map_choices.c.member_id)
            .join(members, same_member(map_choices, members))
            .where(map_choices.c.guild_id == guild_id, members.c.left_at.is_(None))
        )
    )


async def ties(conn: Connection, guild_id: int, since: datetime) -> list[Tie]:
    """Who noted whom since an instant, among those who want to be on the map. Private notes are left out."""
    reader, author = map_choices.alias(), map_choices.alias()
    first, last = (find(notes.c.noted_at, type_=notes.c.noted_at.type) for find in (func.min, func.max))
    rows = await conn.execute(
        select(
            notes.c.member_id,
            notes.c.author_id,
            first.label("first_at"),
            last.label("last_at"),
            func.count().label("notes"),
        )
        .join(reader, and_(reader.c.guild_id == guild_id, reader.c.member_id == notes.c.member_id))
        .join(author, and_(author.c.guild_id == guild_id, author.c.member_id == notes.c.author_id))
        .where(
            notes.c.guild_id == guild_id,
            notes.c.noted_at >= since,
            notes.c.visibility != NoteVisibility.PRIVATE,
            notes.c.voided_at.is_(None),
        )
        .group_by(notes.c.member_id, notes.c.author_id)
    )
    return [Tie(row.member_id, row.author_id, row.first_at, row.last_at, row.notes) for row in rows]
