"""Introductions: members' preferences and block lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, func, select, update

from bot.domain.circle.introductions import Opting
from bot.domain.servers.guilds import Feature
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert, upsert
from bot.storage.database.rows import by_member, one_of, value_of
from bot.storage.schema import (
    exclusions,
    guild_channels,
    guilds,
    introduction_blocks,
    introduction_choices,
    members,
)


@dataclass(frozen=True, slots=True)
class Willing:
    """A present member who opted in, and is not excluded. ``own_topics`` are those of their profile, as typed."""

    opting: Opting
    left_out: bool
    own_topics: tuple[str, ...]


async def opting(conn: Connection, guild_id: int, member_id: int) -> Opting:
    """A member's own state; the default for one who never opted in."""
    statement = select(introduction_choices).where(by_member(introduction_choices, guild_id, member_id))
    return await one_of(conn, statement, _opting) or Opting(member_id)


async def save(conn: Connection, guild_id: int, state: Opting) -> None:
    """Store the state of a member who is known and opted in."""
    row = {
        "guild_id": guild_id,
        "member_id": state.member_id,
        "since": state.since,
        "topics": list(state.topics),
        "paused_until": state.paused_until,
        "ignored": state.ignored,
        "left_out": False,
    }
    await upsert(conn, introduction_choices, row, ["guild_id", "member_id"], keep=["left_out"])


async def opt_out(conn: Connection, guild_id: int, member_id: int) -> None:
    """Delete the member's choice; the block list stays."""
    await conn.execute(delete(introduction_choices).where(by_member(introduction_choices, guild_id, member_id)))


async def blocked(conn: Connection, guild_id: int, member_id: int) -> tuple[int, ...]:
    """The ids on the member's block list, in order."""
    found = await conn.scalars(
        select(introduction_blocks.c.blocked_id)
        .where(by_member(introduction_blocks, guild_id, member_id))
        .order_by(introduction_blocks.c.blocked_id)
    )
    return tuple(found)


async def set_blocked(conn: Connection, guild_id: int, member_id: int, whom: Iterable[int], now: datetime) -> None:
    """Replace the block list of a known member; entries that stay keep their date."""
    wanted = frozenset(whom)
    mine = by_member(introduction_blocks, guild_id, member_id)
    await conn.execute(delete(introduction_blocks).where(mine, introduction_blocks.c.blocked_id.not_in(wanted)))
    rows = [
        {"guild_id": guild_id, "member_id": member_id, "blocked_id": each, "blocked_at": now} for each in sorted(wanted)
    ]
    if rows:
        keys = ["guild_id", "member_id", "blocked_id"]
        await conn.execute(insert(conn, introduction_blocks).on_conflict_do_nothing(index_elements=keys), rows)


async def blocks(conn: Connection, guild_id: int) -> tuple[tuple[int, int], ...]:
    """(who, whom) of every block in a guild."""
    rows = await conn.execute(
        select(introduction_blocks.c.member_id, introduction_blocks.c.blocked_id).where(
            introduction_blocks.c.guild_id == guild_id
        )
    )
    return tuple((row.member_id, row.blocked_id) for row in rows)


async def blocked_between(conn: Connection, guild_id: int, people: Sequence[int]) -> bool:
    """Whether any of these blocked another of them."""
    statement = select(introduction_blocks.c.member_id).where(
        introduction_blocks.c.guild_id == guild_id,
        introduction_blocks.c.member_id.in_(people),
        introduction_blocks.c.blocked_id.in_(people),
    )
    return await conn.scalar(statement.limit(1)) is not None


async def willing(conn: Connection, guild_id: int) -> tuple[Willing, ...]:
    """The guild's present members who opted in and are not excluded; paused and resting ones too."""
    out = exists(
        select(exclusions.c.member_id).where(
            exclusions.c.guild_id == guild_id, exclusions.c.member_id == introduction_choices.c.member_id
        )
    )
    rows = await conn.execute(
        select(introduction_choices, members.c.topics.label("own_topics"))
        .join(
            members,
            (members.c.guild_id == introduction_choices.c.guild_id)
            & (members.c.member_id == introduction_choices.c.member_id),
        )
        .where(introduction_choices.c.guild_id == guild_id, members.c.left_at.is_(None), ~out)
        .order_by(introduction_choices.c.member_id)
    )
    return tuple(Willing(_opting(row), row.left_out, tuple(row.own_topics)) for row in rows)


async def first_since(conn: Connection, guild_id: int) -> datetime | None:
    """Since when the earliest of those who are opted in has been."""
    found: datetime | None = await conn.scalar(
        select(func.min(introduction_choices.c.since)).where(introduction_choices.c.guild_id == guild_id)
    )
    return found


async def set_left_out(conn: Connection, guild_id: int, left_out: Iterable[int]) -> None:
    """Mark exactly these members as left out of the last round."""
    everybody = update(introduction_choices).where(introduction_choices.c.guild_id == guild_id)
    await conn.execute(everybody.where(introduction_choices.c.left_out).values(left_out=False))
    await conn.execute(everybody.where(introduction_choices.c.member_id.in_(list(left_out))).values(left_out=True))


async def guilds_with_members(conn: Connection) -> list[int]:
    """The guilds that the bot is in, in which somebody opted in and the channel for private threads works."""
    found = await conn.scalars(
        select(introduction_choices.c.guild_id)
        .distinct()
        .join(guilds, guilds.c.id == introduction_choices.c.guild_id)
        .join(
            guild_channels,
            (guild_channels.c.guild_id == guilds.c.id) & (guild_channels.c.feature == Feature.COMMUNITY),
        )
        .where(guilds.c.left_at.is_(None), guild_channels.c.off.is_(None))
        .order_by(introduction_choices.c.guild_id)
    )
    return list(found)


def _opting(row: Row[Any]) -> Opting:
    return value_of(Opting, row, topics=tuple(row.topics))
