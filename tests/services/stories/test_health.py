"""Feeds fare well or badly, are paused and resumed, and long trouble is told once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.feeds.feed import Later, LaterReason, Missing, OutcomeCode
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.stories.errors import IdentityUnproved, StoriesKind
from bot.domain.stories.profiles import ProfilePause
from bot.storage.schema import outbox
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, entry
from tests.storage.statements import fetch_scalars

ADAS = "https://medium.com/feed/@ada"


async def troubles(house: House) -> list[int]:
    """Who was told of trouble, oldest first."""
    statement = select(outbox.c.member_id).where(outbox.c.notice == "feed_trouble").order_by(outbox.c.id)
    return await fetch_scalars(house.database, statement)


@pytest.mark.one_engine
async def test_a_failing_feed_is_named_first_with_what_came_of_it(house: House) -> None:
    house.publishes("ben", entry(9), name="Aardvark", user_id="bbbbbbbbbbbb")
    await house.register(BEN, "ben")
    await house.register(ADA)
    house.medium.answers[ADAS] = Missing(404)
    await house.poll()
    page = await house.health.page(GUILD, 0)
    assert [(feed.member_id, feed.outcome, feed.failures) for feed in page.page.items] == [
        (ADA, OutcomeCode.MISSING, 1),
        (BEN, OutcomeCode.READ, 0),
    ]
    assert (page.page.count, page.troubled) == (2, 1)
    assert page.page.items[0].next_poll_at == house.clock.now + timedelta(minutes=30)
    assert (await house.health.page(OTHER_GUILD, 0)).page.items == ()


async def test_two_weeks_of_missing_are_told_once_and_nothing_is_deleted(house: House) -> None:
    await house.register(ADA)
    house.medium.answers[ADAS] = Missing(410)
    for _ in range(14):
        house.clock.forward(hours=25)
        await house.feeds.poll_due()
    assert await troubles(house) == []
    for _ in range(5):
        house.clock.forward(hours=25)
        await house.feeds.poll_due()
    assert await troubles(house) == [ADA]
    assert len((await house.profiles.page(GUILD, ADA)).profiles) == 1


async def test_a_feed_that_came_back_begins_a_new_spell_and_waiting_does_not(house: House) -> None:
    await house.register(ADA)
    house.medium.answers[ADAS] = Missing(404)
    await house.poll()
    since = (await house.health.everything(GUILD))[0].missing_since
    house.clock.forward(days=1)
    house.medium.answers[ADAS] = Later(house.clock.now + timedelta(minutes=5), LaterReason.CHALLENGE)
    await house.feeds.poll_due()
    assert (await house.health.everything(GUILD))[0].missing_since == since == house.clock.now - timedelta(days=1)
    house.publishes("ada", entry(2), entry(1))
    await house.poll()
    assert (await house.health.everything(GUILD))[0].missing_since is None


async def test_polling_now_waits_for_mediums_cache_and_for_nothing_else(house: House) -> None:
    await house.register(ADA)
    house.medium.answers[ADAS] = Missing(404)
    for _ in range(6):
        house.clock.forward(days=1)
        await house.feeds.poll_due()
    polled_at = house.clock.now
    house.clock.forward(minutes=5)
    asked = await house.health.poll(GUILD, None)
    assert (asked.due, asked.by) == (1, polled_at + timedelta(minutes=15))
    before = len(house.medium.asked)
    await house.feeds.poll_due()
    assert len(house.medium.asked) == before
    house.clock.forward(minutes=10)
    await house.feeds.poll_due()
    assert len(house.medium.asked) == before + 1


@pytest.mark.one_engine
async def test_what_medium_wants_left_alone_is(house: House) -> None:
    await house.register(ADA)
    house.medium.answers[ADAS] = Later(house.clock.now + timedelta(hours=9), LaterReason.RATE_LIMITED)
    await house.poll()
    asked = await house.health.poll(GUILD, None)
    assert (asked.due, asked.waiting, asked.by) == (0, 1, None)


@pytest.mark.one_engine
async def test_a_pause_is_this_guilds_own_and_what_comes_meanwhile_stays_quiet(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    await house.register(ADA, guild_id=OTHER_GUILD)
    (feed,) = await house.health.everything(GUILD)
    assert (await house.health.pause(GUILD, feed.ref.text)).pause is ProfilePause.MODERATOR
    assert (await house.health.everything(OTHER_GUILD))[0].pause is None
    house.publishes("ada", entry(2), entry(1))
    await house.poll()
    assert await house.deliver() == []
    assert (await house.health.poll(GUILD, feed.ref.text)).paused == 1
    assert (await house.health.resume(GUILD, feed.ref.text)).pause is None
    house.publishes("ada", entry(3), entry(2), entry(1))
    await house.poll()
    assert await house.deliver() == ["Story 3"]


async def test_a_feed_that_nobody_else_wants_is_not_asked_for_in_a_pause(house: House) -> None:
    await house.register(ADA)
    (feed,) = await house.health.everything(GUILD)
    await house.health.pause(GUILD, feed.ref.text)
    asked = len(house.medium.asked)
    await house.poll()
    assert len(house.medium.asked) == asked


async def test_moderators_cannot_vouch_for_another_writer(house: House) -> None:
    await house.register(ADA)
    house.publishes("ada", entry(2), user_id="fffffffffff0")
    await house.poll()
    (feed,) = await house.health.everything(GUILD)
    with pytest.raises(IdentityUnproved) as refusal:
        await house.health.resume(GUILD, feed.ref.text)
    assert refusal.value.member_id == ADA


@pytest.mark.parametrize("text", ["", "profile-", "profile-x", "profile-99", "publication-1", "feed-1", "profile-²"])
@pytest.mark.one_engine
async def test_what_names_no_feed_of_the_guild_is_refused(house: House, text: str) -> None:
    await house.register(ADA, guild_id=OTHER_GUILD)
    for use in (house.health.pause, house.health.resume, house.health.poll):
        with pytest.raises(NotThereAnyMore, match=StoriesKind.FEED):
            await use(GUILD, text)
