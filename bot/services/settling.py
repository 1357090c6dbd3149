"""The end of a week: its points are settled, its boards kept as they are then, and its post put on its way."""

from dataclasses import replace
from datetime import datetime

from bot.domain.weeks import Week
from bot.storage import weeks
from bot.storage.engine import Connection


async def settle(conn: Connection, week: Week, now: datetime) -> Week:
    """Settle a week that is over; it is as it was then, but closed."""
    await weeks.close(conn, week.id, now)
    return replace(week, closed_at=now)
