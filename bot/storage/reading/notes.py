"""Reading notes, and the stories that they are about."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Integer, Row, bindparam, delete, func, literal, select

from bot.domain.posting.outbox import PostKind, PostState
from bot.domain.reading.notes import Note, NotedStory, NoteFields, NoteVisibility
from bot.domain.stories.stories import EntryKind
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert_into
from bot.storage.database.rows import by_member, count_of, one_of, value_of
from bot.storage.schema import notes, outbox, profiles, sightings
from bot.storage.schema import stories as stories_table
from bot.storage.stories import announcing, stories, way
from bot.storage.stories.newest import newest


async def get(conn: Connection, guild_id: int, note_id: int) -> Note | None:
    """One note of a guild."""
    statement = select(notes).where(notes.c.id == note_id, notes.c.guild_id == guild_id)
    return await one_of(conn, statement, note_of)


_MINE = by_member(notes, bindparam("guild"), bindparam("member"))
_OF_STORY = select(notes).where(_MINE, notes.c.story_id == bindparam("story"))


async def of_story(conn: Connection, guild_id: int, member_id: int, story_id: str) -> Note | None:
    """A member's note on a story. There is at most one."""
    row = (await conn.execute(_OF_STORY, {"guild": guild_id, "member": member_id, "story": story_id})).one_or_none()
    return note_of(row) if row else None


async def write(  # noqa: PLR0917 - what makes a note, in the order of saying it
    conn: Connection, guild_id: int, member_id: int, story: NotedStory, fields: NoteFields, now: datetime
) -> Note:
    """Store a note of a known member. If there is one on the story, its words are replaced and its date stays.

    A story whose author was not known when it was noted gets the one that is known now.
    """
    row = {
        "guild_id": guild_id,
        "member_id": member_id,
        "story_id": story.story_id,
        "author_id": story.author_id,
        "link": story.link,
        "title": story.title,
        "author_name": story.author_name,
        "minutes": story.minutes,
        "said": fields.said,
        "liked": fields.liked,
        "visibility": fields.visibility,
        "noted_at": now,
    }
    return note_of((await conn.execute(_write(conn.dialect.name), row)).one())


@cache
def _write(dialect: str) -> Executable:
    statement = insert_into(dialect, notes)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["guild_id", "member_id", "story_id"],
        set_={
            **{name: new[name] for name in ("said", "liked", "visibility")},
            "edited_at": new.noted_at,
            "author_id": func.coalesce(notes.c.author_id, new.author_id),
        },
    ).returning(notes)


async def remove(conn: Connection, guild_id: int, note_id: int) -> None:
    """Delete a note and, by cascade, its answers and reports."""
    await conn.execute(delete(notes).where(notes.c.id == note_id, notes.c.guild_id == guild_id))


async def count(conn: Connection, guild_id: int, member_id: int) -> int:
    """How many notes a member has."""
    return await count_of(conn, by_member(notes, guild_id, member_id))


async def journal(conn: Connection, guild_id: int, member_id: int, *, limit: int, offset: int = 0) -> tuple[Note, ...]:
    """A member's notes, newest first."""
    rows = await conn.execute(
        select(notes)
        .where(by_member(notes, guild_id, member_id))
        .order_by(notes.c.noted_at.desc(), notes.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(map(note_of, rows))


_RECENT = (
    select(notes.c.said)
    .where(_MINE, notes.c.noted_at >= bindparam("since"), notes.c.story_id != bindparam("besides"))
    .order_by(notes.c.noted_at.desc(), notes.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
)


async def recent(
    conn: Connection, guild_id: int, member_id: int, *, since: datetime, besides: str, limit: int
) -> list[str]:
    """The words of a member's last notes since an instant, newest first, except those on the story ``besides``."""
    asked = {"guild": guild_id, "member": member_id, "since": since, "besides": besides, "limit": limit}
    return list(await conn.scalars(_RECENT, asked))


async def known_story(conn: Connection, guild_id: int, story_id: str) -> NotedStory | None:
    """A story that is in one of the guild's feeds or in its ledger, without its thread."""
    story = await stories.get(conn, story_id)
    if story is None or not await way.is_known(conn, guild_id, story_id):
        return None
    author_id = await way.author(conn, guild_id, story_id)
    return NotedStory(story_id, story.link, story.title, story.author_name, author_id, story.minutes, known=True)


async def known_links(conn: Connection, guild_id: int, story_ids: Collection[str]) -> tuple[NotedStory, ...]:
    """Those of these stories that the guild knows, each by id, address and title, in the order of the ids given."""
    found = [await known_story(conn, guild_id, story_id) for story_id in dict.fromkeys(story_ids)]
    return tuple(story for story in found if story is not None)


async def recent_stories(conn: Connection, guild_id: int, member_id: int, *, limit: int) -> tuple[NotedStory, ...]:
    """The newest stories in the guild's ledger that the member did not write, by id, address, title and author."""
    own = (
        select(sightings.c.story_id)
        .join(profiles, profiles.c.feed_id == sightings.c.feed_id)
        .where(profiles.c.guild_id == guild_id, profiles.c.member_id == member_id)
    )
    rows = await newest(
        conn,
        guild_id,
        *(stories_table.c[name] for name in ("id", "link", "title", "author_name")),
        where=(stories_table.c.kind == EntryKind.STORY, stories_table.c.id.not_in(own)),
        limit=limit,
    )
    return tuple(NotedStory(row.id, row.link, row.title, row.author_name, known=True) for row in rows)


_POST_OF_STORY = (
    select(outbox.c.thread_id, outbox.c.message_id)
    .where(
        outbox.c.guild_id == bindparam("guild"),
        outbox.c.story_id == bindparam("story"),
        outbox.c.kind == PostKind.STORY,
        outbox.c.state == PostState.SENT,
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)


async def thread_of(conn: Connection, guild_id: int, story_id: str) -> int | None:
    """The thread in which a story is talked about in the guild: the forum post that its announcement began, or the
    thread under it, which has the message's own id, where the guild has threads."""
    row = (await conn.execute(_POST_OF_STORY, {"guild": guild_id, "story": story_id})).one_or_none()
    if row is None or row.thread_id is not None:
        return row.thread_id if row else None
    return row.message_id if (await announcing.settings(conn, guild_id)).threads else None


def note_of(row: Row[*tuple[Any, ...]]) -> Note:
    """A row of the notes' table as a value."""
    return value_of(Note, row, fields=NoteFields(row.said, row.liked, row.visibility))


_NOTED_BEFORE = (
    select(literal(1))
    .where(
        notes.c.guild_id == bindparam("guild"),
        notes.c.story_id == bindparam("story"),
        notes.c.member_id != bindparam("member"),
        notes.c.visibility == NoteVisibility.THREAD,
        notes.c.hidden_at.is_(None),
    )
    .limit(1)
)


async def noted_before(conn: Connection, guild_id: int, story_id: str, member_id: int) -> bool:
    """Whether another member has a note on the story that is visible to everybody in the guild."""
    asked = {"guild": guild_id, "story": story_id, "member": member_id}
    return await conn.scalar(_NOTED_BEFORE, asked) is not None
