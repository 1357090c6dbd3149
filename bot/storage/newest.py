"""The newest stories in a guild's ledger, without looking at all of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from bot.storage.engine import Connection
from bot.storage.schema import announcements, stories

MORE = 4
"""How many times as many are looked at where those before did not do: a new writer's old stories were in the way."""


async def newest(
    conn: Connection, guild_id: int, *columns: ColumnElement[Any], where: Sequence[ColumnElement[bool]] = (), limit: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """These columns of the newest stories, newest first, by their own dates.

    The ledger has stories in the order in which they were decided upon, and no story is dated later than that. So none
    that is further down can be newer than what has been found, as soon as that is newer than the last decision
    looked at.
    """
    looked_at = 2 * limit
    while True:
        rows: Sequence[Any] = (
            await conn.execute(newest_of(guild_id, looked_at, *columns, where=where, limit=limit))
        ).all()
        until = await _decided(conn, guild_id, looked_at)
        if until is None or (len(rows) == limit and rows[-1].dated > until):
            return rows
        looked_at *= MORE


def newest_of(
    guild_id: int, looked_at: int, *columns: ColumnElement[Any], where: Sequence[ColumnElement[bool]] = (), limit: int
) -> Select[Any]:
    """These columns, and ``dated``, of the newest of the stories that were decided upon last."""
    last = _ledger(guild_id).limit(looked_at).subquery()
    return (
        select(*columns, stories.c.dated_at.label("dated"))
        .join(last, last.c.story_id == stories.c.id)
        .where(*where)
        .order_by(stories.c.dated_at.desc(), stories.c.id)
        .limit(limit)
    )


def _ledger(guild_id: int) -> Select[str, datetime]:
    return (
        select(announcements.c.story_id, announcements.c.decided_at)
        .where(announcements.c.guild_id == guild_id)
        .order_by(announcements.c.decided_at.desc(), announcements.c.story_id.desc())
    )


async def _decided(conn: Connection, guild_id: int, looked_at: int) -> datetime | None:
    """When the last of so many stories was decided upon; ``None`` where there are no more than these."""
    last = _ledger(guild_id).with_only_columns(announcements.c.decided_at).limit(2).offset(looked_at - 1)
    found = list(await conn.scalars(last))
    return found[0] if len(found) > 1 else None
