"""Introductions: rounds, who was introduced to whom, and what came of it."""

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
    """Those who are in an introduction; ``thread_id`` is ``None`` until its private thread stands."""

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
    """A round is held."""
    await conn.execute(insert(conn, introduction_rounds).values(guild_id=guild_id, held_at=now))


async def introduce(conn: Connection, guild_id: int, people: Iterable[int], now: datetime) -> int:
    """Bring these together; the introduction's id."""
    made = insert(conn, introductions).values(guild_id=guild_id, introduced_at=now).returning(introductions.c.id)
    introduction_id = int((await conn.execute(made)).scalar_one())
    rows = [{"introduction_id": introduction_id, "guild_id": guild_id, "member_id": each} for each in sorted(people)]
    await conn.execute(insert(conn, introduction_members), rows)
    return introduction_id


async def meetings(conn: Connection, guild_id: int, since: datetime) -> tuple[Meeting, ...]:
    """The introductions of a guild from an instant on whose thread came to stand."""
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
    """An introduction, with those who are in it still."""
    found = await _found(conn, introductions.c.id == introduction_id)
    return found[0] if found else None


async def unopened(conn: Connection, guild_id: int, before: datetime) -> tuple[Introduction, ...]:
    """The guild's introductions made until an instant whose thread never came to stand."""
    return await _found(
        conn,
        introductions.c.guild_id == guild_id,
        introductions.c.introduced_at <= before,
        introductions.c.thread_id.is_(None),
    )


async def unasked(conn: Connection, before: datetime, since: datetime) -> tuple[Introduction, ...]:
    """The introductions of all guilds the bot is in, made after ``since`` and not after ``before``, whose members were
    not asked yet whether they met."""
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
    """Its members are asked now; says whether they were not before."""
    result = await conn.execute(
        update(introductions)
        .where(introductions.c.id == introduction_id, introductions.c.asked_at.is_(None))
        .values(asked_at=now)
    )
    return result.rowcount > 0


async def began_thread(conn: Connection, introduction_id: int, thread_id: int) -> None:
    """Its private thread stands."""
    await conn.execute(update(introductions).where(introductions.c.id == introduction_id).values(thread_id=thread_id))


async def drop(conn: Connection, introduction_id: int) -> None:
    """It never came to be: too few were left."""
    await conn.execute(delete(introductions).where(introductions.c.id == introduction_id))


async def answered(conn: Connection, introduction_id: int, member_id: int, answer: CheckIn, now: datetime) -> bool:
    """What a member answered to the check-in, the last answer counting; says whether they are in it."""
    result = await conn.execute(
        update(introduction_members)
        .where(introduction_members.c.introduction_id == introduction_id, introduction_members.c.member_id == member_id)
        .values(answer=answer, answered_at=now)
    )
    return result.rowcount > 0


async def unanswered(conn: Connection, before: datetime) -> tuple[Introduction, ...]:
    """The introductions made until an instant whose members were asked about them, each with those who said nothing and
    for whom it is not over yet; in guilds where the bot is."""
    present = select(guilds.c.id).where(guilds.c.left_at.is_(None))
    return await _found(
        conn,
        introduction_members.c.answered_at.is_(None),
        introductions.c.asked_at.is_not(None),
        introductions.c.introduced_at <= before,
        introductions.c.guild_id.in_(present),
    )


async def close(conn: Connection, introduction_id: int, member_id: int, now: datetime) -> bool:
    """It is over for a member who did not answer; says whether it was not before."""
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
    """Who noted whose stories since an instant, by notes that are not private and count."""
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
