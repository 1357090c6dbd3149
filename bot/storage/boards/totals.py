"""The stored totals of a member's reading, of all time."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update

from bot.domain.boards.streaks import Streak
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.rows import by_member
from bot.storage.schema import connections, member_totals, member_weeks

_SUMMED = ("new_writers", "helpful", "points")


@dataclass(frozen=True, slots=True)
class Totals:
    """A row. ``streak_until``: when the streak ends unless the member writes a note before."""

    writers: int
    new_writers: int
    helpful: int
    points: int
    streak: Streak
    streak_until: datetime | None


_KEPT = select(member_totals).where(by_member(member_totals, bindparam("guild"), bindparam("member")))
_SUMS = select(*(func.coalesce(func.sum(member_weeks.c[name]), 0) for name in _SUMMED)).where(
    by_member(member_weeks, bindparam("guild"), bindparam("member"))
)
_WRITERS = (
    select(func.count())
    .select_from(connections)
    .where(connections.c.guild_id == bindparam("guild"), connections.c.reader_id == bindparam("member"))
)


async def kept(conn: Connection, guild_id: int, member_id: int) -> Totals | None:
    """A member's stored totals."""
    row = (await conn.execute(_KEPT, {"guild": guild_id, "member": member_id})).one_or_none()
    if row is None:
        return None
    streak = Streak(
        weeks=row.streak,
        longest=row.longest_streak,
        last=date.fromisoformat(row.last_week) if row.last_week else None,
        graces=row.graces,
        grace=date.fromisoformat(row.grace_week) if row.grace_week else None,
    )
    return Totals(row.writers, row.new_writers, row.helpful, row.points, streak, row.streak_until)


async def summed(
    conn: Connection, guild_id: int, member_id: int, streak: Streak, streak_until: datetime | None
) -> Totals:
    """A member's totals summed from the other roll-ups, with this streak."""
    whose = {"guild": guild_id, "member": member_id}
    sums = await conn.execute(_SUMS, whose)
    writers = await conn.scalar(_WRITERS, whose)
    new_writers, helpful, points = map(int, sums.one())
    return Totals(writers or 0, new_writers, helpful, points, streak, streak_until)


async def put(conn: Connection, guild_id: int, member_id: int, totals: Totals) -> None:
    """Store a member's totals."""
    streak = totals.streak
    row = {
        "guild_id": guild_id,
        "member_id": member_id,
        "writers": totals.writers,
        "new_writers": totals.new_writers,
        "helpful": totals.helpful,
        "points": totals.points,
        "streak": streak.weeks,
        "longest_streak": streak.longest,
        "streak_until": totals.streak_until,
        "last_week": streak.last.isoformat() if streak.last else None,
        "graces": streak.graces,
        "grace_week": streak.grace.isoformat() if streak.grace else None,
    }
    await upsert(conn, member_totals, row, ["guild_id", "member_id"])


async def drop(conn: Connection, guild_id: int, member_id: int) -> None:
    """Delete a member's totals."""
    await conn.execute(delete(member_totals).where(by_member(member_totals, guild_id, member_id)))


async def sum_again(conn: Connection, guild_id: int, week_id: int) -> None:
    """Sum the weeks of all members of a week again."""

    def total(name: str) -> ColumnElement[int]:
        summed_up = select(func.coalesce(func.sum(member_weeks.c[name]), 0)).where(
            member_weeks.c.guild_id == member_totals.c.guild_id, member_weeks.c.member_id == member_totals.c.member_id
        )
        return summed_up.scalar_subquery()

    there = select(member_weeks.c.member_id).where(member_weeks.c.week_id == week_id)
    await conn.execute(
        update(member_totals)
        .where(member_totals.c.guild_id == guild_id, member_totals.c.member_id.in_(there))
        .values({name: total(name) for name in _SUMMED})
    )


async def some(conn: Connection, *, limit: int, offset: int) -> list[tuple[int, int]]:
    """(guild id, member id) of some members who have totals, ordered by both."""
    rows = await conn.execute(
        select(member_totals.c.guild_id, member_totals.c.member_id)
        .order_by(member_totals.c.guild_id, member_totals.c.member_id)
        .limit(limit)
        .offset(offset)
    )
    return [(row.guild_id, row.member_id) for row in rows]


async def count(conn: Connection) -> int:
    """How many members have totals."""
    return await conn.scalar(select(func.count()).select_from(member_totals)) or 0
