"""Members correct what was decided: each correction by those who may, as long as it can be kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.feeds.feed import FeedEntry
from bot.domain.stories.errors import CorrectionTooLate, NotYourStory
from bot.domain.stories.stories import Reason
from bot.domain.stories.way import Decided, SaidByHand
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, entry

STORY = "000000000002"
LINK = f"https://medium.com/p/{STORY}"
UNSURE = replace(entry(2), tags=(), truncated=True)
RESPONSE = replace(entry(2, title="What a story"), tags=(), opening="What a story")


pytestmark = pytest.mark.one_engine  # the statements that differ between engines are held to both in ``test_way``


async def reason(house: House, guild_id: int = GUILD) -> Reason:
    explained = await house.ways.why(guild_id, BEN, LINK, manages=False)
    (decided,) = [step for step in explained.steps if isinstance(step, Decided)]
    return decided.reason


@pytest.mark.parametrize(("item", "member_id", "manages"), [(UNSURE, ADA, False), (RESPONSE, BEN, True)])
async def test_this_is_a_story_puts_it_on_its_way(house: House, item: FeedEntry, member_id: int, manages: bool) -> None:
    await house.found(item)
    assert await house.deliver() == []
    assert (await house.ways.why(GUILD, member_id, LINK, manages=manages)).may_promote
    explained = await house.corrections.promote(GUILD, member_id, STORY, manages=manages)
    assert SaidByHand() in explained.steps
    assert not explained.may_promote
    assert len(await house.deliver()) == 1
    assert await reason(house) is Reason.NEW


async def test_what_a_person_said_it_is_it_stays(house: House) -> None:
    await house.found(UNSURE)
    await house.corrections.promote(GUILD, ADA, STORY, manages=False)
    house.publishes("ada", replace(UNSURE, title="Another title"), entry(1))
    await house.poll()
    latest = await house.stories.latest(GUILD, None, 0)
    assert "Another title" in [line.title for line in latest.page.items]
    assert len(await house.deliver()) == 1


async def test_another_guild_decides_for_itself(house: House) -> None:
    await house.set_up(OTHER_GUILD)
    await house.register(ADA, guild_id=OTHER_GUILD)
    await house.found(UNSURE)
    await house.corrections.promote(GUILD, ADA, STORY, manages=False)
    assert await reason(house, OTHER_GUILD) is Reason.UNSURE
    assert len(await house.deliver()) == 1


async def test_the_usual_rules_hold_for_a_corrected_story(house: House) -> None:
    await house.register(ADA)
    house.publishes("ada", UNSURE, entry(1))
    await house.poll()
    await house.corrections.promote(GUILD, ADA, STORY, manages=False)
    assert await reason(house) is Reason.NO_CHANNEL


async def test_others_may_not_say_what_it_is(house: House) -> None:
    await house.found(UNSURE)
    assert not (await house.ways.why(GUILD, BEN, LINK, manages=False)).may_promote
    with pytest.raises(NotYourStory):
        await house.corrections.promote(GUILD, BEN, STORY, manages=False)
    with pytest.raises(CorrectionTooLate):
        await house.corrections.promote(OTHER_GUILD, BEN, STORY, manages=True)


async def test_a_story_that_is_one_already_is_left_alone(house: House) -> None:
    await house.found()
    with pytest.raises(CorrectionTooLate):
        await house.corrections.promote(GUILD, ADA, STORY, manages=False)


async def test_do_not_announce_this(house: House) -> None:
    await house.found()
    assert (await house.ways.why(GUILD, ADA, LINK, manages=False)).may_silence
    explained = await house.corrections.silence(GUILD, ADA, STORY, manages=False)
    assert not explained.may_silence
    assert await reason(house) is Reason.BY_AUTHOR
    await house.poll()
    assert await house.deliver() == []


async def test_only_its_author_may_keep_it_quiet(house: House) -> None:
    await house.found()
    assert not (await house.ways.why(GUILD, BEN, LINK, manages=True)).may_silence
    with pytest.raises(NotYourStory):
        await house.corrections.silence(GUILD, BEN, STORY, manages=True)
    assert await house.deliver() == ["Story 2"]


async def test_what_was_sent_cannot_be_kept_quiet(house: House) -> None:
    await house.found()
    await house.deliver()
    assert not (await house.ways.why(GUILD, ADA, LINK, manages=False)).may_silence
    with pytest.raises(CorrectionTooLate):
        await house.corrections.silence(GUILD, ADA, STORY, manages=False)
    assert await reason(house) is Reason.NEW


async def test_what_may_stand_in_the_channel_already_cannot_either(house: House) -> None:
    await house.found()
    house.discord.answers = ["arrive, and say nothing"]
    with pytest.raises(TimeoutError):
        await house.deliver()
    house.clock.forward(minutes=2)
    with pytest.raises(CorrectionTooLate):
        await house.corrections.silence(GUILD, ADA, STORY, manages=False)
    house.clock.now += timedelta(minutes=5)
    assert await house.deliver() == ["Story 2"]
