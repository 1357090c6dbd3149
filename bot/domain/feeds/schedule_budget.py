"""The price of a request: the one at which all feeds together ask for as many requests as are available."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.feeds.schedule import LONGEST_WAIT, MEDIUM_CACHE
from bot.domain.feeds.schedule_rhythm import DAY

LANE_SHARE = 0.85
"""How much of the lane polling may plan for. The rest is for members' own requests, redirects, and for writers who all
write in the evening: planned to the brim, the lane would never catch up with an hour that was full."""

FETCH_TIME = timedelta(seconds=0.5)
"""What a request takes of the lane besides the gap, roughly: Medium answers in under a second."""

REPRICE_AFTER = timedelta(minutes=30)
"""How long a price holds. Rhythms change over days; a flood of new members is felt within this time."""

STRAIN = timedelta(minutes=30)
MOST_STRAIN = 2.0
"""A feed that is asked for this much late is planned at twice the price, and at no more: a lane that got more feeds
than it bears sheds load by itself before the price is reckoned anew, and after a pause of hours all is as it was."""

_MOST = DAY / MEDIUM_CACHE
_LEAST = DAY / LONGEST_WAIT
_COURSE = (0.6, 0.6, 0.65, 0.75, 0.95, 1.2, 1.5, 1.75)
"""A day of a writer with habits, in eighths by how much is expected: where the busy hours are asked for as often as can
be, the price has to be lower for the rest to be spent."""

_HALVINGS = 24
"""Of the span that the price is in, by its logarithm: after as many it is known to a millionth."""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of a request (pull x days), computed at ``at``."""

    value: float
    at: datetime

    def holds(self, now: datetime) -> bool:
        """Whether it is still valid; not after the clock was set back."""
        return timedelta() <= now - self.at < REPRICE_AFTER

    def late(self, due_at: datetime, now: datetime) -> float:
        """The price for a feed that was due at ``due_at`` and is polled ``now``."""
        return self.value * min(MOST_STRAIN, 1 + max(now - due_at, timedelta()) / STRAIN)


def reckon(pulls: Sequence[tuple[float, int]], now: datetime, *, interval: timedelta, gap: timedelta) -> Price:
    """The price for feeds with these pulls, given as (pull, number of feeds), in a lane with this gap."""
    polls = polls_a_day(sum(count for _, count in pulls), interval=interval, gap=gap)
    return Price(price_for(pulls, polls), now)


def polls_a_day(feeds: int, *, interval: timedelta, gap: timedelta) -> float:
    """How many requests a day may be spent on this many feeds: one for each ``interval`` on average, within what a lane
    with this gap allows."""
    lane = LANE_SHARE * (DAY / (gap + FETCH_TIME))
    return min(feeds * (DAY / max(interval, MEDIUM_CACHE)), lane)


def price_for(pulls: Sequence[tuple[float, int]], polls: float) -> float:
    """The price at which feeds with these pulls, given as (pull, number of feeds), are polled ``polls`` times a day in
    all.

    0 if that is as often as Medium's cache allows for all of them, and if there are none.
    """
    wanted = [(each, count) for each, count in pulls if each > 0]

    def spent(price: float) -> float:
        return sum(count * max(_within_cache(each / price), _LEAST) for each, count in wanted)

    if not wanted or polls >= _MOST * sum(count for _, count in wanted):
        return 0.0
    low, high = min(each for each, _ in wanted) * _COURSE[0] / _MOST, max(each for each, _ in wanted) / _LEAST
    for _ in range(_HALVINGS):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if spent(middle) > polls else (low, middle)
    return high


def _within_cache(wishes: float) -> float:
    """How often a day a feed is polled within the limit of Medium's cache, if it would be polled ``wishes`` times
    without it."""
    if wishes * _COURSE[-1] <= _MOST:
        return wishes
    return sum(min(wishes * part, _MOST) for part in _COURSE) / len(_COURSE)
