"""Writers who are made up, and when they publish.

``steady`` writers publish by chance at an even rate (Poisson). ``lively`` ones have habits, as the writers of the
captures do (8 feeds, 49 gaps between items, 2017 to 2026): an hour of their own with a spread of one to three hours
(captured: 0.7, 1.3, 1.4, 2.5, 2.7, 3.9), some stories at any other hour (captured: 4 of 59), a second story soon after
the first (captured: a tenth to a fifth of the gaps are shorter than six hours), weeks of writing and weeks of silence,
and fewer stories at the weekend. Both have rates that differ by orders of magnitude (log-normal), as the captures' do:
from one in five months to one every other day.
"""

import math
import random
from collections.abc import Iterator

HISTORY = 150.0
"""Days of publishing before the simulation begins: a feed's ten items reach back into it."""

MEDIAN_RATE = 0.25
RATE_SPREAD = 1.4
MOST_RATE = 12.0
"""Stories a day: the median writer has one in four days, the busiest tenth one and a half a day and more."""

SPREAD_HOURS = (0.7, 3.0)
STRAY = (0.0, 0.15)
FOLLOWED = 0.2
FOLLOWED_AFTER_HOURS = 1.2
SPELL_DAYS = 10.0
BUSY, QUIET = 1.7, 0.3
WEEKEND = {5: 0.7, 6: 0.6}
FAVOURITE_HOURS = (8, 13, 17, 21)
"""What the lively ones' habits are drawn from; see the module's docstring."""


def steady(seed: int, count: int, days: float) -> list[list[float]]:
    """The instants (days, 0 is the simulation's begin) at which each of ``count`` even writers publishes."""
    chance = random.Random(f"steady {seed}")
    return [list(_even(chance, _rate(chance), -HISTORY, days)) for _ in range(count)]


def lively(seed: int, count: int, days: float) -> list[list[float]]:
    """The same for writers with habits, spells and flurries."""
    chance = random.Random(f"lively {seed}")
    return [_habits(chance, _rate(chance), days) for _ in range(count)]


def _rate(chance: random.Random) -> float:
    return min(MOST_RATE, MEDIAN_RATE * math.exp(chance.gauss(0, RATE_SPREAD)))


def _even(chance: random.Random, rate: float, start: float, end: float) -> Iterator[float]:
    at = start + chance.expovariate(rate)
    while at < end:
        yield at
        at += chance.expovariate(rate)


def _habits(chance: random.Random, rate: float, end: float) -> list[float]:
    home = chance.gauss(chance.choice(FAVOURITE_HOURS), 2) / 24
    spread = chance.uniform(*SPREAD_HOURS) / 24
    stray = chance.uniform(*STRAY)
    published = []
    for start, stop, mood in _spells(chance, end):
        for moment in _even(chance, rate * mood * (1 - FOLLOWED), start, stop):
            day = math.floor(moment)
            if chance.random() > WEEKEND.get(day % 7, 1.0):
                continue
            at = day + (chance.random() if chance.random() < stray else (home + chance.gauss(0, spread)) % 1)
            published.append(at)
            while chance.random() < FOLLOWED:
                at += FOLLOWED_AFTER_HOURS / 24 * chance.lognormvariate(0, 1)
                published.append(at)
    return sorted(at for at in published if at < end)


def _spells(chance: random.Random, end: float) -> Iterator[tuple[float, float, float]]:
    """Busy and quiet spells in turn: begin, end, and by how much the rate is more or less."""
    at, busy = -HISTORY, chance.random() < 0.5
    while at < end:
        length = min(60.0, max(2.0, SPELL_DAYS * chance.lognormvariate(0, 0.7)))
        yield at, min(at + length, end), BUSY if busy else QUIET
        at, busy = at + length, not busy
