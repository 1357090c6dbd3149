"""The roll-ups of what members read: brought in line with the facts, checked against them, made anew from them.

There is one way to make each, from the facts; what is kept is compared with it. So the same functions keep a roll-up
up, check it and mend it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import structlog

from bot.domain.boards import streaks
from bot.domain.boards.points import NEW_AFTER, HelpFact, MemberWeek, NoteFact, week_of
from bot.domain.boards.streaks import Streak
from bot.domain.boards.weeks import Week
from bot.domain.kit.clock import Clock
from bot.storage.boards import facts, rollups, totals, weeks
from bot.storage.database.engine import Connection, Database

log = structlog.get_logger(__name__)

SAMPLE = 10
"""Members whose roll-ups one round of housekeeping checks: with a round an hour 240 members are gone through each day.
One with three years of reading, 2,000 notes, takes a good part of a second of the writer's turn."""

UNKNOWN_ZONE = "UTC"
"""For somebody whom the guild does not know, and of whom there are no facts."""

T = TypeVar("T", NoteFact, HelpFact)
Change = tuple[MemberWeek, MemberWeek]
"""What the roll-up said of a member's week, and what it says now."""


async def refresh_week(conn: Connection, week: Week) -> None:
    """Bring a week in line with the facts, for everybody.

    A closed week keeps the zones that it was settled with.
    """
    kept = await rollups.weeks_kept(conn, week.id)
    settled = {member_id: zone for member_id, (_, zone) in kept.items() if zone is not None}
    zones = await facts.zones(conn, week.guild_id, None)
    found = await _reckon(conn, week, None, zones | settled)
    rows = {member_id: _row(week, score, zone) for member_id, (score, zone) in found.items()}
    fresh = {member_id: row for member_id, row in rows.items() if kept.get(member_id) != row}
    await rollups.put_weeks(conn, week, fresh, kept.keys() - rows.keys())


async def refresh_member(
    conn: Connection, guild_id: int, member_id: int, chosen: Sequence[Week]
) -> list[tuple[Week, Change]]:
    """Bring some weeks of a member in line with the facts; what changed by it. The weeks are in their order."""
    if not chosen:
        return []
    begins, ends = chosen[0].starts_at, chosen[-1].ends_at
    notes = await facts.notes_in(conn, guild_id, (begins - NEW_AFTER, ends), [member_id])
    notes.sort(key=lambda note: (note.at, note.id))
    helps = await facts.helps_in(conn, guild_id, (begins, ends), [member_id])
    helps.sort(key=lambda each: each.at)
    present = (await facts.zones(conn, guild_id, [member_id])).get(member_id, UNKNOWN_ZONE)
    kept = await rollups.weeks_of_member(conn, guild_id, member_id)
    changed: list[tuple[Week, Change]] = []
    for week in chosen:
        before, settled = kept.get(week.id, (MemberWeek(), None))
        zone = settled or present
        in_week = _between(notes, week.starts_at, week.ends_at)
        given = _between(helps, week.starts_at, week.ends_at)
        after = week_of(
            member_id,
            in_week,
            given,
            known=_known(_between(notes, week.starts_at - NEW_AFTER, week.starts_at)),
            zone=ZoneInfo(zone),
            closed=week.closed_at is not None,
        )
        there = bool(in_week) or any(each.reader_id == member_id for each in given)
        row = _row(week, after, zone)
        if there and kept.get(week.id) != row:
            await rollups.put_weeks(conn, week, {member_id: row}, ())
        if not there and week.id in kept:
            await rollups.put_weeks(conn, week, {}, [member_id])
        if after != before:
            changed.append((week, (before, after)))
    return changed


def _row(week: Week, score: MemberWeek, zone: str) -> tuple[MemberWeek, str | None]:
    return score, zone if week.closed_at is not None else None


def _between(facts: list[T], begins: datetime, ends: datetime) -> list[T]:
    """Of facts in the order of their instants, those of a time."""
    first, after = (bisect_left(facts, instant, key=lambda fact: fact.at) for instant in (begins, ends))
    return facts[first:after]


def _known(notes: Iterable[NoteFact]) -> dict[int, datetime]:
    """When each author was last noted, by notes in the order of their instants."""
    return {note.author_id: note.at for note in notes if note.living and note.author_id is not None}


async def reckon(conn: Connection, week: Week, whose: Collection[int]) -> dict[int, MemberWeek]:
    """What the facts make of a week, or of a part of one, for some members. Who has none is left out."""
    zones = await facts.zones(conn, week.guild_id, whose)
    return {member_id: score for member_id, (score, _) in (await _reckon(conn, week, whose, zones)).items()}


async def _reckon(
    conn: Connection, week: Week, whose: Collection[int] | None, zones: dict[int, str]
) -> dict[int, tuple[MemberWeek, str]]:
    """By member, what the facts make of a week, and in which zone. Who has none is left out."""
    span = (week.starts_at, week.ends_at)
    notes = _grouped(await facts.notes_in(conn, week.guild_id, span, whose))
    helps = await facts.helps_in(conn, week.guild_id, span, whose)
    known = await facts.known_before(conn, week.guild_id, week.starts_at, whose)
    received = _grouped(helps)
    concerned: dict[int, list[HelpFact]] = defaultdict(list)
    for each in helps:
        for member_id in {each.reader_id, each.author_id}:
            concerned[member_id].append(each)
    there = notes.keys() | received.keys()
    return {
        member_id: (
            week_of(
                member_id,
                notes.get(member_id, ()),
                concerned.get(member_id, ()),
                known=known.get(member_id, {}),
                zone=ZoneInfo(zones[member_id]),
                closed=week.closed_at is not None,
            ),
            zones[member_id],
        )
        for member_id in sorted(there if whose is None else there & set(whose))
    }


def _grouped(facts: Collection[T]) -> dict[int, list[T]]:
    grouped: dict[int, list[T]] = defaultdict(list)
    for fact in facts:
        grouped[fact.reader_id].append(fact)
    return grouped


async def refresh_connections(conn: Connection, guild_id: int, reader_id: int, author_id: int | None = None) -> bool:
    """Bring whom a member read in line with the facts, for one author or for all; whether that changed anything."""
    kept = await rollups.connections_kept(conn, guild_id, reader_id, author_id)
    found = await facts.connection_of(conn, guild_id, reader_id, author_id)
    if kept == found:
        return False
    await rollups.put_connections(conn, guild_id, reader_id, found.values(), kept.keys() - found.keys())
    return True


async def refresh_totals(conn: Connection, guild_id: int, member_id: int, at: datetime | None = None) -> bool:
    """Bring a member's totals in line with the other roll-ups and the facts; whether that changed anything.

    ``at``: the instant of the only fact that changed, so that a streak can go on where it was; ``None``: it is made
    anew.
    """
    name = (await facts.zones(conn, guild_id, [member_id])).get(member_id)
    if name is None:
        return False  # nobody the guild knows: nothing names them
    zone = ZoneInfo(name)
    kept = await totals.kept(conn, guild_id, member_id)
    streak = await _streak(conn, guild_id, member_id, zone, kept.streak if kept else Streak(), at)
    found = await totals.summed(conn, guild_id, member_id, streak, streaks.ends_at(streak, zone))
    empty = totals.Totals(0, 0, 0, 0, Streak(), None)
    if found == (kept or empty):
        return False
    if found == empty:
        await totals.drop(conn, guild_id, member_id)
    else:
        await totals.put(conn, guild_id, member_id, found)
    return True


async def _streak(  # noqa: PLR0917 - what a streak depends on
    conn: Connection, guild_id: int, member_id: int, zone: ZoneInfo, kept: Streak, at: datetime | None
) -> Streak:
    if at is not None:
        week = streaks.week_start(at, zone)
        latest = kept.last is None or week >= kept.last
        if latest and await facts.has_noted(conn, guild_id, member_id, streaks.week_span(week, zone)):
            return streaks.extended(kept, week)
    instants = await facts.noted_at_instants(conn, guild_id, member_id)
    return streaks.rebuilt(streaks.week_start(each, zone) for each in instants)


async def mend(conn: Connection, guild_id: int, member_id: int) -> bool:
    """Make all roll-ups of a member anew; whether that changed anything."""
    changed = bool(await refresh_member(conn, guild_id, member_id, await weeks.of_guild(conn, guild_id)))
    changed |= await refresh_connections(conn, guild_id, member_id)
    changed |= await refresh_totals(conn, guild_id, member_id)
    return changed


class RollupService:
    """Checks the roll-ups against their source."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def check(self) -> int:
        """Check some members' roll-ups, others each hour, and mend what is wrong; how many members' were.

        A roll-up that is wrong is a mistake in the program, and is logged as one.
        """
        hour = int(self._clock().timestamp()) // 3600

        async def some(conn: Connection) -> Collection[tuple[int, int]]:
            count = await totals.count(conn)
            return await totals.some(conn, limit=SAMPLE, offset=hour * SAMPLE % count if count else 0)

        return await self._mend(await self._database.read(some))

    async def rebuild(self) -> int:
        """Make all roll-ups of everybody anew; how many members' were wrong."""
        everybody = await self._database.read(facts.readers)
        return await self._mend(everybody)

    async def _mend(self, who: Collection[tuple[int, int]]) -> int:
        wrong = 0
        for guild_id, member_id in who:
            changed = await self._database.write(mend, guild_id, member_id)
            if changed:
                log.error("rollup_mended", guild=guild_id, member=member_id)
                wrong += 1
        return wrong
