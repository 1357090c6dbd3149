"""When a feed is asked for again.

Medium's lane is the limit, so each request has a price, and a feed is asked for when what it promises is worth it: its
*pull*, a power of the rate at which stories are to be expected at each moment, adds up since the last look until it
reaches the price. With the power 1/2 and even rates that is the square root rule, which makes the mean delay the least
for a given number of requests; a smaller power gives up a little of the mean for the writers who write seldom, whose
stories are the slowest to be told. The price is what spends the budget (``schedule_budget``). So nothing but the feeds
that are due is looked at, however many there are, and what is stored of a feed is enough to plan it after a restart.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from bot.domain.feeds.feed import OutcomeCode
from bot.domain.feeds.schedule_rhythm import DAY, FLURRY_OVER, SLOTS, Rhythm, aftermath, flurry, rate, slot_of

MEDIUM_CACHE = timedelta(minutes=15)
"""Medium serves a feed from a cache of this age (``max-age=900``): asking sooner shows nothing new."""

SHORTEST_WAIT = timedelta(minutes=1)
"""No feed is asked for sooner than this after it had to wait, so that no answer can make the poller spin."""

LONGEST_WAIT = timedelta(days=1)
"""No living feed is left alone for longer: whoever comes back after a year is told within the day."""

LONGEST_BACKOFF = timedelta(days=1)
"""A feed that keeps failing is looked at daily: suspensions are often reversed, and renamed writers come back."""

POWER = 0.35
"""What the simulation (``make bench``) likes best: 1/2 has a mean delay 5 % shorter, and lets one story in a hundred
wait a third longer than asking every feed equally often would."""

_MOST_DOUBLINGS = 16
"""Doublings that are counted: by then even a quarter of an hour has passed any ``LONGEST_BACKOFF``."""

_SLOT = DAY / SLOTS

_STEPS = 8
_AFTERMATH = tuple(aftermath(FLURRY_OVER * (step + 0.5) / _STEPS) for step in range(_STEPS))
_AFTERMATH_DAYS = FLURRY_OVER / DAY / _STEPS
"""A flurry's course in steps, for a day's pull."""


def due(rhythm: Rhythm, now: datetime, price: float) -> datetime:
    """When a feed that was polled at ``now`` (UTC) is worth the price (pull x days) of another request.

    Never sooner than Medium's cache allows, never later than ``LONGEST_WAIT``.
    """
    usual = rate(rhythm, now)
    day = _day_of(rhythm.hours)
    scale = float(usual**POWER)
    fresh = any(now - instant < FLURRY_OVER for instant in rhythm.recent)
    at, slot, last = now, slot_of(now), now + LONGEST_WAIT
    span = _SLOT - (now - now.replace(hour=0, minute=0, second=0, microsecond=0)) % _SLOT
    worth = 0.0
    while at < last:
        strength = scale * day.pulls[slot]
        if fresh and at < now + FLURRY_OVER:
            strength = float((usual * day.hours[slot] + flurry(rhythm, at + span / 2)) ** POWER)
        gain = strength * (span / DAY)
        if worth + gain >= price:
            # The slot in which the day is over reaches beyond it.
            return min(max(at + span * ((price - worth) / gain), now + MEDIUM_CACHE), last)
        worth += gain
        at, slot, span = at + span, (slot + 1) % SLOTS, _SLOT
    return last


def pull(rhythm: Rhythm, now: datetime) -> float:
    """The pull of a feed in a day, flurries included; at a price of 1 it is polled this often."""
    usual = rate(rhythm, now)
    day = _day_of(rhythm.hours)
    beyond = sum((usual + each) ** POWER - usual**POWER for each in _AFTERMATH) * _AFTERMATH_DAYS
    return float(usual**POWER * day.pull + usual * beyond)


class _Day(NamedTuple):
    """A day's profile, 1 on average: its slots, their powers, and the mean of the powers."""

    hours: tuple[float, ...]
    pulls: tuple[float, ...]
    pull: float


@lru_cache(maxsize=1024)
def _day_of(hours: tuple[int, ...]) -> _Day:
    mean = sum(hours) / SLOTS
    even = tuple(each / mean for each in hours)
    pulls = tuple(each**POWER for each in even)
    return _Day(even, pulls, sum(pulls) / SLOTS)


def next_poll(
    code: OutcomeCode,
    failures: int,
    now: datetime,
    *,
    interval: timedelta,
    until: datetime | None = None,
) -> datetime:
    """The time of the next poll of a feed without a rhythm or after a failure. ``failures`` includes this one
    (``failures_after``).

    A feed that was read is due after ``interval``, a postponed one at ``until``, a failing one after ``interval``
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
    """The number of failures in a row after this poll. Having to wait does not count."""
    match code:
        case OutcomeCode.READ | OutcomeCode.UNCHANGED:
            return 0
        case OutcomeCode.LATER:
            return failures
        case OutcomeCode.MISSING | OutcomeCode.NOT_A_FEED | OutcomeCode.REFUSED:
            return failures + 1
