"""A member's own numbers over time: stored for them alone, charted, exported, deleted."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.growth.errors import DayRefused, DayUnreadable, NothingLogged
from bot.domain.growth.growth import Logged, Measure, NumberProblem, check_day, csv_rows, parse, series
from bot.domain.growth.growth_views import GrowthPage, LogOutcome, page_of, shown_measure
from bot.domain.kit.clock import Clock
from bot.storage.database.engine import Connection, Database
from bot.storage.growth import growth
from bot.storage.plan import plan_choices
from bot.storage.servers import members


class GrowthService:
    """A member's own numbers in one guild. No method takes another member's id to show to somebody else."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def day(self, guild_id: int, member_id: int, typed: str) -> date:
        """The day that was typed; today in the member's time zone for an empty text.

        Raises:
            DayUnreadable: it is no date.
            DayRefused: it is in the future, or before Medium existed.
        """
        (zone, _) = await self._database.read(plan_choices.zone_of, guild_id, member_id)
        today = self._clock().astimezone(ZoneInfo(zone)).date()
        if not typed.strip():
            return today
        try:
            day = date.fromisoformat(typed.strip())
        except ValueError as error:
            raise DayUnreadable from error
        problem = check_day(day, today)
        if problem is not None:
            raise DayRefused(problem)
        return day

    async def log(self, guild_id: int, member_id: int, day: date, typed: Mapping[Measure, str]) -> LogOutcome:
        """Store the typed numbers that can be read, and report the others, so that no correct number is typed twice.

        A number of the same measure and day is replaced. ``day`` is a result of ``day()``.
        """
        kept: list[Logged] = []
        refused: dict[Measure, tuple[str, NumberProblem]] = {}
        for measure, text in typed.items():
            if not text.strip():
                continue
            value = parse(measure, text)
            if isinstance(value, NumberProblem):
                refused[measure] = text, value
            else:
                kept.append(Logged(measure, day, value))
        now = self._clock()
        if kept:
            await self._database.write(_put, guild_id, member_id, kept, now)
        return LogOutcome(day, tuple(kept), refused)

    async def show(self, guild_id: int, member_id: int, measure: Measure | None = None) -> GrowthPage:
        """The newest numbers, and the line of one measure: the given one, else the one with the most numbers."""
        return await self._database.read(_page, guild_id, member_id, measure)

    async def rows(self, guild_id: int, member_id: int) -> tuple[tuple[str, ...], ...]:
        """All numbers as rows of a CSV file whose columns are ``growth.CSV_HEADER``.

        Raises:
            NothingLogged: there is none.
        """
        logged = await self._database.read(growth.of_member, guild_id, member_id)
        if not logged:
            raise NothingLogged
        return csv_rows(logged)

    async def remove(self, guild_id: int, member_id: int, measure: Measure, day: date) -> GrowthPage:
        """Delete one number if it exists; returns the page afterwards."""

        async def work(conn: Connection) -> GrowthPage:
            await growth.remove(conn, guild_id, member_id, measure, day)
            return await _page(conn, guild_id, member_id, measure)

        return await self._database.write(work)

    async def clear(self, guild_id: int, member_id: int) -> int:
        """Delete all numbers of the member in this guild; returns how many."""
        return await self._database.write(growth.clear, guild_id, member_id)


async def _put(conn: Connection, guild_id: int, member_id: int, kept: Collection[Logged], now: datetime) -> None:
    """Store a member's numbers."""
    await members.welcome_with_guild(conn, guild_id, member_id, now)
    await growth.put(conn, guild_id, member_id, kept)


async def _page(conn: Connection, guild_id: int, member_id: int, measure: Measure | None) -> GrowthPage:
    logged = await growth.of_member(conn, guild_id, member_id)
    shown = shown_measure(logged, measure)
    return page_of(logged, series(logged, shown) if shown else (), shown)
