"""Polling: fetch the feeds that are due, decide about their stories, and enqueue what is to be announced."""

from collections import deque
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import structlog

from bot.domain.feeds.feed import FetchRefused, Later, Missing, NotAFeed, Read, Unchanged
from bot.domain.feeds.schedule import failures_after
from bot.domain.kit.clock import Clock
from bot.domain.stories.polling import POLL_BATCH, POLL_LEASE, UNWANTED_WAIT, Polled, claims_at_once
from bot.feeds.reader import FeedReader
from bot.services.stories import announcing, health, ownership
from bot.services.stories.schedule import Planner
from bot.storage.database.engine import Connection, Database
from bot.storage.stories import polling
from bot.storage.stories.feeds import FeedRow
from bot.storage.stories.polling import SameAgain

log = structlog.get_logger(__name__)

_Telling = Read | Later | Missing | FetchRefused | NotAFeed
"""The outcomes of which each is written down by itself."""


class FeedService:
    """Handles stories from the feed to the outbox."""

    def __init__(self, database: Database, reader: FeedReader, clock: Clock, *, interval: timedelta) -> None:
        self._database = database
        self._reader = reader
        self._clock = clock
        self._planner = Planner(interval=interval)

    async def poll_due(self) -> list[Polled]:
        """Poll due feeds one after the other, until none is due, the lane is paused, or a batch is full."""
        done: list[Polled] = []
        while len(done) < POLL_BATCH and not self._reader.paused:
            now = self._clock()
            most = min(claims_at_once(self._reader.gap), POLL_BATCH - len(done))
            taken = await self._database.write(
                polling.claim_due, now, most=most, lease_until=now + POLL_LEASE, look_again=now + UNWANTED_WAIT
            )
            if not taken:
                break
            done += await self._poll(taken)
        return done

    async def _poll(self, taken: Sequence[FeedRow]) -> list[Polled]:
        """Fetch feeds that were claimed.

        A kill at any point loses nothing: the claim is a lease, and what a feed brought is stored, decided and enqueued
        in one transaction. Feeds without changes are recorded together at the end.
        """
        done: list[Polled] = []
        same: list[tuple[FeedRow, Unchanged, datetime]] = []
        left = deque(taken)
        try:
            while left and not self._reader.paused:
                row = left.popleft()  # given back if never asked for; if this fails, the lease keeps it from failing on
                outcome = await self._reader.read(row.url, row.validators, urgent=False)
                if isinstance(outcome, Unchanged):
                    same.append((row, outcome, self._clock()))
                    done.append(Polled(row.key, outcome.code))
                else:
                    done.append(await self._database.write(self._record, row, outcome))
                _log(done[-1])
        finally:
            if same or left:
                await self._database.write(self._record_same, same, left)
        return done

    async def _record_same(
        self, conn: Connection, same: Sequence[tuple[FeedRow, Unchanged, datetime]], left: Collection[FeedRow]
    ) -> None:
        """Record the feeds without changes, and release those that were claimed but not fetched."""
        await polling.give_back(conn, left)
        if not same:
            return
        gap = self._reader.gap
        plans = [await self._planner.plan_living(conn, row, outcome, now, gap=gap) for row, outcome, now in same]
        await polling.record_same(
            conn,
            [
                SameAgain(row.id, now, plan.at, outcome.validators, plan.rhythm, plan.pull)
                for (row, outcome, now), plan in zip(same, plans, strict=True)
            ],
        )
        await ownership.look_again(conn, [row.id for row, _, _ in same], self._clock())

    async def _record(self, conn: Connection, row: FeedRow, outcome: _Telling) -> Polled:
        now = self._clock()
        failures = failures_after(outcome.code, row.failures)
        if not isinstance(outcome, Read):
            at = self._planner.plan_failing(outcome, failures, now)
            await polling.record(conn, row.id, code=outcome.code, failures=failures, now=now, next_poll_at=at)
            if isinstance(outcome, Later):
                return Polled(row.key, outcome.code, later=outcome.reason)
            await health.unread(conn, row.id, outcome.code, now)
            return Polled(row.key, outcome.code)
        planned = await self._planner.plan_living(conn, row, outcome, now, gap=self._reader.gap)
        await polling.record(
            conn,
            row.id,
            code=outcome.code,
            failures=failures,
            now=now,
            next_poll_at=planned.at,
            validators=outcome.validators,
            feed=outcome.feed,
            moved_to=outcome.moved_to,
            rhythm=planned.rhythm,
            pull=planned.pull,
        )
        await ownership.seen(conn, row.id, outcome.feed, now)
        told = await announcing.announce(conn, row.id, outcome.feed, now)
        return Polled(row.key, outcome.code, decisions=told.decisions, edited=told.edited)


def _log(polled: Polled) -> None:
    log.info(
        "feed_polled",
        feed=polled.key,
        outcome=polled.code.value,
        later=polled.later,
        announced=sum(each.decision.announce for each in polled.decisions),
        silent=sum(not each.decision.announce for each in polled.decisions),
        edited=len(polled.edited),
    )
