"""The community's map: who is on it, and what it is made of. And how many narrow circles moderators are told of."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.circle.care import LEAST_NOTES
from bot.domain.circle.community import MapView
from bot.domain.circle.connections import CONVERSATION
from bot.domain.circle.errors import TookTooLong
from bot.domain.reading.notes import NoteVisibility
from bot.services.circle.community import CommunityService
from bot.services.circle.heavy import WorkFailed
from bot.storage.database.engine import Database
from tests.services.conftest import House
from tests.services.parts import GUILD, OTHER_GUILD, Clock, entry
from tests.services.readers import Circle

ADA, BEN, CLEO, DAN = 2001, 2002, 2003, 2004


@pytest.fixture
def house(database: Database) -> House:
    return House(database, Clock(datetime(2026, 3, 10, 12, tzinfo=UTC)))


async def both(circle: Circle, one: int, other: int, **values: Any) -> None:
    """The two note a story of each other."""
    await circle.note(one, other, **values)
    await circle.note(other, one, **values)


async def join(house: House, *member_ids: int) -> None:
    for member_id in member_ids:
        await house.community.choose_map(GUILD, member_id, on_it=True)


def people(view: MapView) -> list[int]:
    return sorted(member for node in view.drawn.nodes for member in node.members)


async def test_only_who_chose_so_is_on_it(house: House, circle: Circle) -> None:
    await both(circle, ADA, BEN)
    await both(circle, BEN, CLEO)
    await both(circle, CLEO, DAN)
    view = await house.community.draw(GUILD, ADA)
    assert (people(view), view.on_it, view.willing) == ([], False, 0)
    await join(house, ADA, BEN, DAN)
    view = await house.community.draw(GUILD, ADA)
    assert (people(view), view.on_it, view.willing) == ([ADA, BEN], True, 3)
    assert view.drawn.pairs == 1
    await join(house, CLEO, CLEO)
    assert people(await house.community.draw(GUILD, ADA)) == [ADA, BEN, CLEO, DAN]
    await circle.leave(CLEO)
    assert people(await house.community.draw(GUILD, ADA)) == [ADA, BEN], "who left is not shown"
    await house.community.choose_map(GUILD, BEN, on_it=False)
    view = await house.community.draw(GUILD, BEN)
    assert (people(view), view.on_it) == ([], False)
    assert (await house.community.draw(OTHER_GUILD, ADA)).willing == 0


@pytest.mark.one_engine
async def test_private_and_old_and_voided_notes_are_no_conversation(house: House, circle: Circle) -> None:
    await join(house, ADA, BEN, CLEO, DAN)
    await circle.note(ADA, BEN)
    await circle.note(BEN, ADA, visibility=NoteVisibility.PRIVATE)
    await circle.note(CLEO, DAN)
    await circle.void(await circle.note(DAN, CLEO))
    await both(circle, ADA, CLEO, at=house.clock() - CONVERSATION - timedelta(seconds=1))
    assert people(await house.community.draw(GUILD, ADA)) == []
    await circle.note(BEN, ADA, visibility=NoteVisibility.AUTHOR)
    assert people(await house.community.draw(GUILD, ADA)) == [ADA, BEN]


@pytest.mark.one_engine
async def test_people_are_called_as_on_medium(house: House, circle: Circle) -> None:
    house.publishes("ada", entry(1), name="Ada Bee")
    await house.register(ADA)
    await both(circle, ADA, BEN)
    await join(house, ADA, BEN)
    assert dict((await house.community.draw(GUILD, ADA)).names) == {ADA: "Ada Bee"}


@pytest.mark.one_engine
async def test_a_worker_that_fails_is_told_in_words(house: House) -> None:
    class Broken:
        async def run(self, *_: Any, **__: Any) -> Any:
            raise WorkFailed

    broken = CommunityService(house.database, house.clock, Broken())
    with pytest.raises(TookTooLong):
        await broken.draw(GUILD, ADA)
    with pytest.raises(TookTooLong):
        await broken.health(GUILD)


@pytest.mark.one_engine
async def test_moderators_are_told_a_number_and_not_by_private_notes(house: House, circle: Circle) -> None:
    for _ in range(LEAST_NOTES):
        await both(circle, CLEO, DAN, visibility=NoteVisibility.PRIVATE)
    house.clock.forward(seconds=1)
    assert (await house.community.health(GUILD)).narrow_groups == 0
    for _ in range(LEAST_NOTES):
        await both(circle, ADA, BEN)
    house.clock.forward(seconds=1)
    assert (await house.community.health(GUILD)).narrow_groups == 1
    house.clock.forward(days=28)
    assert (await house.community.health(GUILD)).narrow_groups == 0
