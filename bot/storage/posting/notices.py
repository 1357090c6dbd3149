"""Notices: rows of the outbox for one member alone, and how each member wants to get them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Row, func, or_, select, update

from bot.domain.posting.notices import ClaimedNotice, Notice, NoticeChoice
from bot.domain.posting.outbox import Payload, PostKind, PostState, Withheld
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert_missing, upsert
from bot.storage.schema import guilds, notice_choices, outbox
from bot.storage.servers import members


async def enqueue(  # noqa: PLR0917 - what makes a word, in the order of saying it
    conn: Connection, guild_id: int, member_id: int, kind: str, payload: Payload, key: str, now: datetime
) -> None:
    """Enqueue a notice, unless one with the same key was enqueued before. How it is sent is the member's choice.

    ``key`` has at most 100 characters. The guild is known.
    """
    await members.know(conn, guild_id, member_id, now)
    word = {
        "kind": PostKind.NOTICE,
        "guild_id": guild_id,
        "member_id": member_id,
        "notice": kind,
        "payload": dict(payload),
        "key": key,
        "state": PostState.PENDING,
        "not_before": now,
        "created_at": now,
    }
    await insert_missing(conn, outbox, word, ["key"])


async def claim(conn: Connection, now: datetime, lease_over: datetime) -> ClaimedNotice | None:
    """Claim the oldest due notice of a guild that the bot is in.

    A claim made before ``lease_over`` belongs to a program that died and is taken over.
    """
    due = or_(
        (outbox.c.state == PostState.PENDING) & (outbox.c.not_before <= now),
        (outbox.c.state == PostState.CLAIMED) & (outbox.c.claimed_at < lease_over),
    )
    row = (
        await conn.execute(
            select(outbox)
            .join(guilds, guilds.c.id == outbox.c.guild_id)
            .where(outbox.c.kind == PostKind.NOTICE, due, guilds.c.left_at.is_(None))
            .order_by(outbox.c.id)
            .limit(1)
        )
    ).one_or_none()
    if row is None:
        return None
    await conn.execute(update(outbox).where(outbox.c.id == row.id).values(state=PostState.CLAIMED, claimed_at=now))
    chosen = await choices(conn, row.guild_id, row.member_id)
    return ClaimedNotice(
        guild_id=row.guild_id,
        member_id=row.member_id,
        key=row.key,
        attempts=row.attempts,
        tried_at=row.tried_at,
        way=chosen.get(row.notice, NoticeChoice(row.notice)).way,
        notice=_notice(row),
    )


async def trying(conn: Connection, notice_id: int, now: datetime) -> None:
    """Record that a notice is about to be sent to Discord, unless an earlier attempt was recorded."""
    await conn.execute(update(outbox).where(outbox.c.id == notice_id, outbox.c.tried_at.is_(None)).values(tried_at=now))


async def keep(conn: Connection, kept: Iterable[Notice]) -> None:
    """Have notices wait for their member's next command."""
    for notice in kept:
        await conn.execute(
            update(outbox)
            .where(outbox.c.id == notice.id)
            .values(state=PostState.WAITING, payload=dict(notice.payload), claimed_at=None, tried_at=None, done_at=None)
        )


async def clear_payload(conn: Connection, notice_id: int) -> None:
    """Empty the payload of a notice that was told or never will be. Its key stays, so that it is not enqueued again."""
    await conn.execute(update(outbox).where(outbox.c.id == notice_id).values(payload={}))


async def waiting(conn: Connection, guild_id: int, member_id: int) -> int:
    """How many notices wait for a member's next command."""
    statement = select(func.count()).select_from(outbox).where(*_waiting(guild_id, member_id))
    return await conn.scalar(statement) or 0


async def take(conn: Connection, guild_id: int, member_id: int, limit: int, now: datetime) -> tuple[Notice, ...]:
    """Take the oldest notices that wait for a member: they are marked as told, and their payload is emptied."""
    rows = await conn.execute(select(outbox).where(*_waiting(guild_id, member_id)).order_by(outbox.c.id).limit(limit))
    notices = tuple(map(_notice, rows))
    await conn.execute(
        update(outbox)
        .where(outbox.c.id.in_([each.id for each in notices]))
        .values(state=PostState.SENT, payload={}, done_at=now)
    )
    return notices


async def expire(conn: Connection, created_before: datetime, now: datetime) -> int:
    """Withhold the notices that waited too long for their member; returns how many."""
    result = await conn.execute(
        update(outbox)
        .where(
            outbox.c.kind == PostKind.NOTICE,
            outbox.c.state == PostState.WAITING,
            outbox.c.created_at < created_before,
        )
        .values(state=PostState.WITHHELD, withheld=Withheld.TOO_LATE, payload={}, done_at=now)
    )
    return result.rowcount


async def choices(conn: Connection, guild_id: int, member_id: int) -> dict[str, NoticeChoice]:
    """A member's choices by kind of notice; a kind without one has its default."""
    rows = await conn.execute(
        select(notice_choices).where(notice_choices.c.guild_id == guild_id, notice_choices.c.member_id == member_id)
    )
    return {row.kind: NoticeChoice(row.kind, row.way, row.closed_at) for row in rows}


async def choose(conn: Connection, guild_id: int, member_id: int, choice: NoticeChoice) -> None:
    """Store a choice of a known member, in place of the one for the same kind."""
    row = {"guild_id": guild_id, "member_id": member_id, "kind": choice.kind}
    row |= {"way": choice.way, "closed_at": choice.closed_at}
    await upsert(conn, notice_choices, row, ["guild_id", "member_id", "kind"])


async def wake(conn: Connection, guild_id: int, member_id: int, kind: str, now: datetime) -> None:
    """Have a member's waiting notices of a kind sent again, after their choice for it changed."""
    await conn.execute(
        update(outbox)
        .where(*_waiting(guild_id, member_id), outbox.c.notice == kind)
        .values(state=PostState.PENDING, not_before=now)
    )


def _waiting(guild_id: int, member_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        outbox.c.kind == PostKind.NOTICE,
        outbox.c.guild_id == guild_id,
        outbox.c.member_id == member_id,
        outbox.c.state == PostState.WAITING,
    )


def _notice(row: Row[*tuple[object, ...]]) -> Notice:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented access by name
    return Notice(values["id"], values["notice"], values["payload"], values["created_at"])
