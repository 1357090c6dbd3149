"""Moderators' decisions about notes and members, and the audit log."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, and_, delete, insert, select, update

from bot.domain.posting.outbox import PostKind, PostState
from bot.domain.reading.moderation import Act, AuditEntry, Exclusion, NoteRecord, NoteRef
from bot.storage.database.engine import Connection
from bot.storage.database.rows import by_member, count_of, one_of, value_of
from bot.storage.schema import audit, exclusions, notes, outbox


async def record(  # noqa: PLR0917 - what makes an act, in the order of saying it
    conn: Connection,
    guild_id: int,
    act: Act,
    member_id: int,
    actor_id: int,
    reason: str,
    now: datetime,
    note_id: int | None = None,
) -> int:
    """Write an act into the audit log and return its id there."""
    made = await conn.execute(
        insert(audit)
        .values(
            guild_id=guild_id,
            act=act,
            member_id=member_id,
            actor_id=actor_id,
            reason=reason,
            done_at=now,
            note_id=note_id,
        )
        .returning(audit.c.id)
    )
    return int(made.scalar_one())


async def log(conn: Connection, guild_id: int, *, limit: int, offset: int) -> tuple[AuditEntry, ...]:
    """The guild's audit log, newest first, with the titles of the stories of notes that still exist."""
    title = select(notes.c.title).where(notes.c.id == audit.c.note_id)
    rows = await conn.execute(
        select(audit, title.scalar_subquery().label("title"))
        .where(audit.c.guild_id == guild_id)
        .order_by(audit.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(value_of(AuditEntry, row) for row in rows)


async def count_log(conn: Connection, guild_id: int) -> int:
    """How many acts the guild's log has."""
    return await count_of(conn, audit.c.guild_id == guild_id)


async def exclusion(conn: Connection, guild_id: int, member_id: int) -> Exclusion | None:
    """The member's present exclusion, if any."""
    statement = select(exclusions).where(by_member(exclusions, guild_id, member_id))
    return await one_of(conn, statement, partial(value_of, Exclusion))


async def exclude(conn: Connection, guild_id: int, excluded: Exclusion) -> None:
    """Store the exclusion of a known member."""
    await conn.execute(
        insert(exclusions).values(
            guild_id=guild_id,
            member_id=excluded.member_id,
            since=excluded.since,
            actor_id=excluded.actor_id,
            reason=excluded.reason,
        )
    )


async def include(conn: Connection, guild_id: int, member_id: int) -> None:
    """Delete a member's exclusion."""
    await conn.execute(delete(exclusions).where(by_member(exclusions, guild_id, member_id)))


async def find_note(conn: Connection, guild_id: int, ref: NoteRef) -> NoteRecord | None:
    """The note that was meant, without its text. Private notes can be meant too."""
    statement = select(notes).where(notes.c.guild_id == guild_id)
    if ref.note_id is not None:
        statement = statement.where(notes.c.id == ref.note_id)
    else:
        post = select(outbox.c.note_id).where(
            outbox.c.guild_id == guild_id,
            outbox.c.kind == PostKind.NOTE,
            outbox.c.state == PostState.SENT,
            outbox.c.message_id == ref.message_id,
        )
        statement = statement.where(notes.c.id.in_(post))
    return await one_of(conn, statement.limit(1), _record)


async def recent_notes(conn: Connection, guild_id: int, member_id: int | None, limit: int) -> tuple[NoteRecord, ...]:
    """The newest notes of a member, or of everybody, without their text."""
    statement = select(notes).where(notes.c.guild_id == guild_id)
    if member_id is not None:
        statement = statement.where(notes.c.member_id == member_id)
    rows = await conn.execute(statement.order_by(notes.c.noted_at.desc(), notes.c.id.desc()).limit(limit))
    return tuple(map(_record, rows))


async def set_void(conn: Connection, guild_id: int, note_id: int, voided_at: datetime | None) -> None:
    """Void a note, or with ``None`` let it count again."""
    await conn.execute(
        update(notes).where(and_(notes.c.guild_id == guild_id, notes.c.id == note_id)).values(voided_at=voided_at)
    )


def _record(row: Row[Any]) -> NoteRecord:
    return value_of(NoteRecord, row, reader_id=row.member_id)
