"""The end of a week: its points are settled, its boards kept as they are then, and its post put on its way."""

from dataclasses import replace
from datetime import datetime

from bot.domain.boards.boards import Board
from bot.domain.boards.points import settled
from bot.domain.boards.weeks import Week
from bot.domain.posting.outbox import PostKind, PostSubject
from bot.services.boards.rollups import refresh_week
from bot.storage.boards import boards, facts, snapshots, totals, weeks
from bot.storage.boards.snapshots import Of
from bot.storage.database.engine import Connection
from bot.storage.posting import outbox


async def close_week(conn: Connection, week: Week, now: datetime) -> Week:
    """Settle a week that is over, keep its boards and enqueue its post; returns the week as closed.

    Which helps were mutual is stored with them, so that nothing given or taken back later changes it.
    """
    closed = replace(week, closed_at=now)
    span = (week.starts_at, week.ends_at)
    await facts.mark_mutual(conn, settled(await facts.helps_in(conn, week.guild_id, span, None)))
    await weeks.close(conn, week.id, now)
    await refresh_week(conn, closed)
    await totals.sum_again(conn, week.guild_id, week.id)
    talked_about = await boards.talked_about(conn, week.guild_id, span)
    for board in Board:
        lines = await boards.top(conn, week.guild_id, boards.of_week(closed, board, week.ends_at), None)
        await snapshots.keep(conn, week.guild_id, Of(week_id=week.id), board, talked_about, lines, now)
    if talked_about and (await weeks.settings(conn, week.guild_id)).active:
        # Nothing is told of a week in which nobody noted anything: the bot was away, or everybody was.
        key = f"board/{week.guild_id}/{week.id}"
        await outbox.enqueue_post(conn, PostKind.BOARD, week.guild_id, key, now, about=PostSubject(week_id=week.id))
    return closed
