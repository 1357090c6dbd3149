"""The monthly report: counted once, stored, and posted if the guild has chosen a channel for it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from bot.domain.circle.errors import ReportMissing
from bot.domain.circle.monthly import LITTLE_READ_SINCE, Month, MonthSnapshot, count_month, month_bounds, report_due
from bot.domain.circle.monthly_view import OPEN, MonthlyCard, MonthReport, counted, month_from, report_at, weeks_of
from bot.domain.circle.reciprocity import READER_WITHIN, within
from bot.domain.kit.clock import Clock
from bot.domain.posting.outbox import Attempt, PostKind, PostSubject
from bot.domain.servers.guilds import Feature
from bot.services.posting.post_type import PostType
from bot.storage.circle import monthly
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import outbox
from bot.storage.servers import guilds

log = structlog.get_logger(__name__)

OFFERED = 25
"""Months that an autocomplete offers: as many as Discord shows."""


class MonthlyService:
    """Makes the reports that are due, and finds stored ones."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def make_due(self) -> int:
        """Make the reports that are due; returns how many.

        Each is made once, whatever the clocks do and however often the program is started: report and post are one
        transaction. The report of a month without anything to tell is stored too, but not posted.
        """
        now = self._clock()
        waiting = await self._database.read(monthly.awaiting)
        made = 0
        for guild_id, zone, latest in waiting:
            if (month := _due(now, ZoneInfo(zone), latest)) is None:
                continue
            try:
                made += await self._make(guild_id, month, zone, now)
            except Exception:  # one guild's trouble is not that of those who come after
                log.exception("report_failed", guild=guild_id)
        return made

    async def show(self, guild_id: int, typed: str | None = None) -> MonthReport:
        """The stored report of a month (typed as ``2026-05``), or the latest one if nothing was typed.

        Raises:
            ReportMissing: there is none.
        """

        async def work(conn: Connection) -> MonthReport:
            month = month_from(typed.strip()) if typed else await monthly.latest_month(conn, guild_id)
            report = await monthly.get(conn, guild_id, month) if month else None
            if report is None:
                raise ReportMissing
            return report

        return await self._database.read(work)

    async def months(self, guild_id: int) -> tuple[Month, ...]:
        """The months with a report, the latest first."""
        return tuple(await self._database.read(monthly.months, guild_id, OFFERED))

    async def _make(self, guild_id: int, month: Month, zone: str, now: datetime) -> bool:
        report = await self._database.read(_counted, guild_id, month, zone, now)

        async def record(conn: Connection) -> bool:
            latest = await monthly.latest_month(conn, guild_id)
            if _due(now, await guilds.zone(conn, guild_id), latest) != month:
                return False  # the zone was changed since
            if not await monthly.save(conn, report):
                return False
            if report.says_something:
                about = PostSubject(payload={"month": month.key})
                await outbox.enqueue_post(
                    conn, PostKind.MONTHLY, guild_id, f"monthly/{guild_id}/{month.key}", now, about=about
                )
            return True

        if not await self._database.write(record):
            return False
        log.info("report_made", guild=guild_id, month=month.key, posted=report.says_something)
        return True


def _due(now: datetime, zone: ZoneInfo, latest: Month | None) -> Month | None:
    month = report_due(now, zone, latest)
    return month if month is not None and now >= report_at(month, zone) else None


async def _counted(conn: Connection, guild_id: int, month: Month, name: str, now: datetime) -> MonthReport:
    """The month's numbers, by four or five queries, each of which uses an index."""
    zone = ZoneInfo(name)
    since, until = month_bounds(month, zone)
    hidden = await monthly.hidden(conn, guild_id)
    stories = await monthly.told(conn, guild_id, since - READER_WITHIN, until)
    readings = await monthly.readings(conn, guild_id, since - LITTLE_READ_SINCE, until, OPEN)
    levels = counted(within(readings, since, until), hidden)
    if levels != OPEN:
        readings = await monthly.readings(conn, guild_id, since - LITTLE_READ_SINCE, until, levels)
    firsts = await monthly.firsts(conn, guild_id, since, until, levels)
    shared = await monthly.milestones_shared(conn, guild_id, since, until)
    numbers = count_month(stories, readings, firsts, bounds=(since, until), milestones=shared, hidden=hidden)
    by_week = weeks_of(month, zone, stories, readings, firsts, hidden)
    return MonthReport(MonthSnapshot(guild_id, month, name, now, numbers), by_week)


async def compose(conn: Connection, attempt: Attempt) -> MonthlyCard | None:
    """The post of a month's report; ``None`` if the report does not exist (any more) or has nothing to tell."""
    claimed = attempt.claimed
    month = month_from(str(claimed.about.payload.get("month", "")))
    report = await monthly.get(conn, claimed.guild_id, month) if month else None
    return MonthlyCard(report) if report is not None and report.says_something else None


MONTHLY = PostType(
    kind=PostKind.MONTHLY,
    card=MonthlyCard,
    compose=compose,
    channels=(Feature.COMMUNITY, Feature.CHALLENGES),  # never among the stories
)
