"""One lane, many feeds, and a rule that says which is asked for next: how long each story waits to be told."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

MINUTES = 24 * 60
GAP_SECONDS = 3.0
FETCH_SECONDS = 0.5
"""What a request takes of the lane: the default gap, and Medium's answer."""

SHORTEST = 15 / MINUTES
LONGEST = 1.0
"""Days. No rule may ask sooner than Medium's cache allows, none leaves a feed alone for longer than a day."""

SHOWN = 10
"""Items in a feed: what is seen of the time before the first request."""


class Rule(Protocol):
    """Decides when a feed is due again. One instance plans one simulation. Instants and spans are in days."""

    def begin(self, feed: int, shown: Sequence[float]) -> None:
        """The first request is about to show these stories, oldest first."""

    def plan(self, feed: int, now: float, due: float, new: Sequence[float]) -> float:
        """A request at ``now``, due at ``due``, brought these new stories: when is the next?"""

    def settle(self, now: float, spent: int) -> None:
        """A day is over, in which this many requests were made: the time to keep to the budget."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long the stories waited (minutes), and what it cost."""

    minutes: tuple[float, ...]
    requests_a_day: float

    def quantile(self, share: float) -> float:
        """The wait that this share of the stories did not exceed."""
        return self.minutes[round(share * (len(self.minutes) - 1))]

    @property
    def mean(self) -> float:
        """The mean wait."""
        return sum(self.minutes) / len(self.minutes)


def simulate(published: Sequence[Sequence[float]], rule: Rule, *, warm_up: int, days: int) -> Waits:
    """Ask for feeds by a rule; what is published and asked after ``warm_up`` days counts, for ``days``.

    At the beginning all feeds are new and asked for one after the other.
    """
    end = float(warm_up + days)
    place = [sum(1 for _ in takewhile(lambda at: at < 0, stories)) for stories in published]
    for feed, stories in enumerate(published):
        rule.begin(feed, stories[max(0, place[feed] - SHOWN) : place[feed]])
    waiting = [(0.0, feed) for feed in range(len(published))]
    minutes: list[float] = []
    lane, counted, spent, tomorrow = 0.0, 0, 0, 1.0
    while True:
        due, feed = heapq.heappop(waiting)
        now = max(due, lane)
        if now >= end:
            return Waits(tuple(sorted(minutes)), counted / days)
        if now >= tomorrow:
            rule.settle(now, spent)
            spent, tomorrow = 0, tomorrow + 1
        lane = now + (GAP_SECONDS + FETCH_SECONDS) / 86400
        stories, first = published[feed], place[feed]
        last = first
        while last < len(stories) and stories[last] <= now:
            last += 1
        place[feed] = last
        new = stories[first:last]
        spent += 1
        if now >= warm_up:
            counted += 1
            minutes += [(now - at) * MINUTES for at in new if at >= warm_up]
        then = rule.plan(feed, now, due, new)
        heapq.heappush(waiting, (min(max(then, now + SHORTEST), now + LONGEST), feed))
