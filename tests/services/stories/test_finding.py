"""Finding stories by words, and catching up with what is new."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.feeds.feed import FeedEntry
from bot.domain.stories.errors import NothingToSearchFor
from bot.storage.database.engine import Database
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, START, entry

BEN_ID = "bbbbbbbbbbbb"


def tagged(number: int, title: str, *tags: str, subtitle: str = "") -> FeedEntry:
    return replace(entry(number, title=title, at=START - timedelta(minutes=60 - number)), tags=tags, subtitle=subtitle)


async def titles(house: House, text: str, tag: str = "", member_id: int | None = None) -> list[str]:
    found = await house.finding.search(GUILD, text, tag, member_id, 0)
    assert found.page.count == len(found.page.items) or found.page.pages > 1
    return [line.title for line in found.page.items]


@pytest.fixture
def sqlite_house(sqlite_database: Database) -> House:
    """For what is the same on every engine."""
    return House(sqlite_database)


@pytest.fixture
async def library(house: House) -> House:
    """Two members of one guild with stories in several scripts."""
    house.publishes(
        "ada",
        tagged(5, "Bees in the city", "bees", "city-life"),
        tagged(4, "Beekeeping for one", "bees"),
        tagged(3, "東京都の猫", "cats"),
        tagged(2, "Café mornings", "city-life", subtitle="Coffee and bees"),
    )
    house.publishes("ben", tagged(9, "Bees, again", "bees"), name="Ben", user_id=BEN_ID)
    await house.register(ADA)
    await house.register(BEN, "ben")
    return house


FOUND = [
    ("bee", "", None, ["Bees, again", "Bees in the city", "Beekeeping for one", "Café mornings"]),
    ("one", "", None, ["Beekeeping for one"]),
    ("bees cit", "", None, ["Bees in the city", "Café mornings"]),
    ("bee one", "", None, []),
    ("bees", "City Life", None, ["Bees in the city", "Café mornings"]),
    ("bees", "", BEN, ["Bees, again"]),
    ("cafe", "", None, ["Café mornings"]),
    ("猫", "", None, ["東京都の猫"]),
    ("京都", "cats", ADA, ["東京都の猫"]),
    ("wasps", "", None, []),
]


async def test_words_tags_and_members_narrow_what_is_found(library: House) -> None:
    for text, tag, member_id, expected in FOUND:
        assert await titles(library, text, tag, member_id) == expected, text


async def test_signs_alone_are_refused(sqlite_house: House) -> None:
    with pytest.raises(NothingToSearchFor):
        await titles(sqlite_house, "%", "bees")


async def test_another_guild_finds_nothing_of_it(library: House) -> None:
    assert (await library.finding.search(OTHER_GUILD, "bees", "", None, 0)).page.count == 0
    assert await library.finding.tags(OTHER_GUILD, "") == []


@pytest.mark.one_engine
async def test_an_edited_story_is_found_by_what_it_shows_now(library: House) -> None:
    library.publishes("ben", tagged(9, "Wasps, at last", "wasps"), name="Ben", user_id=BEN_ID)
    await library.poll()
    assert await titles(library, "wasps") == ["Wasps, at last"]
    assert await titles(library, "again") == []
    assert await library.finding.tags(GUILD, "wa") == ["wasps"]


@pytest.mark.one_engine
async def test_pages_are_of_one_size_and_in_order(house: House) -> None:
    house.publishes("ada", *(tagged(n, f"Bees {n}", "bees") for n in range(12, 0, -1)))
    await house.register(ADA)
    pages = [await house.finding.search(GUILD, "bees", "", None, page) for page in range(4)]
    assert [len(page.page.items) for page in pages] == [5, 5, 2, 2], "a page beyond the last is the last"
    assert [line.title for page in pages[:3] for line in page.page.items] == [f"Bees {n}" for n in range(12, 0, -1)]


@pytest.mark.parametrize("page", [-(2**63), -1, 2**31, 2**63 - 1])
async def test_a_page_number_that_no_list_has_is_the_nearest(library: House, page: int) -> None:
    """It comes from an id, which may have been made up: times the size of a page it is more than engines take."""
    whole = (await library.finding.search(GUILD, "bees", "", None, 0)).page
    assert whole.items
    assert (await library.finding.search(GUILD, "bees", "", None, page)).page == whole


@pytest.mark.one_engine
async def test_tags_are_offered_by_how_common_they_are(library: House) -> None:
    assert await library.finding.tags(GUILD, "") == ["bees", "city-life", "cats"]
    assert await library.finding.tags(GUILD, "City") == ["city-life"]


@pytest.mark.one_engine
async def test_who_never_looked_is_shown_a_week(house: House) -> None:
    old = entry(2, at=START - timedelta(days=8))
    house.publishes("ada", entry(3, at=START - timedelta(days=6)), old)
    await house.register(ADA)
    house.clock.forward(minutes=1)
    news = await house.finding.catch_up(GUILD, BEN)
    assert news.first
    assert [line.title for line in news.page.items] == ["Story 3", "Story 2"], "found late, within two days"
    house.clock.forward(days=9)
    assert (await house.finding.catch_up(GUILD, BEN)).page.items == ()


@pytest.mark.one_engine
async def test_opening_changes_nothing_and_saying_so_does(house: House) -> None:
    await house.register(ADA)
    house.clock.forward(minutes=1)
    news = await house.finding.catch_up(GUILD, BEN)
    assert [line.title for line in news.page.items] == ["Story 1"]
    assert await house.finding.catch_up(GUILD, BEN) == news
    house.publishes("ada", entry(2, at=START), entry(1))
    await house.poll()
    house.clock.forward(minutes=1)
    await house.finding.caught_up(GUILD, BEN, news.window)
    later = await house.finding.catch_up(GUILD, BEN)
    assert [line.title for line in later.page.items] == ["Story 2"], "what came after the list was opened is still new"
    assert later.window.since == news.window.until
    assert not later.first


@pytest.mark.one_engine
async def test_the_last_page_is_as_good_as_saying_so(house: House) -> None:
    house.publishes("ada", *(entry(n) for n in range(1, 8)))
    await house.register(ADA)
    house.clock.forward(minutes=1)
    opened = await house.finding.catch_up(GUILD, BEN)
    assert (opened.page.pages, opened.page.count, opened.done) == (2, 7, False)
    assert (await house.finding.catch_up(GUILD, BEN)).page.count == 7
    house.publishes("ada", *(entry(n) for n in range(1, 9)))
    await house.poll()
    turned = await house.finding.turn(GUILD, BEN, opened.window, 1)
    assert turned.done
    assert turned.page.count == 7, "the list stays what it was when it was opened"
    house.clock.forward(minutes=1)
    assert [line.title for line in (await house.finding.catch_up(GUILD, BEN)).page.items] == ["Story 8"]


@pytest.mark.one_engine
async def test_an_old_card_moves_nobody_back(house: House) -> None:
    await house.register(ADA)
    house.clock.forward(minutes=1)
    old = await house.finding.catch_up(GUILD, BEN)
    house.clock.forward(days=1)
    await house.finding.caught_up(GUILD, BEN, (await house.finding.catch_up(GUILD, BEN)).window)
    await house.finding.caught_up(GUILD, BEN, old.window)
    assert (await house.finding.catch_up(GUILD, BEN)).window.since > old.window.until


async def test_an_import_of_old_stories_is_no_news(house: House) -> None:
    await house.register(ADA)
    house.clock.forward(minutes=1)
    await house.finding.caught_up(GUILD, BEN, (await house.finding.catch_up(GUILD, BEN)).window)
    house.publishes("ben", entry(9, at=START - timedelta(days=30)), name="Ben", user_id=BEN_ID)
    await house.register(BEN, "ben")
    house.clock.forward(minutes=1)
    assert (await house.finding.catch_up(GUILD, BEN)).page.items == ()
