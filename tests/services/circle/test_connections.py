"""A member's connections over a real database: what is theirs to see, and what is not."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select, insert, update

from bot.domain.boards.boards import BoardPresence
from bot.domain.boards.points import AnswerKind
from bot.domain.circle.connection_views import JournalPage, OwnReading, PersonPage, Where
from bot.domain.circle.connections import CONVERSATION, REMARK_LIMIT, JournalOrder, Show
from bot.domain.circle.errors import OwnConnection
from bot.domain.kit.pages import PAGE_SIZE
from bot.domain.reading.notes import NoteVisibility
from bot.storage.circle.connections import mine, read_since, theirs
from bot.storage.schema import note_answers, notes
from bot.storage.servers import members
from tests.services.conftest import House
from tests.services.noted import noted
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, START, entry
from tests.storage.plans import LIBRARIES, explained
from tests.storage.statements import execute

CAT = 2003
DAY = timedelta(days=1)


async def page(house: House, member_id: int = BEN, where: Where | None = None) -> JournalPage:
    return await house.connections.page(GUILD, member_id, where or Where())


async def person(house: House, member_id: int, other_id: int) -> PersonPage:
    return await house.connections.person(GUILD, member_id, other_id)


def people(shown: JournalPage) -> list[int]:
    return [line.connection.member_id for line in shown.people.items]


async def helped(house: House, note_id: int, reader_id: int, author_id: int) -> None:
    await execute(
        house.database,
        insert(note_answers).values(
            note_id=note_id,
            kind=AnswerKind.HELPED,
            guild_id=GUILD,
            reader_id=reader_id,
            author_id=author_id,
            given_at=house.clock(),
            counts=True,
        ),
    )


@pytest.mark.one_engine
async def test_both_directions_with_dates(house: House) -> None:
    await house.register(ADA)
    first = await noted(house, 1, by=BEN, author=ADA, visibility=NoteVisibility.PRIVATE)
    house.clock.forward(days=2)
    await noted(house, 2, by=BEN, author=ADA)
    house.clock.forward(days=1)
    await noted(house, 3, by=ADA, author=BEN, visibility=NoteVisibility.AUTHOR)
    await noted(house, 4, by=BEN, author=None)
    await noted(house, 5, by=BEN, author=CAT, guild_id=OTHER_GUILD)
    await helped(house, first, BEN, ADA)
    (line,) = (await page(house)).people.items
    found = line.connection
    assert (found.member_id, line.name, line.former) == (ADA, "Ada", False)
    assert (found.since, found.last) == (START, START + 3 * DAY)
    assert (found.noted_by_me, found.noted_by_them) == (START + 2 * DAY, START + 3 * DAY)
    assert found.helped
    assert found.in_conversation


@pytest.mark.one_engine
async def test_how_wide_my_own_reading_is_stands_on_my_first_page(house: House) -> None:
    await noted(house, 1, by=BEN, author=CAT)
    house.clock.forward(days=100)
    assert (await page(house)).own is None, "nobody was read of late"
    await noted(house, 2, by=BEN, author=CAT)
    for number in (3, 4):
        await noted(house, number, by=BEN, author=ADA, visibility=NoteVisibility.PRIVATE)
    await noted(house, 5, by=BEN, author=None)
    own = OwnReading(house.clock() - CONVERSATION, writers=2, new_writers=1, concentration=1.0)
    assert (await page(house)).own == own
    for number in range(PAGE_SIZE):
        await noted(house, 10 + number, by=BEN, author=3000 + number)
    wider = (await page(house)).own
    assert wider is not None
    assert wider.concentration == pytest.approx(4 / (3 + PAGE_SIZE))
    assert (await page(house, where=Where(page=1))).own is None


async def test_who_read_me_in_private_is_not_in_my_journal(house: House) -> None:
    await noted(house, 1, by=BEN, author=ADA, visibility=NoteVisibility.PRIVATE)
    hidden = await noted(house, 2, by=CAT, author=ADA)
    await execute(house.database, update(notes).where(notes.c.id == hidden).values(hidden_at=house.clock()))
    hers = await page(house, ADA)
    assert hers.people.items == ()
    assert not hers.any
    # The others' own journals have what they wrote, and nothing else of each other.
    assert people(await page(house, BEN)) == [ADA]
    assert people(await page(house, CAT)) == [ADA]
    about = await person(house, ADA, BEN)
    assert (about.connection, about.theirs, about.mine) == (None, (), ())


@pytest.mark.one_engine
async def test_the_dates_of_a_private_note_move_nothing_that_others_see(house: House) -> None:
    await noted(house, 1, by=BEN, author=ADA)
    house.clock.forward(days=5)
    private = await noted(house, 2, by=BEN, author=ADA, visibility=NoteVisibility.PRIVATE)
    await helped(house, private, BEN, ADA)
    (line,) = (await page(house, ADA)).people.items
    assert line.connection.last == START
    assert not line.connection.helped
    assert [each.title for each in (await person(house, ADA, BEN)).theirs] == ["Story 1"]
    assert [each.title for each in (await person(house, BEN, ADA)).mine] == ["Story 2", "Story 1"]


@pytest.mark.one_engine
async def test_orders_filters_and_pages(house: House) -> None:
    house.publishes("zoe", entry(90), name="zoe", user_id="aaaaaaaaaaaa")
    house.publishes("abe", entry(91), name="Abe", user_id="bbbbbbbbbbbb")
    await house.register(2010, "zoe")
    await house.register(2011, "abe")
    for number, member_id in enumerate([2011, 2010, *range(2020, 2025)]):
        house.clock.forward(hours=1)
        await noted(house, number, by=BEN, author=member_id)
        await house.database.write(members.know, GUILD, member_id, house.clock())
    await noted(house, 50, by=2024, author=BEN)
    assert people(await page(house)) == [2024, 2023, 2022, 2021, 2020]
    second = await page(house, where=Where(page=9))
    assert (second.where.page, second.people.number, second.people.pages) == (1, 1, 2)
    assert people(second) == [2010, 2011]
    assert people(await page(house, where=Where(JournalOrder.NAME)))[:3] == [2011, 2010, 2020]
    assert people(await page(house, where=Where(show=Show.IN_CONVERSATION))) == [2024]
    assert people(await page(house, where=Where(show=Show.READ_ME))) == [2024]
    none = await page(house, where=Where(show=Show.HELPED))
    assert (people(none), none.any) == ([], True)
    assert len((await page(house, where=Where(show=Show.READ_BY_ME))).people.items) == PAGE_SIZE


@pytest.mark.one_engine
async def test_a_persons_page(house: House) -> None:
    house.publishes("ada", *(entry(number, at=START - (6 - number) * DAY) for number in (5, 4, 3, 2, 1)))
    await house.register(ADA)
    await noted(house, 5, by=BEN, author=ADA)
    shown = await person(house, BEN, ADA)
    assert [each.title for each in shown.unread] == ["Story 4", "Story 3", "Story 2"]
    assert [each.title for each in shown.mine] == ["Story 5"]
    with pytest.raises(OwnConnection):
        await person(house, BEN, BEN)
    stranger = await person(house, BEN, 2099)
    assert (stranger.connection, stranger.former, stranger.unread) == (None, False, ())


async def test_a_remark_is_its_writers_alone(house: House) -> None:
    await house.register(ADA)
    assert (await house.connections.write_remark(GUILD, BEN, ADA, " Keeps bees.\n\n Ask her! ")).remark == (
        "Keeps bees.\nAsk her!"
    )
    assert await house.connections.remark(GUILD, BEN, ADA) == "Keeps bees.\nAsk her!"
    assert await house.connections.remark(GUILD, CAT, ADA) == ""
    assert (await person(house, ADA, BEN)).remark == ""
    long = await house.connections.write_remark(GUILD, BEN, ADA, "x" * 900)
    assert len(long.remark) == REMARK_LIMIT
    assert (await house.connections.write_remark(GUILD, BEN, ADA, "  ")).remark == ""


@pytest.mark.one_engine
async def test_who_left_or_was_forgotten_is_a_former_member(house: House) -> None:
    await house.register(ADA)
    await noted(house, 1, by=BEN, author=ADA)
    await house.database.write(members.leave, GUILD, ADA, house.clock())
    (line,) = (await page(house)).people.items
    assert (line.former, line.name) == (True, "")
    gone = await person(house, BEN, ADA)
    assert (gone.former, gone.unread, gone.topics) == (True, (), ())
    assert [each.title for each in gone.mine] == ["Story 1"]
    await house.privacy.erase(ADA)
    (line,) = (await page(house)).people.items
    assert line.former
    assert line.connection.member_id != ADA
    assert (await person(house, BEN, line.connection.member_id)).former


async def test_quiet_for_a_while_is_a_suggestion_that_can_be_dismissed(house: House) -> None:
    await house.register(ADA)
    await noted(house, 1, by=BEN, author=ADA)
    await noted(house, 2, by=ADA, author=BEN)
    house.clock.forward(days=100)
    assert (await page(house)).quiet == (ADA,)
    assert (await page(house, where=Where(page=0, show=Show.HELPED))).quiet == (ADA,)
    after = await house.connections.dismiss(GUILD, BEN, ADA, Where())
    assert after.quiet == ()
    assert people(after) == [ADA]
    # Hers is hers to dismiss; and nobody who hides is brought up.
    assert (await page(house, CAT)).quiet == ()
    await house.database.write(members.know, GUILD, BEN, house.clock())
    assert (await page(house, ADA)).quiet == (BEN,)
    await house.boards.choose_presence(GUILD, BEN, BoardPresence.ABSENT)
    assert (await page(house, ADA)).quiet == ()


@pytest.mark.parametrize(
    ("statement", "by"),
    [
        (mine(GUILD, BEN), ("member_id",)),
        (theirs(GUILD, BEN), ("author_id",)),
        (theirs(GUILD, BEN, ADA), ("author_id",)),
        (read_since(GUILD, BEN, START), ("member_id", "noted_at>")),
    ],
)
@pytest.mark.parametrize("library", LIBRARIES)
def test_a_journal_goes_by_indexes(library: str, statement: Select[Any], by: tuple[str, ...]) -> None:
    plan = explained(library, statement)
    assert ("guild_id", *by) in [step.by[: len(by) + 1] for step in plan.steps if step.table == "notes"]
    assert plan.whole == []


@pytest.mark.one_engine
async def test_a_private_note_makes_nobody_quiet(house: House) -> None:
    """Were it to count, a suggestion would tell that there was one."""
    await noted(house, 1, by=BEN, author=ADA, visibility=NoteVisibility.PRIVATE)
    await noted(house, 2, by=ADA, author=BEN)
    house.clock.forward(days=100)
    assert (await page(house, ADA)).quiet == ()
    assert (await page(house, BEN)).quiet == (ADA,)
