"""Codes that are looked for in feeds' titles: for members' own profiles, and for claims to the profiles of others."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select, update

from bot.domain.feeds.ownership import PendingProof
from bot.domain.stories.profiles import ProfilePause
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.rows import by_member, same_member
from bot.storage.schema import claims, guilds, members, profiles


async def ask(conn: Connection, profile_id: int, code: str, until: datetime) -> None:
    """Look for a code in the feed of a profile."""
    await conn.execute(update(profiles).where(profiles.c.id == profile_id).values(verify_code=code, verify_until=until))


async def claim(conn: Connection, guild_id: int, member_id: int, feed_id: int, *, code: str, until: datetime) -> None:
    """Look for a code in the feed of another's profile, in place of the member's earlier claim."""
    row = {"guild_id": guild_id, "member_id": member_id, "feed_id": feed_id, "code": code, "until": until}
    await upsert(conn, claims, row, ["guild_id", "member_id"])


async def drop_claim(conn: Connection, guild_id: int, member_id: int) -> None:
    """Delete the member's claim."""
    await conn.execute(delete(claims).where(by_member(claims, guild_id, member_id)))


_OWN = (
    select(profiles)
    .join(guilds, guilds.c.id == profiles.c.guild_id)
    .join(members, same_member(profiles, members))
    .where(
        profiles.c.feed_id == bindparam("feed"),
        profiles.c.verify_until > bindparam("instant"),
        guilds.c.left_at.is_(None),
        members.c.left_at.is_(None),
    )
    .order_by(profiles.c.id)
)
_CLAIMED = (
    select(claims)
    .join(guilds, guilds.c.id == claims.c.guild_id)
    .join(members, same_member(claims, members))
    .where(
        claims.c.feed_id == bindparam("feed"),
        claims.c.until > bindparam("instant"),
        guilds.c.left_at.is_(None),
        members.c.left_at.is_(None),
    )
    .order_by(claims.c.guild_id, claims.c.member_id)
)


async def pending(conn: Connection, feed_id: int, now: datetime) -> Sequence[PendingProof]:
    """The codes that are looked for in a feed, for members and guilds that are still there; own profiles first."""
    own = await conn.execute(_OWN, {"feed": feed_id, "instant": now})
    claimed = await conn.execute(_CLAIMED, {"feed": feed_id, "instant": now})
    return [
        *(PendingProof(r.guild_id, r.member_id, feed_id, r.verify_code, r.verify_until, r.id) for r in own),
        *(PendingProof(r.guild_id, r.member_id, feed_id, r.code, r.until, None) for r in claimed),
    ]


async def looked_for_in(conn: Connection, feed_ids: Sequence[int], now: datetime) -> list[int]:
    """Those of these feeds in which a code may be looked for; ``pending`` checks whether the members are still
    there."""
    own = select(profiles.c.feed_id).where(profiles.c.feed_id.in_(feed_ids), profiles.c.verify_until > now)
    claimed = select(claims.c.feed_id).where(claims.c.feed_id.in_(feed_ids), claims.c.until > now)
    return sorted(set(await conn.scalars(own.union(claimed))))


async def prove(conn: Connection, profile_id: int, identity: str, now: datetime) -> None:
    """Record that the code was seen: the profile is verified, and its identity is the present writer's.

    A moderator's pause stays. The guild has no other profile of this identity (``clear_rivals``).
    """
    await conn.execute(
        update(profiles)
        .where(profiles.c.id == profile_id)
        .values(identity=identity, verified_at=now, verify_code=None, verify_until=None)
    )
    await conn.execute(
        update(profiles)
        .where(profiles.c.id == profile_id, profiles.c.pause == ProfilePause.IDENTITY_CHANGED)
        .values(pause=None)
    )


async def clear_rivals(
    conn: Connection, guild_id: int, identity: str, feed_id: int, *, keep: int | None
) -> list[tuple[int, int]]:
    """Remove the writer's other profiles in the guild, except ``keep``; returns (member, feed) of each."""
    rows = await conn.execute(
        delete(profiles)
        .where(
            profiles.c.guild_id == guild_id,
            or_(profiles.c.identity == identity, profiles.c.feed_id == feed_id),
            profiles.c.id != (keep or 0),
        )
        .returning(profiles.c.member_id, profiles.c.feed_id)
    )
    return [(row.member_id, row.feed_id) for row in rows]


_REGISTERED = (
    select(profiles.c.id, profiles.c.guild_id, profiles.c.member_id, profiles.c.identity, profiles.c.name)
    .where(
        profiles.c.feed_id == bindparam("feed"),
        or_(profiles.c.pause.is_(None), profiles.c.pause != ProfilePause.IDENTITY_CHANGED),
    )
    .order_by(profiles.c.id)
)


async def registered_on(conn: Connection, feed_id: int) -> Sequence[tuple[int, int, int, str, str]]:
    """(profile, guild, member, identity, name) of the profiles on a feed that are not paused because of their
    identity."""
    rows = await conn.execute(_REGISTERED, {"feed": feed_id})
    return [(row.id, row.guild_id, row.member_id, row.identity, row.name) for row in rows]


async def distrust(conn: Connection, profile_id: int) -> None:
    """Pause a profile because another writer is behind its address now, and delete its verification."""
    await conn.execute(
        update(profiles)
        .where(profiles.c.id == profile_id)
        .values(pause=ProfilePause.IDENTITY_CHANGED, verified_at=None)
    )


async def claim_of(conn: Connection, guild_id: int, member_id: int, feed_id: int, now: datetime) -> PendingProof | None:
    """The member's claim to this feed's profile, if it is still valid."""
    row = (
        await conn.execute(
            select(claims).where(
                by_member(claims, guild_id, member_id), claims.c.feed_id == feed_id, claims.c.until > now
            )
        )
    ).one_or_none()
    return PendingProof(guild_id, member_id, feed_id, row.code, row.until, None) if row else None
