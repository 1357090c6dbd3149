"""The profiles that members registered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, delete, insert, select

from bot.domain.feeds.medium import FeedAddress
from bot.domain.stories.profiles import Profile
from bot.storage.database.engine import Connection
from bot.storage.database.rows import by_member, count_of, one_of, same_member, value_of
from bot.storage.schema import feeds, guilds, members, profiles


@dataclass(frozen=True, slots=True)
class Watcher:
    """A profile for which a feed is polled."""

    guild_id: int
    member_id: int


def _select() -> Select[Any]:
    return select(profiles, feeds.c.key, feeds.c.picture).join(feeds, feeds.c.id == profiles.c.feed_id)


def _profile(row: Row[Any]) -> Profile:
    return value_of(Profile, row, page=FeedAddress.from_key(row.key).page)


async def of_member(conn: Connection, guild_id: int, member_id: int) -> tuple[Profile, ...]:
    """A member's profiles in a guild, oldest first."""
    rows = await conn.execute(_select().where(by_member(profiles, guild_id, member_id)).order_by(profiles.c.id))
    return tuple(map(_profile, rows))


async def by_id(conn: Connection, guild_id: int, profile_id: int) -> Profile | None:
    """One profile of the guild."""
    return await one_of(conn, _select().where(profiles.c.guild_id == guild_id, profiles.c.id == profile_id), _profile)


async def owner(conn: Connection, guild_id: int, identity: str, feed_id: int | None) -> int | None:
    """The member of the guild who has registered this writer, or this feed."""
    return await conn.scalar(
        select(profiles.c.member_id)
        .where(
            profiles.c.guild_id == guild_id,
            (profiles.c.identity == identity) | (profiles.c.feed_id == feed_id),
        )
        .limit(1)
    )


async def registered(conn: Connection, guild_id: int, identity: str, feed_id: int | None) -> Profile | None:
    """The guild's profile of this writer, else the one on this feed."""
    same = profiles.c.identity == identity
    statement = (
        _select()
        .where(profiles.c.guild_id == guild_id, same | (profiles.c.feed_id == feed_id))
        .order_by(case((same, 0), else_=1))
        .limit(1)
    )
    return await one_of(conn, statement, _profile)


async def on_feed(conn: Connection, guild_id: int, feed_id: int) -> Profile | None:
    """The guild's profile on this feed."""
    statement = _select().where(profiles.c.guild_id == guild_id, profiles.c.feed_id == feed_id)
    return await one_of(conn, statement, _profile)


async def add(
    conn: Connection, guild_id: int, member_id: int, *, feed_id: int, identity: str, name: str, now: datetime
) -> int:
    """Register a profile and return its id. The member is known, and ``owner`` was called in this transaction."""
    row = await conn.execute(
        insert(profiles)
        .values(
            guild_id=guild_id, member_id=member_id, feed_id=feed_id, identity=identity, name=name, registered_at=now
        )
        .returning(profiles.c.id)
    )
    return int(row.scalar_one())


async def remove(conn: Connection, guild_id: int, member_id: int, profile_id: int) -> bool:
    """Remove a member's own profile; returns whether there was one."""
    result = await conn.execute(
        delete(profiles).where(profiles.c.id == profile_id, by_member(profiles, guild_id, member_id))
    )
    return result.rowcount > 0


# Made once, as other statements of each poll are: to make one takes longer than to run it.
_WATCHERS = (
    select(profiles.c.guild_id, profiles.c.member_id)
    .join(guilds, guilds.c.id == profiles.c.guild_id)
    .join(members, same_member(profiles, members))
    .where(
        profiles.c.feed_id == bindparam("feed"),
        profiles.c.pause.is_(None),
        guilds.c.left_at.is_(None),
        members.c.left_at.is_(None),
    )
    .order_by(profiles.c.guild_id)
)


async def watchers(conn: Connection, feed_id: int) -> Sequence[Watcher]:
    """The profiles for which the feed is polled, of present members and guilds, without paused ones, by guild."""
    rows = await conn.execute(_WATCHERS, {"feed": feed_id})
    return [Watcher(row.guild_id, row.member_id) for row in rows]


async def count(conn: Connection, guild_id: int) -> int:
    """How many profiles the guild's present members have registered."""
    present = (profiles.c.guild_id == guild_id, members.c.left_at.is_(None))
    return await count_of(conn, same_member(profiles, members), *present)
