"""The posts of milestones in channels: their rows in the outbox, at most one for each milestone."""

from datetime import datetime

from sqlalchemy import delete, select, update

from bot.domain.growth.milestone_views import KeptMilestone, post_key, post_prefix, removal_key
from bot.domain.posting.delivery import MessagePlace
from bot.domain.posting.outbox import PostKind, PostState, PostSubject
from bot.storage.database.engine import Connection
from bot.storage.posting import outbox as posts
from bot.storage.schema import outbox


async def put_up(conn: Connection, milestone: KeptMilestone, now: datetime) -> None:
    """Enqueue the post of a milestone in the guild's channel."""
    await posts.enqueue_post(
        conn,
        PostKind.MILESTONE,
        milestone.guild_id,
        post_key(milestone.id, now),
        now,
        about=PostSubject(payload={"milestone": milestone.id}),
        member_id=milestone.member_id,
    )


async def take_down(conn: Connection, milestone: KeptMilestone, now: datetime) -> None:
    """Remove a milestone's post, or keep it from being sent. The milestone itself may be deleted right after.

    A message in a channel is removed. A post that was never handed to Discord is deleted. A post whose fate is unknown
    becomes a removal that looks for the message first.
    """
    rows = await conn.execute(
        select(outbox).where(
            outbox.c.guild_id == milestone.guild_id,
            outbox.c.member_id == milestone.member_id,
            outbox.c.kind == PostKind.MILESTONE,
            outbox.c.key.startswith(post_prefix(milestone.id), autoescape=True),
        )
    )
    for row in rows.all():
        if row.state in {PostState.PENDING, PostState.CLAIMED} and row.tried_at is not None:
            # The removal is nobody's: it outlives a member who is forgotten.
            values = {"kind": PostKind.MILESTONE_REMOVAL, "member_id": None}
            await conn.execute(update(outbox).where(outbox.c.id == row.id).values(values))
            continue
        if row.state is PostState.SENT:
            await remove_message(
                conn, milestone.guild_id, MessagePlace(row.thread_id or row.channel_id, row.message_id), now
            )
        await conn.execute(delete(outbox).where(outbox.c.id == row.id))


async def remove_message(conn: Connection, guild_id: int, place: MessagePlace, now: datetime) -> None:
    """Enqueue the removal of a milestone's message."""
    key = removal_key(guild_id, place.message_id)
    await posts.enqueue_post(conn, PostKind.MILESTONE_REMOVAL, guild_id, key, now, about=PostSubject(), place=place)


async def stands(conn: Connection, post_id: int) -> bool:
    """Whether a post is still wanted, that is, was not withdrawn while it was being sent."""
    kind = await conn.scalar(select(outbox.c.kind).where(outbox.c.id == post_id))
    return bool(kind == PostKind.MILESTONE)
