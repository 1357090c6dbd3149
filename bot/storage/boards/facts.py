"""What members read, as facts from their notes and from the answers to these.

Every function that takes ``whose`` is about the members with these ids, or with ``None`` about everybody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select, update

from bot.domain.boards.points import NEW_AFTER, AnswerKind, HelpFact, NoteFact
from bot.domain.boards.weeks import Span
from bot.storage.database.engine import Connection
from bot.storage.database.planner import hide_from_planner
from bot.storage.database.rows import by_member, same_member
from bot.storage.schema import guilds, member_totals, members, note_answers, notes

Whose = Collection[int] | None

_WHOSE: BindParameter[int] = bindparam("whose", expanding=True)


def living() -> tuple[ColumnElement[bool], ...]:
    """What makes a note one that can count, as ``NoteFact.living`` has it."""
    return notes.c.voided_at.is_(None), notes.c.author_id.is_not(None), notes.c.author_id != notes.c.member_id


def by_reader() -> ColumnElement[Any]:
    """The reader of a note, to group by. The plain column would have SQLite take the index that has notes in the order
    of their readers, and so read all that a guild ever noted, rather than look up the time and sort."""
    return hide_from_planner(notes.c.member_id)


def within(
    guild_id: int | ColumnElement[int],
    begins: datetime | ColumnElement[datetime],
    ends: datetime | ColumnElement[datetime],
) -> tuple[ColumnElement[bool], ...]:
    """Notes of a guild that were first written in a time."""
    return notes.c.guild_id == guild_id, notes.c.noted_at >= begins, notes.c.noted_at < ends


def _asked(guild_id: int, span: Span, whose: Whose = None) -> dict[str, Any]:
    asked = {"guild": guild_id, "begins": span[0], "ends": span[1]}
    return asked if whose is None else asked | {"whose": list(whose)}


_WITHIN = within(bindparam("guild"), bindparam("begins"), bindparam("ends"))
_NOTES = select(
    *(notes.c[name] for name in ("id", "noted_at", "member_id", "author_id", "minutes", "voided_at")),
).where(*_WITHIN)
_NOTES_OF_SOME = _NOTES.where(notes.c.member_id.in_(_WHOSE))


async def notes_in(conn: Connection, guild_id: int, span: Span, whose: Whose) -> list[NoteFact]:
    """The notes of a time, void ones included."""
    rows = await conn.execute(_NOTES if whose is None else _NOTES_OF_SOME, _asked(guild_id, span, whose))
    return [
        NoteFact(row.id, row.noted_at, row.member_id, row.author_id, row.minutes, void=row.voided_at is not None)
        for row in rows
    ]


_HELP_WITHIN = (
    note_answers.c.guild_id == bindparam("guild"),
    note_answers.c.kind == AnswerKind.HELPED,
    note_answers.c.given_at >= bindparam("begins"),
    note_answers.c.given_at < bindparam("ends"),
)
_HELPS = select(note_answers, notes.c.voided_at).join(notes, notes.c.id == note_answers.c.note_id).where(*_HELP_WITHIN)
_HELPS_OF_SOME = _HELPS.where(or_(note_answers.c.reader_id.in_(_WHOSE), note_answers.c.author_id.in_(_WHOSE)))


async def helps_in(conn: Connection, guild_id: int, span: Span, whose: Whose) -> list[HelpFact]:
    """The helps that were given in a time, to these members and by them."""
    rows = await conn.execute(_HELPS if whose is None else _HELPS_OF_SOME, _asked(guild_id, span, whose))
    return [
        HelpFact(
            note_id=row.note_id,
            at=row.given_at,
            reader_id=row.reader_id,
            author_id=row.author_id,
            counts=row.counts,
            void=row.voided_at is not None,
            mutual=row.mutual,
        )
        for row in rows
    ]


async def known_before(
    conn: Connection, guild_id: int, instant: datetime, whose: Whose
) -> dict[int, dict[int, datetime]]:
    """When each member last noted each author before an instant: only what is recent enough to matter."""
    statement = (
        select(by_reader().label("reader_id"), notes.c.author_id, func.max(notes.c.noted_at).label("last"))
        .where(*within(guild_id, instant - NEW_AFTER, instant), *living())
        .group_by(by_reader(), notes.c.author_id)
    )
    known: dict[int, dict[int, datetime]] = defaultdict(dict)
    for row in await conn.execute(statement if whose is None else statement.where(notes.c.member_id.in_(whose))):
        known[row.reader_id][row.author_id] = row.last
    return known


_ZONE = func.coalesce(members.c.time_zone, guilds.c.time_zone).label("zone")
_ZONES = (
    select(members.c.member_id, _ZONE)
    .join(guilds, guilds.c.id == members.c.guild_id)
    .where(members.c.guild_id == bindparam("guild"))
)
_ZONES_OF_SOME = _ZONES.where(members.c.member_id.in_(_WHOSE))


async def zones(conn: Connection, guild_id: int, whose: Whose) -> dict[int, str]:
    """The zone of each member of the guild: their own, else the guild's."""
    asked = {"guild": guild_id} if whose is None else {"guild": guild_id, "whose": list(whose)}
    rows = await conn.execute(_ZONES if whose is None else _ZONES_OF_SOME, asked)
    return {row.member_id: row.zone for row in rows}


async def without_zone(conn: Connection, guild_id: int) -> list[int]:
    """The readers whose days are the guild's."""
    statement = (
        select(members.c.member_id)
        .join(member_totals, same_member(members, member_totals))
        .where(members.c.guild_id == guild_id, members.c.time_zone.is_(None))
    )
    return list(await conn.scalars(statement))


async def mark_mutual(conn: Connection, helps: Iterable[HelpFact]) -> None:
    """These helps were found to be given back when their week closed."""
    note_ids = [each.note_id for each in helps if each.mutual]
    if note_ids:
        await conn.execute(
            update(note_answers)
            .where(note_answers.c.kind == AnswerKind.HELPED, note_answers.c.note_id.in_(note_ids))
            .values(mutual=True)
        )


_HELPED = (
    select(note_answers.c.note_id)
    .where(
        *_HELP_WITHIN,
        note_answers.c.reader_id == bindparam("reader"),
        note_answers.c.author_id == bindparam("author"),
    )
    .limit(1)
)


async def has_helped(conn: Connection, guild_id: int, span: Span, *, author_id: int, reader_id: int) -> bool:
    """Whether a member, as an author, gave another a help in a time."""
    asked = _asked(guild_id, span) | {"reader": reader_id, "author": author_id}
    return await conn.scalar(_HELPED, asked) is not None


async def noted_at_instants(conn: Connection, guild_id: int, member_id: int) -> list[datetime]:
    """When the member wrote each note that can count."""
    statement = select(notes.c.noted_at).where(by_member(notes, guild_id, member_id), *living())
    return list(await conn.scalars(statement))


_NOTED = select(notes.c.id).where(*_WITHIN, notes.c.member_id == bindparam("member"), *living()).limit(1)


async def has_noted(conn: Connection, guild_id: int, member_id: int, span: Span) -> bool:
    """Whether the member wrote a note that can count in a time."""
    return await conn.scalar(_NOTED, _asked(guild_id, span) | {"member": member_id}) is not None


# In a sum, for SQLite would walk over all the guild's notes along the index that has them by author.
_AUTHOR = hide_from_planner(notes.c.author_id).label("author_id")
_CONNECTIONS = (
    select(
        _AUTHOR,
        func.min(notes.c.noted_at).label("first_at"),
        func.max(notes.c.noted_at).label("last_at"),
        func.count().label("notes"),
        func.count(note_answers.c.note_id).label("helpful"),
    )
    .outerjoin(
        note_answers,
        and_(
            note_answers.c.note_id == notes.c.id,
            note_answers.c.kind == AnswerKind.HELPED,
            note_answers.c.counts,
        ),
    )
    .where(notes.c.guild_id == bindparam("guild"), notes.c.member_id == bindparam("reader"), *living())
    .group_by(_AUTHOR)
)
_CONNECTION = _CONNECTIONS.where(notes.c.author_id == bindparam("author"))


async def connection_of(
    conn: Connection, guild_id: int, reader_id: int, author_id: int | None = None
) -> dict[int, dict[str, Any]]:
    """By author, what the notes say of a reader and them: the values of a row of ``connections``."""
    asked = {"guild": guild_id, "reader": reader_id}
    if author_id is None:
        rows = await conn.execute(_CONNECTIONS, asked)
    else:
        rows = await conn.execute(_CONNECTION, asked | {"author": author_id})
    return {row.author_id: dict(row) for row in rows.mappings()}


async def readers(conn: Connection) -> list[tuple[int, int]]:
    """(guild, member) of everybody who has notes or roll-ups."""
    noted = select(notes.c.guild_id, notes.c.member_id).distinct()
    summed = select(member_totals.c.guild_id, member_totals.c.member_id)
    rows = await conn.execute(noted.union(summed).order_by("guild_id", "member_id"))
    return [(row.guild_id, row.member_id) for row in rows]
