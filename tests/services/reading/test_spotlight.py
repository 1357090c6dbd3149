"""Stories that nobody has noted yet: whose come first, and what takes them off the list."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.challenges.challenge_views import ChallengeCard
from bot.domain.challenges.challenges import Moment
from bot.domain.reading.notes import NoteVisibility
from bot.domain.reading.spotlight import SHOWN
from bot.domain.stories.stories import Reason
from bot.storage.reading import spotlight
from bot.storage.schema import notes
from bot.storage.stories import stories
from tests.services.conftest import House
from tests.services.noted import noted
from tests.services.parts import ADA, BEN, GUILD, START, entry
from tests.storage.plans import LIBRARIES, Step, explained
from tests.storage.statements import execute

CLEO, DAN, EVE = 2003, 2004, 2005


async def write(house: House, member_id: int, handle: str, *numbers: int) -> None:
    """A member with a profile in which these stories stand, the first one the newest."""
    at = house.clock()
    entries = [entry(number, at=at - timedelta(days=place)) for place, number in enumerate(numbers)]
    house.publishes(handle, *entries, name=handle.title(), user_id=f"{member_id:012x}")
    await house.register(member_id, handle)
    house.clock.forward(minutes=10)


async def titles(house: House, member_id: int = EVE, page: int = 0) -> list[str]:
    return [story.title for story in (await house.spotlight.show(GUILD, member_id, page)).items]


@pytest.mark.one_engine
async def test_the_newest_writers_come_first_each_with_their_newest_story(house: House) -> None:
    await house.set_up()
    await write(house, ADA, "ada", 1, 2)
    await write(house, BEN, "ben", 11, 12)
    await write(house, CLEO, "cleo", 21)
    await write(house, DAN, "dan", 31)
    assert await titles(house) == ["Story 31", "Story 21", "Story 11"]
    assert await titles(house, page=1) == ["Story 1"]
    assert await titles(house, page=7) == ["Story 1"], "the nearest page"
    assert (await house.spotlight.show(GUILD, EVE)).pages == 2
    assert await titles(house, DAN) == ["Story 21", "Story 11", "Story 1"], "without one's own"
    await noted(house, 21, by=EVE, author=CLEO)
    await noted(house, 11, by=EVE, author=BEN, visibility=NoteVisibility.AUTHOR)
    assert await titles(house, ADA) == ["Story 31", "Story 12"]


async def test_a_private_note_is_told_by_no_list(house: House) -> None:
    await house.set_up()
    await write(house, ADA, "ada", 1)
    everybody = [BEN, CLEO, ADA]
    before = [await titles(house, member_id) for member_id in everybody]
    note = await noted(house, 1, by=EVE, visibility=NoteVisibility.PRIVATE)
    assert [await titles(house, member_id) for member_id in everybody] == before == [["Story 1"], ["Story 1"], []]
    assert await titles(house, EVE) == [], "they know that they noted it"
    await execute(house.database, update(notes).where(notes.c.id == note).values(visibility=NoteVisibility.THREAD))
    assert await titles(house, BEN) == []
    await execute(house.database, update(notes).where(notes.c.id == note).values(voided_at=house.clock()))
    assert await titles(house, BEN) == ["Story 1"]


@pytest.mark.one_engine
async def test_what_its_author_wants_told_to_nobody_is_not_there(house: House) -> None:
    await house.set_up()
    await write(house, ADA, "ada", 1)
    await house.database.write(stories.redecide, GUILD, f"{1:012x}", Reason.BY_AUTHOR)
    assert await titles(house) == []


@pytest.mark.one_engine
async def test_the_weekly_challenge_begins_with_some(house: House) -> None:
    await house.set_up()
    for number, (member_id, handle) in enumerate([(ADA, "ada"), (BEN, "ben"), (CLEO, "cleo"), (DAN, "dan")], 1):
        await write(house, member_id, handle, number)
    house.clock.now = START + timedelta(hours=7)  # an hour into the week
    await house.weekly.choose(GUILD, lambda was: replace(was, active=True))
    await house.ticking.tick(house.events)
    await house.deliver()
    cards = [post.card for posts in house.discord.channels.values() for post in posts]
    (card,) = [each for each in cards if isinstance(each, ChallengeCard)]
    assert card.moment is Moment.START
    assert [story.title for story in card.spotlight] == ["Story 4", "Story 3", "Story 2"]
    assert len(card.spotlight) == SHOWN


@pytest.mark.parametrize("member_id", [None, ADA])
@pytest.mark.parametrize("library", LIBRARIES)
def test_it_goes_by_indexes(library: str, member_id: int | None) -> None:
    plan = explained(library, spotlight.statement(GUILD, member_id))
    assert Step("announcements", "ix_announcements_newest", ("guild_id",)) in plan.steps
    assert Step("notes", "ix_notes_guild_id_story_id", ("guild_id", "story_id")) in plan.steps
