"""The newest stories in a guild's ledger, without looking at all of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, literal, select

from bot.storage.database.engine import Connection
from bot.storage.schema import announcements, stories


async def newest(
    conn: Connection, guild_id: int, *columns: ColumnElement[Any], where: Sequence[ColumnElement[bool]] = (), limit: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """These columns of the newest stories by their own dates, newest first.

    The ledger is ordered by the time of decision, and no story is dated later than that. So if all stories found are
    newer than the last decision that was looked at, none further down can be newer. Otherwise new writers have brought
    old stories, and all stories are searched by date.
    """
    rows: Sequence[Any] = (await conn.execute(newest_of(guild_id, *columns, where=where, limit=limit))).all()
    until = await _decided(conn, guild_id, 2 * limit)
    if until is None or (len(rows) == limit and rows[-1].dated > until):
        return rows
    by_date: Sequence[Any] = (await conn.execute(newest_by_date(guild_id, *columns, where=where, limit=limit))).all()
    return by_date


def newest_of(
    guild_id: int, *columns: ColumnElement[Any], where: Sequence[ColumnElement[bool]] = (), limit: int
) -> Select[Any]:
    """These columns, and ``dated``, of the newest among the ``2 * limit`` stories that were decided upon last; twice as
    many as wanted, because ``where`` may leave some out."""
    last = _ledger(guild_id).limit(2 * limit).subquery()
    return (
        select(*columns, stories.c.dated_at.label("dated"))
        .join(last, last.c.story_id == stories.c.id)
        .where(*where)
        .order_by(stories.c.dated_at.desc(), stories.c.id)
        .limit(limit)
    )


def newest_by_date(
    guild_id: int, *columns: ColumnElement[Any], where: Sequence[ColumnElement[bool]] = (), limit: int
) -> Select[Any]:
    """The same from all stories of the guild's ledger, walked by date from the newest on until there are enough."""
    told = exists(
        select(literal(1)).where(announcements.c.guild_id == guild_id, announcements.c.story_id == stories.c.id)
    )
    return (
        select(*columns, stories.c.dated_at.label("dated"))
        .where(told, *where)
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
    """When the last of this many stories was decided upon; ``None`` if there are no more than these."""
    last = _ledger(guild_id).with_only_columns(announcements.c.decided_at).limit(2).offset(looked_at - 1)
    found = list(await conn.scalars(last))
    return found[0] if len(found) > 1 else None
