"""Keeping the roll-ups of what members read in line with their notes and the answers to them."""

from datetime import datetime

from bot.domain.boards.boards import CorrectionReason
from bot.domain.boards.weeks import Week
from bot.services.boards import correcting, weeks
from bot.services.boards.rollups import refresh_connections, refresh_member, refresh_totals, refresh_week
from bot.storage.boards import facts, rollups
from bot.storage.boards import weeks as week_rows
from bot.storage.database.engine import Connection


async def reading_changed(  # noqa: PLR0917 - what names a fact, in the order of saying it
    conn: Connection,
    guild_id: int,
    reader_id: int,
    author_id: int | None,
    at: datetime,
    now: datetime,
    *,
    why: CorrectionReason | None = None,
) -> None:
    """Bring the roll-ups in line, within the transaction that changed a fact about this reader.

    Called after a note of theirs, or an answer to one, came, changed, was voided, restored or deleted. ``at`` is the
    instant of the fact (when the note was first written, when the answer was given); ``author_id`` is the author of the
    story it is about, ``None`` where nobody knows. ``why``: the reason of a correction, where boards that were made
    already are concerned and the facts do not say it themselves (an author who was excluded).

    Weeks after the fact's own are looked at too: an author can be new there by it, or a note's help belong there.
    """
    week = await weeks.at(conn, guild_id, at)
    concerned = [week, *await _rolled_after(conn, week, reader_id)]
    for each, change in await refresh_member(conn, guild_id, reader_id, concerned):
        if each.closed_at is not None:
            await correcting.correct(conn, each, reader_id, change, at, now, why)
    if author_id is not None and author_id != reader_id:
        await refresh_connections(conn, guild_id, reader_id, author_id)
        for each in concerned:
            await _refresh_giver(conn, each, reader_id, author_id)
    await refresh_totals(conn, guild_id, reader_id, at)


async def _rolled_after(conn: Connection, week: Week, reader_id: int) -> list[Week]:
    """The weeks after this one for which the roll-up has a row of the reader."""
    later = await week_rows.beginning_after(conn, week.guild_id, week.starts_at)
    rolled = await rollups.weeks_of_member(conn, week.guild_id, reader_id) if later else {}
    return [each for each in later if each.id in rolled]


async def _refresh_giver(conn: Connection, week: Week, reader_id: int, author_id: int) -> None:
    """Bring the author's roll-ups in line too, if the reader helped them in the same open week: mutual helps do not
    count."""
    span = (week.starts_at, week.ends_at)
    if week.closed_at is None and await facts.has_helped(
        conn, week.guild_id, span, author_id=reader_id, reader_id=author_id
    ):
        await refresh_member(conn, week.guild_id, author_id, [week])
        await refresh_totals(conn, week.guild_id, author_id, week.starts_at)


async def zone_changed(conn: Connection, guild_id: int, member_id: int, now: datetime) -> None:
    """Bring the open week and the streak of a member in line with their time zone, which has just changed."""
    await refresh_member(conn, guild_id, member_id, [await weeks.current(conn, guild_id, now)])
    await refresh_totals(conn, guild_id, member_id)


async def guild_zone_changed(conn: Connection, guild_id: int, now: datetime) -> None:
    """Bring the end of the open week in line with the guild's new time zone, and the days of all members without a zone
    of their own."""
    week = await weeks.realign(conn, guild_id, now)
    await refresh_week(conn, week)
    for member_id in await facts.without_zone(conn, guild_id):
        await refresh_totals(conn, guild_id, member_id)
