"""The data that a month's report is counted from, and the stored reports."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, Row, and_, exists, func, select, union

from bot.domain.boards.boards import BoardPresence
from bot.domain.circle.monthly import Month, MonthSnapshot
from bot.domain.circle.monthly_view import MonthReport, WeekNumbers, month_from, numbers_from
from bot.domain.circle.reciprocity import Direction, Reading, Written
from bot.domain.feeds.entries import EntryKind
from bot.domain.reading.notes import NoteVisibility
from bot.domain.servers.guilds import Feature
from bot.domain.stories.stories import Reason
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert
from bot.storage.database.rows import count_of
from bot.storage.schema import (
    announcements,
    exclusions,
    guild_channels,
    guilds,
    milestones,
    monthly_reports,
    notes,
    profiles,
    reading_choices,
    sightings,
    stories,
)

TOLD = (Reason.NEW, Reason.DIGEST, Reason.ROUNDUP)
"""How a story was told in a guild."""

REPORTED_IN = (Feature.COMMUNITY, Feature.CHALLENGES)
"""Channels in which a report may stand: a guild that chose neither has none."""


async def awaiting(conn: Connection) -> list[tuple[int, str, Month | None]]:
    """(guild, its time zone, the latest month with a report) of the guilds with a channel for reports."""
    latest = (
        select(func.max(monthly_reports.c.month)).where(monthly_reports.c.guild_id == guilds.c.id).scalar_subquery()
    )
    has_place = exists().where(guild_channels.c.guild_id == guilds.c.id, guild_channels.c.feature.in_(REPORTED_IN))
    rows = await conn.execute(
        select(guilds.c.id, guilds.c.time_zone, latest.label("latest"))
        .where(guilds.c.left_at.is_(None), has_place)
        .order_by(guilds.c.id)
    )
    return [(row.id, row.time_zone, month_from(row.latest or "")) for row in rows]


async def latest_month(conn: Connection, guild_id: int) -> Month | None:
    """The latest month with a report."""
    key = await conn.scalar(select(func.max(monthly_reports.c.month)).where(monthly_reports.c.guild_id == guild_id))
    return month_from(key or "")


async def told(conn: Connection, guild_id: int, since: datetime, until: datetime) -> list[Written]:
    """The members' stories that were announced in the guild in this time, each once."""
    author = func.min(profiles.c.member_id)
    rows = await conn.execute(
        select(announcements.c.story_id, author.label("author_id"), announcements.c.decided_at)
        .join(stories, stories.c.id == announcements.c.story_id)
        .join(sightings, sightings.c.story_id == announcements.c.story_id)
        .join(profiles, and_(profiles.c.feed_id == sightings.c.feed_id, profiles.c.guild_id == guild_id))
        .where(
            announcements.c.guild_id == guild_id,
            announcements.c.decided_at >= since,
            announcements.c.decided_at < until,
            announcements.c.reason.in_(TOLD),
            stories.c.kind == EntryKind.STORY,
        )
        .group_by(announcements.c.story_id, announcements.c.decided_at)
    )
    return [Written(row.story_id, row.author_id, row.decided_at) for row in rows]


async def readings(
    conn: Connection, guild_id: int, since: datetime, until: datetime, levels: Collection[NoteVisibility]
) -> list[Reading]:
    """The counting notes of this time with one of these visibilities, as readings."""
    rows = await conn.execute(
        select(notes.c.member_id, notes.c.author_id, notes.c.noted_at, notes.c.story_id).where(
            notes.c.noted_at >= since, notes.c.noted_at < until, *_counting(guild_id, levels)
        )
    )
    return [Reading(row.member_id, row.author_id, row.noted_at, row.story_id) for row in rows]


async def firsts(
    conn: Connection, guild_id: int, since: datetime, until: datetime, levels: Collection[NoteVisibility]
) -> dict[Direction, datetime]:
    """When each direction that was read for the first time in this time was, by notes with these visibilities."""
    earlier = notes.alias()
    known = exists().where(
        earlier.c.member_id == notes.c.member_id,
        earlier.c.author_id == notes.c.author_id,
        earlier.c.noted_at < since,
        *_counting(guild_id, levels, earlier),
    )
    first = func.min(notes.c.noted_at, type_=notes.c.noted_at.type)
    rows = await conn.execute(
        select(notes.c.member_id, notes.c.author_id, first.label("first_at"))
        .where(
            notes.c.noted_at >= since,
            notes.c.noted_at < until,
            notes.c.member_id != notes.c.author_id,
            *_counting(guild_id, levels),
            ~known,
        )
        .group_by(notes.c.member_id, notes.c.author_id)
    )
    return {(row.member_id, row.author_id): row.first_at for row in rows}


def _counting(
    guild_id: int, levels: Collection[NoteVisibility], of: FromClause = notes
) -> tuple[ColumnElement[bool], ...]:
    """The conditions for notes of the guild that count. A note hidden by the author is in no thread, so it counts like
    one for the author only."""
    seen: ColumnElement[bool] = of.c.visibility.in_(sorted(levels))
    if NoteVisibility.AUTHOR not in levels:
        seen &= of.c.hidden_at.is_(None)
    return of.c.guild_id == guild_id, of.c.author_id.is_not(None), of.c.voided_at.is_(None), seen


async def hidden(conn: Connection, guild_id: int) -> frozenset[int]:
    """Members whom no number counts: those who want to be on no board, and excluded ones."""
    absent = select(reading_choices.c.member_id).where(
        reading_choices.c.guild_id == guild_id, reading_choices.c.presence == BoardPresence.ABSENT
    )
    excluded = select(exclusions.c.member_id).where(exclusions.c.guild_id == guild_id)
    return frozenset(await conn.scalars(union(absent, excluded)))


async def milestones_shared(conn: Connection, guild_id: int, since: datetime, until: datetime) -> int:
    """How many milestones were shared in this time."""
    return await count_of(
        conn, milestones.c.guild_id == guild_id, milestones.c.shared_at >= since, milestones.c.shared_at < until
    )


async def save(conn: Connection, report: MonthReport) -> bool:
    """Store a report as it was made; returns whether it is the first of its month. A second one changes nothing."""
    made = report.snapshot
    weeks = [list(asdict(week).values()) for week in report.weeks]
    statement = (
        insert(conn, monthly_reports)
        .values(
            guild_id=made.guild_id,
            month=made.month.key,
            made_at=made.made_at,
            zone=made.zone,
            formulas=made.formulas,
            numbers={**asdict(made.numbers), "weeks": weeks},
        )
        .on_conflict_do_nothing(index_elements=["guild_id", "month"])
        .returning(monthly_reports.c.month)
    )
    return await conn.scalar(statement) is not None


async def get(conn: Connection, guild_id: int, month: Month) -> MonthReport | None:
    """The report of a month."""
    statement = select(monthly_reports).where(
        monthly_reports.c.guild_id == guild_id, monthly_reports.c.month == month.key
    )
    row = (await conn.execute(statement)).one_or_none()
    return _report(row, month) if row else None


async def months(conn: Connection, guild_id: int, limit: int) -> list[Month]:
    """The months with a report, the latest first."""
    keys = await conn.scalars(
        select(monthly_reports.c.month)
        .where(monthly_reports.c.guild_id == guild_id)
        .order_by(monthly_reports.c.month.desc())
        .limit(limit)
    )
    return [month for month in map(month_from, keys) if month is not None]


def _report(row: Row[*tuple[object, ...]], month: Month) -> MonthReport:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's documented access by name
    numbers = numbers_from(values["numbers"])
    snapshot = MonthSnapshot(values["guild_id"], month, values["zone"], values["made_at"], numbers, values["formulas"])
    return MonthReport(snapshot, tuple(WeekNumbers(*week) for week in values["numbers"].get("weeks", ())))
