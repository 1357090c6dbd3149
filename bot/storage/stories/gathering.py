"""Digests and roundups that are being gathered: an outbox row with the stories that it will announce."""

from datetime import datetime

from sqlalchemy import select, update

from bot.domain.posting.outbox import GIVE_UP_AFTER, Claimed, PostState, gathering_key
from bot.domain.stories.story_views import DigestEntry
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert, insert_missing
from bot.storage.database.rows import value_of
from bot.storage.schema import outbox, outbox_items, stories


async def gather(
    conn: Connection,
    kind: str,
    guild_id: int,
    member_id: int | None,
    story_id: str,
    *,
    due: datetime,
    now: datetime,
) -> None:
    """Add a story to the digest or roundup that is sent at ``due``, creating it for its first story.

    It cannot be claimed before ``due``, so every story that is added is in it.
    """
    key = gathering_key(kind, guild_id, due)
    begun = {
        "kind": kind,
        "guild_id": guild_id,
        "key": key,
        "state": PostState.PENDING,
        "not_before": due,
        "news_until": due + GIVE_UP_AFTER,
        "created_at": now,
    }
    await insert_missing(conn, outbox, begun, ["key"])
    outbox_id = (await conn.execute(select(outbox.c.id).where(outbox.c.key == key))).scalar_one()
    item = {"outbox_id": outbox_id, "story_id": story_id}
    await insert_missing(conn, outbox_items, {**item, "guild_id": guild_id, "member_id": member_id}, item)


async def overflow(conn: Connection, claimed: Claimed, keep: int, now: datetime) -> None:
    """Keep the oldest ``keep`` stories in a digest or roundup, and move the others to another one that is sent right
    after it."""
    over = list(
        await conn.scalars(
            select(outbox_items.c.story_id)
            .join(stories, stories.c.id == outbox_items.c.story_id)
            .where(outbox_items.c.outbox_id == claimed.id)
            .order_by(stories.c.dated_at, stories.c.id)
            .offset(keep)
        )
    )
    if not over:
        return
    begun = insert(conn, outbox).values(
        kind=claimed.kind,
        guild_id=claimed.guild_id,
        key=f"{claimed.key}+",
        state=PostState.PENDING,
        not_before=now,
        news_until=claimed.news_until,
        created_at=now,
    )
    next_id = (await conn.execute(begun.returning(outbox.c.id))).scalar_one()
    moved = update(outbox_items).where(outbox_items.c.outbox_id == claimed.id, outbox_items.c.story_id.in_(over))
    await conn.execute(moved.values(outbox_id=next_id))


async def gathered(conn: Connection, post_id: int) -> list[DigestEntry]:
    """The stories of a digest or roundup, oldest first."""
    rows = await conn.execute(
        select(
            outbox_items.c.member_id,
            stories.c.title,
            stories.c.link,
            stories.c.author_name,
            stories.c.minutes,
        )
        .join(stories, stories.c.id == outbox_items.c.story_id)
        .where(outbox_items.c.outbox_id == post_id)
        .order_by(stories.c.dated_at, stories.c.id)
    )
    return [value_of(DigestEntry, row) for row in rows]
