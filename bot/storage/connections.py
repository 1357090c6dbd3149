"""Who noted whose stories, read from the notes themselves: what of it a member may see depends on each note."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from bot.domain.answers import AnswerKind
from bot.domain.boards import BoardPresence
from bot.domain.connection_views import NotedByThem
from bot.domain.connections import Tie
from bot.domain.notes import Note, NoteVisibility
from bot.domain.profiles import StoryLine
from bot.storage.engine import Connection
from bot.storage.notes import note_of
from bot.storage.schema import members, note_answers, notes, profiles, reading_choices, stories
from bot.storage.stories import listed, of_guild


def seen_by_author() -> tuple[ColumnElement[bool], ...]:
    """What makes a note one that the story's author may see: it is not private, and the author did not put it away."""
    return notes.c.visibility != NoteVisibility.PRIVATE, notes.c.hidden_at.is_(None)


def mine(guild_id: int, member_id: int, other_id: int | None = None) -> Select[*tuple[object, ...]]:
    """A member's own notes by whom they are about, private ones included."""
    return _ties(notes.c.guild_id == guild_id, notes.c.member_id == member_id, _about(notes.c.author_id, other_id))


def theirs(guild_id: int, member_id: int, other_id: int | None = None) -> Select[*tuple[object, ...]]:
    """The notes on a member's stories by who wrote them, as far as the member may see them."""
    own = (notes.c.guild_id == guild_id, notes.c.author_id == member_id)
    return _ties(*own, *seen_by_author(), _about(notes.c.member_id, other_id))


def _about(column: ColumnElement[int] | ColumnElement[int | None], other_id: int | None) -> ColumnElement[bool]:
    return column.is_not(None) if other_id is None else column == other_id


def _ties(*conditions: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    helped = and_(note_answers.c.note_id == notes.c.id, note_answers.c.kind == AnswerKind.HELPED)
    return (
        select(
            notes.c.member_id,
            notes.c.author_id,
            func.min(notes.c.noted_at, type_=notes.c.noted_at.type).label("first_at"),
            func.max(notes.c.noted_at, type_=notes.c.noted_at.type).label("last_at"),
            func.count(notes.c.id).label("notes"),
            func.count(note_answers.c.note_id).label("helpful"),
        )
        .outerjoin(note_answers, helped)
        .where(*conditions)
        .group_by(notes.c.member_id, notes.c.author_id)
    )


async def ties(conn: Connection, statement: Select[*tuple[object, ...]]) -> tuple[Tie, ...]:
    """What ``mine`` or ``theirs`` finds."""
    rows = (await conn.execute(statement)).mappings()
    return tuple(
        Tie(row["member_id"], row["author_id"], row["first_at"], row["last_at"], row["notes"], row["helpful"])
        for row in rows
    )


async def notes_on(conn: Connection, guild_id: int, member_id: int, author_id: int, *, limit: int) -> tuple[Note, ...]:
    """A member's own notes on somebody's stories, newest first."""
    rows = await conn.execute(
        select(notes)
        .where(notes.c.guild_id == guild_id, notes.c.member_id == member_id, notes.c.author_id == author_id)
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
    noted = exists().where(
        notes.c.guild_id == guild_id, notes.c.member_id == member_id, notes.c.story_id == stories.c.id
    )
    return await listed(conn, of_guild(guild_id, author_id), ~noted, limit=limit)


async def names(conn: Connection, guild_id: int, member_ids: Collection[int]) -> dict[int, str]:
    """The names that these members write under; of several profiles that of the first. Who has none is left out."""
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
    """Those of them who are in the guild, as far as is known. The ghost of somebody who was forgotten never is."""
    return frozenset(
        await conn.scalars(
            select(members.c.member_id).where(
                members.c.guild_id == guild_id, members.c.member_id.in_(member_ids), members.c.left_at.is_(None)
            )
        )
    )


async def hiding(conn: Connection, guild_id: int) -> frozenset[int]:
    """The members who want to be on no board: they are suggested to nobody either."""
    return frozenset(
        await conn.scalars(
            select(reading_choices.c.member_id).where(
                reading_choices.c.guild_id == guild_id, reading_choices.c.presence == BoardPresence.ABSENT
            )
        )
    )
