"""The collaboration board: calls, and who is interested in them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select, update

from bot.domain.circle.collaborations import Call, CallKind
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert, upsert
from bot.storage.database.rows import by_member, count_of, same_member, value_of
from bot.storage.schema import call_interests, calls, guilds, introduction_blocks, members


async def post(  # noqa: PLR0917 - what makes a call, in the order of saying it
    conn: Connection,
    guild_id: int,
    member_id: int,
    kind: CallKind,
    title: str,
    words: str,
    topics: Iterable[str],
    now: datetime,
    until: datetime,
) -> Call:
    """Store a call of a known member."""
    made = insert(conn, calls).values(
        guild_id=guild_id,
        member_id=member_id,
        kind=kind,
        title=title,
        words=words,
        topics=list(topics),
        posted_at=now,
        until=until,
    )
    return _call((await conn.execute(made.returning(calls))).one())


async def get(conn: Connection, call_id: int) -> tuple[int, Call] | None:
    """(guild, call), in whatever state the call is."""
    row = (await conn.execute(select(calls).where(calls.c.id == call_id))).one_or_none()
    return (row.guild_id, _call(row)) if row else None


async def open_to(conn: Connection, guild_id: int, reader_id: int, now: datetime) -> tuple[Call, ...]:
    """The guild's open calls of present members, without those of whom the reader blocked or who blocked the reader."""
    mine, theirs = introduction_blocks.alias(), introduction_blocks.alias()
    rows = await conn.execute(
        select(calls)
        .join(members, same_member(calls, members))
        .outerjoin(
            mine,
            (mine.c.guild_id == calls.c.guild_id)
            & (mine.c.member_id == reader_id)
            & (mine.c.blocked_id == calls.c.member_id),
        )
        .outerjoin(
            theirs,
            (theirs.c.guild_id == calls.c.guild_id)
            & (theirs.c.member_id == calls.c.member_id)
            & (theirs.c.blocked_id == reader_id),
        )
        .where(
            calls.c.guild_id == guild_id,
            calls.c.until > now,
            calls.c.closed_at.is_(None),
            members.c.left_at.is_(None),
            mine.c.member_id.is_(None),
            theirs.c.member_id.is_(None),
        )
        .order_by(calls.c.id)
    )
    return tuple(map(_call, rows))


async def own(conn: Connection, guild_id: int, member_id: int, ended_after: datetime) -> tuple[Call, ...]:
    """A member's calls that are open or ended after an instant, without closed ones; the newest first."""
    rows = await conn.execute(
        select(calls)
        .where(by_member(calls, guild_id, member_id), calls.c.until > ended_after, calls.c.closed_at.is_(None))
        .order_by(calls.c.id.desc())
    )
    return tuple(map(_call, rows))


async def count_open(conn: Connection, guild_id: int, member_id: int, now: datetime) -> int:
    """How many calls of the member are open. Locks that number until the transaction ends."""
    await conn.execute(select(members.c.member_id).where(by_member(members, guild_id, member_id)).with_for_update())
    return await count_of(conn, by_member(calls, guild_id, member_id), calls.c.until > now, calls.c.closed_at.is_(None))


async def renew(conn: Connection, call_id: int, now: datetime, until: datetime) -> None:
    """Extend a call; its member will be reminded again before its new end."""
    await conn.execute(update(calls).where(calls.c.id == call_id).values(posted_at=now, until=until, reminded_at=None))


async def close(conn: Connection, call_id: int, now: datetime) -> None:
    """Close a call for good."""
    await conn.execute(update(calls).where(calls.c.id == call_id).values(closed_at=now))


async def ending(conn: Connection, now: datetime, before: datetime) -> tuple[tuple[int, Call, datetime | None], ...]:
    """(guild, call, when its member was reminded) for the open calls that end before an instant and whose members were
    not reminded, in guilds where the bot is."""
    rows = await conn.execute(
        select(calls)
        .join(guilds, guilds.c.id == calls.c.guild_id)
        .where(
            calls.c.until > now,
            calls.c.until <= before,
            calls.c.closed_at.is_(None),
            calls.c.reminded_at.is_(None),
            guilds.c.left_at.is_(None),
        )
        .order_by(calls.c.id)
    )
    return tuple((row.guild_id, _call(row), row.reminded_at) for row in rows)


async def remind(conn: Connection, call_id: int, now: datetime) -> bool:
    """Mark a call's member as reminded; returns whether they were not before."""
    result = await conn.execute(
        update(calls).where(calls.c.id == call_id, calls.c.reminded_at.is_(None)).values(reminded_at=now)
    )
    return result.rowcount > 0


async def answered(conn: Connection, guild_id: int, member_id: int, since: datetime) -> frozenset[int]:
    """The calls in which the member is interested: those with a private thread, or with one on its way since this
    instant."""
    found = await conn.scalars(
        select(call_interests.c.call_id).where(
            by_member(call_interests, guild_id, member_id),
            or_(call_interests.c.thread_id.is_not(None), call_interests.c.said_at >= since),
        )
    )
    return frozenset(found)


async def say_interest(conn: Connection, guild_id: int, call_id: int, member_id: int, now: datetime) -> None:
    """Store that a known member is interested in a call; a later time replaces an earlier one."""
    key = {"call_id": call_id, "member_id": member_id}
    await upsert(conn, call_interests, {**key, "guild_id": guild_id, "said_at": now}, key)


async def still_interested(conn: Connection, call_id: int, member_id: int) -> bool:
    """Whether the member's interest is still stored; it is deleted with the member."""
    statement = select(call_interests.c.member_id).where(
        call_interests.c.call_id == call_id, call_interests.c.member_id == member_id
    )
    return await conn.scalar(statement) is not None


async def began_thread(conn: Connection, call_id: int, member_id: int, thread_id: int) -> bool:
    """Record the private thread; returns whether there was none before."""
    result = await conn.execute(
        update(call_interests)
        .where(
            call_interests.c.call_id == call_id,
            call_interests.c.member_id == member_id,
            call_interests.c.thread_id.is_(None),
        )
        .values(thread_id=thread_id)
    )
    return result.rowcount > 0


def _call(row: Row[Any]) -> Call:
    return value_of(Call, row, topics=tuple(row.topics))
