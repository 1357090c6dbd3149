"""Notes that authors reported to the moderators."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, update

from bot.domain.reading.moderation import Report
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert
from bot.storage.database.rows import count_of, one_of, value_of
from bot.storage.reading.answers import note_of
from bot.storage.schema import note_reports, notes


async def add(  # noqa: PLR0917 - what makes a report, in the order of saying it
    conn: Connection, guild_id: int, note_id: int, reporter_id: int, reason: str, now: datetime
) -> int | None:
    """Store a report and return its id; ``None`` if the member has reported the note before."""
    statement = insert(conn, note_reports).values(
        guild_id=guild_id, note_id=note_id, reporter_id=reporter_id, reason=reason, reported_at=now
    )
    made = await conn.execute(
        statement.on_conflict_do_nothing(index_elements=["note_id", "reporter_id"]).returning(note_reports.c.id)
    )
    report_id: int | None = made.scalar_one_or_none()
    return report_id


async def get(conn: Connection, report_id: int) -> Report | None:
    """A report with its note, in whatever guild it is."""
    return await one_of(conn, _select().where(note_reports.c.id == report_id), _report)


async def count_open(conn: Connection, guild_id: int) -> int:
    """How many reports are open."""
    return await count_of(conn, note_reports.c.guild_id == guild_id, note_reports.c.settled_at.is_(None))


async def nth_open(conn: Connection, guild_id: int, place: int) -> Report | None:
    """The open report at a place, counted from 0, oldest first."""
    statement = (
        _select()
        .where(note_reports.c.guild_id == guild_id, note_reports.c.settled_at.is_(None))
        .order_by(note_reports.c.id)
        .offset(place)
        .limit(1)
    )
    return await one_of(conn, statement, _report)


async def settle(conn: Connection, note_id: int, actor_id: int, now: datetime) -> None:
    """Settle every open report of a note."""
    await conn.execute(
        update(note_reports)
        .where(note_reports.c.note_id == note_id, note_reports.c.settled_at.is_(None))
        .values(settled_at=now, settled_by=actor_id)
    )


def _select() -> Select[Any]:
    return select(
        notes,
        note_reports.c.id.label("report_id"),
        note_reports.c.reporter_id,
        note_reports.c.reason,
        note_reports.c.reported_at,
        note_reports.c.settled_at,
        note_reports.c.settled_by,
    ).join(notes, notes.c.id == note_reports.c.note_id)


def _report(row: Row[Any]) -> Report:
    return value_of(Report, row, id=row.report_id, note=note_of(row, ()))
