"""Leaderboards, as one member sees them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.boards.boards import (
    SHOWN_CORRECTIONS,
    SHOWN_LINES,
    Board,
    BoardPresence,
    BoardView,
    Correction,
    OwnLine,
    Span,
    month_of,
    standing_corrections,
)
from bot.domain.boards.weeks import Week
from bot.domain.kit.clock import Clock
from bot.services.boards import weeks
from bot.services.boards.correcting import scores_of
from bot.services.challenges import challenge_boards
from bot.storage.boards import boards, snapshots
from bot.storage.boards import weeks as week_rows
from bot.storage.boards.boards import Scores
from bot.storage.boards.snapshots import Of
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import guilds, members

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asks for which board, and when."""

    guild_id: int
    member_id: int
    board: Board
    now: datetime


class BoardService:
    """``/leaderboard``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def show(
        self, guild_id: int, member_id: int, span: Span, board: Board, week_id: int | None = None
    ) -> BoardView:
        """A board. ``week_id`` chooses another week than the open one; an id that is not the guild's chooses the open
        one."""
        asked = _Asked(guild_id, member_id, board, self._clock())
        view = await self._database.read(_show, asked, span, week_id)
        if view is not None:
            return view

        async def work(conn: Connection) -> BoardView:
            await guilds.welcome(conn, guild_id, asked.now)
            return await _shown_in(conn, asked, span, await weeks.current(conn, guild_id, asked.now), week_id)

        return await self._database.write(work)

    async def choose_presence(self, guild_id: int, member_id: int, presence: BoardPresence) -> None:
        """Set how the member appears on boards, including older boards when they are shown again."""
        now = self._clock()

        async def work(conn: Connection) -> None:
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            await boards.choose_presence(conn, guild_id, member_id, presence)

        await self._database.write(work)


async def _show(conn: Connection, asked: _Asked, span: Span, week_id: int | None) -> BoardView | None:
    """The board; ``None`` if the guild has no open week yet."""
    week = await week_rows.open_at(conn, asked.guild_id, asked.now)
    return await _shown_in(conn, asked, span, week, week_id) if week else None


async def _shown_in(conn: Connection, asked: _Asked, span: Span, week: Week, week_id: int | None) -> BoardView:
    """The board, given the open week."""
    match span:
        case Span.WEEK:
            chosen = await week_rows.get(conn, week_id) if week_id is not None else None
            return await _week(conn, asked, chosen if chosen and chosen.guild_id == asked.guild_id else week)
        case Span.MONTH:
            return await _month(conn, asked, week)
        case Span.ALL:
            view = BoardView(Span.ALL, asked.board, (), OwnLine())
            return await _open(conn, asked, view, boards.of_all_time(asked.guild_id, asked.board))
        case Span.CHALLENGE:
            return await _challenge(conn, asked)


async def _week(conn: Connection, asked: _Asked, week: Week) -> BoardView:
    earlier = await week_rows.last_begun(conn, asked.guild_id, week.starts_at - _INSTANT)
    later = await week_rows.first_after(conn, asked.guild_id, week.starts_at)
    view = BoardView(
        Span.WEEK,
        asked.board,
        (),
        OwnLine(),
        starts_at=week.starts_at,
        ends_at=week.ends_at,
        week_id=week.id,
        earlier=earlier.id if earlier else None,
        later=later.id if later and later.starts_at <= asked.now else None,
    )
    of_member = await boards.week_of_member(conn, week.id, asked.member_id)
    snapshot = await _snapshot(conn, asked, view, Of(week_id=week.id), scores_of(of_member).get(asked.board, 0))
    if snapshot is not None:
        return snapshot
    talked_about = await boards.talked_about(conn, asked.guild_id, (week.starts_at, week.ends_at))
    shown = await _open(conn, asked, view, boards.of_week(week, asked.board, asked.now))
    pending = of_member.pending if asked.board is Board.POINTS else 0
    return replace(shown, talked_about=talked_about, own=replace(shown.own, pending=pending))


async def _month(conn: Connection, asked: _Asked, week: Week) -> BoardView:
    """The board of the month in which the open week ends, so that at least one week belongs to it."""
    zone = await guilds.zone(conn, asked.guild_id)
    of_month = await week_rows.ending_within(conn, asked.guild_id, month_of(week.ends_at - _INSTANT, zone))
    begins, ends = of_month[0].starts_at, of_month[-1].ends_at
    view = BoardView(Span.MONTH, asked.board, (), OwnLine(), starts_at=begins, ends_at=ends)
    shown = await _open(conn, asked, view, boards.of_month(asked.guild_id, asked.board, of_month, asked.now))
    return replace(shown, talked_about=await boards.talked_about(conn, asked.guild_id, (begins, ends)))


async def _challenge(conn: Connection, asked: _Asked) -> BoardView:
    empty = BoardView(Span.CHALLENGE, asked.board, (), OwnLine())
    challenge = await challenge_boards.shown_challenge(conn, asked.guild_id)
    if challenge is None:
        return empty
    view = replace(empty, starts_at=challenge.starts_at, ends_at=challenge.ends_at, challenge=challenge.name)
    scores = await challenge_boards.scores(conn, challenge, asked.board, asked.now)
    own = scores.get(asked.member_id, 0)
    snapshot = await _snapshot(conn, asked, view, Of(challenge_id=challenge.id), own)
    if snapshot is not None:
        return snapshot
    lines = await challenge_boards.lines(conn, challenge, scores)
    presence, excluded = await boards.standing_of(conn, asked.guild_id, asked.member_id)
    rank = next((line.rank for line in lines if line.member_id == asked.member_id), None)
    span = (challenge.starts_at, challenge.ends_at)
    return replace(
        view,
        lines=lines[:SHOWN_LINES],
        own=OwnLine(own, rank, presence=presence, excluded=excluded),
        talked_about=await boards.talked_about(conn, asked.guild_id, span),
    )


async def _open(conn: Connection, asked: _Asked, view: BoardView, scores: Scores) -> BoardView:
    """The view with the lines of a board that is not closed, and the member's own line."""
    presence, excluded = await boards.standing_of(conn, asked.guild_id, asked.member_id)
    standing = await boards.standing(conn, asked.guild_id, scores, asked.member_id, SHOWN_LINES)
    there = standing.score > 0 and not excluded and presence is not BoardPresence.ABSENT
    rank = standing.rank if there else None
    return replace(
        view,
        lines=tuple(standing.lines),
        own=OwnLine(standing.score, rank, presence=presence, excluded=excluded),
    )


async def _snapshot(conn: Connection, asked: _Asked, view: BoardView, of: Of, own: int) -> BoardView | None:
    """The view with the stored lines of a closed board; ``None`` if it was not stored.

    ``own`` is the member's present score, shown if they have no stored line.
    """
    kept = await snapshots.find(conn, of, asked.board)
    if kept is None:
        return None
    line = await snapshots.line_of(conn, kept.id, asked.member_id)
    presence, excluded = await boards.standing_of(conn, asked.guild_id, asked.member_id)
    return replace(
        view,
        lines=tuple(await snapshots.top(conn, kept, SHOWN_LINES)),
        own=OwnLine(line.score if line else own, line.rank if line else None, presence=presence, excluded=excluded),
        closed=True,
        talked_about=kept.talked_about,
        corrections=await _corrections(conn, kept.id),
    )


async def _corrections(conn: Connection, board_id: int) -> tuple[Correction, ...]:
    found = await snapshots.corrections(conn, board_id)
    standing = standing_corrections(
        [correction for correction, _ in found], {correction.member_id: before for correction, before in found}
    )
    return tuple(sorted(standing, key=lambda each: each.corrected_at)[-SHOWN_CORRECTIONS:])
