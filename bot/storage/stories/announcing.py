"""How guilds want announcements, and what an author's earlier announcements mean for the next one."""

from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.domain.posting.outbox import PostKind, PostState
from bot.domain.servers.guilds import ChannelOff
from bot.domain.stories.announcing import AnnouncingSettings, Route, Wishes
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert, upsert
from bot.storage.database.rows import by_member, count_of
from bot.storage.schema import announcing, members, outbox, profiles, routes, sightings, stories

_CHOICES = tuple(field.name for field in fields(AnnouncingSettings))


async def settings(conn: Connection, guild_id: int) -> AnnouncingSettings:
    """The guild's choices; the defaults where it made none."""
    row = (await conn.execute(select(announcing).where(announcing.c.guild_id == guild_id))).mappings().one_or_none()
    return AnnouncingSettings(**{name: row[name] for name in _CHOICES}) if row else AnnouncingSettings()


async def save_settings(conn: Connection, guild_id: int, chosen: AnnouncingSettings) -> None:
    """Store the guild's choices. The guild is known."""
    await upsert(conn, announcing, {"guild_id": guild_id, **asdict(chosen)}, ["guild_id"])


async def wishes(conn: Connection, guild_id: int, member_id: int) -> Wishes:
    """How a member wants their own stories announced."""
    row = (
        await conn.execute(
            select(members.c.announce, members.c.announce_paused_until).where(by_member(members, guild_id, member_id))
        )
    ).one_or_none()
    return Wishes(row.announce, row.announce_paused_until) if row else Wishes()


async def told_between(
    conn: Connection, guild_id: int, member_id: int, begins: datetime, ends: datetime, *, sent_only: bool = False
) -> int:
    """How many of a member's own posts were sent from ``begins`` on and before ``ends``, or, without ``sent_only``, are
    still to be."""
    states = [PostState.SENT] if sent_only else [PostState.SENT, PostState.PENDING, PostState.CLAIMED]
    at = func.coalesce(outbox.c.done_at, outbox.c.not_before)
    return await count_of(
        conn,
        by_member(outbox, guild_id, member_id),
        outbox.c.kind == PostKind.STORY,
        outbox.c.state.in_(states),
        at >= begins,
        at < ends,
    )


async def told_before(conn: Connection, guild_id: int, member_id: int) -> int:
    """How many stories of a member were announced in the guild on cards of their own."""
    return await count_of(
        conn, by_member(outbox, guild_id, member_id), outbox.c.kind == PostKind.STORY, outbox.c.state == PostState.SENT
    )


async def previous_story(conn: Connection, guild_id: int, member_id: int, story_id: str) -> datetime | None:
    """The date of the newest story of a member of the guild other than this one."""
    statement = (
        select(func.max(stories.c.dated_at))
        .join(sightings, sightings.c.story_id == stories.c.id)
        .join(profiles, profiles.c.feed_id == sightings.c.feed_id)
        .where(by_member(profiles, guild_id, member_id), stories.c.id != story_id)
    )
    found: datetime | None = await conn.scalar(statement)
    return found


async def add_route(conn: Connection, guild_id: int, route: Route) -> int:
    """Store a route and return its id; ``route.id`` is ignored."""
    row = await conn.execute(
        insert(conn, routes)
        .values(
            guild_id=guild_id,
            tag=route.tag,
            member_id=route.member_id,
            channel_id=route.channel_id,
            ping_role_id=route.ping_role_id,
        )
        .returning(routes.c.id)
    )
    return int(row.scalar_one())


async def remove_route(conn: Connection, guild_id: int, route_id: int) -> bool:
    """Remove a route; returns whether there was one. Posts that were to take it go to the main channel."""
    await conn.execute(update(outbox).where(outbox.c.route_id == route_id).values(route_id=None))
    result = await conn.execute(delete(routes).where(routes.c.guild_id == guild_id, routes.c.id == route_id))
    return result.rowcount > 0


async def routes_of(conn: Connection, guild_id: int) -> tuple[Route, ...]:
    """The guild's routes, oldest first."""
    rows = await conn.execute(select(routes).where(routes.c.guild_id == guild_id).order_by(routes.c.id))
    return tuple(
        Route(row.id, row.channel_id, row.tag, row.member_id, row.ping_role_id, row.off and ChannelOff(row.off))
        for row in rows
    )
