"""Rankings: of an open time from the roll-ups and the notes; ``snapshots`` has those of closed times."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    exists,
    func,
    literal,
    select,
    union,
)

from bot.domain.boards.boards import Board, BoardLine, BoardPresence, Naming, naming_of
from bot.domain.boards.points import MemberWeek
from bot.domain.boards.weeks import Span, Week
from bot.storage.boards.facts import by_reader, living, within
from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.database.planner import hide_from_planner
from bot.storage.database.rows import by_member, same_member
from bot.storage.database.types import FIRST_INSTANT
from bot.storage.schema import (
    exclusions,
    member_totals,
    member_weeks,
    members,
    notes,
    reading_choices,
)

HIDDEN_AT_MOST = 10
"""Of the first on a board so many more are looked at than are shown: mostly nobody who reads so much hides."""

Scores = Select[Any]
"""A query for ``member_id`` and ``score``."""

_WEEK = {
    Board.POINTS: member_weeks.c.points,
    Board.READERS: member_weeks.c.writers,
    Board.HELPFUL: member_weeks.c.helpful,
    Board.CONNECTIONS: member_weeks.c.new_writers,
}

_ALL = {
    Board.POINTS: member_totals.c.points,
    Board.READERS: member_totals.c.writers,
    Board.HELPFUL: member_totals.c.helpful,
    Board.CONNECTIONS: member_totals.c.new_writers,
    Board.STREAK: member_totals.c.longest_streak,
}


def of_week(week: Week, board: Board, now: datetime) -> Scores:
    """The scores of a week, from the roll-up. For the board of streaks: the streaks that are unbroken at ``now``."""
    if board is Board.STREAK:
        return of_streaks(week.guild_id, now)
    column = _WEEK[board]
    return select(member_weeks.c.member_id, column.label("score")).where(member_weeks.c.week_id == week.id, column > 0)


def of_streaks(guild_id: int, now: datetime) -> Scores:
    """The streaks that are unbroken at ``now``."""
    column = member_totals.c.streak
    return select(member_totals.c.member_id, column.label("score")).where(
        member_totals.c.guild_id == guild_id, column > 0, member_totals.c.streak_until > now
    )


def of_readers(guild_id: int, span: Span) -> Scores:
    """How many different writers each member noted in a time."""
    return (
        select(by_reader().label("member_id"), func.count(notes.c.author_id.distinct()).label("score"))
        .where(*within(guild_id, *span), *living())
        .group_by(by_reader())
    )


def of_month(guild_id: int, board: Board, weeks: Collection[Week], now: datetime) -> Scores:
    """The scores of several weeks.

    Sums of the roll-up; but different writers are counted from the index over the notes, because a writer noted in two
    of the weeks is one writer.
    """
    if board is Board.STREAK:
        return of_streaks(guild_id, now)
    if board is Board.READERS:
        span = (min(week.starts_at for week in weeks), max(week.ends_at for week in weeks))
        return of_readers(guild_id, span)
    total = func.sum(_WEEK[board])
    return (
        select(member_weeks.c.member_id, total.label("score"))
        .where(member_weeks.c.week_id.in_([week.id for week in weeks]))
        .group_by(member_weeks.c.member_id)
        .having(total > 0)
    )


def of_all_time(guild_id: int, board: Board) -> Scores:
    """The scores of all time, from the roll-up; for streaks the longest ever."""
    column = _ALL[board]
    return select(member_totals.c.member_id, column.label("score")).where(
        member_totals.c.guild_id == guild_id, column > 0
    )


def _shown(guild_id: int, member_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether somebody is shown on boards: present, not excluded, and not absent by their own choice."""
    member, excluding, choice = (each.alias() for each in (members, exclusions, reading_choices))
    there = exists().where(by_member(member, guild_id, member_id), member.c.left_at.is_(None))
    excluded = exists().where(by_member(excluding, guild_id, member_id))
    absent = exists().where(by_member(choice, guild_id, member_id), choice.c.presence == BoardPresence.ABSENT)
    return and_(there, ~excluded, ~absent)


async def top(conn: Connection, guild_id: int, scores: Scores, limit: int | None) -> list[BoardLine]:
    """The first lines of an open board, best first. Ranks count only members who are shown."""
    found = scores.subquery()
    ranked = (
        select(found.c.member_id, found.c.score, func.rank().over(order_by=found.c.score.desc()).label("rank"))
        .where(_shown(guild_id, found.c.member_id))
        .order_by(found.c.score.desc(), found.c.member_id)
        .limit(limit)
        .subquery()
    )
    rows = await conn.execute(
        select(ranked, reading_choices.c.presence)
        .outerjoin(
            reading_choices,
            and_(reading_choices.c.guild_id == guild_id, reading_choices.c.member_id == ranked.c.member_id),
        )
        .order_by(ranked.c.rank, ranked.c.member_id)
    )
    return [BoardLine(row.rank, row.member_id, row.score, naming_of(row.member_id, row.presence, None)) for row in rows]


@dataclass(frozen=True, slots=True)
class BoardStanding:
    """An open board for one member: its first lines, the member's own score, and the rank that this score has."""

    lines: list[BoardLine]
    score: int
    rank: int


async def standing(conn: Connection, guild_id: int, scores: Scores, member_id: int, limit: int) -> BoardStanding:
    """An open board as a member sees it; the scores are read once."""
    rows = (await conn.execute(standing_of_board(guild_id, scores, member_id, limit + HIDDEN_AT_MOST))).all()
    if not rows:
        return BoardStanding([], 0, 1)
    shown = await shown_among(conn, guild_id, [row.member_id for row in rows])
    there = [row for row in rows if row.member_id in shown][:limit]
    if len(there) < limit and len(rows) == limit + HIDDEN_AT_MOST:
        lines = await top(conn, guild_id, scores, limit)  # so many of the first are hidden
    else:
        # A rank is one more than how many have more, and all who do stand before.
        counts = [row.score for row in there]
        lines = [
            BoardLine(1 + counts.index(row.score), row.member_id, row.score, shown[row.member_id]) for row in there
        ]
    return BoardStanding(lines, rows[0].own or 0, 1 + rows[0].better - rows[0].hidden)


def standing_of_board(guild_id: int, scores: Scores, member_id: int, limit: int) -> Select[Any]:
    """The members with the best scores, shown or not; beside each the member's own score, how many have a better one,
    and how many of those are hidden."""
    found = scores.cte("found")
    own = select(found.c.score).where(found.c.member_id == member_id).scalar_subquery()
    better = select(func.count()).select_from(found).where(found.c.score > func.coalesce(own, 0))
    first = (
        select(found.c.member_id, found.c.score)
        .order_by(found.c.score.desc(), found.c.member_id)
        .limit(limit)
        .subquery()
    )
    return select(
        first,
        own.label("own"),
        better.scalar_subquery().label("better"),
        better.where(found.c.member_id.in_(_hidden(guild_id))).scalar_subquery().label("hidden"),
    ).order_by(first.c.score.desc(), first.c.member_id)


def _hidden(guild_id: int) -> CompoundSelect[int]:
    """The members for whom ``_shown`` is false. They are few, so counting them is quicker than checking all others."""
    # By the index over when somebody left, which SQLite takes for a range and not for "is not null".
    ever = members.c.left_at >= FIRST_INSTANT
    left = select(members.c.member_id).where(hide_from_planner(members.c.guild_id) == guild_id, ever)
    excluded = select(exclusions.c.member_id).where(exclusions.c.guild_id == guild_id)
    absent = select(reading_choices.c.member_id).where(
        reading_choices.c.guild_id == guild_id, reading_choices.c.presence == BoardPresence.ABSENT
    )
    return union(left, excluded, absent)


async def scores_among(conn: Connection, scores: Scores, member_ids: Collection[int]) -> dict[int, int]:
    """The scores of some members."""
    found = scores.subquery()
    rows = await conn.execute(select(found).where(found.c.member_id.in_(member_ids)))
    return {row.member_id: row.score for row in rows}


async def shown_among(conn: Connection, guild_id: int, member_ids: Collection[int]) -> dict[int, Naming]:
    """Those of these members who are shown on boards, and how they are named there."""
    rows = await conn.execute(
        select(members.c.member_id, reading_choices.c.presence)
        .outerjoin(reading_choices, same_member(members, reading_choices))
        .where(
            members.c.guild_id == guild_id,
            members.c.member_id.in_(member_ids),
            _shown(guild_id, members.c.member_id),
        )
    )
    return {row.member_id: naming_of(row.member_id, row.presence, None) for row in rows}


async def standing_of(conn: Connection, guild_id: int, member_id: int) -> tuple[BoardPresence, bool]:
    """How a member chose to appear on boards, and whether they are excluded."""
    presence = await conn.scalar(
        select(reading_choices.c.presence).where(by_member(reading_choices, guild_id, member_id))
    )
    since = await conn.scalar(select(exclusions.c.since).where(by_member(exclusions, guild_id, member_id)))
    return presence or BoardPresence.SHOWN, since is not None


async def choose_presence(conn: Connection, guild_id: int, member_id: int, presence: BoardPresence) -> None:
    """Store how a known member wants to appear on boards."""
    row = {"guild_id": guild_id, "member_id": member_id, "presence": presence}
    await upsert(conn, reading_choices, row, ["guild_id", "member_id"])


async def week_of_member(conn: Connection, week_id: int, member_id: int) -> MemberWeek:
    """A member's numbers of a week, from the roll-up."""
    names = ("writers", "new_writers", "helpful", "points", "pending")
    statement = select(*(member_weeks.c[name] for name in names)).where(
        member_weeks.c.week_id == week_id, member_weeks.c.member_id == member_id
    )
    row = (await conn.execute(statement)).one_or_none()
    return MemberWeek(*row) if row else MemberWeek()


async def talked_about(conn: Connection, guild_id: int, span: Span) -> int:
    """The number of different stories that were noted in a time. Grouped, because SQLite sorts groups twice as quickly
    as it finds distinct values."""
    each = select(literal(1)).where(*within(guild_id, *span), notes.c.voided_at.is_(None)).group_by(notes.c.story_id)
    return await conn.scalar(select(func.count()).select_from(each.subquery())) or 0
