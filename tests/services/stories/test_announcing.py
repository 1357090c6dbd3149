"""How a guild wants to be told, from feed to channel: digests, quiet hours, the cap, routes, edits, threads."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.posting.delivery import CLAIM_LEASE, Forbidden, Gone, Retry, Unknown
from bot.domain.servers.guilds import NEEDED_IN_CHANNEL, Feature
from bot.domain.stories.announcing import AnnouncePreference, Cadence, Route, Welcome
from bot.domain.stories.stories import Reason
from bot.domain.stories.story_views import StoryCard
from bot.storage.schema import members
from bot.storage.stories import stories
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, CHANNEL, GUILD, OTHER_CHANNEL, START, entry
from tests.storage.statements import execute

ALL = frozenset(NEEDED_IN_CHANNEL[Feature.STORIES])


async def choose(house: House, **changes: Any) -> None:
    await house.guilds.choose(GUILD, lambda now: replace(now, **changes))


async def ready(house: House, **changes: Any) -> None:
    """A guild with a channel and Ada's profile. The clock stands at noon UTC on a Sunday."""
    await house.set_up()
    if changes:
        await choose(house, **changes)
    await house.register(ADA)


async def publish(house: House, *numbers: int) -> None:
    """Ada publishes these stories, now, and the feed is polled."""
    house.publishes("ada", *(entry(n, at=house.clock.now) for n in reversed(numbers)), entry(1))
    await house.poll()


async def reason(house: House, number: int) -> Reason:
    return (await house.database.read(stories.decided, GUILD, [f"{number:012x}"]))[f"{number:012x}"]


async def may_have_arrived(house: House, cadence: Cadence) -> None:
    """A post of this cadence stands in the channel, and the program died before it was told so; nonces are forgotten.

    The clock stands at or after the hour of digests.
    """
    await ready(house, cadence=cadence)
    await publish(house, 2)
    house.clock.now = START.replace(hour=18)
    house.discord.answers = ["arrive, and say nothing"]
    with pytest.raises(TimeoutError):
        await house.deliver()
    house.discord.nonces_last = False


@pytest.mark.one_engine
async def test_a_digest_gathers_until_its_hour(house: House) -> None:
    await ready(house, cadence=Cadence.DAILY)
    await publish(house, 2)
    await publish(house, 2, 3)
    await house.deliver()
    assert house.discord.digests == []
    assert await reason(house, 2) is Reason.DIGEST
    house.clock.now = START.replace(hour=18)
    await house.deliver()
    await house.deliver()
    assert house.discord.digests == [["Story 2", "Story 3"]]


@pytest.mark.one_engine
async def test_a_digest_has_a_channel_of_its_own_where_one_is_chosen(house: House) -> None:
    await ready(house, cadence=Cadence.DAILY)
    await house.set_up(channel_id=OTHER_CHANNEL, feature=Feature.DIGEST)
    await publish(house, 2)
    house.clock.forward(hours=8)
    await house.deliver()
    assert set(house.discord.channels) == {OTHER_CHANNEL}


@pytest.mark.one_engine
async def test_a_digest_names_nobody_who_left_and_an_empty_one_is_not_sent(house: House) -> None:
    await ready(house, cadence=Cadence.DAILY)
    house.publishes("ben", entry(50), name="Ben", user_id="bbbbbbbbbbbb")
    await house.register(BEN, "ben")
    house.publishes("ben", entry(51, at=house.clock.now), entry(50), name="Ben", user_id="bbbbbbbbbbbb")
    await publish(house, 2)
    house.discord.gone = {ADA}
    house.clock.forward(hours=8)
    await house.deliver()
    assert house.discord.digests == [["Story 51"]]
    house.publishes("ben", entry(52, at=house.clock.now), entry(51), name="Ben", user_id="bbbbbbbbbbbb")
    await house.poll()
    house.discord.gone = {ADA, BEN}
    house.clock.forward(days=1)
    await house.deliver()
    assert len(house.discord.digests) == 1


@pytest.mark.one_engine
async def test_quiet_hours_hold_posts_until_they_end(house: House) -> None:
    await ready(house, quiet_from=12, quiet_until=15)
    await publish(house, 2)
    assert await house.deliver() == []
    house.clock.now = START.replace(hour=14, minute=59)
    assert await house.deliver() == []
    house.clock.now = START.replace(hour=15)
    assert await house.deliver() == ["Story 2"]


async def test_quiet_hours_that_were_set_midway_hold_what_was_on_its_way(house: House) -> None:
    await ready(house)
    await publish(house, 2)
    await choose(house, quiet_from=11, quiet_until=20)
    assert await house.deliver() == []
    house.clock.now = START.replace(hour=20)
    assert await house.deliver() == ["Story 2"]


@pytest.mark.parametrize("cadence", [Cadence.INSTANT, Cadence.DAILY])
@pytest.mark.one_engine
async def test_quiet_hours_hold_nothing_that_may_have_arrived(house: House, cadence: Cadence) -> None:
    """Held back it would be taken for a fresh one afterwards, and sent a second time."""
    await may_have_arrived(house, cadence)
    await choose(house, quiet_from=11, quiet_until=10)
    house.clock.now += CLAIM_LEASE * 2
    await house.deliver()
    assert house.discord.looks == 1
    await choose(house, quiet_from=None, quiet_until=None)
    await house.deliver()
    assert len(house.discord.channels[CHANNEL]) == 1
    assert (await house.guilds.overview(GUILD)).waiting == 0


@pytest.mark.one_engine
async def test_quiet_hours_hold_what_was_tried_and_is_not_found(house: House) -> None:
    """It is looked for again when they end: Discord may have taken it up after the look."""
    await ready(house)
    await publish(house, 2, 3)
    house.discord.answers = [Unknown(), Unknown()]
    assert await house.deliver() == []
    await choose(house, quiet_from=11, quiet_until=20)
    house.clock.forward(minutes=1)
    assert await house.deliver() == []
    house.clock.forward(minutes=1)
    assert await house.deliver() == []
    assert house.discord.looks == 2, "one for each"
    house.clock.now = START.replace(hour=20)
    assert await house.deliver() == ["Story 2", "Story 3"]
    assert house.discord.looks == 4


@pytest.mark.parametrize("cadence", [Cadence.INSTANT, Cadence.DAILY])
@pytest.mark.one_engine
async def test_an_attempt_that_sent_nothing_says_nothing_of_the_one_before(house: House, cadence: Cadence) -> None:
    await may_have_arrived(house, cadence)
    house.discord.unreachable = True
    house.clock.now += CLAIM_LEASE * 2
    await house.deliver()
    house.discord.unreachable = False
    await house.set_up(channel_id=OTHER_CHANNEL, feature=Feature.STORIES)
    house.clock.forward(minutes=1)
    await house.deliver()
    assert (house.discord.looks, set(house.discord.channels)) == (1, {CHANNEL})
    assert (await house.guilds.overview(GUILD)).waiting == 0


@pytest.mark.one_engine
async def test_what_is_over_the_cap_goes_out_together_in_the_morning(house: House) -> None:
    await ready(house, daily_cap=2)
    await publish(house, 2, 3, 4, 5)
    assert await house.deliver() == ["Story 2", "Story 3"]
    assert await reason(house, 4) is Reason.ROUNDUP
    house.clock.now = START.replace(hour=8) + timedelta(days=1)
    await house.deliver()
    assert house.discord.digests == [["Story 4", "Story 5"]]


@pytest.mark.one_engine
async def test_a_cap_that_was_lowered_midway_is_kept(house: House) -> None:
    await ready(house, daily_cap=3)
    await publish(house, 2, 3, 4)
    await choose(house, daily_cap=1)
    assert await house.deliver() == ["Story 2"]
    house.clock.now = START.replace(hour=8) + timedelta(days=1)
    await house.deliver()
    assert house.discord.digests == [["Story 3", "Story 4"]]


@pytest.mark.one_engine
async def test_the_cap_is_each_members_own_and_begins_anew_each_day(house: House) -> None:
    await ready(house, daily_cap=1)
    house.publishes("ben", entry(50), name="Ben", user_id="bbbbbbbbbbbb")
    await house.register(BEN, "ben")
    house.publishes("ben", entry(51, at=house.clock.now), entry(50), name="Ben", user_id="bbbbbbbbbbbb")
    await publish(house, 2)
    assert sorted(await house.deliver()) == ["Story 2", "Story 51"]
    house.clock.forward(days=1)
    await publish(house, 2, 3)
    assert "Story 3" in await house.deliver()


@pytest.mark.one_engine
async def test_what_is_too_old_is_listed_and_not_announced(house: House) -> None:
    await ready(house)
    house.publishes("ada", entry(2, at=START - timedelta(days=20)), entry(1))
    await house.poll()
    assert await house.deliver() == []
    assert await reason(house, 2) is Reason.TOO_OLD
    assert "Story 2" in [line.title for line in (await house.stories.latest(GUILD, None, 0)).page.items]


async def wish(house: House, **values: object) -> None:
    await execute(house.database, members.update().where(members.c.member_id == ADA).values(**values))


async def test_an_authors_wishes_are_kept(house: House) -> None:
    await ready(house)
    await wish(house, announce=AnnouncePreference.SILENT)
    await publish(house, 2)
    assert await reason(house, 2) is Reason.BY_AUTHOR
    await wish(house, announce=AnnouncePreference.DIGEST_ONLY)
    await publish(house, 2, 3)
    assert await reason(house, 3) is Reason.DIGEST
    await wish(house, announce=AnnouncePreference.ANNOUNCE, announce_paused_until=house.clock.now + timedelta(days=9))
    await publish(house, 2, 3, 4)
    assert await reason(house, 4) is Reason.BY_AUTHOR
    assert await house.deliver() == []


async def test_a_route_leads_elsewhere_and_its_loss_is_its_own(house: House) -> None:
    await ready(house)
    await house.guilds.add_route(GUILD, Route(0, OTHER_CHANNEL, tag="Writing"), ALL)
    await publish(house, 2)
    house.discord.answers = [Gone()]
    assert await house.deliver() == []
    overview = await house.guilds.overview(GUILD)
    assert overview.routes[0].off is not None
    assert overview.stories is not None
    assert overview.stories.off is None
    await publish(house, 2, 3)
    await house.deliver()
    assert [post.card.title for post in house.discord.channels[CHANNEL] if isinstance(post.card, StoryCard)] == [
        "Story 3"
    ]
    await house.guilds.remove_route(GUILD, overview.routes[0].id)
    assert "Story 2" in await house.deliver(), "what was to take the route is not lost with it"


@pytest.mark.one_engine
async def test_a_route_takes_what_fits(house: House) -> None:
    await ready(house)
    await house.guilds.add_route(GUILD, Route(0, OTHER_CHANNEL, member_id=ADA, ping_role_id=77), ALL)
    await publish(house, 2)
    await house.deliver()
    (post,) = house.discord.channels[OTHER_CHANNEL]
    assert isinstance(post.card, StoryCard)
    assert post.card.ping_role_id == 77


@pytest.mark.one_engine
async def test_a_posted_card_follows_an_edit_and_nothing_else_does(house: House) -> None:
    await ready(house)
    await publish(house, 2)
    await house.deliver()
    house.publishes("ada", entry(2, title="Story 2, mended", at=START), entry(1, title="Old and mended"))
    await house.poll()
    await house.poll()
    assert await house.deliver() == ["Story 2"]
    ((place, post),) = house.discord.amended
    assert isinstance(post.card, StoryCard)
    assert (place.channel_id, post.card.title) == (CHANNEL, "Story 2, mended")


@pytest.mark.one_engine
async def test_a_message_that_is_gone_is_not_edited_and_says_nothing_of_the_channel(house: House) -> None:
    await ready(house)
    await publish(house, 2)
    await house.deliver()
    house.publishes("ada", entry(2, title="Mended", at=START), entry(1))
    await house.poll()
    house.discord.answers = [Gone()]
    await house.deliver()
    overview = await house.guilds.overview(GUILD)
    assert overview.stories is not None
    assert overview.stories.off is None
    assert overview.waiting == 0


@pytest.mark.one_engine
async def test_each_announcement_gets_a_thread_where_the_guild_wants_them(house: House) -> None:
    await ready(house, threads=True)
    await publish(house, 2)
    await house.deliver()
    assert len(house.discord.threads) == 1


@pytest.mark.one_engine
async def test_a_forum_remembers_no_nonce_so_it_is_looked_at_first(house: House) -> None:
    await ready(house)
    house.discord.forums = {CHANNEL}
    await publish(house, 2)
    house.discord.answers = ["arrive, and say nothing"]
    try:
        await house.deliver()
    except TimeoutError:
        house.clock.forward(seconds=61)
    assert await house.deliver() == ["Story 2"]
    assert house.discord.looks == 1


@pytest.mark.one_engine
async def test_the_first_story_and_the_first_after_a_silence_are_welcomed(house: House) -> None:
    def greetings() -> list[Welcome]:
        cards = [post.card for posts in house.discord.channels.values() for post in posts]
        return [card.welcome for card in cards if isinstance(card, StoryCard)]

    await ready(house)
    await publish(house, 2)
    await house.deliver()
    house.clock.forward(days=2)
    await publish(house, 2, 3)
    await house.deliver()
    house.clock.forward(days=91)
    house.publishes("ada", entry(4, at=house.clock.now), entry(3))
    await house.poll()
    await house.deliver()
    assert greetings() == [Welcome.FIRST, Welcome.NONE, Welcome.BACK]


@pytest.mark.one_engine
async def test_a_retry_over_midnight_counts_on_the_day_it_is_sent(house: House) -> None:
    await ready(house, daily_cap=1)
    await publish(house, 2)
    house.discord.answers = [Retry(timedelta(hours=13))]
    assert await house.deliver() == []
    house.clock.forward(hours=13, minutes=1)
    await publish(house, 2, 3)
    assert await house.deliver() == ["Story 2"]
    house.clock.now = (START + timedelta(days=2)).replace(hour=8)
    await house.deliver()
    assert house.discord.digests == [["Story 3"]]


async def test_a_forbidden_digest_channel_leaves_the_other_alone(house: House) -> None:
    await ready(house, cadence=Cadence.DAILY)
    await house.set_up(channel_id=OTHER_CHANNEL, feature=Feature.DIGEST)
    await publish(house, 2)
    house.clock.forward(hours=8)
    house.discord.answers = [Forbidden()]
    await house.deliver()
    overview = await house.guilds.overview(GUILD)
    assert overview.digest is not None
    assert overview.digest.off is not None
    assert overview.stories is not None
    assert overview.stories.off is None
    await house.guilds.forget_channel(GUILD, Feature.DIGEST)
    await house.deliver()
    assert house.discord.digests == [["Story 2"]]


async def test_a_digest_that_is_too_long_becomes_two(house: House) -> None:
    await ready(house, cadence=Cadence.DAILY)
    await publish(house, *range(2, 10))
    await publish(house, *range(10, 17))
    house.clock.forward(hours=8)
    await house.deliver()
    first, second = house.discord.digests
    assert [len(first), len(second)] == [12, 3]
    assert sorted([*first, *second]) == sorted(f"Story {n}" for n in range(2, 17))
