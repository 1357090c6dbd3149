"""Whom the post of a story pings, and what each ping does to the choice of who is pinged."""

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.domain.posting.notices import NoticeKind
from bot.domain.stories.topics import Follow, choose, ended_key, fold_tags
from bot.storage.database.engine import Connection
from bot.storage.posting import notices
from bot.storage.stories import topics


async def pings_for(
    conn: Connection, guild_id: int, story_tags: Iterable[str], author_id: int | None, now: datetime
) -> tuple[int, ...]:
    """The members whom the post of a story pings, chosen in turn. Called in delivery's transaction."""
    followers = await topics.followers_of(conn, guild_id, fold_tags(story_tags))
    return choose(followers, author_id, now)


async def pinged(
    conn: Connection, guild_id: int, member_ids: Collection[int], story_tags: Iterable[str], now: datetime
) -> None:
    """Record that these members were pinged, which counts against their choices. Called in delivery's transaction."""
    if not member_ids:
        return
    for follow in await topics.record_pings(conn, guild_id, member_ids, fold_tags(story_tags), now):
        await tell_end(conn, guild_id, follow, now)


async def tell_end(conn: Connection, guild_id: int, follow: Follow, now: datetime) -> None:
    """Notify a member that their follow of a topic has expired: pings that just stop would look like a fault."""
    payload: dict[str, str | int] = {"about": "topic_ended", "tag": follow.tag}
    key = ended_key(guild_id, follow.member_id, follow.tag, now)
    await notices.enqueue(conn, guild_id, follow.member_id, NoticeKind.TOPIC_PING, payload, key=key, now=now)
