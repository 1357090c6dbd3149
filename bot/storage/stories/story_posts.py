"""Posts about stories: announcements, and edits of cards in channels."""

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.posting.outbox import GIVE_UP_AFTER, PostKind, PostState, Withheld, announcement_key, edit_key
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert, insert_missing
from bot.storage.database.rows import by_member
from bot.storage.schema import outbox, sightings


async def enqueue(
    conn: Connection,
    guild_id: int,
    member_id: int | None,
    story_id: str,
    now: datetime,
    *,
    not_before: datetime | None = None,
    route_id: int | None = None,
) -> None:
    """Enqueue the announcement of a story. Enqueuing it twice makes one post."""
    row = {
        "kind": PostKind.STORY,
        "guild_id": guild_id,
        "member_id": member_id,
        "story_id": story_id,
        "route_id": route_id,
        "key": announcement_key(guild_id, story_id),
        "state": PostState.PENDING,
        "not_before": not_before or now,
        "news_until": (not_before or now) + GIVE_UP_AFTER,
        "created_at": now,
    }
    await insert_missing(conn, outbox, row, ["key"])


async def enqueue_edits(conn: Connection, story_id: str, fingerprint: str, now: datetime) -> int:
    """Enqueue edits of all cards of a story in channels; returns how many."""
    standing = await conn.execute(
        select(outbox).where(
            outbox.c.story_id == story_id, outbox.c.kind == PostKind.STORY, outbox.c.state == PostState.SENT
        )
    )
    rows = [
        {
            "kind": PostKind.EDIT,
            "guild_id": row.guild_id,
            "member_id": row.member_id,
            "story_id": story_id,
            "route_id": row.route_id,
            "key": edit_key(row.guild_id, story_id, fingerprint),
            "state": PostState.PENDING,
            "channel_id": row.channel_id,
            "message_id": row.message_id,
            "thread_id": row.thread_id,
            "not_before": now,
            "news_until": now + GIVE_UP_AFTER,
            "created_at": now,
        }
        for row in standing
    ]
    if rows:
        await conn.execute(insert(conn, outbox).on_conflict_do_nothing(index_elements=["key"]), rows)
    return len(rows)


async def withhold_of_feed(conn: Connection, guild_id: int, member_id: int, feed_id: int, now: datetime) -> None:
    """Withhold a member's waiting posts about stories of one feed."""
    of_feed = select(sightings.c.story_id).where(sightings.c.feed_id == feed_id)
    await conn.execute(
        update(outbox)
        .where(
            by_member(outbox, guild_id, member_id), outbox.c.state == PostState.PENDING, outbox.c.story_id.in_(of_feed)
        )
        .values(state=PostState.WITHHELD, withheld=Withheld.PROFILE_REMOVED, done_at=now)
    )
