"""When a feed is asked for again."""

from datetime import datetime, timedelta

from bot.domain.feed import OutcomeCode

MEDIUM_CACHE = timedelta(minutes=15)
"""Medium serves a feed from a cache of this age (``max-age=900``): asking sooner shows nothing new."""

SHORTEST_WAIT = timedelta(minutes=1)
"""No feed is asked for sooner than this after it had to wait, so that no answer can make the poller spin."""

LONGEST_BACKOFF = timedelta(days=1)
"""A feed that keeps failing is looked at daily: suspensions are often reversed, and renamed writers come back."""

_MOST_DOUBLINGS = 16
"""Doublings that are counted: by then even a quarter of an hour has passed any ``LONGEST_BACKOFF``."""


def next_poll(
    code: OutcomeCode,
    failures: int,
    now: datetime,
    *,
    interval: timedelta,
    until: datetime | None = None,
) -> datetime:
    """The instant of the next poll. ``failures`` includes this one (see ``failures_after``).

    A living feed is due after ``interval``, a postponed one at ``until``, a failing one after ``interval``
    doubled with each further failure, up to a day.
    """
    pause = max(interval, MEDIUM_CACHE)
    match code:
        case OutcomeCode.READ | OutcomeCode.UNCHANGED:
            return now + pause
        case OutcomeCode.LATER:
            return max(until or now + pause, now + SHORTEST_WAIT)
        case OutcomeCode.MISSING | OutcomeCode.NOT_A_FEED | OutcomeCode.REFUSED:
            doubled = pause * (1 << min(max(failures - 1, 0), _MOST_DOUBLINGS))
            return now + max(pause, min(doubled, LONGEST_BACKOFF))


def failures_after(code: OutcomeCode, failures: int) -> int:
    """The failures in a row that count against the feed. Having to wait says nothing about it."""
    match code:
        case OutcomeCode.READ | OutcomeCode.UNCHANGED:
            return 0
        case OutcomeCode.LATER:
            return failures
        case OutcomeCode.MISSING | OutcomeCode.NOT_A_FEED | OutcomeCode.REFUSED:
            return failures + 1
