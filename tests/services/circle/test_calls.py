"""The collaboration board: calls that come and go by themselves, and the threads that they open."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.circle.call_views import CallCard
from bot.domain.circle.collaborations import CallKind, CallProblem
from bot.domain.circle.errors import CallDaysUnreadable, CallRefused, CircleKind, CommunityChannelMissing
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.posting.delivery import Forbidden
from bot.domain.posting.notices import NoticeKind
from bot.domain.servers.guilds import Feature
from bot.domain.stories.announcing import AnnouncePreference
from bot.storage.schema import call_interests
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD

CAT = 2003
COMMUNITY = 3007


async def post(
    house: House, title: str = "A second pair of eyes", *, by: int = ADA, topics: str = "", days: str = ""
) -> int:
    kind = CallKind.BETA_READER
    return (await house.calls.post(GUILD, by, kind, title=title, words="One\ntwo", topics=topics, days=days)).id


def threads(house: House) -> list[CallCard]:
    return [each.card for each in house.discord.channels.get(COMMUNITY, []) if isinstance(each.card, CallCard)]


async def words(house: House, member_id: int) -> list[object]:
    """What the member is told about calls."""
    return [each.payload["about"] for each in await house.heard(member_id) if each.kind == NoticeKind.CALL]


async def titles(house: House, reader: int = BEN, kind: CallKind | None = None) -> list[str]:
    return [each.call.title for each in (await house.calls.browse(GUILD, reader, kind, 0)).items]


@pytest.mark.one_engine
async def test_a_call_is_listed_by_kind_the_readers_topics_first_until_it_ends(house: House) -> None:
    await house.about.edit(
        GUILD, BEN, line="", topics="Tea", announce=AnnouncePreference.ANNOUNCE, pause_days="", zone=""
    )
    await post(house, "*Bees*", topics="bees", days="10")
    house.clock.forward(hours=1)
    await post(house, "Tea", topics="#Tea, cups")
    house.clock.forward(hours=1)
    await post(house, "Sea", days="3")
    assert await titles(house) == ["Tea", "Sea", "*Bees*"]
    assert await titles(house, CAT) == ["Sea", "Tea", "*Bees*"]
    assert await titles(house, kind=CallKind.PODCAST) == []
    (first, *_) = (await house.calls.browse(GUILD, BEN, CallKind.BETA_READER, 9)).items
    assert (first.shared, first.call.topics, first.call.words) == (("tea",), ("tea", "cups"), "One\ntwo")
    assert (await house.calls.browse(OTHER_GUILD, BEN, None, 0)).items == ()
    house.clock.forward(days=4)
    assert await titles(house) == ["Tea", "*Bees*"]


async def test_what_the_board_refuses_changes_nothing(house: House) -> None:
    with pytest.raises(CallDaysUnreadable):
        await post(house, days="a while")
    with pytest.raises(CallRefused) as refused:
        await post(house, " \u200b ")
    assert refused.value.call_problem is CallProblem.TITLE_MISSING
    ids = [await post(house) for _ in range(3)]
    with pytest.raises(CallRefused) as refused:
        await post(house)
    assert refused.value.call_problem is CallProblem.TOO_MANY_OPEN
    with pytest.raises(CallRefused):
        await house.calls.close(GUILD, BEN, ids[0])
    with pytest.raises(NotThereAnyMore, match=CircleKind.CALL):
        await house.calls.close(OTHER_GUILD, ADA, ids[0])
    await house.calls.close(GUILD, BEN, ids[0], manages=True)
    await house.calls.close(GUILD, ADA, ids[1])
    with pytest.raises(CallRefused):
        await house.calls.renew(ADA, ids[1])
    assert len((await house.calls.mine(GUILD, ADA)).items) == 1


async def test_interest_opens_one_private_thread_and_its_member_is_told(house: House) -> None:
    call_id = await post(house)
    with pytest.raises(CommunityChannelMissing):
        await house.calls.interested(GUILD, BEN, call_id)
    await house.set_up(channel_id=COMMUNITY, feature=Feature.COMMUNITY)
    with pytest.raises(CallRefused):
        await house.calls.interested(GUILD, ADA, call_id)
    with pytest.raises(NotThereAnyMore, match=CircleKind.CALL):
        await house.calls.interested(OTHER_GUILD, BEN, call_id)
    await house.calls.interested(GUILD, BEN, call_id)
    with pytest.raises(CallRefused) as refused:
        await house.calls.interested(GUILD, BEN, call_id)
    assert refused.value.call_problem is CallProblem.ANSWERED_BEFORE
    assert await words(house, ADA) == [], "not before there is a thread"
    house.discord.answers = ["arrive, and say nothing"]
    with pytest.raises(TimeoutError):
        await house.outbox.deliver_due(house.discord)
    house.clock.forward(minutes=2)
    await house.outbox.deliver_due(house.discord)
    assert [card.member_id for card in threads(house)] == [BEN]
    assert await words(house, ADA) == ["interest"]
    assert (await house.calls.browse(GUILD, BEN, None, 0)).items[0].answered
    assert await house.database.read(lambda conn: conn.scalar(select(call_interests.c.thread_id))) is not None


@pytest.mark.one_engine
async def test_nothing_opens_when_one_of_the_two_left_and_it_can_be_said_again(house: House) -> None:
    await house.set_up(channel_id=COMMUNITY, feature=Feature.COMMUNITY)
    call_id = await post(house)
    await house.calls.interested(GUILD, BEN, call_id)
    house.discord.answers = [Forbidden()]
    await house.outbox.deliver_due(house.discord)
    house.clock.forward(days=4)
    assert (await house.guilds.overview(GUILD)).community is not None
    await house.set_up(channel_id=COMMUNITY, feature=Feature.COMMUNITY)
    await house.outbox.deliver_due(house.discord)
    assert threads(house) == [], "what was wished for days ago is not wished for now"
    await house.calls.interested(GUILD, BEN, call_id)
    house.discord.gone = {ADA}
    await house.outbox.deliver_due(house.discord)
    assert threads(house) == []
    assert await titles(house) == [], "and the call of who left is not on the board"


@pytest.mark.one_engine
async def test_who_does_not_want_to_meet_somebody_does_not_meet_them_here(house: House) -> None:
    await house.set_up(channel_id=COMMUNITY, feature=Feature.COMMUNITY)
    call_id = await post(house)
    await house.introductions.block(GUILD, ADA, {BEN})
    await house.introductions.block(GUILD, CAT, {ADA})
    assert await titles(house, BEN) == await titles(house, CAT) == []
    with pytest.raises(NotThereAnyMore, match=CircleKind.CALL):
        await house.calls.interested(GUILD, BEN, call_id)
    assert len(await titles(house, 2004)) == 1


async def test_its_member_is_told_once_before_the_end_and_can_renew_it(house: House) -> None:
    call_id, _ = await post(house), await post(house, "Short", days="2")
    assert await house.calls.remind() == 0
    with pytest.raises(CallRefused):
        await house.calls.renew(ADA, call_id)
    house.clock.forward(days=28, hours=1)
    assert (await house.calls.remind(), await house.calls.remind()) == (1, 0)
    assert await words(house, ADA) == ["ending"]
    with pytest.raises(CallRefused):
        await house.calls.renew(BEN, call_id)
    renewed = await house.calls.renew(ADA, call_id)
    assert renewed.until == house.clock() + timedelta(days=30)
    house.clock.forward(days=29)
    assert await house.calls.remind() == 1
    house.clock.forward(days=20)
    (listed,) = (await house.calls.mine(GUILD, ADA)).items
    assert listed.renewable
    await house.calls.renew(ADA, call_id)
    assert await titles(house) == ["A second pair of eyes"]
    with pytest.raises(NotThereAnyMore, match=CircleKind.CALL):
        await house.calls.renew(ADA, 999)
