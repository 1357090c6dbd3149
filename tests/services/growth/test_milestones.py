"""Milestones over a real database: found once, offered in private, shared by choice, gone when they are taken back."""

from datetime import timedelta
from functools import partial
from itertools import product

import pytest
from sqlalchemy import select, update

from bot.domain.growth.errors import AmountUnreadable, GrowthKind, MilestoneRefused
from bot.domain.growth.milestone_views import KeptMilestone, MilestoneCard
from bot.domain.growth.milestones import Milestone, MilestoneKind
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.posting.delivery import Delivery, Retry, Unknown
from bot.domain.servers.guilds import Feature
from bot.storage.database.engine import Database
from bot.storage.schema import member_totals, outbox
from bot.storage.servers import members
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, CHANNEL, GUILD, OTHER_CHANNEL, OTHER_GUILD, START, Meanwhile, entry
from tests.services.readers import Circle
from tests.storage.statements import execute, fetch_scalars

STORIES, YEARS, WRITING, READING = (
    MilestoneKind.STORIES,
    MilestoneKind.YEARS,
    MilestoneKind.WRITING_STREAK,
    MilestoneKind.READING_STREAK,
)
OTHER = MilestoneKind.OTHER


async def found(house: House, member_id: int = ADA) -> list[Milestone]:
    """What the member was offered since the last look, in private words."""
    await house.milestones.notice()
    heard = await house.heard(member_id)
    return [Milestone(MilestoneKind(str(each.payload["kind"])), int(each.payload["amount"])) for each in heard]


async def publish(house: House, *numbers: int) -> None:
    house.publishes("ada", *(entry(number) for number in (*numbers, 1)))
    await house.poll()
    await house.deliver()


def celebrated(house: House, channel_id: int = CHANNEL) -> list[str]:
    """The words of the milestones that stand in a channel."""
    standing = {
        house.discord.by_nonce[post.nonce]: post.card.words
        for post in house.discord.channels.get(channel_id, [])
        if isinstance(post.card, MilestoneCard)
    }
    for place in house.discord.removed:
        standing.pop(place.message_id, None)
    return list(standing.values())


async def tell(house: House, words: str = "I gave a reading") -> KeptMilestone:
    return (await house.milestones.tell(GUILD, ADA, OTHER, "", words)).milestone


@pytest.mark.one_engine
async def test_each_is_found_once_and_offered_in_private(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    assert await found(house) == [], "what stood in the feed before is no milestone"
    await publish(house, 2)
    assert await found(house) == [Milestone(STORIES, 1)]
    assert await found(house) == []
    await publish(house, *range(2, 12))
    assert await found(house) == [Milestone(STORIES, 10)]
    page = await house.milestones.mine(GUILD, ADA, 0)
    assert [(each.kind, each.amount, each.shared_at) for each in page.items] == [
        (STORIES, 10, None),
        (STORIES, 1, None),
    ]
    house.clock.forward(days=365)
    assert await found(house) == [Milestone(YEARS, 1)]
    assert celebrated(house) == [], "nothing is shared unless its member says so"


async def test_weeks_in_a_row_count_and_who_left_is_told_nothing(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    circle = Circle(house.database, house.clock)
    for week in range(4):
        if week:
            house.clock.forward(days=6, hours=23)
        stories = [entry(number, at=START + timedelta(weeks=number - 2)) for number in range(2, 3 + week)]
        house.publishes("ada", *stories, entry(1))
        await house.poll()
        await circle.note(BEN, ADA)
    assert await found(house) == [Milestone(STORIES, 1), Milestone(WRITING, 4)]
    assert await found(house, BEN) == [Milestone(READING, 4)]
    await execute(house.database, update(member_totals).values(streak=12))
    await house.database.write(members.leave, GUILD, BEN, house.clock())
    assert await house.milestones.notice() == 0
    await house.database.write(members.welcome, GUILD, BEN, house.clock())
    await execute(house.database, update(member_totals).values(streak_until=house.clock()))
    assert await house.milestones.notice() == 0, "a streak that is over is not offered"


@pytest.mark.one_engine
async def test_one_guilds_milestones_say_nothing_in_another(house: House) -> None:
    for guild_id in (GUILD, OTHER_GUILD):
        await house.set_up(guild_id, CHANNEL if guild_id == GUILD else OTHER_CHANNEL)
    await house.register(ADA)
    await publish(house, 2)
    await house.milestones.notice()
    assert (await house.milestones.mine(OTHER_GUILD, ADA, 0)).items == ()
    (own,) = (await house.milestones.mine(GUILD, ADA, 0)).items
    for act in (house.milestones.look, house.milestones.share, house.milestones.take_back, house.milestones.drop):
        with pytest.raises(NotThereAnyMore, match=GrowthKind.MILESTONE):
            await act(BEN, own.id)
    await house.milestones.share(ADA, own.id)
    with pytest.raises(CardOutdated):
        await house.milestones.stories(OTHER_GUILD, own.id)
    assert (await house.milestones.stories(GUILD, own.id)).page.count == 2


TELLABLE: list[tuple[MilestoneKind, str, str, tuple[int, str]]] = [
    (MilestoneKind.FOLLOWERS, "1.2k", " ", (1200, "")),
    (MilestoneKind.EARNINGS, "$1,000.50", "Thanks\nto you", (1000, "Thanks to you")),
    (MilestoneKind.PUBLICATION, "7", "The Inn", (0, "The Inn")),
    (OTHER, "", "I gave a reading", (0, "I gave a reading")),
]
NOT_TELLABLE: list[tuple[MilestoneKind, str, str, type[Exception]]] = [
    (MilestoneKind.FOLLOWERS, "many", "", AmountUnreadable),
    (MilestoneKind.FOLLOWERS, "", "", MilestoneRefused),
    (MilestoneKind.EARNINGS, "1 EUR", "", AmountUnreadable),
    (MilestoneKind.EARNINGS, "0.50", "", MilestoneRefused),
    (MilestoneKind.PUBLICATION, "", " ", MilestoneRefused),
    (OTHER, "", "w" * 201, MilestoneRefused),
    (STORIES, "", "A hundred", MilestoneRefused),
]


@pytest.mark.one_engine
async def test_what_members_tell_of_is_kept_and_what_cannot_be_told_is_not(house: House) -> None:
    for kind, typed, words, kept in TELLABLE:
        told = await house.milestones.tell(GUILD, ADA, kind, typed, words)
        assert (told.milestone.kind, told.milestone.amount, told.milestone.words) == (kind, *kept)
        assert (told.milestone.shared_at, told.channel_id) == (None, None)
        again = await house.milestones.tell(GUILD, ADA, kind, typed, words)
        assert again.milestone.id == told.milestone.id
    for kind, typed, words, error in NOT_TELLABLE:
        with pytest.raises(error):
            await house.milestones.tell(GUILD, ADA, kind, typed, words)
    assert (await house.milestones.mine(GUILD, ADA, 0)).count == len(TELLABLE)


async def test_a_shared_one_goes_to_the_first_channel_that_there_is(house: House) -> None:
    told = await tell(house)
    assert (await house.milestones.share(ADA, told.id)).channel_id is None
    await house.deliver_all()
    assert house.discord.channels == {}, "it waits for a channel"
    for feature, channel_id in ((Feature.STORIES, 31), (Feature.CHALLENGES, 32), (Feature.COMMUNITY, 33)):
        await house.set_up(channel_id=channel_id, feature=feature)
        assert (await house.milestones.look(ADA, told.id)).channel_id == channel_id
        await house.deliver_all()
        assert celebrated(house, channel_id) == ["I gave a reading"], feature
        (post,) = house.discord.channels[channel_id]
        assert post.card == MilestoneCard(told.id, ADA, OTHER, 0, "I gave a reading", told=True)
        await house.milestones.take_back(ADA, told.id)
        await house.deliver_all()
        assert celebrated(house, channel_id) == []
        assert (await house.milestones.share(ADA, told.id)).milestone.shared_at is not None
        await house.milestones.share(ADA, told.id)


async def test_what_the_bot_found_outlives_being_dropped_and_is_not_offered_again(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    await publish(house, 2)
    await house.milestones.notice()
    told = await tell(house)
    page = await house.milestones.mine(GUILD, ADA, 9)
    assert {each.id for each in page.items} > {told.id}
    for each in page.items:
        await house.milestones.share(ADA, each.id)
        page = await house.milestones.drop(ADA, each.id)
    assert [(each.kind, each.shared_at) for each in page.items] == [(STORIES, None)]
    await house.deliver_all()
    assert celebrated(house) == []
    assert await house.milestones.notice() == 0


LOST = "arrive, and say nothing"


async def act(house: House, milestone_id: int, change: str) -> None:
    match change:
        case "back":
            await house.milestones.take_back(ADA, milestone_id)
        case "drop":
            await house.milestones.drop(ADA, milestone_id)
        case "erase":
            await house.privacy.erase(ADA)
        case "back and again":
            await house.milestones.take_back(ADA, milestone_id)
            await house.milestones.share(ADA, milestone_id)


TRIES: tuple[Delivery | str, ...] = ("arrive", LOST, Unknown(), Retry())
CHANGES = ("back", "drop", "back and again", "erase")


@pytest.mark.parametrize("when", ["before", "during", "after"])
async def test_a_change_of_mind_ends_right(sqlite_database: Database, when: str) -> None:
    """Whatever becomes of the first try, and whenever the change comes: the channel ends as the member wants it."""
    house = House(sqlite_database)
    await house.set_up()
    house.discord = publisher = Meanwhile(kind=MilestoneCard)
    for first, change in product(TRIES, CHANGES):
        words = f"{change} at {first}"
        told = await tell(house, words)
        await house.milestones.share(ADA, told.id)
        house.clock.forward(seconds=1)
        publisher.answers = [first]
        publisher.change = partial(act, house, told.id, change) if when == "during" else None
        if when == "after":
            await house.outbox.deliver_due(publisher)
        if when != "during":
            await act(house, told.id, change)
        await house.deliver_all()
        assert publisher.change is None, "it came"
        assert celebrated(house) == ([words] if change == "back and again" else []), words
        if change == "back and again":
            await house.milestones.drop(ADA, told.id)
            await house.deliver_all(rounds=1)
            assert celebrated(house) == [], words
    assert await fetch_scalars(house.database, select(outbox.c.kind).where(outbox.c.member_id == ADA)) == []


@pytest.mark.one_engine
async def test_whoever_left_is_not_celebrated(house: House) -> None:
    await house.set_up()
    told = await tell(house)
    await house.milestones.share(ADA, told.id)
    house.discord.gone = {ADA}
    await house.deliver_all()
    assert celebrated(house) == []
    house.clock.forward(days=31)
    await house.privacy.housekeep(house.discord)
    with pytest.raises(NotThereAnyMore, match=GrowthKind.MILESTONE):
        await house.milestones.look(ADA, told.id)
