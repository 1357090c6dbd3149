"""Queries for care, each for all members of a guild at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, exists, func, select

from bot.domain.circle.reciprocity import Reading
from bot.domain.feeds.entries import EntryKind
from bot.storage.circle.connections import seen_by_author
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.schema import (
    announcements,
    care_hints,
    members,
    notes,
    profiles,
    sightings,
    stories,
)


@dataclass(frozen=True, slots=True)
class NewStory:
    """A story to suggest, and its author."""

    story_id: str
    author_id: int
    title: str
    link: str


def many_notes(guild_id: int, since: datetime, least: int, hinted_before: datetime) -> Select[int]:
    """The present members of a guild with at least ``least`` notes since an instant who were not hinted to after
    ``hinted_before``."""
    lately = exists().where(
        care_hints.c.guild_id == guild_id,
        care_hints.c.member_id == notes.c.member_id,
        care_hints.c.hinted_at > hinted_before,
    )
    reader = (notes.c.member_id + 0).label("reader_id")  # a sum: grouped by the column, SQLite reads all years
    return (
        select(reader)
        .join(members, and_(members.c.guild_id == guild_id, members.c.member_id == notes.c.member_id))
        .where(
            notes.c.guild_id == guild_id,
            notes.c.noted_at >= since,
            notes.c.author_id.is_not(None),
            members.c.left_at.is_(None),
            ~lately,
        )
        .group_by(reader)
        .having(func.count() >= least)
        .order_by(reader)
    )


async def candidates(
    conn: Connection, guild_id: int, since: datetime, least: int, hinted_before: datetime
) -> list[int]:
    """The members that ``many_notes`` selects."""
    return list(await conn.scalars(many_notes(guild_id, since, least, hinted_before)))


async def readings(conn: Connection, guild_id: int, since: datetime) -> tuple[list[Reading], list[Reading]]:
    """(readings that the story's author may see, the others) of a guild since an instant. The others may only be used
    for hints to their own reader."""
    rows = await conn.execute(
        select(
            notes.c.member_id,
            notes.c.author_id,
            notes.c.noted_at,
            notes.c.story_id,
            and_(*seen_by_author()).label("seen"),
        ).where(notes.c.guild_id == guild_id, notes.c.noted_at >= since, notes.c.author_id.is_not(None))
    )
    seen: list[Reading] = []
    unseen: list[Reading] = []
    for row in rows:
        reading = Reading(row.member_id, row.author_id, row.noted_at, row.story_id)
        (seen if row.seen else unseen).append(reading)
    return seen, unseen


async def new_stories(conn: Connection, guild_id: int, since: datetime) -> dict[int, str]:
    """By present member with a profile that is not paused: their newest story among those that the guild has known
    since an instant."""
    rows = await conn.execute(
        select(profiles.c.member_id, announcements.c.story_id)
        .join(stories, stories.c.id == announcements.c.story_id)
        .join(sightings, sightings.c.story_id == announcements.c.story_id)
        .join(profiles, and_(profiles.c.feed_id == sightings.c.feed_id, profiles.c.guild_id == guild_id))
        .join(members, and_(members.c.guild_id == guild_id, members.c.member_id == profiles.c.member_id))
        .where(
            announcements.c.guild_id == guild_id,
            announcements.c.decided_at >= since,
            stories.c.kind == EntryKind.STORY,
            profiles.c.pause.is_(None),
            members.c.left_at.is_(None),
        )
        .order_by(stories.c.dated_at, stories.c.id)
    )
    return {row.member_id: row.story_id for row in rows}


async def hinted(conn: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """Record that a known member was hinted to."""
    await upsert(
        conn, care_hints, {"guild_id": guild_id, "member_id": member_id, "hinted_at": now}, ["guild_id", "member_id"]
    )


async def standing(conn: Connection, guild_id: int, story_ids: Iterable[str]) -> list[NewStory]:
    """Those of these stories that present members of the guild wrote, in the given order."""
    wanted: Collection[str] = list(story_ids)
    rows = await conn.execute(
        select(stories.c.id, stories.c.title, stories.c.link, func.min(profiles.c.member_id).label("author_id"))
        .join(sightings, sightings.c.story_id == stories.c.id)
        .join(profiles, and_(profiles.c.feed_id == sightings.c.feed_id, profiles.c.guild_id == guild_id))
        .join(members, and_(members.c.guild_id == guild_id, members.c.member_id == profiles.c.member_id))
        .where(stories.c.id.in_(wanted), members.c.left_at.is_(None))
        .group_by(stories.c.id, stories.c.title, stories.c.link)
    )
    found = {row.id: NewStory(row.id, row.author_id, row.title, row.link) for row in rows}
    return [found[story_id] for story_id in wanted if story_id in found]
