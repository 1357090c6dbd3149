"""A story's history in a guild, as far as it is stored."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, case, delete, exists, func, or_, select, update

from bot.domain.posting.outbox import PostKind, PostState, Withheld
from bot.domain.servers.guilds import Feature
from bot.domain.stories.way import GATHERING, TELLING, StoryWay, WayPost
from bot.storage.database.engine import Connection
from bot.storage.database.rows import value_of
from bot.storage.schema import (
    announcements,
    guild_channels,
    outbox,
    outbox_items,
    profiles,
    publications,
    routes,
    sightings,
    stories,
)


async def of_story(conn: Connection, guild_id: int, story_id: str) -> StoryWay | None:
    """The story's history as far as this guild may see it; ``None`` if its feeds never had the story and it was never
    announced there.

    Notices are left out, because they are addressed to other members.
    """
    row = (await conn.execute(select(stories).where(stories.c.id == story_id))).one_or_none()
    if row is None:
        return None
    ledger = (
        await conn.execute(
            select(announcements.c.reason, announcements.c.decided_at).where(
                announcements.c.guild_id == guild_id, announcements.c.story_id == story_id
            )
        )
    ).one_or_none()
    if ledger is None and not await _followed(conn, guild_id, story_id):
        return None
    return value_of(
        StoryWay,
        row,
        story_id=story_id,
        member_id=await author(conn, guild_id, story_id),
        seen_at=row.first_seen_at,
        reason=ledger.reason if ledger else None,
        decided_at=ledger.decided_at if ledger else None,
        posts=await _posts(conn, guild_id, story_id),
    )


_TOLD = select(announcements.c.story_id).where(
    announcements.c.guild_id == bindparam("guild"), announcements.c.story_id == bindparam("story")
)


async def is_known(conn: Connection, guild_id: int, story_id: str) -> bool:
    """Whether one of the guild's own feeds has the story, or the guild's ledger does."""
    asked = {"guild": guild_id, "story": story_id}
    return await conn.scalar(_TOLD, asked) is not None or await _followed(conn, guild_id, story_id)


_AUTHOR = (
    select(func.min(profiles.c.member_id))
    .join(sightings, sightings.c.feed_id == profiles.c.feed_id)
    .where(profiles.c.guild_id == bindparam("guild"), sightings.c.story_id == bindparam("story"))
)


async def author(conn: Connection, guild_id: int, story_id: str) -> int | None:
    """The guild's member in whose profile's feed the story was seen; ``None`` if there is none."""
    member_id: int | None = await conn.scalar(_AUTHOR, {"guild": guild_id, "story": story_id})
    return member_id


async def silence(conn: Connection, guild_id: int, story_id: str, now: datetime) -> bool:
    """Withhold, as its author wants, the story's posts in the guild that were not handed to Discord yet; returns
    whether there were any.

    A digest or roundup loses the story and is sent with the others.
    """
    waits = (outbox.c.guild_id == guild_id) & (outbox.c.state == PostState.PENDING) & outbox.c.tried_at.is_(None)
    alone = await conn.execute(
        update(outbox)
        .where(waits, outbox.c.kind == PostKind.STORY, outbox.c.story_id == story_id)
        .values(state=PostState.WITHHELD, withheld=Withheld.BY_AUTHOR, done_at=now)
    )
    gathered = await conn.execute(
        delete(outbox_items).where(
            outbox_items.c.story_id == story_id, outbox_items.c.outbox_id.in_(select(outbox.c.id).where(waits))
        )
    )
    return alone.rowcount + gathered.rowcount > 0


async def _followed(conn: Connection, guild_id: int, story_id: str) -> bool:
    """Whether one of the feeds with the story belongs to a profile or publication of the guild."""
    of_guild = [
        exists(select(table.c.id).where(table.c.feed_id == sightings.c.feed_id, table.c.guild_id == guild_id))
        for table in (profiles, publications)
    ]
    statement = select(sightings.c.story_id).where(sightings.c.story_id == story_id, or_(*of_guild)).limit(1)
    return await conn.scalar(statement) is not None


async def _posts(conn: Connection, guild_id: int, story_id: str) -> tuple[WayPost, ...]:
    """The posts that announce the story in the guild, in the order in which they were enqueued."""
    gathered = select(outbox_items.c.outbox_id).where(outbox_items.c.story_id == story_id)
    rows = await conn.execute(
        select(outbox, _channel_works().label("channel_works"))
        .outerjoin(routes, routes.c.id == outbox.c.route_id)
        .where(
            outbox.c.guild_id == guild_id,
            outbox.c.kind.in_(sorted(TELLING)),
            or_(outbox.c.story_id == story_id, outbox.c.id.in_(gathered)),
        )
        .order_by(outbox.c.id)
    )
    return tuple(map(_post, rows))


def _channel_works() -> ColumnElement[bool]:
    """Whether the post has a working channel, as ``outbox.claim`` determines it."""

    def chosen(feature: Feature, *, working: bool) -> ColumnElement[bool]:
        found = select(guild_channels.c.channel_id).where(
            guild_channels.c.guild_id == outbox.c.guild_id, guild_channels.c.feature == feature
        )
        return exists(found.where(guild_channels.c.off.is_(None)) if working else found)

    for_digest = outbox.c.kind.in_(sorted(GATHERING)) & chosen(Feature.DIGEST, working=False)
    return case(
        (outbox.c.kind == PostKind.EDIT, outbox.c.channel_id.is_not(None)),
        (outbox.c.route_id.is_not(None), routes.c.off.is_(None)),
        (for_digest, chosen(Feature.DIGEST, working=True)),
        else_=chosen(Feature.STORIES, working=True),
    )


def _post(row: Row[Any]) -> WayPost:
    sent = row.state is PostState.SENT
    return value_of(
        WayPost,
        row,
        channel_works=bool(row.channel_works),
        tried=row.tried_at is not None,
        # A forum post is a channel of its own, and its first message stands in it.
        channel_id=(row.thread_id or row.channel_id) if sent else None,
        message_id=row.message_id if sent else None,
    )
