"""The weeks of guilds, and each guild's settings for them."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.boards.weeks import LONGEST_WEEK, Span, Week, WeeklySettings
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert, upsert
from bot.storage.database.rows import value_of
from bot.storage.schema import weekly_challenges, weeks

_CHOICES = tuple(field.name for field in fields(WeeklySettings))


async def settings(conn: Connection, guild_id: int) -> WeeklySettings:
    """The guild's choices; the defaults where it made none."""
    statement = select(weekly_challenges).where(weekly_challenges.c.guild_id == guild_id)
    row = (await conn.execute(statement)).mappings().one_or_none()
    return WeeklySettings(**{name: row[name] for name in _CHOICES}) if row else WeeklySettings()


async def save_settings(conn: Connection, guild_id: int, chosen: WeeklySettings) -> None:
    """Store the guild's choices. The guild is known.

    ``bot.services.boards.weeks.save_settings`` moves the week's end too.
    """
    await upsert(conn, weekly_challenges, {"guild_id": guild_id, **asdict(chosen)}, ["guild_id"])


async def get(conn: Connection, week_id: int) -> Week | None:
    """A week by its id."""
    row = (await conn.execute(select(weeks).where(weeks.c.id == week_id))).one_or_none()
    return _week(row) if row else None


_LAST_BEGUN = (
    select(weeks)
    .where(weeks.c.guild_id == bindparam("guild"), weeks.c.starts_at <= bindparam("instant"))
    .order_by(weeks.c.starts_at.desc())
    .limit(1)
)


async def last_begun(conn: Connection, guild_id: int, instant: datetime) -> Week | None:
    """The last week that had begun by an instant, over or not."""
    row = (await conn.execute(_LAST_BEGUN, {"guild": guild_id, "instant": instant})).one_or_none()
    return _week(row) if row else None


_BEGINNING_AFTER = (
    select(weeks)
    .where(weeks.c.guild_id == bindparam("guild"), weeks.c.starts_at > bindparam("instant"))
    .order_by(weeks.c.starts_at)
)
_FIRST_AFTER = _BEGINNING_AFTER.limit(1)


async def first_after(conn: Connection, guild_id: int, instant: datetime) -> Week | None:
    """The first week that begins after an instant."""
    row = (await conn.execute(_FIRST_AFTER, {"guild": guild_id, "instant": instant})).one_or_none()
    return _week(row) if row else None


async def open_at(conn: Connection, guild_id: int, now: datetime) -> Week | None:
    """The guild's open week at ``now``; ``None`` if none was created.

    A week that is over but not settled yet still counts as open.
    """
    last = await last_begun(conn, guild_id, now)
    if last is not None and last.closed_at is None:
        return last
    following = await first_after(conn, guild_id, now)  # the clock has gone back
    return following if following is not None and following.closed_at is None else None


async def last_closed(conn: Connection, guild_id: int) -> Week | None:
    """The latest week that was settled."""
    statement = (
        select(weeks)
        .where(weeks.c.guild_id == guild_id, weeks.c.closed_at.is_not(None))
        .order_by(weeks.c.starts_at.desc())
        .limit(1)
    )
    row = (await conn.execute(statement)).one_or_none()
    return _week(row) if row else None


async def beginning_after(conn: Connection, guild_id: int, instant: datetime) -> list[Week]:
    """The guild's weeks that begin after an instant, in their order."""
    return [_week(row) for row in await conn.execute(_BEGINNING_AFTER, {"guild": guild_id, "instant": instant})]


async def ending_within(conn: Connection, guild_id: int, span: Span) -> list[Week]:
    """The guild's weeks that end within a time, its last instant included, in order."""
    statement = (
        select(weeks)
        .where(
            weeks.c.guild_id == guild_id,
            weeks.c.starts_at >= span[0] - LONGEST_WEEK,  # for the index
            weeks.c.ends_at > span[0],
            weeks.c.ends_at <= span[1],
        )
        .order_by(weeks.c.starts_at)
    )
    return [_week(row) for row in await conn.execute(statement)]


async def overlapping(conn: Connection, guild_id: int, span: Span) -> list[Week]:
    """The guild's weeks that overlap a time, in order."""
    statement = (
        select(weeks)
        .where(
            weeks.c.guild_id == guild_id,
            weeks.c.starts_at >= span[0] - LONGEST_WEEK,  # for the index
            weeks.c.starts_at < span[1],
            weeks.c.ends_at > span[0],
        )
        .order_by(weeks.c.starts_at)
    )
    return [_week(row) for row in await conn.execute(statement)]


async def of_guild(conn: Connection, guild_id: int) -> list[Week]:
    """All weeks of a guild, in their order."""
    statement = select(weeks).where(weeks.c.guild_id == guild_id).order_by(weeks.c.starts_at)
    return [_week(row) for row in await conn.execute(statement)]


async def ended(conn: Connection, guild_id: int, now: datetime) -> list[Week]:
    """The guild's weeks that are over and not settled, in order."""
    statement = (
        select(weeks)
        .where(weeks.c.guild_id == guild_id, weeks.c.closed_at.is_(None), weeks.c.ends_at <= now)
        .order_by(weeks.c.starts_at)
    )
    return [_week(row) for row in await conn.execute(statement)]


async def make(conn: Connection, guild_id: int, span: Span) -> Week:
    """Create a week."""
    starts_at, ends_at = span
    statement = insert(conn, weeks).values(guild_id=guild_id, starts_at=starts_at, ends_at=ends_at).returning(weeks)
    return _week((await conn.execute(statement)).one())


async def move_end(conn: Connection, week_id: int, ends_at: datetime) -> None:
    """Change the end of an open week."""
    await conn.execute(update(weeks).where(weeks.c.id == week_id).values(ends_at=ends_at))


async def close(conn: Connection, week_id: int, now: datetime) -> None:
    """Mark a week as settled."""
    await conn.execute(update(weeks).where(weeks.c.id == week_id).values(closed_at=now))


def _week(row: Row[Any]) -> Week:
    return value_of(Week, row)
