"""Guilds and their settings."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, select, update

from bot.domain.servers.guilds import ChannelOff, Feature, GuildChannel
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.schema import guild_channels, guilds, routes


async def welcome(conn: Connection, guild_id: int, now: datetime) -> None:
    """Make the guild known, or take back that it was left."""
    row = {"id": guild_id, "joined_at": now, "left_at": None}
    await upsert(conn, guilds, row, ["id"], keep=["joined_at"])


async def leave(conn: Connection, guild_id: int, now: datetime) -> None:
    """Record that the bot is no longer in a guild. An earlier date is kept."""
    await conn.execute(update(guilds).where(guilds.c.id == guild_id, guilds.c.left_at.is_(None)).values(left_at=now))


async def present_ids(conn: Connection) -> frozenset[int]:
    """The guilds that the bot believes itself to be in."""
    return frozenset(await conn.scalars(select(guilds.c.id).where(guilds.c.left_at.is_(None))))


async def time_zone(conn: Connection, guild_id: int) -> str:
    """The guild's IANA zone; UTC for a guild that is not known yet."""
    return await conn.scalar(select(guilds.c.time_zone).where(guilds.c.id == guild_id)) or "UTC"


async def zone(conn: Connection, guild_id: int) -> ZoneInfo:
    """The guild's zone; UTC for a guild that is not known yet."""
    return ZoneInfo(await time_zone(conn, guild_id))


async def set_time_zone(conn: Connection, guild_id: int, zone: str) -> None:
    """Store an IANA zone that was checked before."""
    await conn.execute(update(guilds).where(guilds.c.id == guild_id).values(time_zone=zone))


_CHANNEL = select(guild_channels.c.channel_id, guild_channels.c.off, guild_channels.c.off_at).where(
    guild_channels.c.guild_id == bindparam("guild"), guild_channels.c.feature == bindparam("what")
)


async def channel(conn: Connection, guild_id: int, feature: Feature) -> GuildChannel | None:
    """The channel chosen for a feature, working or not."""
    row = (await conn.execute(_CHANNEL, {"guild": guild_id, "what": feature})).one_or_none()
    return GuildChannel(feature, row.channel_id, row.off, row.off_at) if row else None


async def first_channel(conn: Connection, guild_id: int, features: Iterable[Feature]) -> int | None:
    """The channel chosen for the first of these features that has one, working or not; ``None`` where none has."""
    for feature in features:
        chosen = await channel(conn, guild_id, feature)
        if chosen is not None:
            return chosen.channel_id
    return None


async def set_channel(conn: Connection, guild_id: int, feature: Feature, channel_id: int) -> None:
    """Choose a channel; one that was switched off is on again."""
    row = {"guild_id": guild_id, "feature": feature, "channel_id": channel_id, "off": None, "off_at": None}
    await upsert(conn, guild_channels, row, ["guild_id", "feature"])


async def forget_channel(conn: Connection, guild_id: int, feature: Feature) -> None:
    """Undo the choice of a channel."""
    await conn.execute(
        delete(guild_channels).where(guild_channels.c.guild_id == guild_id, guild_channels.c.feature == feature)
    )


async def switch_off(conn: Connection, guild_id: int, channel_id: int, why: ChannelOff, now: datetime) -> bool:
    """Stop using a channel for all features and routes; returns whether it was in use."""
    routed = await conn.execute(
        update(routes)
        .where(routes.c.guild_id == guild_id, routes.c.channel_id == channel_id, routes.c.off.is_(None))
        .values(off=why)
    )
    result = await conn.execute(
        update(guild_channels)
        .where(
            guild_channels.c.guild_id == guild_id,
            guild_channels.c.channel_id == channel_id,
            guild_channels.c.off.is_(None),
        )
        .values(off=why, off_at=now)
    )
    return result.rowcount + routed.rowcount > 0


async def left_before(conn: Connection, instant: datetime) -> list[int]:
    """The guilds whose grace period is over."""
    return list(await conn.scalars(select(guilds.c.id).where(guilds.c.left_at < instant).order_by(guilds.c.id)))


async def erase(conn: Connection, guild_id: int) -> None:
    """Delete the guild and, by cascade, all that belongs to it."""
    await conn.execute(delete(guilds).where(guilds.c.id == guild_id))
