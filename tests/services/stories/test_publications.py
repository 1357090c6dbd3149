"""Following publications: previewed, silent at first, polled, paused, removed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.feeds.errors import NotAPublication
from bot.domain.feeds.feed import Feed, FeedEntry, Read, Validators
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.stories.errors import PublicationLimitReached, StoriesKind
from bot.domain.stories.publications import MAX_PUBLICATIONS, Publication
from bot.domain.stories.story_views import StoryCard
from bot.storage.schema import announcements
from bot.storage.stories import feeds, publications
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, CHANNEL, GUILD, OTHER_GUILD, START, entry, read
from tests.storage.statements import fetch_rows

BEES = "https://medium.com/feed/bee-lovers"


def publishes(house: House, *entries: FeedEntry, url: str = BEES, title: str = "Bee Lovers - Medium") -> None:
    feed = Feed(title, "https://medium.com/bee-lovers", None, START, None, entries)
    house.medium.answers[url] = Read(feed, Validators(items_hash=str(hash(entries) % 10**9)))


async def follow(house: House, guild_id: int = GUILD, *, others: bool = False) -> Publication:
    preview = await house.publications.preview(guild_id, BEN, "medium.com/bee-lovers", others=others)
    return await house.publications.confirm(guild_id, preview.feed_id, preview.previewed_at, others=others)


async def ledger(house: House, guild_id: int = GUILD) -> list[str]:
    rows = await fetch_rows(house.database, select(announcements.c.reason).where(announcements.c.guild_id == guild_id))
    return [row.reason.value for row in rows]


@pytest.mark.one_engine
async def test_a_preview_shows_what_it_is_and_whose_names_stand_there(house: House) -> None:
    await house.register(ADA)
    publishes(house, entry(11), entry(12))
    preview = await house.publications.preview(GUILD, BEN, "https://medium.com/bee-lovers", others=True)
    assert (preview.name, preview.others, preview.members) == ("Bee Lovers", True, (ADA,))
    assert len(preview.stories) == 2
    assert await house.publications.of_guild(GUILD) == ()


async def test_what_stands_there_is_known_and_the_guild_watches(house: House) -> None:
    publishes(house, entry(11), entry(12))
    followed = await follow(house, others=True)
    assert await ledger(house) == ["baseline", "baseline"]
    (watcher,) = await house.database.read(publications.watchers, followed.feed_id)
    assert (watcher.guild_id, watcher.others) == (GUILD, True)
    asked = len(house.medium.asked)
    await house.poll()
    assert house.medium.asked[asked:] == [BEES]


@pytest.mark.one_engine
async def test_following_again_changes_only_whom_it_is_for(house: House) -> None:
    publishes(house, entry(11))
    first = await follow(house)
    again = await follow(house, others=True)
    assert (again.id, first.others, again.others) == (first.id, False, True)
    assert await follow(house, OTHER_GUILD) != again


async def test_a_pause_and_the_guilds_leaving_end_the_polling(house: House) -> None:
    publishes(house, entry(11))
    followed = await follow(house)
    (feed,) = await house.health.everything(GUILD)
    await house.health.pause(GUILD, feed.ref.text)
    asked = len(house.medium.asked)
    await house.poll()
    assert len(house.medium.asked) == asked
    assert (await house.publications.of_guild(GUILD))[0].paused
    await house.health.resume(GUILD, feed.ref.text)
    await house.guilds.left(GUILD)
    await house.poll()
    assert len(house.medium.asked) == asked
    assert await house.database.read(publications.watchers, followed.feed_id) == []
    await house.database.write(feeds.prune)
    assert await house.database.read(feeds.by_id, followed.feed_id) is not None, "it may come back within the grace"


async def test_only_the_guild_itself_removes(house: House) -> None:
    publishes(house, entry(11))
    followed = await follow(house)
    with pytest.raises(NotThereAnyMore, match=StoriesKind.FEED):
        await house.publications.remove(OTHER_GUILD, followed.id)
    await house.publications.remove(GUILD, followed.id)
    with pytest.raises(NotThereAnyMore, match=StoriesKind.FEED):
        await house.publications.remove(GUILD, followed.id)
    await house.database.write(feeds.prune)
    assert await house.database.read(feeds.by_id, followed.feed_id) is None


@pytest.mark.parametrize(
    "text", ["@ada", "medium.com/tag/bees", "medium.com/me", "medium.com/bee-lovers/x-000000000001"]
)
async def test_what_is_no_publication_is_refused_unfetched(house: House, text: str) -> None:
    with pytest.raises(NotAPublication):
        await house.publications.preview(GUILD, BEN, text, others=False)
    assert house.medium.asked == []


@pytest.mark.one_engine
async def test_on_a_domain_the_feed_tells_a_publication_from_a_writer(house: House) -> None:
    house.medium.answers["https://ada.example.org/feed"] = read(entry(1))
    with pytest.raises(NotAPublication):
        await house.publications.preview(GUILD, BEN, "ada.example.org", others=False)
    publishes(house, entry(11), url="https://bees.example.org/feed")
    assert (await house.publications.preview(GUILD, BEN, "bees.example.org", others=False)).name == "Bee Lovers"


@pytest.mark.one_engine
async def test_ten_are_enough_and_an_old_preview_is_not_confirmed(house: House) -> None:
    for number in range(MAX_PUBLICATIONS):
        publishes(house, entry(20 + number), url=f"https://medium.com/feed/pub-{number}")
        preview = await house.publications.preview(GUILD, BEN, f"medium.com/pub-{number}", others=False)
        await house.publications.confirm(GUILD, preview.feed_id, preview.previewed_at, others=False)
        house.clock.forward(minutes=15)
    publishes(house, entry(11))
    with pytest.raises(PublicationLimitReached):
        await follow(house)
    with pytest.raises(CardOutdated):
        await house.publications.confirm(GUILD, 1, house.clock.now - timedelta(hours=2), others=False)


@pytest.mark.one_engine
async def test_a_members_story_is_theirs_and_a_strangers_is_told_only_where_wanted(house: House) -> None:
    publishes(house, entry(11))
    await house.set_up()
    await house.register(ADA)
    await follow(house)
    at = house.clock.now
    mine, another = entry(12, at=at), replace(entry(13, at=at), author="Somebody Else")
    publishes(house, another, mine, entry(11))
    await house.poll()
    assert await house.deliver() == ["Story 12"]
    (post,) = house.discord.channels[CHANNEL]
    assert isinstance(post.card, StoryCard)
    assert post.card.member_id == ADA
    assert "others" in await ledger(house)
    await follow(house, others=True)
    publishes(house, replace(entry(14, at=house.clock.now), author="Somebody Else"), another, mine)
    await house.poll()
    assert await house.deliver() == ["Story 12", "Story 14"]


@pytest.mark.one_engine
async def test_one_announcement_for_a_story_by_the_profile_and_by_the_publication(house: House) -> None:
    publishes(house, entry(11))
    await house.set_up()
    await house.register(ADA)
    await follow(house)
    story = entry(12, at=house.clock.now)
    publishes(house, story, entry(11))
    house.publishes("ada", story, entry(1))
    await house.poll()
    await house.poll()
    assert await house.deliver() == ["Story 12"]


async def test_a_story_under_another_name_is_found_by_the_profiles_own_feed(house: House) -> None:
    publishes(house, entry(11))
    await house.set_up()
    await house.register(ADA)
    await follow(house)
    story = entry(12, at=house.clock.now)
    publishes(house, replace(story, author="A. Bee, guest"), entry(11))
    await house.poll()
    assert await house.deliver() == []
    house.publishes("ada", story, entry(1))
    await house.poll()
    await house.poll()
    assert await house.deliver() == ["Story 12"]
