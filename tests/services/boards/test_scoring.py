"""Roll-ups follow the facts, weeks are settled once, and what was settled stays."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.boards.weeks import MOST_MADE_UP, Week, WeeklySettings
from bot.services.boards import scoring, weeks
from bot.services.boards.rollups import RollupService
from bot.storage.database.engine import Connection, Database
from bot.storage.schema import connections, member_totals, member_weeks
from bot.storage.schema import members as member_rows
from bot.storage.schema import weeks as week_rows
from bot.storage.servers import guilds, members
from tests.services.parts import ADA, BEN, GUILD, Clock
from tests.services.readers import Circle
from tests.storage.statements import execute, fetch_rows

CLEO, DAN = 2003, 2004
SUNDAY = datetime(2026, 3, 8, 18, tzinfo=UTC)
"""When the week ends in which the clock of the tests begins: a guild in UTC with the default choices."""


@pytest.fixture
async def circle(database: Database) -> Circle:
    clock = Clock(datetime(2026, 3, 2, 12, tzinfo=UTC))
    await database.write(guilds.welcome, GUILD, clock())
    return Circle(database, clock)


async def rows(circle: Circle, table: Any) -> list[dict[str, Any]]:
    found = await fetch_rows(circle.database, select(table).order_by(*table.primary_key))
    return [dict(row._mapping) for row in found]


async def kept(circle: Circle) -> tuple[list[dict[str, Any]], ...]:
    """Everything that is kept beside the facts."""
    return tuple([await rows(circle, table) for table in (member_weeks, member_totals, connections)])


async def points(circle: Circle) -> dict[int, list[tuple[int, int]]]:
    """By member, (points, pending) of their weeks."""
    found: dict[int, list[tuple[int, int]]] = {}
    for row in await rows(circle, member_weeks):
        found.setdefault(row["member_id"], []).append((row["points"], row["pending"]))
    return found


async def close(circle: Circle) -> tuple[Week, ...]:
    return await circle.database.write(weeks.close_due, GUILD, circle.clock())


async def sound(circle: Circle) -> bool:
    """Whether making all roll-ups anew changes nothing."""
    before = await kept(circle)
    wrong = await RollupService(circle.database, circle.clock).rebuild()
    return wrong == 0 and await kept(circle) == before


@pytest.mark.one_engine
async def test_a_note_and_a_help_and_the_weeks_end(circle: Circle) -> None:
    note = await circle.note(ADA, BEN)
    await circle.note(ADA, BEN)
    await circle.note(ADA, CLEO, at=circle.clock() + timedelta(days=1))
    await circle.help(note)
    assert await points(circle) == {ADA: [(4, 2)]}
    circle.clock.now = SUNDAY
    (week,) = await close(circle)
    assert (week.ends_at, week.closed_at) == (SUNDAY, SUNDAY)
    assert await points(circle) == {ADA: [(6, 0)]}
    assert await close(circle) == (), "once"
    (totals,) = await rows(circle, member_totals)
    assert (totals["points"], totals["writers"], totals["new_writers"], totals["streak"]) == (6, 2, 2, 1)
    to_ben, to_cleo = await rows(circle, connections)
    assert (to_ben["notes"], to_ben["helpful"], to_cleo["notes"], to_cleo["helpful"]) == (2, 1, 1, 0)
    assert await sound(circle)


async def test_who_helps_back_voids_both_until_the_end_and_nothing_afterwards(circle: Circle) -> None:
    by_ada, by_ben = await circle.note(ADA, BEN), await circle.note(BEN, ADA)
    await circle.help(by_ada)
    assert await points(circle) == {ADA: [(2, 2)], BEN: [(2, 0)]}
    await circle.help(by_ben)
    assert await points(circle) == {ADA: [(2, 0)], BEN: [(2, 0)]}, "the giver's too"
    await circle.withdraw(by_ben)
    assert await points(circle) == {ADA: [(2, 2)], BEN: [(2, 0)]}
    await circle.help(by_ben)
    circle.clock.now = SUNDAY
    await close(circle)
    assert await points(circle) == {ADA: [(2, 0)], BEN: [(2, 0)]}
    await circle.withdraw(by_ben)
    assert await points(circle) == {ADA: [(2, 0)], BEN: [(2, 0)]}, "what was mutual as the week closed stays so"
    assert await sound(circle)


@pytest.mark.one_engine
async def test_a_help_of_another_week_changes_nothing_that_was_settled(circle: Circle) -> None:
    by_ada, by_ben = await circle.note(ADA, BEN), await circle.note(BEN, ADA)
    await circle.help(by_ada)
    circle.clock.now = SUNDAY + timedelta(hours=1)
    await close(circle)
    await circle.help(by_ben)
    assert await points(circle) == {ADA: [(4, 0)], BEN: [(2, 0), (0, 2)]}
    circle.clock.forward(days=7)
    await close(circle)
    assert await points(circle) == {ADA: [(4, 0)], BEN: [(2, 0), (2, 0)]}
    assert await sound(circle)


@pytest.mark.one_engine
async def test_a_note_that_is_deleted_takes_its_help_with_it_wherever_that_was_given(circle: Circle) -> None:
    by_ada, by_ben = await circle.note(ADA, BEN), await circle.note(BEN, ADA)
    circle.clock.now = SUNDAY + timedelta(hours=1)
    await close(circle)
    await circle.help(by_ada)
    await circle.help(by_ben)
    assert await points(circle) == {ADA: [(2, 0), (0, 0)], BEN: [(2, 0), (0, 0)]}
    await circle.delete(by_ada)
    assert await points(circle) == {BEN: [(2, 0), (0, 2)]}
    assert await sound(circle)


@pytest.mark.one_engine
async def test_voiding_and_restoring_restores_open_and_closed_weeks(circle: Circle) -> None:
    note = await circle.note(ADA, BEN)
    circle.clock.now = SUNDAY + timedelta(hours=1)
    await circle.help(note)
    await circle.note(ADA, BEN)
    before = await kept(circle)
    await circle.void(note)
    assert await points(circle) == {ADA: [(0, 0), (2, 0)]}, (
        "the help falls in a later week, and the writer is new there"
    )
    await circle.void(note, voided=False)
    assert await kept(circle) == before
    circle.clock.forward(days=7)
    await close(circle)
    before = await kept(circle)
    assert await points(circle) == {ADA: [(2, 0), (3, 0)]}
    await circle.void(note)
    assert await sound(circle)
    await circle.void(note, voided=False)
    assert await kept(circle) == before


@pytest.mark.one_engine
async def test_what_is_deleted_leaves_nothing(circle: Circle) -> None:
    note = await circle.note(ADA, BEN)
    await circle.help(note)
    await circle.delete(note)
    assert await kept(circle) == ([], [], [])


@pytest.mark.one_engine
async def test_what_counts_for_nothing_is_no_connection(circle: Circle) -> None:
    await circle.note(ADA, None)
    await circle.note(ADA, ADA)
    assert await points(circle) == {ADA: [(0, 0)]}
    assert await rows(circle, connections) == await rows(circle, member_totals) == []
    assert await sound(circle)


@pytest.mark.one_engine
async def test_the_order_in_which_facts_arrive_does_not_matter(circle: Circle) -> None:
    chance = random.Random(4)  # noqa: S311 - the same facts in every run
    start = circle.clock()
    facts = [
        (chance.choice([ADA, BEN, CLEO]), chance.choice([ADA, BEN, CLEO, DAN]), start + timedelta(hours=13 * place))
        for place in range(40)
    ]
    circle.clock.now = start + timedelta(days=30)
    ids: dict[int, int] = {}
    for place in chance.sample(range(40), 40):
        reader, author, at = facts[place]
        ids[place] = await circle.note(reader, author, at, minutes=chance.choice([5, 400]))
    for place in chance.sample(range(40), 25):
        reader, author, at = facts[place]
        if reader != author:
            await circle.help(ids[place], at + timedelta(days=1))
    for place in chance.sample(range(40), 8):
        await circle.void(ids[place])
    assert await sound(circle)
    while await close(circle):
        pass
    await circle.delete(ids[3])
    assert await sound(circle)


async def test_settled_points_do_not_follow_a_member_to_another_zone(circle: Circle) -> None:
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    await circle.note(ADA, BEN, late - timedelta(hours=1), minutes=900)
    await circle.note(ADA, CLEO, late, minutes=900)
    assert await points(circle) == {ADA: [(2, 0)]}
    circle.clock.now = SUNDAY
    await close(circle)
    await execute(circle.database, update(member_rows).values(time_zone="Europe/Rome"))
    await circle.database.write(scoring.zone_changed, GUILD, ADA, circle.clock())
    assert await sound(circle)
    assert await points(circle) == {ADA: [(2, 0)]}


async def test_a_wrong_roll_up_is_found_mended_and_logged(circle: Circle) -> None:
    for author in (BEN, CLEO):
        await circle.note(ADA, author)
    right = await kept(circle)
    await execute(
        circle.database,
        update(member_weeks).values(points=77),
        update(member_totals).values(longest_streak=77),
        update(connections).values(notes=77),
    )
    service = RollupService(circle.database, circle.clock)
    assert await service.check() == 1
    assert await kept(circle) == right
    assert await service.check() == 0


@pytest.mark.one_engine
async def test_another_hour_moves_the_end_of_the_open_week_only(circle: Circle) -> None:
    circle.clock.now = SUNDAY + timedelta(days=1)

    async def work(conn: Connection) -> None:
        first = await weeks.at(conn, GUILD, SUNDAY - timedelta(days=1))
        second = await weeks.save_settings(conn, GUILD, WeeklySettings(weekday=5, hour=9), circle.clock())
        assert second.starts_at == first.ends_at == SUNDAY, "the one that is over keeps its end"
        assert second.ends_at == datetime(2026, 3, 14, 9, tzinfo=UTC)
        await guilds.set_time_zone(conn, GUILD, "Asia/Tokyo")
        assert (await weeks.realign(conn, GUILD, circle.clock())).ends_at == datetime(2026, 3, 14, tzinfo=UTC)

    await circle.database.write(work)
    circle.clock.now = datetime(2026, 3, 14, tzinfo=UTC)
    closed = await close(circle)
    assert [week.ends_at for week in closed] == [SUNDAY, circle.clock()]


@pytest.mark.one_engine
async def test_a_clock_that_goes_back_reopens_nothing(circle: Circle) -> None:
    await circle.note(ADA, BEN)
    circle.clock.now = SUNDAY
    (week,) = await close(circle)
    circle.clock.now = SUNDAY - timedelta(hours=2)
    assert await close(circle) == ()
    assert (await circle.database.write(weeks.current, GUILD, circle.clock())).starts_at == week.ends_at
    await circle.note(ADA, CLEO)
    assert await points(circle) == {ADA: [(4, 0)]}, "a fact belongs to the week of its instant all the same"


async def test_a_long_absence_makes_no_hundreds_of_weeks(circle: Circle) -> None:
    await circle.note(ADA, BEN)
    circle.clock.forward(days=5 * 365)
    await close(circle)
    await circle.note(ADA, BEN)
    assert len(await rows(circle, week_rows)) == 2
    circle.clock.forward(days=7 * MOST_MADE_UP)
    await close(circle)
    stored = await rows(circle, week_rows)
    assert len(stored) == 2 + MOST_MADE_UP
    later = stored[1:]
    assert [week["ends_at"] for week in later[:-1]] == [week["starts_at"] for week in later[1:]]
    assert await sound(circle)


@pytest.mark.one_engine
async def test_who_is_erased_takes_nothing_from_others(circle: Circle) -> None:
    from bot.storage.desk import privacy  # noqa: PLC0415 - used by this test alone

    await circle.help(await circle.note(ADA, BEN))
    await circle.note(BEN, ADA)
    circle.clock.now = SUNDAY
    await close(circle)
    await circle.database.write(privacy.erase, BEN, GUILD)
    await circle.database.write(members.know, GUILD, ADA, circle.clock())
    assert await points(circle) == {ADA: [(4, 0)]}
    assert await sound(circle)
