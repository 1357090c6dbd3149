"""Boards of closed times as they were at the end, and the corrections since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from bot.domain.boards.boards import Board, BoardLine, Correction, CorrectionReason, naming_of
from bot.storage.database.engine import Connection
from bot.storage.database.insert import insert
from bot.storage.database.rows import by_member, one_of, same_member, value_of
from bot.storage.schema import (
    board_corrections,
    board_lines,
    boards,
    connections,
    member_weeks,
    members,
    notes,
    reading_choices,
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A stored board: our id of it, and how many different stories were noted in its time."""

    id: int
    guild_id: int
    talked_about: int


@dataclass(frozen=True, slots=True)
class Of:
    """What a board belongs to: a week or a challenge."""

    week_id: int | None = None
    challenge_id: int | None = None


async def keep(  # noqa: PLR0917 - a board, and what it is of
    conn: Connection, guild_id: int, of: Of, board: Board, talked_about: int, lines: Iterable[BoardLine], now: datetime
) -> None:
    """Store a board as it is now. A stored one is left as it is."""
    statement = (
        insert(conn, boards)
        .values(
            guild_id=guild_id,
            week_id=of.week_id,
            challenge_id=of.challenge_id,
            board=board,
            talked_about=talked_about,
            made_at=now,
        )
        .on_conflict_do_nothing()
        .returning(boards.c.id)
    )
    board_id = await conn.scalar(statement)
    rows = [
        {
            "board_id": board_id,
            "guild_id": guild_id,
            "member_id": line.member_id,
            "rank": line.rank,
            "score": line.score,
        }
        for line in lines
    ]
    if board_id is not None and rows:
        await conn.execute(insert(conn, board_lines), rows)


async def find(conn: Connection, of: Of, board: Board) -> Snapshot | None:
    """A stored board."""
    return await one_of(conn, select(boards).where(_is(of), boards.c.board == board), partial(value_of, Snapshot))


async def all_of(conn: Connection, of: Of) -> dict[Board, int]:
    """The ids of the stored boards of a week or a challenge."""
    rows = await conn.execute(select(boards.c.board, boards.c.id).where(_is(of)))
    return {row.board: row.id for row in rows}


async def top(conn: Connection, snapshot: Snapshot, limit: int) -> list[BoardLine]:
    """The first lines of a board, best first, each member named as they may be named now."""
    rows = await conn.execute(
        _lines()
        .where(board_lines.c.board_id == snapshot.id)
        .order_by(board_lines.c.rank, board_lines.c.member_id)
        .limit(limit)
    )
    return [_line(row) for row in rows]


async def line_of(conn: Connection, board_id: int, member_id: int) -> BoardLine | None:
    """One member's line."""
    statement = _lines().where(board_lines.c.board_id == board_id, board_lines.c.member_id == member_id)
    return await one_of(conn, statement, _line)


async def correct(  # noqa: PLR0917 - a row, in the order of saying it
    conn: Connection, board_id: int, guild_id: int, member_id: int, reason: CorrectionReason, score: int, now: datetime
) -> None:
    """Store that a line has another score from now on."""
    await conn.execute(
        insert(conn, board_corrections).values(
            board_id=board_id,
            guild_id=guild_id,
            member_id=member_id,
            reason=reason,
            score=score,
            corrected_at=now,
        )
    )


async def corrections(conn: Connection, board_id: int) -> list[tuple[Correction, int]]:
    """The corrections of a board, oldest first, each with the score that the board itself has."""
    rows = await conn.execute(
        select(
            board_corrections,
            reading_choices.c.presence,
            members.c.left_at,
            func.coalesce(board_lines.c.score, 0).label("before"),
        )
        .select_from(
            board_corrections.outerjoin(members, same_member(board_corrections, members))
            .outerjoin(reading_choices, same_member(board_corrections, reading_choices))
            .outerjoin(
                board_lines,
                and_(
                    board_lines.c.board_id == board_corrections.c.board_id,
                    board_lines.c.member_id == board_corrections.c.member_id,
                ),
            )
        )
        .where(board_corrections.c.board_id == board_id)
        .order_by(board_corrections.c.id)
    )
    return [
        (value_of(Correction, row, naming=naming_of(row.member_id, row.presence, row.left_at)), row.before)
        for row in rows
    ]


async def was_voided(conn: Connection, guild_id: int, member_id: int, at: datetime) -> bool:
    """Whether a note that a member wrote at an instant is void."""
    statement = select(notes.c.id).where(
        by_member(notes, guild_id, member_id), notes.c.noted_at == at, notes.c.voided_at.is_not(None)
    )
    return await conn.scalar(statement.limit(1)) is not None


async def newcomers(conn: Connection, guild_id: int, week_id: int, starts_at: datetime) -> list[int]:
    """Those present members of a week who had noted nobody before it."""
    before = (
        select(connections.c.author_id)
        .where(
            connections.c.guild_id == guild_id,
            connections.c.reader_id == member_weeks.c.member_id,
            connections.c.first_at < starts_at,
        )
        .exists()
    )
    found = await conn.scalars(
        select(member_weeks.c.member_id)
        .join(members, same_member(member_weeks, members))
        .where(member_weeks.c.week_id == week_id, member_weeks.c.writers > 0, members.c.left_at.is_(None), ~before)
        .order_by(member_weeks.c.member_id)
    )
    return list(found)


def _lines() -> Select[Any]:
    return (
        select(board_lines, reading_choices.c.presence, members.c.left_at)
        .outerjoin(members, same_member(board_lines, members))
        .outerjoin(reading_choices, same_member(board_lines, reading_choices))
    )


def _is(of: Of) -> ColumnElement[bool]:
    return boards.c.week_id == of.week_id if of.week_id is not None else boards.c.challenge_id == of.challenge_id


def _line(row: Row[Any]) -> BoardLine:
    return value_of(BoardLine, row, naming=naming_of(row.member_id, row.presence, row.left_at))
