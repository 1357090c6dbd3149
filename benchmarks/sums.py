"""The roll-ups of a crowd's notes, by the program's own rules and in one reading of all notes.

``inklings db rebuild`` comes to the same, and takes an hour for what takes half a minute here: it goes from member to
member, and mends what is there.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, insert, select

from benchmarks.inklings import GUILD
from bot.domain.boards import streaks
from bot.domain.boards.points import AnswerKind, HelpFact, MemberWeek, NoteFact, settled, week_of
from bot.domain.boards.weeks import Week
from bot.storage.boards import facts, rollups, totals
from bot.storage.boards import weeks as week_rows
from bot.storage.database.engine import Connection
from bot.storage.schema import connections, note_answers, notes

UTC = ZoneInfo("UTC")
"""Everybody's zone: nobody of a crowd chose one."""


async def sum_up(conn: Connection) -> None:
    """Make all roll-ups of a guild whose weeks are made, and settled where they are over, and that has none yet."""
    await _connect(conn)
    sums: dict[int, _Sum] = defaultdict(_Sum)
    for week in await week_rows.of_guild(conn, GUILD):
        await _sum_week(conn, week, sums)
    for member_id, each in sums.items():
        await totals.put(conn, GUILD, member_id, each.totals())


async def _connect(conn: Connection) -> None:
    """Who read whom, as ``bot.storage.boards.facts.connection_of`` has it, for everybody at once."""
    helped = and_(note_answers.c.note_id == notes.c.id, note_answers.c.kind == AnswerKind.HELPED)
    who = (notes.c.guild_id, notes.c.member_id, notes.c.author_id)
    values = {
        "guild_id": who[0],
        "reader_id": who[1],
        "author_id": who[2],
        "first_at": func.min(notes.c.noted_at),
        "last_at": func.max(notes.c.noted_at),
        "notes": func.count(),
        "helpful": func.count(note_answers.c.note_id),
    }
    rows = select(*values.values()).outerjoin(note_answers, helped).group_by(*who)
    await conn.execute(insert(connections).from_select(list(values), rows))


@dataclass(slots=True)
class _Sum:
    """What is known of a member after some weeks: whom they noted when last, their scores, the weeks they noted in."""

    known: dict[int, datetime] = field(default_factory=dict)
    scores: list[MemberWeek] = field(default_factory=list)
    weeks: set[date] = field(default_factory=set)

    def add(self, facts: Sequence[NoteFact], score: MemberWeek) -> None:
        """One more week."""
        self.known |= {fact.author_id: fact.at for fact in facts if fact.author_id is not None}
        self.scores.append(score)
        self.weeks |= {streaks.week_start(fact.at, UTC) for fact in facts}

    def totals(self) -> totals.Totals:
        """What it all comes to."""
        streak = streaks.rebuilt(self.weeks)
        return totals.Totals(
            writers=len(self.known),
            new_writers=sum(each.new_writers for each in self.scores),
            helpful=sum(each.helpful for each in self.scores),
            points=sum(each.points for each in self.scores),
            streak=streak,
            streak_until=streaks.ends_at(streak, UTC),
        )


async def _sum_week(conn: Connection, week: Week, sums: dict[int, _Sum]) -> None:
    span, closed = (week.starts_at, week.ends_at), week.closed_at is not None
    helps: Sequence[HelpFact] = await facts.helps_in(conn, GUILD, span, None)
    if closed:
        helps = settled(helps)
        await facts.mark_mutual(conn, helps)
    concerned: dict[int, list[HelpFact]] = defaultdict(list)
    for each in helps:
        concerned[each.reader_id].append(each)
        concerned[each.author_id].append(each)
    noted: dict[int, list[NoteFact]] = defaultdict(list)
    for fact in sorted(await facts.notes_in(conn, GUILD, span, None), key=lambda fact: fact.at):
        noted[fact.reader_id].append(fact)
    rows = {}
    for reader, theirs in noted.items():
        score = week_of(reader, theirs, concerned[reader], known=sums[reader].known, zone=UTC, closed=closed)
        rows[reader] = (score, UTC.key if closed else None)
        sums[reader].add(theirs, score)
    await rollups.put_weeks(conn, week, rows, ())
