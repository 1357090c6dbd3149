"""The rules that are compared. Each keeps to the same budget; what a rule has to be fitted is fitted to that, daily."""

from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from benchmarks.simulation import GAP_SECONDS, LONGEST, SHORTEST
from bot.domain.feeds.schedule import due, pull
from bot.domain.feeds.schedule_budget import Price, reckon
from bot.domain.feeds.schedule_rhythm import Rhythm, learn, rate
from bot.storage.stories.schedule import PULL_UNIT, stored_pull

START = datetime(2026, 1, 5, tzinfo=UTC)
DAY = timedelta(days=1)


class Fixed:
    """Every feed equally often."""

    def __init__(self, feeds: int, budget: float) -> None:
        self._every = feeds / budget

    def begin(self, feed: int, shown: Sequence[float]) -> None:
        """Nothing is learnt."""

    def plan(self, feed: int, now: float, due: float, new: Sequence[float]) -> float:
        """One interval on from when it was due, so that the beat is kept."""
        return max(due + self._every, now)

    def settle(self, now: float, spent: int) -> None:
        """It costs what it costs."""


class Aimd(Fixed):
    """Half the interval for each story found, a tenth more for none; all intervals scaled to the budget."""

    def __init__(self, feeds: int, budget: float) -> None:
        super().__init__(feeds, budget)
        self._budget = budget
        self._scale = 1.0
        self._own = [self._every] * feeds

    def plan(self, feed: int, now: float, due: float, new: Sequence[float]) -> float:
        """Additive in how often, as TCP is in how much."""
        own = self._own[feed]
        self._own[feed] = max(SHORTEST, own / 2 ** len(new)) if new else min(LONGEST, own * 1.1)
        return now + self._own[feed] * self._scale

    def settle(self, now: float, spent: int) -> None:
        """What was spent too much yesterday makes all intervals longer."""
        self._scale *= max(0.5, min(2.0, spent / self._budget)) ** 0.7


class EntryFrequency:
    """Miniflux's ``entry_frequency``: the week divided by the stories of a week, times a factor that is fitted.

    A week's stories are reckoned from the mean gap between those of the last seven days; a feed with fewer than two has
    the longest interval. Described from its documentation and source (miniflux v2, ``WeeklyFeedEntryCount``).
    """

    def __init__(self, feeds: int, budget: float) -> None:
        self._budget = budget
        self._factor = 10.0
        self._seen: list[deque[float]] = [deque(maxlen=100) for _ in range(feeds)]

    def begin(self, feed: int, shown: Sequence[float]) -> None:
        """What the feed shows."""
        self._seen[feed].extend(shown)

    def _weekly(self, feed: int, now: float) -> int:
        recent = [at for at in self._seen[feed] if now - 7 <= at]
        span = recent[-1] - recent[0] if recent else 0.0
        return -int(-7 * (len(recent) - 1) // span) if span > 0 else 0

    def plan(self, feed: int, now: float, due: float, new: Sequence[float]) -> float:
        """By the last seven days."""
        self._seen[feed].extend(new)
        weekly = self._weekly(feed, now)
        return now + (7 / (weekly * self._factor) if weekly else LONGEST)

    def settle(self, now: float, spent: int) -> None:
        """The factor at which the feeds as they are today would spend the budget."""
        weekly = [self._weekly(feed, now) for feed in range(len(self._seen))]
        low, high = 1e-3, 1e5
        for _ in range(60):
            middle = (low * high) ** 0.5
            total = sum(1 / min(max(7 / (each * middle), SHORTEST), LONGEST) if each else 1 for each in weekly)
            low, high = (low, middle) if total > self._budget else (middle, high)
        self._factor = high


class ByRate:
    """So often as a power of the rate says: 1 is proportional, 1/2 the square root that is best for even rates.

    The rate is the product's own estimate, so that only the rule differs.
    """

    def __init__(self, feeds: int, budget: float, power: float) -> None:
        self._budget = budget
        self._power = power
        self._unit = 0.0
        self._stories: list[list[datetime]] = [[] for _ in range(feeds)]
        self._rhythms: list[Rhythm] = []

    def begin(self, feed: int, shown: Sequence[float]) -> None:
        """What the feed shows."""
        self._stories[feed] = [START + at * DAY for at in shown]
        self._rhythms.append(learn(self._stories[feed], START, known_since=START))

    def plan(self, feed: int, now: float, due: float, new: Sequence[float]) -> float:
        """By the rate as it is believed now."""
        instant = START + now * DAY
        if new:
            self._stories[feed] += [START + at * DAY for at in new]
            self._rhythms[feed] = learn(self._stories[feed], instant, known_since=START)
        if not self._unit:
            self.settle(now, 0)
        return now + self._unit / rate(self._rhythms[feed], instant) ** self._power

    def settle(self, now: float, spent: int) -> None:
        """The unit at which the feeds as they are today would spend the budget."""
        wishes = [rate(rhythm, START + now * DAY) ** self._power for rhythm in self._rhythms]
        low, high = 1e-6, 1e6
        for _ in range(60):
            middle = (low * high) ** 0.5
            total = sum(1 / min(max(middle / wish, SHORTEST), LONGEST) for wish in wishes)
            low, high = (middle, high) if total > self._budget else (low, middle)
        self._unit = high


class Inklings:
    """The product's own: ``bot/domain/schedule*.py``, used as ``bot/services/stories/schedule.py`` does."""

    def __init__(self, feeds: int, budget: float) -> None:
        self._interval = DAY * (feeds / budget)
        self._stories: list[list[datetime]] = [[] for _ in range(feeds)]
        self._rhythms: list[Rhythm] = []
        self._pulls: dict[int, int] = {}
        self._price: Price | None = None

    def begin(self, feed: int, shown: Sequence[float]) -> None:
        """What the feed shows."""
        self._stories[feed] = [START + at * DAY for at in shown]
        self._rhythms.append(learn(self._stories[feed], START, known_since=START))

    def plan(self, feed: int, now: float, due_at: float, new: Sequence[float]) -> float:
        """As after a poll."""
        instant = START + now * DAY
        if new:
            self._stories[feed] += [START + at * DAY for at in new]
            self._rhythms[feed] = learn(self._stories[feed], instant, known_since=START)
        rhythm = self._rhythms[feed]
        self._pulls[feed] = stored_pull(pull(rhythm, instant))
        if self._price is None or not self._price.holds(instant):
            self._price = self._reckon(instant)
        then = due(rhythm, instant, self._price.late(START + due_at * DAY, instant))
        return (then - START) / DAY

    def _reckon(self, instant: datetime) -> Price:
        counts: dict[int, int] = {}
        for each in self._pulls.values():
            counts[each] = counts.get(each, 0) + 1
        pulls = [(each / PULL_UNIT, count) for each, count in sorted(counts.items())]
        return reckon(pulls, instant, interval=self._interval, gap=timedelta(seconds=GAP_SECONDS))

    def settle(self, now: float, spent: int) -> None:
        """The price sees to that."""


RULES = {
    "every feed equally often": Fixed,
    "Miniflux's entry_frequency": EntryFrequency,
    "proportional to the rate": lambda feeds, budget: ByRate(feeds, budget, 1.0),
    "AIMD (halve per story)": Aimd,
    "square root of the rate": lambda feeds, budget: ByRate(feeds, budget, 0.5),
    "Inklings": Inklings,
}
"""By the name that the tables show; the first is what the others are measured against."""
