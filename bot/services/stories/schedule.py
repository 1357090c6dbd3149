"""When a feed is polled next: its rhythm is learnt from its stories, and the price of a request from all feeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.domain.feeds.entries import EntryKind, classify
from bot.domain.feeds.feed import FetchRefused, Later, Missing, NotAFeed, Read, Unchanged
from bot.domain.feeds.schedule import due, next_poll, pull
from bot.domain.feeds.schedule_budget import Price, reckon
from bot.domain.feeds.schedule_rhythm import Rhythm, learn
from bot.domain.stories.publications import writer_here
from bot.storage.database.engine import Connection
from bot.storage.stories import profiles, publications, schedule
from bot.storage.stories.feeds import FeedRow

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PlannedPoll:
    """What is stored of a plan: the time of the next poll, and the rhythm and pull that it follows from."""

    at: datetime
    rhythm: Rhythm
    pull: float


class Planner:
    """Plans one feed at a time. It caches only the price, which is computed from stored pulls and valid for minutes."""

    def __init__(self, *, interval: timedelta) -> None:
        self._interval = interval
        self._price: Price | None = None
        self._began: datetime | None = None

    def plan_failing(
        self, outcome: Later | Missing | FetchRefused | NotAFeed, failures: int, now: datetime
    ) -> datetime:
        """When to poll again a feed that brought no feed. ``failures`` includes this one."""
        until = outcome.until if isinstance(outcome, Later) else None
        return next_poll(outcome.code, failures, now, interval=self._interval, until=until)

    async def plan_living(
        self, conn: Connection, row: FeedRow, outcome: Read | Unchanged, now: datetime, *, gap: timedelta
    ) -> PlannedPoll:
        """When to poll again a feed that answered. ``gap`` is the lane's present time between two requests."""
        rhythm = row.rhythm
        if rhythm is None or isinstance(outcome, Read):
            rhythm = await _learn(conn, row, outcome, now)
        own = pull(rhythm, now)
        price = await self._price_now(conn, now, gap, own)
        return PlannedPoll(due(rhythm, now, price.late(self._due_at(row, now), now)), rhythm, own)

    def _due_at(self, row: FeedRow, now: datetime) -> datetime:
        """When the feed could have been polled at the earliest: time in which the program did not run is no sign of a
        slow lane."""
        self._began = self._began or now
        return max(row.next_poll_at, self._began)

    async def _price_now(self, conn: Connection, now: datetime, gap: timedelta, own: float) -> Price:
        if self._price is None or not self._price.holds(now):
            wanted = await schedule.pulls(conn, now) or [(own, 1)]  # of the very first feed nothing is stored yet
            self._price = reckon(wanted, now, interval=self._interval, gap=gap)
            log.debug("polls_priced", feeds=sum(count for _, count in wanted), price=self._price.value)
        return self._price


async def _learn(conn: Connection, row: FeedRow, outcome: Read | Unchanged, now: datetime) -> Rhythm:
    """The rhythm of the stories that are announced somewhere: in a publication's feed those by members, unless a guild
    wants the others too."""
    found = await schedule.published(conn, row.id)
    if isinstance(outcome, Read):
        for entry in outcome.feed.entries:
            if classify(entry) is not EntryKind.RESPONSE:
                found.setdefault(min(entry.published_at or now, now), entry.author)
    instants = await _that_count(conn, row.id, found)
    return learn(instants, now, known_since=row.created_at)


async def _that_count(conn: Connection, feed_id: int, found: Mapping[datetime, str]) -> list[datetime]:
    followers = await publications.watchers(conn, feed_id)
    if not followers or any(each.others for each in followers) or await profiles.watchers(conn, feed_id):
        return list(found)
    names = [await publications.names(conn, each.guild_id) for each in followers]
    return [
        instant for instant, author in found.items() if any(writer_here(author, here) is not None for here in names)
    ]
