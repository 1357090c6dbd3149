"""The clock is an argument: code that needs the time is given a ``Clock``."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Answers the present instant, aware, in UTC."""


def utc_now() -> datetime:
    """The machine's clock, for the composition in ``bot.app.run``; nobody else reads it."""
    return datetime.now(UTC)
