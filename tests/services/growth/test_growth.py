"""A member's own numbers over a real database: theirs alone, whatever is asked."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from bot.domain.growth.errors import DayRefused, DayUnreadable, NothingLogged
from bot.domain.growth.growth import Logged, Measure, NumberProblem
from bot.domain.growth.growth_views import MOST_TO_DELETE, Latest
from bot.storage.schema import growth_log, members
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD
from tests.storage.statements import execute, fetch_scalars

TODAY = date(2026, 3, 1)
FOLLOWERS, VIEWS, READS, RATIO, EARNINGS = Measure


async def log(house: House, day: date = TODAY, member_id: int = ADA, **typed: str) -> None:
    outcome = await house.growth.log(GUILD, member_id, day, {Measure(name): text for name, text in typed.items()})
    assert outcome.refused == {}


@pytest.mark.one_engine
async def test_numbers_are_kept_by_day_and_the_last_one_of_a_day_stands(house: House) -> None:
    outcome = await house.growth.log(
        GUILD, ADA, TODAY, {FOLLOWERS: "1,200", VIEWS: " ", READS: "lots", RATIO: "47,5 %", EARNINGS: "-3"}
    )
    assert outcome.kept == (Logged(FOLLOWERS, TODAY, 1200), Logged(RATIO, TODAY, 475))
    assert outcome.refused == {
        READS: ("lots", NumberProblem.NOT_A_NUMBER),
        EARNINGS: ("-3", NumberProblem.NEGATIVE),
    }
    await log(house, followers="1.25k")
    await log(house, TODAY - timedelta(days=7), followers="1100")
    page = await house.growth.show(GUILD, ADA)
    before = Logged(FOLLOWERS, TODAY - timedelta(days=7), 1100)
    assert page.latest == (
        Latest(Logged(FOLLOWERS, TODAY, 1250), before),
        Latest(Logged(RATIO, TODAY, 475), None),
    )
    assert (page.measure, [point.value for point in page.points]) == (FOLLOWERS, [Decimal(1100), Decimal(1250)])
    assert page.entries == (Logged(FOLLOWERS, TODAY, 1250), before)
    assert (await house.growth.show(GUILD, ADA, RATIO)).measure is RATIO
    assert (await house.growth.show(GUILD, ADA, VIEWS)).measure is FOLLOWERS, "there is nothing of the other"
    assert await house.growth.rows(GUILD, ADA) == (
        ("2026-02-22", "followers", "1100", "count"),
        ("2026-03-01", "followers", "1250", "count"),
        ("2026-03-01", "read_ratio", "47.5", "per_cent"),
    )


async def test_nobody_else_and_no_other_server_has_any_of_it(house: House) -> None:
    await log(house, followers="1200")
    await log(house, member_id=BEN, followers="7")
    for guild_id, member_id in ((GUILD, 2003), (OTHER_GUILD, ADA)):
        assert (await house.growth.show(guild_id, member_id)).latest == ()
        with pytest.raises(NothingLogged):
            await house.growth.rows(guild_id, member_id)
        assert (await house.growth.remove(guild_id, member_id, FOLLOWERS, TODAY)).latest == ()
        assert await house.growth.clear(guild_id, member_id) == 0
    assert [each.newest.value for each in (await house.growth.show(GUILD, BEN)).latest] == [7]
    exported = await house.privacy.export(BEN)
    assert [row["value"] for row in exported["tables"]["growth_log"]] == [7]
    await house.privacy.erase(ADA)
    assert await fetch_scalars(house.database, select(growth_log.c.member_id)) == [BEN]


@pytest.mark.one_engine
async def test_one_number_and_all_of_them_can_be_deleted(house: House) -> None:
    days = [TODAY - timedelta(days=number) for number in range(MOST_TO_DELETE + 2)]
    for day in days:
        await log(house, day, views="5")
    await log(house, reads="2")
    page = await house.growth.show(GUILD, ADA)
    assert [each.day for each in page.entries] == days[:MOST_TO_DELETE]
    page = await house.growth.remove(GUILD, ADA, VIEWS, TODAY)
    assert [each.day for each in page.entries] == days[1 : MOST_TO_DELETE + 1]
    assert await house.growth.remove(GUILD, ADA, VIEWS, TODAY) == page
    page = await house.growth.remove(GUILD, ADA, READS, TODAY)
    assert (page.measure, len(page.latest)) == (VIEWS, 1)
    assert await house.growth.clear(GUILD, ADA) == len(days) - 1
    empty = await house.growth.show(GUILD, ADA)
    assert (empty.latest, empty.measure, empty.points, empty.entries) == ((), None, (), ())


@pytest.mark.one_engine
async def test_the_day_is_the_members_own(house: House) -> None:
    await log(house, followers="1")
    await execute(house.database, update(members).values(time_zone="Pacific/Auckland"))
    house.clock.forward(hours=1)  # 13:00 UTC is the next morning there
    assert await house.growth.day(GUILD, ADA, "") == TODAY + timedelta(days=1)
    assert await house.growth.day(GUILD, ADA, " 2026-03-02 ") == TODAY + timedelta(days=1)
    assert await house.growth.day(GUILD, BEN, "") == TODAY
    for typed in ("yesterday", "2026-02-30", "1"):
        with pytest.raises(DayUnreadable):
            await house.growth.day(GUILD, ADA, typed)
    for typed, problem in (("2026-03-03", NumberProblem.IN_THE_FUTURE), ("2012-08-14", NumberProblem.BEFORE_MEDIUM)):
        with pytest.raises(DayRefused) as refused:
            await house.growth.day(GUILD, ADA, typed)
        assert refused.value.number_problem is problem
