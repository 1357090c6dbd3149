"""A guild's weeks: which one an instant belongs to, how the guild wants them, and their end."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.boards.weeks import Week, WeeklySettings, end_of, to_make
from bot.services.boards import week_closing
from bot.storage.boards import weeks
from bot.storage.database.engine import Connection
from bot.storage.servers import guilds


async def save_settings(conn: Connection, guild_id: int, chosen: WeeklySettings, now: datetime) -> Week:
    """Store the guild's choices. Another weekday or hour moves the end of the open week, and of no other.

    The guild is known. Returns the week that is open afterwards.
    """
    await current(conn, guild_id, now)
    await weeks.save_settings(conn, guild_id, chosen)
    return await realign(conn, guild_id, now)


async def realign(conn: Connection, guild_id: int, now: datetime) -> Week:
    """Move the end of the open week to where the guild's choices and its time zone put it now.

    A week that is over by now keeps its end. Returns the week that is open afterwards.
    """
    week = await current(conn, guild_id, now)
    ends_at = end_of(await weeks.settings(conn, guild_id), await _zone(conn, guild_id), week.starts_at, now)
    later = await weeks.first_after(conn, guild_id, week.starts_at)
    if ends_at == week.ends_at or later is not None:
        return week
    await weeks.move_end(conn, week.id, ends_at)
    return Week(week.id, guild_id, week.starts_at, ends_at)


async def current(conn: Connection, guild_id: int, now: datetime) -> Week:
    """The guild's open week; it is created if there is none yet. The guild is known.

    A clock that was set back reopens nothing: until it has caught up, the open week is the one after the last settled
    week.
    """
    settled = await weeks.last_closed(conn, guild_id)
    return await at(conn, guild_id, now if settled is None else max(now, settled.ends_at))


async def at(conn: Connection, guild_id: int, instant: datetime) -> Week:
    """The week that an instant belongs to, open or closed; it is created if there is none yet. The guild is known."""
    last = await weeks.last_begun(conn, guild_id, instant)
    if last is not None and last.holds(instant):
        return last
    following = await weeks.first_after(conn, guild_id, instant)
    spans = to_make(
        await weeks.settings(conn, guild_id),
        await _zone(conn, guild_id),
        instant,
        before=last.ends_at if last else None,
        after=following.starts_at if following else None,
    )
    return [await weeks.make(conn, guild_id, span) for span in spans][-1]


async def close_due(conn: Connection, guild_id: int, now: datetime) -> tuple[Week, ...]:
    """Settle every week of the guild that is over, oldest first; returns the settled weeks.

    The week that is open then is created first. The caller closes what ends with a week (its challenge) before, in the
    same transaction. Calling it again, or after the clock was set back, changes nothing.
    """
    await current(conn, guild_id, now)
    return tuple([await week_closing.close_week(conn, week, now) for week in await weeks.ended(conn, guild_id, now)])


async def _zone(conn: Connection, guild_id: int) -> ZoneInfo:
    return ZoneInfo(await guilds.time_zone(conn, guild_id))
