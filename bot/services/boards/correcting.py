"""Corrections of a week's boards after the week has ended: the stored boards stay as they were, and a correction is
shown beside them."""

from datetime import datetime

from bot.domain.boards.boards import Board, CorrectionReason
from bot.domain.boards.points import MemberWeek
from bot.domain.boards.weeks import Week
from bot.services.boards.rollups import Change
from bot.storage.boards import boards, snapshots, weeks
from bot.storage.boards.snapshots import Of
from bot.storage.database.engine import Connection


def scores_of(week: MemberWeek) -> dict[Board, int]:
    """A member's score of the week on each board that depends on that week alone; a streak does not, so it is left
    out."""
    return {
        Board.POINTS: week.points,
        Board.READERS: week.writers,
        Board.HELPFUL: week.helpful,
        Board.CONNECTIONS: week.new_writers,
    }


async def correct(  # noqa: PLR0917 - the change, when, and why
    conn: Connection,
    week: Week,
    member_id: int,
    change: Change,
    at: datetime,
    now: datetime,
    why: CorrectionReason | None,
) -> None:
    """Store beside a closed week's boards what a member's line comes to from now on.

    ``at`` is the instant of the fact that changed. Nothing is stored for members who were not on the board and would
    not be now.
    """
    kept = await snapshots.all_of(conn, Of(week_id=week.id))
    shown = await boards.shown_among(conn, week.guild_id, [member_id])
    before, after = map(scores_of, change)
    for board, score in after.items():
        if score == before[board] or board not in kept:
            continue
        line = await snapshots.line_of(conn, kept[board], member_id)
        if line is None and member_id not in shown:
            continue
        reason = why or await _reason(conn, week.guild_id, member_id, at, lowered=score < before[board])
        await snapshots.correct(conn, kept[board], week.guild_id, member_id, reason, score, now)


async def _reason(conn: Connection, guild_id: int, member_id: int, at: datetime, *, lowered: bool) -> CorrectionReason:
    """Why a line changed, as far as the stored facts tell."""
    if not lowered:
        return CorrectionReason.RESTORED
    voided = await snapshots.was_voided(conn, guild_id, member_id, at)
    return CorrectionReason.VOIDED if voided else CorrectionReason.WITHDRAWN


async def standing_changed(conn: Connection, guild_id: int, member_id: int, now: datetime, *, excluded: bool) -> None:
    """Note beside the boards of the last closed week that a member was excluded or included again.

    Runs in the transaction that excluded or included them. Older boards are left as they are: nobody looks there for
    who is excluded now.
    """
    week = await weeks.last_closed(conn, guild_id)
    if week is None:
        return
    reason = CorrectionReason.EXCLUDED if excluded else CorrectionReason.INCLUDED
    scores = scores_of(await boards.week_of_member(conn, week.id, member_id))
    for board, board_id in (await snapshots.all_of(conn, Of(week_id=week.id))).items():
        line = await snapshots.line_of(conn, board_id, member_id)
        if line is not None:
            score = 0 if excluded else scores.get(board, line.score)
            await snapshots.correct(conn, board_id, guild_id, member_id, reason, score, now)
