"""Polling: ask for the feed that is due, decide about its stories, and put what is to be told on its way."""

from datetime import timedelta

import structlog

from bot.domain.clock import Clock
from bot.domain.feed import Later, Outcome, Read, Unchanged
from bot.domain.polling import POLL_BATCH, POLL_LEASE, UNWANTED_WAIT, Polled
from bot.domain.schedule import failures_after
from bot.feeds.reader import FeedReader
from bot.services import announcing, health, ownership
from bot.services.schedule import Planner
from bot.storage import feeds
from bot.storage.engine import Connection, Database
from bot.storage.feeds import FeedRow

log = structlog.get_logger(__name__)


class FeedService:
    """The way of a story, up to the outbox."""

    def __init__(self, database: Database, reader: FeedReader, clock: Clock, *, interval: timedelta) -> None:
        self._database = database
        self._reader = reader
        self._clock = clock
        self._planner = Planner(interval=interval)

    async def poll_due(self) -> list[Polled]:
        """Poll the feeds that are due, one after the other, until none is, the lane pauses, or a batch is full."""
        done: list[Polled] = []
        while len(done) < POLL_BATCH and not self._reader.paused:
            polled = await self.poll_next()
            if polled is None:
                break
            done.append(polled)
        return done

    async def poll_next(self) -> Polled | None:
        """Poll the feed that has been due longest; ``None`` where none is due.

        Nothing is lost by a kill at any point: the claim is a lease, and what the feed said is stored, decided and
        put into the outbox in one transaction.
        """
        now = self._clock()
        async with self._database.transaction() as conn:
            row = await feeds.claim_due(conn, now, now + POLL_LEASE, now + UNWANTED_WAIT)
        if row is None:
            return None
        outcome = await self._reader.read(row.url, row.validators, urgent=False)
        async with self._database.transaction() as conn:
            polled = await self._record(conn, row, outcome)
        log.info(
            "feed_polled",
            feed=polled.key,
            outcome=polled.code.value,
            later=polled.later,
            announced=sum(each.decision.announce for each in polled.decisions),
            silent=sum(not each.decision.announce for each in polled.decisions),
            edited=len(polled.edited),
        )
        return polled

    async def _record(self, conn: Connection, row: FeedRow, outcome: Outcome) -> Polled:
        now = self._clock()
        failures = failures_after(outcome.code, row.failures)
        planned = await self._planner.plan(conn, row, outcome, now, failures=failures, gap=self._reader.gap)
        await feeds.record(
            conn,
            row.id,
            code=outcome.code,
            failures=failures,
            now=now,
            next_poll_at=planned.at,
            validators=outcome.validators if isinstance(outcome, Read | Unchanged) else None,
            moved_to=outcome.moved_to if isinstance(outcome, Read) else None,
            rhythm=planned.rhythm,
            pull=planned.pull,
        )
        if isinstance(outcome, Later):
            return Polled(row.key, outcome.code, later=outcome.reason)
        if not isinstance(outcome, Read):
            await health.unread(conn, row.id, outcome.code, now)
            return Polled(row.key, outcome.code)
        await feeds.describe(conn, row.id, outcome.feed)
        await ownership.seen(conn, row.id, outcome.feed, now)
        told = await announcing.tell(conn, row.id, outcome.feed, now)
        return Polled(row.key, outcome.code, decisions=told.decisions, edited=told.edited)
