"""The outbox: posts that were decided upon, claimed one at a time, and the results of sending them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select, update

from bot.domain.posting.delivery import MessagePlace
from bot.domain.posting.outbox import (
    GIVE_UP_AFTER,
    Claimed,
    PostKind,
    PostState,
    PostSubject,
    Withheld,
)
from bot.domain.servers.guilds import Feature
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert_missing
from bot.storage.database.rows import count_of
from bot.storage.posting.places import whereto
from bot.storage.schema import guilds, outbox, routes


async def enqueue_post(
    conn: Connection,
    kind: str,
    guild_id: int,
    key: str,
    now: datetime,
    *,
    about: PostSubject,
    member_id: int | None = None,
    place: MessagePlace | None = None,
) -> None:
    """Enqueue a post. Enqueuing the same ``key`` (at most 100 characters) twice makes one post.

    ``place`` is for kinds that have only one place: the channel or thread, and the message to edit or remove (0 for a
    new one). ``member_id``: the member it names; the post is withheld if they have left.
    """
    row = {
        "kind": kind,
        "guild_id": guild_id,
        "member_id": member_id,
        "note_id": about.note_id,
        "challenge_id": about.challenge_id,
        "week_id": about.week_id,
        "report_id": about.report_id,
        "payload": dict(about.payload),
        "key": key,
        "state": PostState.PENDING,
        "channel_id": place.channel_id if place else None,
        "message_id": (place.message_id or None) if place else None,
        "not_before": now,
        "news_until": now + GIVE_UP_AFTER,
        "created_at": now,
    }
    await insert_missing(conn, outbox, row, ["key"])


async def claim(
    conn: Connection, channels: Mapping[str, tuple[Feature, ...]], now: datetime, lease_over: datetime
) -> Claimed | None:
    """Claim the oldest due post, in a guild that the bot is in and with a working channel for it.

    ``channels`` is as in ``places.whereto``; posts of other kinds are left alone. A claim made before ``lease_over``
    belongs to a program that died, and is taken over. A post that was handed to Discord without a certain answer keeps
    its channel; any other gets the channel that is chosen now.
    """
    due = or_(
        (outbox.c.state == PostState.PENDING) & (outbox.c.not_before <= now),
        (outbox.c.state == PostState.CLAIMED) & (outbox.c.claimed_at < lease_over),
    )
    chosen, off, joined = whereto(channels)
    row = (
        await conn.execute(
            select(outbox, routes.c.ping_role_id, chosen.label("chosen"))
            .select_from(joined)
            .where(
                due,
                outbox.c.kind.in_(list(channels)),
                guilds.c.left_at.is_(None),
                chosen.is_not(None),
                off.is_(None),
            )
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
        kind=row.kind,
        guild_id=row.guild_id,
        member_id=row.member_id,
        story_id=row.story_id,
        key=row.key,
        message_id=row.message_id,
        thread_id=row.thread_id,
        ping_role_id=row.ping_role_id,
        channel_id=channel_id,
        attempts=row.attempts,
        tried_at=row.tried_at,
        created_at=row.created_at,
        news_until=row.news_until,
        about=PostSubject(row.note_id, row.challenge_id, row.week_id, row.report_id, row.payload),
    )


async def opened(conn: Connection, post_id: int, thread_id: int) -> None:
    """Record the private thread that was opened for a post, and in which nothing is posted yet."""
    await conn.execute(update(outbox).where(outbox.c.id == post_id).values(thread_id=thread_id))


async def sent(conn: Connection, post_id: int, message_id: int, now: datetime, *, thread_id: int | None = None) -> None:
    """Record that a post was sent, and the forum post or thread it is in, if any."""
    await conn.execute(
        update(outbox)
        .where(outbox.c.id == post_id)
        .values(state=PostState.SENT, message_id=message_id, thread_id=thread_id, done_at=now, claimed_at=None)
    )


async def withhold(conn: Connection, post_id: int, why: Withheld, now: datetime) -> None:
    """Record that a post will not be sent."""
    await conn.execute(
        update(outbox)
        .where(outbox.c.id == post_id)
        .values(state=PostState.WITHHELD, withheld=why, done_at=now, claimed_at=None)
    )


async def postpone(
    conn: Connection,
    post_id: int,
    not_before: datetime,
    *,
    certain: bool,
    failed: bool = True,
    addressed: bool = False,
) -> None:
    """Schedule another attempt.

    ``certain``: it was certainly not sent, so the next attempt may use another channel, unless the post is
    ``addressed``. ``failed``: counts as a failure; a post that was only held back does not.
    """
    values: dict[str, object] = {"state": PostState.PENDING, "not_before": not_before, "claimed_at": None}
    if failed:
        values["attempts"] = outbox.c.attempts + 1
    if certain:
        values |= {"tried_at": None} if addressed else {"tried_at": None, "channel_id": None}
    await conn.execute(update(outbox).where(outbox.c.id == post_id).values(values))


async def expire(conn: Connection, now: datetime) -> int:
    """Withhold posts that are no longer news; returns how many."""
    result = await conn.execute(
        update(outbox)
        .where(
            outbox.c.state == PostState.PENDING,
            outbox.c.news_until < now,
        )
        .values(state=PostState.WITHHELD, withheld=Withheld.TOO_LATE, done_at=now)
    )
    return result.rowcount


async def waiting(conn: Connection, guild_id: int) -> int:
    """How many posts wait in a guild."""
    return await count_of(
        conn,
        outbox.c.guild_id == guild_id,
        outbox.c.kind != PostKind.NOTICE,
        outbox.c.state.in_([PostState.PENDING, PostState.CLAIMED]),
    )
