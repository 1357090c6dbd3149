"""The topics that members follow, and the tags that a guild has seen."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, false, or_, select, update

from bot.domain.stories.topics import Follow
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.rows import by_member, count_of, one_of, same_member, value_of
from bot.storage.schema import announcements, members, stories, topic_follows
from bot.storage.stories.newest import newest

TAGS_LOOKED_AT = 500
"""Newest stories of a guild whose tags are suggested: what it writes about now, at a cost nobody feels."""


async def follow(conn: Connection, guild_id: int, chosen: Follow) -> None:
    """Store the choice of a known member. An existing choice gets the new terms and keeps its place in the turn."""
    key = {"guild_id": guild_id, "member_id": chosen.member_id, "tag": chosen.tag}
    terms = {"muted": chosen.muted, "pings_left": chosen.pings_left, "until": chosen.until}
    await upsert(conn, topic_follows, {**key, **terms}, key)


async def unfollow(conn: Connection, guild_id: int, member_id: int, tags: Collection[str]) -> tuple[str, ...]:
    """Delete a member's choices for these tags; returns the tags for which there was one, sorted."""
    stopped = await conn.scalars(
        delete(topic_follows)
        .where(by_member(topic_follows, guild_id, member_id), topic_follows.c.tag.in_(tags))
        .returning(topic_follows.c.tag)
    )
    return tuple(sorted(stopped))


async def mute(conn: Connection, guild_id: int, member_id: int, tag: str, *, muted: bool) -> bool:
    """Mute a member's choice, or unmute it; returns whether there is one."""
    result = await conn.execute(
        update(topic_follows)
        .where(by_member(topic_follows, guild_id, member_id), topic_follows.c.tag == tag)
        .values(muted=muted)
    )
    return result.rowcount > 0


async def get(conn: Connection, guild_id: int, member_id: int, tag: str) -> Follow | None:
    """A member's choice for a tag."""
    statement = select(topic_follows).where(by_member(topic_follows, guild_id, member_id), topic_follows.c.tag == tag)
    return await one_of(conn, statement, _follow)


async def count(conn: Connection, guild_id: int, member_id: int) -> int:
    """How many topics a member follows."""
    return await count_of(conn, by_member(topic_follows, guild_id, member_id))


async def of_member(
    conn: Connection, guild_id: int, member_id: int, *, limit: int, offset: int = 0
) -> tuple[Follow, ...]:
    """A member's choices, by tag."""
    rows = await conn.execute(
        select(topic_follows)
        .where(by_member(topic_follows, guild_id, member_id))
        .order_by(topic_follows.c.tag)
        .limit(limit)
        .offset(offset)
    )
    return tuple(map(_follow, rows))


async def followers_of(conn: Connection, guild_id: int, tags: Collection[str]) -> list[Follow]:
    """The choices of present members for these tags, one for each member and tag."""
    rows = await conn.execute(
        select(topic_follows)
        .join(members, same_member(topic_follows, members))
        .where(topic_follows.c.guild_id == guild_id, topic_follows.c.tag.in_(tags), members.c.left_at.is_(None))
    )
    return [_follow(row) for row in rows]


async def record_pings(
    conn: Connection, guild_id: int, member_ids: Collection[int], tags: Collection[str], now: datetime
) -> list[Follow]:
    """Record that these members were pinged for a story with these tags; choices that have ended by it are deleted and
    returned."""
    pinged = (
        topic_follows.c.guild_id == guild_id,
        topic_follows.c.member_id.in_(member_ids),
        topic_follows.c.tag.in_(tags),
        topic_follows.c.muted.is_(false()),
    )
    await conn.execute(update(topic_follows).where(*pinged).values(last_pinged_at=now))
    # Never below nothing: the column takes no negative numbers.
    spend = update(topic_follows).where(*pinged, topic_follows.c.pings_left > 0)
    await conn.execute(spend.values(pings_left=topic_follows.c.pings_left - 1))
    rows = await conn.execute(delete(topic_follows).where(*pinged, _over(now)).returning(*topic_follows.c))
    return [_follow(row) for row in rows]


async def remove_ended(conn: Connection, now: datetime) -> list[tuple[int, Follow]]:
    """Delete every choice that has ended; returns (guild, choice) of each."""
    rows = await conn.execute(delete(topic_follows).where(_over(now)).returning(*topic_follows.c))
    return [(row.guild_id, _follow(row)) for row in rows]


async def tags_seen(conn: Connection, guild_id: int) -> list[list[str]]:
    """The tags of each of the guild's newest stories, as in the feeds."""
    return [row.tags for row in await newest(conn, guild_id, stories.c.tags, limit=TAGS_LOOKED_AT)]


async def tags_of(conn: Connection, guild_id: int, story_id: str) -> Sequence[str] | None:
    """The tags of a story that the guild knows; ``None`` for another."""
    return await conn.scalar(
        select(stories.c.tags)
        .join(announcements, announcements.c.story_id == stories.c.id)
        .where(announcements.c.guild_id == guild_id, stories.c.id == story_id)
    )


def _over(now: datetime) -> ColumnElement[bool]:
    return or_(topic_follows.c.pings_left == 0, topic_follows.c.until <= now)


def _follow(row: Row[Any]) -> Follow:
    return value_of(Follow, row)
