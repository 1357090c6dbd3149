"""Members' own numbers. Every query is for one member, and only that member is shown the result."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select

from bot.domain.growth.growth import Logged, Measure
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.rows import by_member
from bot.storage.schema import growth_log


async def put(conn: Connection, guild_id: int, member_id: int, logged: Iterable[Logged]) -> None:
    """Store numbers of a known member; one of the same measure and day is replaced."""
    for each in logged:
        key = {"guild_id": guild_id, "member_id": member_id, "measure": each.measure, "day": each.day.isoformat()}
        await upsert(conn, growth_log, {**key, "value": each.value}, key)


async def of_member(conn: Connection, guild_id: int, member_id: int) -> tuple[Logged, ...]:
    """All numbers of a member, in order of days."""
    rows = await conn.execute(
        select(growth_log)
        .where(by_member(growth_log, guild_id, member_id))
        .order_by(growth_log.c.day, growth_log.c.measure)
    )
    return tuple(Logged(row.measure, date.fromisoformat(row.day), row.value) for row in rows)


async def remove(conn: Connection, guild_id: int, member_id: int, measure: Measure, day: date) -> None:
    """Delete one number, if it is there."""
    await conn.execute(
        delete(growth_log).where(
            by_member(growth_log, guild_id, member_id),
            growth_log.c.measure == measure,
            growth_log.c.day == day.isoformat(),
        )
    )


async def clear(conn: Connection, guild_id: int, member_id: int) -> int:
    """Delete all numbers of a member; returns how many."""
    return (await conn.execute(delete(growth_log).where(by_member(growth_log, guild_id, member_id)))).rowcount
