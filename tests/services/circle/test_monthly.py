"""The monthly report: made once, at the guild's hour, of what everybody may know."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.domain.boards.boards import BoardPresence
from bot.domain.circle.errors import ReportMissing
from bot.domain.circle.monthly import Month, MonthNumbers
from bot.domain.circle.monthly_view import MonthlyCard
from bot.domain.growth.milestones import MilestoneKind
from bot.domain.reading.notes import NoteVisibility
from bot.domain.servers.guilds import Feature
from bot.services.circle.monthly import MonthlyService
from bot.storage.database.engine import Connection, Database
from bot.storage.schema import milestones, reading_choices
from bot.storage.servers import guilds
from tests.services.conftest import House
from tests.services.parts import CHANNEL, GUILD, OTHER_CHANNEL, Clock, entry
from tests.services.readers import Circle
from tests.storage.statements import execute

ADA, BEN, CLEO, DAN, EVE, FAY = range(2001, 2007)
MARCH = Month(2026, 3)
HOUR = datetime(2026, 4, 1, 7, tzinfo=UTC)
"""Nine o'clock in Berlin, on the first day after March: summer time began in it."""


@pytest.fixture
async def house(database: Database) -> House:
    house = House(database, Clock(datetime(2026, 3, 10, 12, tzinfo=UTC)))
    await house.set_up()
    await house.set_up(channel_id=OTHER_CHANNEL, feature=Feature.COMMUNITY)
    await database.write(guilds.set_time_zone, GUILD, "Europe/Berlin")
    return house


async def five_read(circle: Circle, visibility: NoteVisibility = NoteVisibility.THREAD) -> None:
    """Five members in a ring, and Ben reads Ada: six readings, of which two go both ways."""
    ring = [ADA, BEN, CLEO, DAN, EVE]
    for reader, author in zip(ring, [*ring[1:], ADA], strict=True):
        await circle.note(reader, author, visibility=visibility)
    await circle.note(BEN, ADA, visibility=visibility)


async def made(house: House) -> MonthNumbers:
    """The numbers of March."""
    house.clock.now = HOUR
    assert await house.monthly.make_due() == 1
    return (await house.monthly.show(GUILD)).snapshot.numbers


async def test_it_is_made_and_posted_once_at_the_guilds_hour(house: House, circle: Circle) -> None:
    house.publishes("ada", entry(1))
    await house.register(ADA)
    house.publishes("ada", entry(2), entry(1))
    await house.poll()
    await house.deliver()
    await five_read(circle)
    first, last = datetime(2026, 2, 28, 23, tzinfo=UTC), datetime(2026, 3, 31, 22, tzinfo=UTC)
    for at in (first - timedelta(seconds=1), first, last - timedelta(seconds=1), last):
        await circle.note(FAY, EVE, at)

    async def work(conn: Connection) -> None:
        for day in (31, 30):
            at = datetime(2026, 3, day, 21, 59, tzinfo=UTC)
            await conn.execute(
                insert(milestones).values(
                    guild_id=GUILD,
                    member_id=ADA,
                    kind=next(iter(MilestoneKind)),
                    amount=day,
                    words="",
                    noticed_at=at,
                    shared_at=at if day == 31 else None,
                )
            )

    await house.database.write(work)
    house.clock.now = HOUR - timedelta(seconds=1)
    assert await house.monthly.make_due() == 0
    house.clock.now = HOUR
    assert await house.monthly.make_due() == 1
    again = MonthlyService(house.database, house.clock)
    assert await again.make_due() == 0, "another program over the same database"
    await house.deliver()
    await house.deliver()
    (post,) = house.discord.channels[OTHER_CHANNEL]
    assert isinstance(post.card, MonthlyCard)
    report = post.card.report
    assert report.snapshot.month == MARCH
    numbers = report.snapshot.numbers
    assert (numbers.stories, numbers.talked_about, numbers.notes) == (1, 8, 8)
    assert numbers.new_connections == 6, "Fay had read Eve in February"
    assert (numbers.found_readers, numbers.milestones) == (2, 1), "Ada and Eve had two readers"
    assert numbers.reciprocity == pytest.approx(2 / 7)
    assert [(week.first_day, week.last_day) for week in report.weeks] == [(1, 7), (8, 14), (15, 21), (22, 28), (29, 31)]
    assert [week.notes for week in report.weeks] == [1, 6, 0, 0, 1]
    assert sum(week.stories for week in report.weeks) == 1
    await circle.note(FAY, ADA, HOUR - timedelta(days=5))
    assert await again.show(GUILD, "2026-03") == report, "a report is not counted anew"
    assert await house.monthly.months(GUILD) == (MARCH,)
    house.clock.now = datetime(2026, 5, 1, 7, tzinfo=UTC)
    assert await house.monthly.make_due() == 1
    assert await house.monthly.months(GUILD) == (MARCH.next, MARCH)


async def test_private_notes_and_members_who_hide_change_nothing(house: House, circle: Circle) -> None:
    await five_read(circle)
    await circle.note(FAY, ADA, visibility=NoteVisibility.PRIVATE)
    await circle.note(ADA, DAN, visibility=NoteVisibility.PRIVATE)
    await circle.note(9000, ADA)
    await circle.void(await circle.note(ADA, CLEO))
    await circle.note(9001, ADA)
    await circle.exclude(9001)
    await execute(
        house.database, insert(reading_choices).values(guild_id=GUILD, member_id=9000, presence=BoardPresence.ABSENT)
    )
    numbers = await made(house)
    alone = replace(numbers, talked_about=6, notes=6, new_connections=6, found_readers=1)
    assert numbers == alone
    assert numbers.reciprocity == pytest.approx(2 / 6)


async def test_among_few_only_what_all_can_see_is_counted(house: House, circle: Circle) -> None:
    await circle.note(ADA, BEN)
    await circle.note(BEN, ADA, visibility=NoteVisibility.AUTHOR)
    await circle.note(CLEO, ADA, hidden_at=house.clock())
    await circle.note(CLEO, BEN, visibility=NoteVisibility.PRIVATE)
    numbers = await made(house)
    assert (numbers.notes, numbers.new_connections, numbers.reciprocity) == (1, 1, None)


@pytest.mark.one_engine
async def test_among_many_notes_for_authors_are_counted_too(house: House, circle: Circle) -> None:
    await five_read(circle, NoteVisibility.AUTHOR)
    assert (await made(house)).notes == 6


@pytest.mark.one_engine
async def test_a_month_without_anything_is_kept_and_not_posted(house: House) -> None:
    with pytest.raises(ReportMissing):
        await house.monthly.show(GUILD)
    assert not (await made(house)).notes
    await house.deliver()
    assert not house.discord.channels
    for typed in ("2026-02", "last month", "2026-3"):
        with pytest.raises(ReportMissing):
            await house.monthly.show(GUILD, typed)


@pytest.mark.one_engine
async def test_it_goes_to_no_channel_for_stories(house: House, circle: Circle) -> None:
    await five_read(circle)
    await house.guilds.forget_channel(GUILD, Feature.COMMUNITY)
    house.clock.now = HOUR
    assert await house.monthly.make_due() == 0
    await house.set_up(channel_id=OTHER_CHANNEL, feature=Feature.CHALLENGES)
    house.clock.forward(days=6)
    assert await house.monthly.make_due() == 1
    await house.guilds.forget_channel(GUILD, Feature.CHALLENGES)
    await house.deliver()
    assert CHANNEL not in house.discord.channels
    await house.set_up(channel_id=OTHER_CHANNEL, feature=Feature.CHALLENGES)
    await house.deliver()
    assert len(house.discord.channels[OTHER_CHANNEL]) == 1


@pytest.mark.one_engine
async def test_a_report_that_comes_too_late_does_not_come(house: House, circle: Circle) -> None:
    await five_read(circle)
    house.clock.now = HOUR + timedelta(days=7)
    assert await house.monthly.make_due() == 0
