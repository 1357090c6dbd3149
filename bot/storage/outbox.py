"""The outbox: posts decided upon, taken up one at a time, and what became of them."""

from datetime import datetime

from sqlalchemy import func, or_, select, update

from bot.domain.guilds import Feature
from bot.domain.outbox import Claimed, PostKind, PostState, Withheld, announcement_key
from bot.storage.engine import Connection
from bot.storage.insert import insert
from bot.storage.schema import guild_channels, guilds, outbox, sightings


async def enqueue(conn: Connection, guild_id: int, member_id: int, story_id: str, now: datetime) -> None:
    """Put the announcement of a story on its way. The same announcement twice is one."""
    statement = insert(conn, outbox).values(
        kind=PostKind.STORY,
        guild_id=guild_id,
        member_id=member_id,
        story_id=story_id,
        key=announcement_key(guild_id, story_id),
        state=PostState.PENDING,
        not_before=now,
        created_at=now,
    )
    await conn.execute(statement.on_conflict_do_nothing(index_elements=["key"]))


async def claim(conn: Connection, now: datetime, lease_over: datetime) -> Claimed | None:
    """Take up the oldest post that is due, in a guild that is there and has a working channel.

    A claim made before ``lease_over`` belongs to a program that died and is taken over. A post that was handed to
    Discord without a certain answer stays with its channel; any other goes to the channel that is chosen now.
    """
    due = or_(
        (outbox.c.state == PostState.PENDING) & (outbox.c.not_before <= now),
        (outbox.c.state == PostState.CLAIMED) & (outbox.c.claimed_at < lease_over),
    )
    row = (
        await conn.execute(
            select(outbox, guild_channels.c.channel_id.label("chosen"))
            .join(guilds, guilds.c.id == outbox.c.guild_id)
            .join(
                guild_channels,
                (guild_channels.c.guild_id == outbox.c.guild_id) & (guild_channels.c.feature == Feature.STORIES),
            )
            .where(due, guilds.c.left_at.is_(None), guild_channels.c.off.is_(None))
            .order_by(outbox.c.id)
            .limit(1)
            .with_for_update(skip_locked=True, of=outbox)
        )
    ).one_or_none()
    if row is None:
        return None
    channel_id = row.channel_id if row.tried_at is not None else row.chosen
    await conn.execute(
        update(outbox)
        .where(outbox.c.id == row.id)
        .values(
            state=PostState.CLAIMED,
            claimed_at=now,
            channel_id=channel_id,
            tried_at=row.tried_at or now,
        )
    )
    return Claimed(
        id=row.id,
        guild_id=row.guild_id,
        member_id=row.member_id,
        story_id=row.story_id,
        key=row.key,
        channel_id=channel_id,
        attempts=row.attempts,
        tried_at=row.tried_at,
        created_at=row.created_at,
    )


async def sent(conn: Connection, post_id: int, message_id: int, now: datetime) -> None:
    """It stands in the channel."""
    await conn.execute(
        update(outbox)
        .where(outbox.c.id == post_id)
        .values(state=PostState.SENT, message_id=message_id, done_at=now, claimed_at=None)
    )


async def withhold(conn: Connection, post_id: int, why: Withheld, now: datetime) -> None:
    """It will not be sent."""
    await conn.execute(
        update(outbox)
        .where(outbox.c.id == post_id)
        .values(state=PostState.WITHHELD, withheld=why, done_at=now, claimed_at=None)
    )


async def withhold_of_feed(conn: Connection, guild_id: int, member_id: int, feed_id: int, now: datetime) -> None:
    """Withhold the member's posts about stories of one feed that were not handed to Discord yet."""
    of_feed = select(sightings.c.story_id).where(sightings.c.feed_id == feed_id)
    await conn.execute(
        update(outbox)
        .where(
            outbox.c.guild_id == guild_id,
            outbox.c.member_id == member_id,
            outbox.c.state == PostState.PENDING,
            outbox.c.story_id.in_(of_feed),
        )
        .values(state=PostState.WITHHELD, withheld=Withheld.PROFILE_REMOVED, done_at=now)
    )


async def postpone(conn: Connection, post_id: int, not_before: datetime, *, certain: bool) -> None:
    """It will be tried again. ``certain``: it was not sent, so that the next try starts afresh, in any channel."""
    values: dict[str, object] = {
        "state": PostState.PENDING,
        "not_before": not_before,
        "claimed_at": None,
        "attempts": outbox.c.attempts + 1,
    }
    if certain:
        values |= {"tried_at": None, "channel_id": None}
    await conn.execute(update(outbox).where(outbox.c.id == post_id).values(values))


async def expire(conn: Connection, created_before: datetime, now: datetime) -> int:
    """Withhold the posts that have waited too long to be news; how many."""
    result = await conn.execute(
        update(outbox)
        .where(outbox.c.state == PostState.PENDING, outbox.c.created_at < created_before)
        .values(state=PostState.WITHHELD, withheld=Withheld.TOO_LATE, done_at=now)
    )
    return result.rowcount


async def waiting(conn: Connection, guild_id: int) -> int:
    """How many posts wait in a guild."""
    statement = (
        select(func.count())
        .select_from(outbox)
        .where(outbox.c.guild_id == guild_id, outbox.c.state.in_([PostState.PENDING, PostState.CLAIMED]))
    )
    return await conn.scalar(statement) or 0
