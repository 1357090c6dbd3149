"""Who noted whose stories, read from the notes themselves, because each note says who may see it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, exists, func, select

from bot.domain.boards.boards import BoardPresence
from bot.domain.boards.points import AnswerKind
from bot.domain.circle.connection_views import NotedByThem
from bot.domain.circle.connections import Tie
from bot.domain.circle.reciprocity import Reading
from bot.domain.reading.notes import Note, NoteVisibility
from bot.domain.stories.profiles import StoryLine
from bot.storage.database.engine import Connection
from bot.storage.database.rows import by_member
from bot.storage.reading.notes import note_of
from bot.storage.schema import members, note_answers, notes, profiles, reading_choices, stories
from bot.storage.stories.stories import listed, of_guild


def seen_by_author() -> tuple[ColumnElement[bool], ...]:
    """The conditions for a note that the story's author may see: not private, and not hidden by the author."""
    return notes.c.visibility != NoteVisibility.PRIVATE, notes.c.hidden_at.is_(None)


def mine(guild_id: int, member_id: int, other_id: int | None = None) -> Select[Any]:
    """A member's own notes, private ones included, grouped by author; notes without a known author come under null."""
    return _ties(notes.c.author_id, other_id, by_member(notes, guild_id, member_id))


def theirs(guild_id: int, member_id: int, other_id: int | None = None) -> Select[Any]:
    """The notes on a member's stories that the member may see, grouped by reader."""
    own = (notes.c.guild_id == guild_id, notes.c.author_id == member_id)
    return _ties(notes.c.member_id, other_id, *own, *seen_by_author())


def _ties(other: Column[Any], other_id: int | None, *conditions: ColumnElement[bool]) -> Select[Any]:
    """(the other member, first, last, notes, helpful).

    Grouped by a sum, so that no engine walks along an index over all the guild's notes.
    """
    helped = and_(note_answers.c.note_id == notes.c.id, note_answers.c.kind == AnswerKind.HELPED)
    about = (other + 0).label("other_id")
    return (
        select(
            about,
            func.min(notes.c.noted_at, type_=notes.c.noted_at.type).label("first_at"),
            func.max(notes.c.noted_at, type_=notes.c.noted_at.type).label("last_at"),
            func.count(notes.c.id).label("notes"),
            func.count(note_answers.c.note_id).label("helpful"),
        )
        .outerjoin(note_answers, helped)
        .where(*conditions, *(() if other_id is None else (other == other_id,)))
        .group_by(about)
    )


async def given(conn: Connection, guild_id: int, member_id: int, other_id: int | None = None) -> tuple[Tie, ...]:
    """The ties that ``mine`` selects."""
    rows = await conn.execute(mine(guild_id, member_id, other_id))
    return tuple(Tie(member_id, *row) for row in rows if row[0] is not None)


async def received(conn: Connection, guild_id: int, member_id: int, other_id: int | None = None) -> tuple[Tie, ...]:
    """The ties that ``theirs`` selects."""
    rows = await conn.execute(theirs(guild_id, member_id, other_id))
    return tuple(Tie(row[0], member_id, *row[1:]) for row in rows)


async def own_readings(conn: Connection, guild_id: int, member_id: int, since: datetime) -> tuple[Reading, ...]:
    """What a member noted since an instant of stories by members, private notes included; for that member only."""
    return tuple(Reading(*row) for row in await conn.execute(read_since(guild_id, member_id, since)))


def read_since(guild_id: int, member_id: int, since: datetime) -> Select[Any]:
    """The statement behind ``own_readings``."""
    return select(notes.c.member_id, notes.c.author_id, notes.c.noted_at, notes.c.story_id).where(
        by_member(notes, guild_id, member_id), notes.c.noted_at >= since, notes.c.author_id.is_not(None)
    )


async def notes_on(conn: Connection, guild_id: int, member_id: int, author_id: int, *, limit: int) -> tuple[Note, ...]:
    """A member's own notes on somebody's stories, newest first."""
    rows = await conn.execute(
        select(notes)
        .where(by_member(notes, guild_id, member_id), notes.c.author_id == author_id)
        .order_by(notes.c.noted_at.desc(), notes.c.id.desc())
        .limit(limit)
    )
    return tuple(map(note_of, rows))


async def notes_by(
    conn: Connection, guild_id: int, member_id: int, reader_id: int, *, limit: int
) -> tuple[NotedByThem, ...]:
    """The notes that somebody wrote on a member's stories, as far as the member may see them, newest first."""
    rows = await conn.execute(
        select(notes.c.id, notes.c.title, notes.c.link, notes.c.noted_at)
        .where(
            notes.c.guild_id == guild_id,
            notes.c.author_id == member_id,
            notes.c.member_id == reader_id,
            *seen_by_author(),
        )
        .order_by(notes.c.noted_at.desc(), notes.c.id.desc())
        .limit(limit)
    )
    return tuple(NotedByThem(row.id, row.title, row.link, row.noted_at) for row in rows)


async def unread(
    conn: Connection, guild_id: int, member_id: int, author_id: int, *, limit: int
) -> tuple[StoryLine, ...]:
    """Somebody's newest stories in the guild that a member has not noted."""
    noted = exists().where(by_member(notes, guild_id, member_id), notes.c.story_id == stories.c.id)
    return await listed(conn, of_guild(guild_id, author_id), ~noted, limit=limit)


async def names(conn: Connection, guild_id: int, member_ids: Collection[int]) -> dict[int, str]:
    """The names that these members write under, each from their first profile. Members without a profile are left
    out."""
    rows = await conn.execute(
        select(profiles.c.member_id, profiles.c.name)
        .where(profiles.c.guild_id == guild_id, profiles.c.member_id.in_(member_ids))
        .order_by(profiles.c.id)
    )
    found: dict[int, str] = {}
    for row in rows:
        found.setdefault(row.member_id, row.name)
    return found


async def present(conn: Connection, guild_id: int, member_ids: Collection[int]) -> frozenset[int]:
    """Those of these members who are in the guild, as far as is known. Tombstones of erased members never are."""
    return frozenset(
        await conn.scalars(
            select(members.c.member_id).where(
                members.c.guild_id == guild_id, members.c.member_id.in_(member_ids), members.c.left_at.is_(None)
            )
        )
    )


async def hiding(conn: Connection, guild_id: int) -> frozenset[int]:
    """The members who want to be on no board; they are not suggested to others either."""
    return frozenset(
        await conn.scalars(
            select(reading_choices.c.member_id).where(
                reading_choices.c.guild_id == guild_id, reading_choices.c.presence == BoardPresence.ABSENT
            )
        )
    )
