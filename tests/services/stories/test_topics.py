"""Following topics, and the pings that come of it."""

from collections.abc import Sequence

import pytest

from bot.domain.kit.errors import CardOutdated
from bot.domain.posting.notices import NoticeKind
from bot.domain.stories.errors import NotATopic, TopicLimitReached, TopicNotFollowed
from bot.domain.stories.topics import LASTING, MAX_FOLLOWS, FollowUntil
from bot.services.stories import pings
from bot.storage.servers import members
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, entry

STOPPED, PINGS, DAYS = FollowUntil.STOPPED, FollowUntil.PINGS, FollowUntil.DAYS


async def ping(house: House, *tags: str, author: int | None = None) -> Sequence[int]:
    """As delivery does it: whom to ping before, that they were after."""
    house.clock.forward(minutes=1)
    chosen = await house.database.read(pings.pings_for, GUILD, tags, author, house.clock())
    await house.database.write(pings.pinged, GUILD, chosen, tags, house.clock())
    return chosen


async def tags(house: House, member_id: int = ADA) -> list[str]:
    return [each.tag for each in (await house.topics.followed(GUILD, member_id, 0)).items]


async def test_who_follows_is_pinged_and_nobody_else(house: House) -> None:
    await house.topics.follow(GUILD, ADA, "#Honey Bees", STOPPED)
    await house.topics.follow(OTHER_GUILD, BEN, "honey-bees", STOPPED)
    assert await ping(house, "honey-bees", "tea") == (ADA,)
    assert await ping(house, "tea") == ()
    assert await ping(house, "Honey Bees", author=ADA) == ()
    assert await ping(house) == ()


@pytest.mark.one_engine
async def test_three_pings_and_the_member_is_told_that_it_ended(house: House) -> None:
    await house.topics.follow(GUILD, ADA, "bees", PINGS)
    for left in (2, 1, None):
        assert await ping(house, "bees") == (ADA,)
        follows = (await house.topics.followed(GUILD, ADA, 0)).items
        assert [each.pings_left for each in follows] == ([] if left is None else [left])
    assert await ping(house, "bees") == ()
    await house.notices.deliver_due(house.discord)
    (word,) = (await house.notices.take(GUILD, ADA)).notices
    assert (word.kind, word.payload) == (NoticeKind.TOPIC_PING, {"about": "topic_ended", "tag": "bees"})


async def test_thirty_days_and_the_member_is_told_that_it_ended(house: House) -> None:
    follow = await house.topics.follow(GUILD, ADA, "bees", DAYS)
    assert follow.until == house.clock() + LASTING
    house.clock.forward(days=29)
    assert await ping(house, "bees") == (ADA,)
    assert await house.topics.sweep() == 0
    house.clock.forward(days=1)
    assert await ping(house, "bees") == ()
    assert await house.topics.sweep() == 1
    assert await tags(house) == []
    await house.notices.deliver_due(house.discord)
    assert len((await house.notices.take(GUILD, ADA)).notices) == 1


@pytest.mark.one_engine
async def test_a_muted_topic_is_kept_and_costs_no_pings(house: House) -> None:
    await house.topics.follow(GUILD, ADA, "bees", PINGS)
    await house.topics.follow(GUILD, ADA, "tea", STOPPED)
    assert (await house.topics.mute(GUILD, ADA, "Bees", muted=True)).muted
    assert await ping(house, "bees") == ()
    assert await ping(house, "bees", "tea") == (ADA,)
    bees, _ = (await house.topics.followed(GUILD, ADA, 0)).items
    assert bees.pings_left == 3
    await house.topics.mute(GUILD, ADA, "bees", muted=False)
    assert await ping(house, "bees") == (ADA,)


async def test_followed_anew_it_has_the_new_terms_and_its_old_turn(house: House) -> None:
    await house.topics.follow(GUILD, ADA, "bees", PINGS)
    assert await ping(house, "bees") == (ADA,)
    await house.topics.mute(GUILD, ADA, "bees", muted=True)
    await house.topics.follow(GUILD, ADA, "bees", STOPPED)
    (follow,) = (await house.topics.followed(GUILD, ADA, 0)).items
    assert (follow.muted, follow.pings_left) == (False, None)
    await house.topics.follow(GUILD, BEN, "bees", STOPPED)
    assert await ping(house, "bees") == (BEN, ADA)


async def test_the_button_stops_a_storys_topics_for_whoever_presses(house: House) -> None:
    await house.register(ADA)
    await house.topics.follow(GUILD, BEN, "writing", STOPPED)
    await house.topics.follow(GUILD, BEN, "bees", STOPPED)
    story_id = f"{1:012x}"
    assert await house.topics.stop_story(GUILD, ADA, story_id) == ()
    assert await house.topics.stop_story(GUILD, BEN, story_id) == ("writing",)
    assert await tags(house, BEN) == ["bees"]
    with pytest.raises(CardOutdated):
        await house.topics.stop_story(OTHER_GUILD, BEN, story_id)


async def test_who_left_is_not_pinged(house: House) -> None:
    await house.topics.follow(GUILD, ADA, "bees", STOPPED)
    await house.database.write(members.leave, GUILD, ADA, house.clock())
    assert await ping(house, "bees") == ()
    await house.privacy.returned(GUILD, ADA)
    assert await ping(house, "bees") == (ADA,)


@pytest.mark.one_engine
async def test_more_than_25_take_turns(house: House) -> None:
    for member_id in range(1, 61):
        await house.topics.follow(GUILD, member_id, "bees", STOPPED)
    turns = [set(await ping(house, "bees")) for _ in range(3)]
    assert [len(turn) for turn in turns] == [25, 25, 25]
    assert len(turns[0] | turns[1] | turns[2]) == 60


@pytest.mark.one_engine
async def test_what_is_refused(house: House) -> None:
    with pytest.raises(NotATopic):
        await house.topics.follow(GUILD, ADA, "???", STOPPED)
    with pytest.raises(TopicNotFollowed):
        await house.topics.mute(GUILD, ADA, "bees", muted=True)
    with pytest.raises(TopicNotFollowed):
        await house.topics.stop(GUILD, ADA, "bees")
    for number in range(MAX_FOLLOWS):
        await house.topics.follow(GUILD, ADA, f"tag {number}", STOPPED)
    with pytest.raises(TopicLimitReached):
        await house.topics.follow(GUILD, ADA, "one more", STOPPED)
    await house.topics.follow(GUILD, ADA, "tag 1", PINGS)
    page = await house.topics.followed(GUILD, ADA, 99)
    assert (page.number, page.pages, page.count) == (4, 5, MAX_FOLLOWS)
    assert await house.topics.stop(GUILD, ADA, "Tag 1") == "tag-1"


async def test_suggestions_are_what_the_server_writes_about_or_what_one_follows(house: House) -> None:
    house.publishes("ada", entry(1), entry(2))
    await house.register(ADA)
    assert await house.topics.suggest(GUILD, "wri") == ["writing"]
    assert await house.topics.suggest(OTHER_GUILD, "") == []
    await house.topics.follow(GUILD, ADA, "bees", STOPPED)
    assert await house.topics.own(GUILD, ADA, "") == ["bees"]
    assert await house.topics.own(GUILD, BEN, "") == []
