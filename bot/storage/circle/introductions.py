"""Introductions: rounds, who was introduced to whom, and the answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update

from bot.domain.circle.connections import Tie
from bot.domain.circle.introductions import CheckIn, Meeting
from bot.domain.reading.notes import NoteVisibility
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert
from bot.storage.schema import guilds, introduction_members, introduction_rounds, introductions, notes


@dataclass(frozen=True, slots=True)
class Introduction:
    """The members of an introduction; ``thread_id`` is ``None`` until its private thread is open."""

    id: int
    guild_id: int
    at: datetime
    members: tuple[int, ...]
    thread_id: int | None


async def last_round(conn: Connection, guild_id: int, *, lock: bool = False) -> datetime | None:
    """When the guild's last round was. ``lock`` keeps others from holding one until the transaction ends."""
    if lock:
        await conn.execute(select(guilds.c.id).where(guilds.c.id == guild_id).with_for_update())
    found: datetime | None = await conn.scalar(
        select(func.max(introduction_rounds.c.held_at)).where(introduction_rounds.c.guild_id == guild_id)
    )
    return found


async def hold(conn: Connection, guild_id: int, now: datetime) -> None:
    """Record a round."""
    await conn.execute(insert(conn, introduction_rounds).values(guild_id=guild_id, held_at=now))


async def introduce(conn: Connection, guild_id: int, people: Iterable[int], now: datetime) -> int:
    """Store an introduction of these members and return its id."""
    made = insert(conn, introductions).values(guild_id=guild_id, introduced_at=now).returning(introductions.c.id)
    introduction_id = int((await conn.execute(made)).scalar_one())
    rows = [{"introduction_id": introduction_id, "guild_id": guild_id, "member_id": each} for each in sorted(people)]
    await conn.execute(insert(conn, introduction_members), rows)
    return introduction_id


async def meetings(conn: Connection, guild_id: int, since: datetime) -> tuple[Meeting, ...]:
    """The guild's introductions since an instant whose thread was opened."""
    return tuple(
        Meeting(each.members, each.at)
        for each in await _found(
            conn,
            introductions.c.guild_id == guild_id,
            introductions.c.introduced_at >= since,
            introductions.c.thread_id.is_not(None),
        )
    )


async def get(conn: Connection, introduction_id: int) -> Introduction | None:
    """An introduction, with the members who are still in it."""
    found = await _found(conn, introductions.c.id == introduction_id)
    return found[0] if found else None


async def unopened(conn: Connection, guild_id: int, before: datetime) -> tuple[Introduction, ...]:
    """The guild's introductions up to an instant whose thread was never opened."""
    return await _found(
        conn,
        introductions.c.guild_id == guild_id,
        introductions.c.introduced_at <= before,
        introductions.c.thread_id.is_(None),
    )


async def unasked(conn: Connection, before: datetime, since: datetime) -> tuple[Introduction, ...]:
    """The introductions, in guilds that the bot is in, made after ``since`` and not after ``before``, whose members
    were not asked yet whether they met."""
    present = select(guilds.c.id).where(guilds.c.left_at.is_(None))
    return await _found(
        conn,
        introductions.c.asked_at.is_(None),
        introductions.c.thread_id.is_not(None),
        introductions.c.introduced_at <= before,
        introductions.c.introduced_at > since,
        introductions.c.guild_id.in_(present),
    )


async def ask(conn: Connection, introduction_id: int, now: datetime) -> bool:
    """Record that its members are asked; returns whether they were not before."""
    result = await conn.execute(
        update(introductions)
        .where(introductions.c.id == introduction_id, introductions.c.asked_at.is_(None))
        .values(asked_at=now)
    )
    return result.rowcount > 0


async def began_thread(conn: Connection, introduction_id: int, thread_id: int) -> None:
    """Record its private thread."""
    await conn.execute(update(introductions).where(introductions.c.id == introduction_id).values(thread_id=thread_id))


async def drop(conn: Connection, introduction_id: int) -> None:
    """Delete an introduction that never took place."""
    await conn.execute(delete(introductions).where(introductions.c.id == introduction_id))


async def answered(conn: Connection, introduction_id: int, member_id: int, answer: CheckIn, now: datetime) -> bool:
    """Store a member's answer to the check-in, replacing an earlier one; returns whether they are in the
    introduction."""
    result = await conn.execute(
        update(introduction_members)
        .where(introduction_members.c.introduction_id == introduction_id, introduction_members.c.member_id == member_id)
        .values(answer=answer, answered_at=now)
    )
    return result.rowcount > 0


async def unanswered(conn: Connection, before: datetime) -> tuple[Introduction, ...]:
    """The introductions up to an instant whose members were asked, each with the members who have not answered and for
    whom it is not closed yet; in guilds that the bot is in."""
    present = select(guilds.c.id).where(guilds.c.left_at.is_(None))
    return await _found(
        conn,
        introduction_members.c.answered_at.is_(None),
        introductions.c.asked_at.is_not(None),
        introductions.c.introduced_at <= before,
        introductions.c.guild_id.in_(present),
    )


async def close(conn: Connection, introduction_id: int, member_id: int, now: datetime) -> bool:
    """Close it for a member who did not answer; returns whether it was not closed before."""
    result = await conn.execute(
        update(introduction_members)
        .where(
            introduction_members.c.introduction_id == introduction_id,
            introduction_members.c.member_id == member_id,
            introduction_members.c.answered_at.is_(None),
        )
        .values(answered_at=now)
    )
    return result.rowcount > 0


async def ties(conn: Connection, guild_id: int, since: datetime) -> tuple[Tie, ...]:
    """Who noted whose stories since an instant, from notes that are neither private nor void."""
    rows = await conn.execute(
        select(
            notes.c.member_id,
            notes.c.author_id,
            func.min(notes.c.noted_at).label("first_at"),
            func.max(notes.c.noted_at).label("last_at"),
        )
        .where(
            notes.c.guild_id == guild_id,
            notes.c.noted_at >= since,
            notes.c.author_id.is_not(None),
            notes.c.visibility != NoteVisibility.PRIVATE,
            notes.c.voided_at.is_(None),
        )
        .group_by(notes.c.member_id, notes.c.author_id)
    )
    return tuple(Tie(row.member_id, row.author_id, row.first_at, row.last_at) for row in rows)


async def _found(conn: Connection, *conditions: ColumnElement[bool]) -> tuple[Introduction, ...]:
    rows = await conn.execute(
        select(introductions, introduction_members.c.member_id)
        .join(introduction_members, introduction_members.c.introduction_id == introductions.c.id)
        .where(*conditions)
        .order_by(introductions.c.id, introduction_members.c.member_id)
    )
    grouped: dict[int, Introduction] = {}
    for row in rows:
        before = grouped[row.id].members if row.id in grouped else ()
        together = (*before, row.member_id)
        grouped[row.id] = Introduction(row.id, row.guild_id, row.introduced_at, together, row.thread_id)
    return tuple(grouped.values())
