"""What members read, as facts from the notes, and the roll-ups that are kept of it.

Every function takes ``whose``: the members it is about, as ids or as a query for them, ``None`` for everybody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, delete, func, or_, select, update

from bot.domain.boards.points import NEW_AFTER, AnswerKind, HelpFact, MemberWeek, NoteFact
from bot.domain.boards.weeks import Span, Week
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.planner import hide_from_planner
from bot.storage.schema import (
    connections,
    guilds,
    member_totals,
    member_weeks,
    members,
    note_answers,
    notes,
)

Whose = Collection[int] | Select[Any] | None

_COUNTED = ("writers", "new_writers", "helpful", "points", "pending")


def living() -> tuple[ColumnElement[bool], ...]:
    """What makes a note one that can count, as ``NoteFact.living`` has it."""
    return notes.c.voided_at.is_(None), notes.c.author_id.is_not(None), notes.c.author_id != notes.c.member_id


def by_reader() -> ColumnElement[Any]:
    """The reader of a note, to group by. The plain column would have SQLite take the index that has notes in the order
    of their readers, and so read all that a guild ever noted, rather than look up the time and sort."""
    return hide_from_planner(notes.c.member_id)


def within(guild_id: int, span: Span) -> tuple[ColumnElement[bool], ...]:
    """Notes of a guild that were first written in a time."""
    return notes.c.guild_id == guild_id, notes.c.noted_at >= span[0], notes.c.noted_at < span[1]


async def notes_in(conn: Connection, guild_id: int, span: Span, whose: Whose) -> list[NoteFact]:
    """The notes of a time, void ones included."""
    statement = select(
        notes.c.id, notes.c.noted_at, notes.c.member_id, notes.c.author_id, notes.c.minutes, notes.c.voided_at
    ).where(*within(guild_id, span), *_of(notes.c.member_id, whose))
    rows = await conn.execute(statement)
    return [NoteFact(*row[:5], void=row.voided_at is not None) for row in rows]


async def helps_in(conn: Connection, guild_id: int, span: Span, whose: Whose) -> list[HelpFact]:
    """The helps that were given in a time, to these members and by them."""
    concerned = (
        (or_(note_answers.c.reader_id.in_(whose), note_answers.c.author_id.in_(whose)),) if whose is not None else ()
    )
    rows = await conn.execute(
        select(note_answers, notes.c.voided_at)
        .join(notes, notes.c.id == note_answers.c.note_id)
        .where(
            note_answers.c.guild_id == guild_id,
            note_answers.c.kind == AnswerKind.HELPED,
            note_answers.c.given_at >= span[0],
            note_answers.c.given_at < span[1],
            *concerned,
        )
    )
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
    rows = await conn.execute(
        select(by_reader().label("reader_id"), notes.c.author_id, func.max(notes.c.noted_at).label("last"))
        .where(*within(guild_id, (instant - NEW_AFTER, instant)), *living(), *_of(notes.c.member_id, whose))
        .group_by(by_reader(), notes.c.author_id)
    )
    known: dict[int, dict[int, datetime]] = defaultdict(dict)
    for row in rows:
        known[row.reader_id][row.author_id] = row.last
    return known


async def zones(conn: Connection, guild_id: int, whose: Whose) -> dict[int, str]:
    """The zone of each member of the guild: their own, else the guild's."""
    rows = await conn.execute(
        select(members.c.member_id, func.coalesce(members.c.time_zone, guilds.c.time_zone).label("zone"))
        .join(guilds, guilds.c.id == members.c.guild_id)
        .where(members.c.guild_id == guild_id, *_of(members.c.member_id, whose))
    )
    return {row.member_id: row.zone for row in rows}


async def without_zone(conn: Connection, guild_id: int) -> list[int]:
    """The readers whose days are the guild's."""
    statement = (
        select(members.c.member_id)
        .join(
            member_totals,
            and_(member_totals.c.guild_id == members.c.guild_id, member_totals.c.member_id == members.c.member_id),
        )
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


Kept = tuple[MemberWeek, str | None]
"""What the roll-up says of a member's week, with the zone of one that is closed."""


async def weeks_kept(conn: Connection, week_id: int) -> dict[int, Kept]:
    """By member, what the roll-up says of a week."""
    rows = await conn.execute(select(member_weeks).where(member_weeks.c.week_id == week_id))
    return {row["member_id"]: _kept(row) for row in rows.mappings()}


async def weeks_of_member(conn: Connection, guild_id: int, member_id: int) -> dict[int, Kept]:
    """By week, what the roll-up says of a member."""
    rows = await conn.execute(
        select(member_weeks).where(member_weeks.c.guild_id == guild_id, member_weeks.c.member_id == member_id)
    )
    return {row["week_id"]: _kept(row) for row in rows.mappings()}


def _kept(row: RowMapping) -> Kept:
    return MemberWeek(*(row[name] for name in _COUNTED)), row["zone"]


async def put_weeks(conn: Connection, week: Week, found: Mapping[int, Kept], gone: Collection[int]) -> None:
    """Have the roll-up say this of a week, and nothing of those who are ``gone`` from it."""
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


async def has_helped(conn: Connection, guild_id: int, span: Span, *, author_id: int, reader_id: int) -> bool:
    """Whether a member, as an author, gave another a help in a time."""
    statement = select(note_answers.c.note_id).where(
        note_answers.c.guild_id == guild_id,
        note_answers.c.reader_id == reader_id,
        note_answers.c.author_id == author_id,
        note_answers.c.kind == AnswerKind.HELPED,
        note_answers.c.given_at >= span[0],
        note_answers.c.given_at < span[1],
    )
    return await conn.scalar(statement.limit(1)) is not None


async def noted_at_instants(conn: Connection, guild_id: int, member_id: int) -> list[datetime]:
    """When the member wrote each note that can count."""
    statement = select(notes.c.noted_at).where(notes.c.guild_id == guild_id, notes.c.member_id == member_id, *living())
    return list(await conn.scalars(statement))


async def has_noted(conn: Connection, guild_id: int, member_id: int, span: Span) -> bool:
    """Whether the member wrote a note that can count in a time."""
    statement = select(notes.c.id).where(*within(guild_id, span), notes.c.member_id == member_id, *living())
    return await conn.scalar(statement.limit(1)) is not None


async def connection_of(
    conn: Connection, guild_id: int, reader_id: int, author_id: int | None = None
) -> dict[int, dict[str, Any]]:
    """By author, what the notes say of a reader and them: the values of a row of ``connections``."""
    only = (notes.c.author_id == author_id,) if author_id is not None else ()
    # In a sum, for SQLite would walk over all the guild's notes along the index that has them by author.
    author = hide_from_planner(notes.c.author_id).label("author_id")
    rows = await conn.execute(
        select(
            author,
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
        .where(notes.c.guild_id == guild_id, notes.c.member_id == reader_id, *living(), *only)
        .group_by(author)
    )
    return {row.author_id: dict(row) for row in rows.mappings()}


async def connections_kept(
    conn: Connection, guild_id: int, reader_id: int, author_id: int | None = None
) -> dict[int, dict[str, Any]]:
    """By author, what the roll-up says of a reader and them."""
    names = ("author_id", "first_at", "last_at", "notes", "helpful")
    only = (connections.c.author_id == author_id,) if author_id is not None else ()
    rows = await conn.execute(
        select(*(connections.c[name] for name in names)).where(
            connections.c.guild_id == guild_id, connections.c.reader_id == reader_id, *only
        )
    )
    return {row["author_id"]: dict(row) for row in rows.mappings()}


async def put_connections(
    conn: Connection, guild_id: int, reader_id: int, found: Iterable[Mapping[str, Any]], gone: Collection[int]
) -> None:
    """Have the roll-up say this of a reader, and nothing of the authors who are ``gone``."""
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


async def readers(conn: Connection) -> list[tuple[int, int]]:
    """(guild, member) of everybody who has notes or roll-ups."""
    noted = select(notes.c.guild_id, notes.c.member_id).distinct()
    summed = select(member_totals.c.guild_id, member_totals.c.member_id)
    rows = await conn.execute(noted.union(summed).order_by("guild_id", "member_id"))
    return [(row.guild_id, row.member_id) for row in rows]


def _of(column: ColumnElement[Any], whose: Whose) -> tuple[ColumnElement[bool], ...]:
    return () if whose is None else (column.in_(whose),)
