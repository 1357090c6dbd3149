"""What authors answered to notes, and notes as the authors of their stories see them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, false, func, select, update

from bot.domain.boards.points import AnswerKind
from bot.domain.reading.answers import Answer, NoteOnStory
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert
from bot.storage.schema import members, note_answers, notes, profiles


def note_of(values: Mapping[Any, Any], answers: tuple[Answer, ...]) -> NoteOnStory:
    """A row of ``notes``, by its columns' names, with the answers to it."""
    return NoteOnStory(
        id=values["id"],
        guild_id=values["guild_id"],
        reader_id=values["member_id"],
        author_id=values["author_id"],
        title=values["title"],
        link=values["link"],
        visibility=values["visibility"],
        said=values["said"],
        liked=values["liked"],
        noted_at=values["noted_at"],
        hidden_at=values["hidden_at"],
        voided_at=values["voided_at"],
        answers=answers,
    )


async def note(conn: Connection, note_id: int) -> NoteOnStory | None:
    """A note with the answers that stand, in whatever guild it is."""
    row = (await conn.execute(select(notes).where(notes.c.id == note_id))).one_or_none()
    if row is None:
        return None
    return note_of(row._mapping, await to_note(conn, note_id))  # noqa: SLF001 - SQLAlchemy's documented access by name


async def to_note(conn: Connection, note_id: int) -> tuple[Answer, ...]:
    """The answers to a note that stand."""
    rows = await conn.execute(select(note_answers).where(note_answers.c.note_id == note_id))
    return tuple(map(_answer, rows))


async def give(conn: Connection, note: NoteOnStory, author_id: int, given: Answer) -> None:
    """Store an answer; one of its kind that stands gets the new time and standing."""
    values = {"given_at": given.given_at, "counts": given.counts}
    statement = insert(conn, note_answers).values(
        note_id=note.id,
        kind=given.kind,
        guild_id=note.guild_id,
        reader_id=note.reader_id,
        author_id=author_id,
        **values,
    )
    await conn.execute(statement.on_conflict_do_update(index_elements=["note_id", "kind"], set_=values))


async def withdraw(conn: Connection, note_id: int, kind: AnswerKind) -> None:
    """Delete an answer."""
    await conn.execute(delete(note_answers).where(note_answers.c.note_id == note_id, note_answers.c.kind == kind))


async def helped_between(conn: Connection, guild_id: int, author_id: int, begin: datetime, end: datetime) -> int:
    """How often an author said "this helped me" from ``begin`` on and before ``end``; what was taken back is not in."""
    statement = (
        select(func.count())
        .select_from(note_answers)
        .where(
            note_answers.c.guild_id == guild_id,
            note_answers.c.author_id == author_id,
            note_answers.c.kind == AnswerKind.HELPED,
            note_answers.c.given_at >= begin,
            note_answers.c.given_at < end,
        )
    )
    return await conn.scalar(statement) or 0


async def count_since(conn: Connection, guild_id: int, author_id: int, since: datetime) -> list[tuple[int, datetime]]:
    """Have the author's "this helped me" from ``since`` on count which did not though its giver was verified then.

    For the end of an exclusion. Returns (reader, instant) of each.
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
    """Whether a profile of the member's in the guild is proved to be theirs."""
    statement = select(profiles.c.id).where(
        profiles.c.guild_id == guild_id, profiles.c.member_id == member_id, profiles.c.verified_at.is_not(None)
    )
    return await conn.scalar(statement.limit(1)) is not None


async def has_left(conn: Connection, guild_id: int, member_id: int) -> bool:
    """Whether the member is believed to have left the guild."""
    statement = select(members.c.member_id).where(
        members.c.guild_id == guild_id, members.c.member_id == member_id, members.c.left_at.is_not(None)
    )
    return await conn.scalar(statement) is not None


async def hide(conn: Connection, note_id: int, now: datetime) -> None:
    """The author wants the note out of the thread. An earlier time stands."""
    await conn.execute(update(notes).where(notes.c.id == note_id, notes.c.hidden_at.is_(None)).values(hidden_at=now))


def _answer(row: Row[*tuple[object, ...]]) -> Answer:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented access by name
    return Answer(values["kind"], values["given_at"], values["counts"])
