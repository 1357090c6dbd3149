"""Stories that nobody has written a note on yet."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from bot.domain.feeds.entries import EntryKind
from bot.domain.reading.notes import NoteVisibility
from bot.domain.reading.spotlight import SpotlightStory
from bot.domain.stories.stories import Reason
from bot.storage.database.engine import Connection
from bot.storage.schema import announcements, members, notes, profiles, sightings, stories

LOOKED_AT = 200
"""Newest stories of a guild's ledger among which one looks: weeks of a busy server, the last year of a quiet one."""


async def unnoticed(conn: Connection, guild_id: int, member_id: int | None = None) -> list[SpotlightStory]:
    """Those of the guild's newest stories that nobody noted, in no order; for a member without their own stories and
    those they noted."""
    rows = await conn.execute(statement(guild_id, member_id))
    return [
        SpotlightStory(row.id, row.link, row.title, row.author_id, row.author_name, row.minutes, row.dated_at)
        for row in rows
    ]


def statement(guild_id: int, member_id: int | None) -> Select[Any]:
    """Stories by present members, from profiles that are not paused, without those whose author wanted no announcement.

    A private note removes a story only for its writer: others could conclude from it that there is a note.
    """
    newest = (
        select(announcements.c.story_id)
        .where(announcements.c.guild_id == guild_id, announcements.c.reason != Reason.BY_AUTHOR)
        .order_by(announcements.c.decided_at.desc(), announcements.c.story_id.desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    seen: ColumnElement[bool] = and_(notes.c.visibility != NoteVisibility.PRIVATE, notes.c.voided_at.is_(None))
    if member_id is not None:
        seen = or_(seen, notes.c.member_id == member_id)
    noted = exists().where(notes.c.guild_id == guild_id, notes.c.story_id == newest.c.story_id, seen)
    author = func.min(profiles.c.member_id)
    shown = (
        stories.c.id,
        stories.c.link,
        stories.c.title,
        stories.c.author_name,
        stories.c.minutes,
        stories.c.dated_at,
    )
    found = (
        select(*shown, author.label("author_id"))
        .select_from(newest)
        .join(stories, stories.c.id == newest.c.story_id)
        .join(sightings, sightings.c.story_id == stories.c.id)
        .join(profiles, and_(profiles.c.feed_id == sightings.c.feed_id, profiles.c.guild_id == guild_id))
        .join(members, and_(members.c.guild_id == guild_id, members.c.member_id == profiles.c.member_id))
        .where(
            stories.c.kind == EntryKind.STORY,
            stories.c.link != "",
            profiles.c.pause.is_(None),
            members.c.left_at.is_(None),
            ~noted,
        )
        .group_by(*shown)
    )
    return found.having(author != member_id) if member_id is not None else found


async def registered(conn: Connection, guild_id: int, author_ids: Collection[int]) -> dict[int, datetime]:
    """Since when each of these writers has a profile in the guild."""
    since = func.min(profiles.c.registered_at, type_=profiles.c.registered_at.type)
    rows = await conn.execute(
        select(profiles.c.member_id, since.label("since"))
        .where(profiles.c.guild_id == guild_id, profiles.c.member_id.in_(author_ids))
        .group_by(profiles.c.member_id)
    )
    return {row.member_id: row.since for row in rows}
