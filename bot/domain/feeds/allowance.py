"""How often a member may have a feed fetched."""

from datetime import datetime, timedelta

from bot.domain.feeds.errors import FetchAllowanceSpent

FETCHES_PER_HOUR = 5
"""Fetches that one member may ask for in an hour: three profiles and two typing errors. Medium allows one
client address few requests, and a member's own go before everybody's polling."""

WINDOW = timedelta(hours=1)
"""The hour, which slides: a fetch is free again when the oldest of the last five is an hour old."""


def admit(history: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    """The member's fetches of the last hour, oldest first, including one at ``now``.

    Fetches in the future, left behind by a clock that was set back, are dropped.

    Raises:
        FetchAllowanceSpent: the hour's fetches are used up.
    """
    recent = tuple(sorted(instant for instant in history if now - WINDOW < instant <= now))
    if len(recent) >= FETCHES_PER_HOUR:
        raise FetchAllowanceSpent(FETCHES_PER_HOUR, recent[-FETCHES_PER_HOUR] + WINDOW)
    return (*recent, now)
