"""The way of a story through the services: told once, or silent for a reason."""

from datetime import timedelta

import pytest

from bot.domain.feeds.feed import Later, LaterReason, Missing, Unchanged, Validators
from bot.domain.posting.delivery import Forbidden, Gone, Retry, Unknown
from bot.domain.servers.guilds import ChannelOff
from bot.domain.stories.stories import Reason
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, CHANNEL, GUILD, OTHER_CHANNEL, OTHER_GUILD, START, entry


@pytest.mark.one_engine
async def test_a_first_import_is_silent_and_the_next_story_is_told_once(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    await house.poll()
    assert await house.deliver() == []
    house.publishes("ada", entry(2), entry(1))
    await house.poll()
    await house.poll()
    assert await house.deliver() == ["Story 2"]
    assert await house.deliver() == ["Story 2"]


@pytest.mark.one_engine
async def test_a_story_published_between_preview_and_confirm_is_told(house: House) -> None:
    await house.set_up()
    preview = await house.profiles.preview(GUILD, ADA, "@ada")
    house.publishes("ada", entry(2), entry(1))
    await house.profiles.confirm(GUILD, ADA, preview.feed_id, preview.previewed_at)
    await house.poll()
    assert await house.deliver() == ["Story 2"]


@pytest.mark.one_engine
async def test_stories_are_told_in_the_order_in_which_they_were_published(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    newest_first = [entry(n, at=START + timedelta(hours=n)) for n in (4, 3, 2)]
    house.publishes("ada", *newest_first, entry(1))
    await house.poll()
    assert await house.deliver() == ["Story 2", "Story 3", "Story 4"]


async def test_an_emptied_refilled_and_reordered_feed_tells_nothing_twice(house: House) -> None:
    await house.found()
    for contents in ((), (entry(1), entry(2)), (entry(2, title="Story 2, edited"), entry(1))):
        house.publishes("ada", *contents)
        await house.poll()
    assert await house.deliver() == ["Story 2, edited"]


@pytest.mark.one_engine
async def test_two_guilds_share_one_fetch_and_each_is_told(house: House) -> None:
    await house.set_up()
    await house.set_up(OTHER_GUILD, OTHER_CHANNEL)
    await house.register(ADA)
    await house.register(ADA, guild_id=OTHER_GUILD)
    house.publishes("ada", entry(2), entry(1))
    house.medium.asked.clear()
    await house.poll()
    assert house.medium.asked == ["https://medium.com/feed/@ada"]
    assert await house.deliver() == ["Story 2", "Story 2"]
    assert set(house.discord.channels) == {CHANNEL, OTHER_CHANNEL}


@pytest.mark.one_engine
async def test_a_second_guilds_preview_does_not_hide_a_story_from_the_first(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    await house.poll()
    house.publishes("ada", entry(2), entry(1))
    await house.register(ADA, guild_id=OTHER_GUILD)
    await house.poll()
    assert await house.deliver() == ["Story 2"]
    assert set(house.discord.channels) == {CHANNEL}


@pytest.mark.one_engine
async def test_one_story_by_two_feeds_is_one_announcement(house: House) -> None:
    await house.set_up()
    house.publishes("pen", name="Pen", user_id="ffffffffffff")
    await house.register(ADA)
    await house.register(ADA, "pen")
    house.publishes("ada", entry(2), entry(1))
    house.publishes("pen", entry(2), name="Pen", user_id="ffffffffffff")
    await house.poll()
    assert await house.deliver() == ["Story 2"]


@pytest.mark.one_engine
async def test_without_a_channel_stories_stay_silent_for_good(house: House) -> None:
    await house.register(ADA)
    house.publishes("ada", entry(2), entry(1))
    house.clock.forward(minutes=31)
    (polled,) = await house.feeds.poll_due()
    assert [each.decision.reason for each in polled.decisions] == [Reason.NO_CHANNEL]
    await house.set_up()
    await house.poll()
    assert await house.deliver() == []


@pytest.mark.parametrize("outcome", [Gone(), Forbidden()])
@pytest.mark.one_engine
async def test_a_lost_channel_is_left_alone_and_its_posts_wait_for_the_next(
    house: House, outcome: Gone | Forbidden
) -> None:
    await house.set_up()
    await house.register(ADA)
    house.publishes("ada", entry(3), entry(2), entry(1))
    await house.poll()
    house.discord.answers = [outcome]
    assert await house.deliver() == []
    assert house.discord.answers == [], "tried once, and not again"
    overview = await house.guilds.overview(GUILD)
    assert overview.stories is not None
    assert overview.stories.off == (ChannelOff.GONE if isinstance(outcome, Gone) else ChannelOff.FORBIDDEN)
    assert overview.waiting == 2
    await house.set_up(channel_id=OTHER_CHANNEL)
    assert await house.deliver() == ["Story 3", "Story 2"] or house.discord.titles == ["Story 2", "Story 3"]
    assert set(house.discord.channels) == {OTHER_CHANNEL}


@pytest.mark.one_engine
async def test_what_waited_too_long_is_no_news_any_more(house: House) -> None:
    await house.found()
    house.discord.answers = [Gone()]
    await house.deliver()
    house.clock.forward(days=4)
    assert await house.outbox.expire() == 1
    await house.set_up(channel_id=OTHER_CHANNEL)
    assert await house.deliver() == []


@pytest.mark.one_engine
async def test_discords_wish_to_wait_is_honoured(house: House) -> None:
    await house.found()
    house.discord.answers = [Retry(timedelta(minutes=5))]
    assert await house.deliver() == []
    house.clock.forward(minutes=4)
    assert await house.deliver() == []
    house.clock.forward(minutes=2)
    assert await house.deliver() == ["Story 2"]


@pytest.mark.parametrize("pause", [timedelta(seconds=20), timedelta(hours=3)])
@pytest.mark.one_engine
async def test_a_post_that_arrived_without_an_answer_is_not_sent_twice(house: House, pause: timedelta) -> None:
    """The channel is read first; within the nonce's window Discord would give the first message back besides."""
    await house.found()
    house.discord.answers = ["arrive, and say nothing"]
    with pytest.raises(TimeoutError):  # as a kill after sending and before recording
        await house.deliver()
    house.clock.now += max(pause, timedelta(seconds=61))
    house.discord.nonces_last = pause < timedelta(minutes=2)
    assert await house.deliver() == ["Story 2"]
    assert house.discord.looks == 1
    assert (await house.guilds.overview(GUILD)).waiting == 0


@pytest.mark.one_engine
async def test_an_unknown_outcome_is_tried_again_in_the_same_channel(house: House) -> None:
    await house.found()
    house.discord.answers = [Unknown()]
    await house.deliver()
    await house.set_up(channel_id=OTHER_CHANNEL)
    house.clock.forward(seconds=30)
    await house.deliver()
    assert set(house.discord.channels) == {CHANNEL}


async def test_who_left_is_not_named_and_their_feed_is_not_asked_for(house: House) -> None:
    await house.found()
    house.discord.gone = {ADA}
    assert await house.deliver() == []
    house.medium.asked.clear()
    await house.poll()
    assert house.medium.asked == []
    assert (await house.stories.latest(GUILD, None, 0)).page.items == ()


@pytest.mark.one_engine
async def test_who_comes_back_is_there_again(house: House) -> None:
    await house.found()
    house.discord.gone = {ADA}
    await house.deliver()
    house.discord.gone = set()
    await house.privacy.returned(GUILD, ADA)
    house.publishes("ada", entry(3), entry(2), entry(1))
    await house.poll()
    assert await house.deliver() == ["Story 3"]


@pytest.mark.one_engine
async def test_nothing_is_sent_while_discord_cannot_say_who_is_there(house: House) -> None:
    await house.found()
    house.discord.unreachable = True
    assert await house.deliver() == []
    house.discord.unreachable = False
    await house.set_up(channel_id=OTHER_CHANNEL)
    house.clock.forward(minutes=1)
    assert await house.deliver() == ["Story 2"]
    assert (house.discord.looks, set(house.discord.channels)) == (0, {OTHER_CHANNEL}), "it was never handed over"


@pytest.mark.one_engine
async def test_a_guild_that_removed_the_bot_is_silent_at_once(house: House) -> None:
    await house.found()
    await house.guilds.left(GUILD)
    assert await house.deliver() == []
    house.medium.asked.clear()
    await house.poll()
    assert house.medium.asked == []
    await house.guilds.reconcile([GUILD])
    assert await house.deliver() == ["Story 2"]


@pytest.mark.one_engine
async def test_removing_a_profile_withholds_what_waits(house: House) -> None:
    await house.set_up()
    profile = await house.register(ADA)
    house.publishes("ada", entry(2), entry(1))
    await house.poll()
    await house.profiles.remove(GUILD, ADA, profile.id)
    assert await house.deliver() == []
    await house.register(ADA)
    await house.poll()
    assert await house.deliver() == []


@pytest.mark.one_engine
async def test_later_is_not_held_against_a_feed_and_missing_is(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    url = "https://medium.com/feed/@ada"
    until = house.clock.now + timedelta(hours=2)
    house.medium.answers[url] = Later(until, LaterReason.CHALLENGE)
    (polled,) = await house.feeds.poll_due()
    assert polled.later is LaterReason.CHALLENGE
    assert await house.feeds.poll_due() == []
    house.clock.now = until
    house.medium.answers[url] = Missing(404)
    for _ in range(4):
        assert len(await house.feeds.poll_due()) == 1
        house.clock.forward(hours=25)
    house.publishes("ada", entry(2), entry(1))
    await house.feeds.poll_due()
    assert await house.deliver() == ["Story 2"], "nothing was deleted"


@pytest.mark.one_engine
async def test_an_unchanged_feed_is_recorded_and_nothing_else(house: House) -> None:
    await house.register(ADA)
    await house.poll()
    house.medium.answers["https://medium.com/feed/@ada"] = Unchanged(Validators(items_hash="same"))
    house.clock.forward(minutes=31)
    (polled,) = await house.feeds.poll_due()
    assert polled.decisions == ()


@pytest.mark.one_engine
async def test_a_paused_lane_leaves_the_feeds_alone(house: House) -> None:
    await house.register(ADA)
    house.medium.asked.clear()
    house.medium.paused = True
    assert await house.feeds.poll_due() == []
    assert house.medium.asked == []


async def test_another_members_story_is_theirs(house: House) -> None:
    await house.set_up()
    house.publishes("ben", entry(50), name="Ben", user_id="bbbbbbbbbbbb")
    await house.register(ADA)
    await house.register(BEN, "ben")
    page = await house.stories.latest(GUILD, BEN, 0)
    assert [(line.title, line.member_id) for line in page.page.items] == [("Story 50", BEN)]
