"""The stored roll-ups of what members read: their weeks, and the authors whom they read."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import RowMapping, bindparam, delete, select

from bot.domain.boards.points import MemberWeek
from bot.domain.boards.weeks import Week
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.rows import by_member
from bot.storage.schema import connections, member_weeks

_COUNTED = ("writers", "new_writers", "helpful", "points", "pending")


Kept = tuple[MemberWeek, str | None]
"""The roll-up of a member's week, and the time zone that it was closed with (``None`` while it is open)."""


async def weeks_kept(conn: Connection, week_id: int) -> dict[int, Kept]:
    """The roll-ups of a week, by member id."""
    rows = await conn.execute(select(member_weeks).where(member_weeks.c.week_id == week_id))
    return {row["member_id"]: _kept(row) for row in rows.mappings()}


_WEEKS_OF_MEMBER = select(member_weeks).where(by_member(member_weeks, bindparam("guild"), bindparam("member")))


async def weeks_of_member(conn: Connection, guild_id: int, member_id: int) -> dict[int, Kept]:
    """The roll-ups of a member's weeks, by week id."""
    rows = await conn.execute(_WEEKS_OF_MEMBER, {"guild": guild_id, "member": member_id})
    return {row["week_id"]: _kept(row) for row in rows.mappings()}


def _kept(row: RowMapping) -> Kept:
    return MemberWeek(*(row[name] for name in _COUNTED)), row["zone"]


async def put_weeks(conn: Connection, week: Week, found: Mapping[int, Kept], gone: Collection[int]) -> None:
    """Store roll-ups of a week by member id, and delete those of the members in ``gone``."""
    if gone:
        await conn.execute(
            delete(member_weeks).where(member_weeks.c.week_id == week.id, member_weeks.c.member_id.in_(gone))
        )
    rows = [
        {
            "week_id": week.id,
            "guild_id": week.guild_id,
            "member_id": member_id,
            "zone": zone,
            **{name: getattr(score, name) for name in _COUNTED},
        }
        for member_id, (score, zone) in found.items()
    ]
    if rows:
        await upsert(conn, member_weeks, rows, ["week_id", "member_id"], keep=["guild_id"])


_KEPT = select(*(connections.c[name] for name in ("author_id", "first_at", "last_at", "notes", "helpful"))).where(
    connections.c.guild_id == bindparam("guild"), connections.c.reader_id == bindparam("reader")
)
_KEPT_OF_AUTHOR = _KEPT.where(connections.c.author_id == bindparam("author"))


async def connections_kept(
    conn: Connection, guild_id: int, reader_id: int, author_id: int | None = None
) -> dict[int, dict[str, Any]]:
    """By author id, the stored row of ``connections`` of a reader and one author, or all."""
    asked = {"guild": guild_id, "reader": reader_id}
    if author_id is None:
        rows = await conn.execute(_KEPT, asked)
    else:
        rows = await conn.execute(_KEPT_OF_AUTHOR, asked | {"author": author_id})
    return {row["author_id"]: dict(row) for row in rows.mappings()}


async def put_connections(
    conn: Connection, guild_id: int, reader_id: int, found: Iterable[Mapping[str, Any]], gone: Collection[int]
) -> None:
    """Store rows of ``connections`` of a reader, and delete those of the authors in ``gone``."""
    if gone:
        await conn.execute(
            delete(connections).where(
                connections.c.guild_id == guild_id,
                connections.c.reader_id == reader_id,
                connections.c.author_id.in_(gone),
            )
        )
    rows = [{"guild_id": guild_id, "reader_id": reader_id, **each} for each in found]
    if rows:
        await upsert(conn, connections, rows, ["guild_id", "reader_id", "author_id"])
