"""The authors' answers to notes, and notes as the authors of their stories see them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, false, select, update

from bot.domain.boards.points import AnswerKind
from bot.domain.reading.answers import Answer, NoteOnStory
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.rows import by_member, count_of, value_of
from bot.storage.schema import members, note_answers, notes, profiles


def note_of(row: Row[Any], answers: tuple[Answer, ...]) -> NoteOnStory:
    """A row of ``notes``, with the answers to it."""
    return value_of(NoteOnStory, row, reader_id=row.member_id, answers=answers)


async def note(conn: Connection, note_id: int) -> NoteOnStory | None:
    """A note with its answers, in whatever guild it is."""
    row = (await conn.execute(select(notes).where(notes.c.id == note_id))).one_or_none()
    if row is None:
        return None
    return note_of(row, await _answers_to(conn, note_id))


async def _answers_to(conn: Connection, note_id: int) -> tuple[Answer, ...]:
    """The answers to a note."""
    rows = await conn.execute(select(note_answers).where(note_answers.c.note_id == note_id))
    return tuple(value_of(Answer, row) for row in rows)


async def give(conn: Connection, note: NoteOnStory, author_id: int, given: Answer) -> None:
    """Store an answer; one of the same kind gets the new time and the new ``counts``."""
    key = {"note_id": note.id, "kind": given.kind}
    whose = {"guild_id": note.guild_id, "reader_id": note.reader_id, "author_id": author_id}
    values = {"given_at": given.given_at, "counts": given.counts}
    await upsert(conn, note_answers, {**key, **whose, **values}, key, keep=whose)


async def withdraw(conn: Connection, note_id: int, kind: AnswerKind) -> None:
    """Delete an answer."""
    await conn.execute(delete(note_answers).where(note_answers.c.note_id == note_id, note_answers.c.kind == kind))


async def helped_between(conn: Connection, guild_id: int, author_id: int, begin: datetime, end: datetime) -> int:
    """How often an author said "this helped me" from ``begin`` on and before ``end``, without those taken back."""
    return await count_of(
        conn,
        note_answers.c.guild_id == guild_id,
        note_answers.c.author_id == author_id,
        note_answers.c.kind == AnswerKind.HELPED,
        note_answers.c.given_at >= begin,
        note_answers.c.given_at < end,
    )


async def count_since(conn: Connection, guild_id: int, author_id: int, since: datetime) -> list[tuple[int, datetime]]:
    """Let those of the author's "this helped me" since an instant count that did not, if the author was verified when
    giving them.

    Used at the end of an exclusion. Returns (reader, time) of each.
    """
    verified = (
        select(profiles.c.id)
        .where(
            profiles.c.guild_id == note_answers.c.guild_id,
            profiles.c.member_id == note_answers.c.author_id,
            profiles.c.verified_at <= note_answers.c.given_at,
        )
        .exists()
    )
    rows = await conn.execute(
        update(note_answers)
        .where(
            note_answers.c.guild_id == guild_id,
            note_answers.c.author_id == author_id,
            note_answers.c.kind == AnswerKind.HELPED,
            note_answers.c.counts.is_(false()),
            note_answers.c.given_at >= since,
            verified,
        )
        .values(counts=True)
        .returning(note_answers.c.reader_id, note_answers.c.given_at)
    )
    return sorted((row.reader_id, row.given_at) for row in rows)


async def is_verified(conn: Connection, guild_id: int, member_id: int) -> bool:
    """Whether one of the member's profiles in the guild is verified."""
    statement = select(profiles.c.id).where(
        by_member(profiles, guild_id, member_id), profiles.c.verified_at.is_not(None)
    )
    return await conn.scalar(statement.limit(1)) is not None


async def has_left(conn: Connection, guild_id: int, member_id: int) -> bool:
    """Whether the member is believed to have left the guild."""
    statement = select(members.c.member_id).where(
        by_member(members, guild_id, member_id), members.c.left_at.is_not(None)
    )
    return await conn.scalar(statement) is not None


async def hide(conn: Connection, note_id: int, now: datetime) -> None:
    """Mark a note as hidden from the thread by the author. An earlier time is kept."""
    await conn.execute(update(notes).where(notes.c.id == note_id, notes.c.hidden_at.is_(None)).values(hidden_at=now))
