"""Registering: one writer, one member, three at most, and Medium is asked politely."""

from datetime import timedelta

import pytest

from bot.domain.feeds.errors import (
    AddressKind,
    FeedError,
    FeedLater,
    FeedMissing,
    FeedRefused,
    FeedUnreadable,
    FetchAllowanceSpent,
    NotAProfile,
)
from bot.domain.feeds.feed import FetchRefused, Later, LaterReason, Missing, NotAFeed, Outcome, RefusedReason
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.stories.errors import ProfileLimitReached, ProfileTaken, ProfileYoursAlready, StoriesKind
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, START, entry, read


@pytest.mark.one_engine
async def test_a_preview_shows_who_it_is_and_registers_nothing(house: House) -> None:
    house.publishes("ada", *(entry(n, at=START - timedelta(days=n)) for n in range(5)))
    preview = await house.profiles.preview(GUILD, ADA, "https://medium.com/@ada?source=me")
    assert preview.name == "Ada"
    assert [line.title for line in preview.stories] == ["Story 0", "Story 1", "Story 2"]
    assert (await house.profiles.page(GUILD, ADA)).profiles == ()


@pytest.mark.one_engine
async def test_a_taken_profile_is_refused_with_the_name_of_its_owner(house: House) -> None:
    await house.register(ADA)
    with pytest.raises(ProfileTaken) as refusal:
        await house.profiles.preview(GUILD, BEN, "medium.com/@ada")
    assert refusal.value.member_id == ADA
    assert (await house.register(BEN, guild_id=OTHER_GUILD)).guild_id == OTHER_GUILD, "another server, another circle"


@pytest.mark.one_engine
async def test_the_same_writer_by_another_address_is_the_same_writer(house: House) -> None:
    await house.register(ADA)
    house.medium.answers["https://ada.medium.com/feed"] = read(entry(1))
    with pytest.raises(ProfileTaken):
        await house.profiles.preview(GUILD, BEN, "ada.medium.com")
    with pytest.raises(ProfileYoursAlready):
        await house.profiles.preview(GUILD, ADA, "ada.medium.com")


@pytest.mark.one_engine
async def test_of_two_who_confirm_the_same_preview_the_first_gets_it(house: House) -> None:
    hers = await house.profiles.preview(GUILD, ADA, "@ada")
    his = await house.profiles.preview(GUILD, BEN, "@ada")
    await house.profiles.confirm(GUILD, ADA, hers.feed_id, hers.previewed_at)
    with pytest.raises(ProfileTaken):
        await house.profiles.confirm(GUILD, BEN, his.feed_id, his.previewed_at)
    with pytest.raises(ProfileYoursAlready):
        await house.profiles.confirm(GUILD, ADA, hers.feed_id, hers.previewed_at)


@pytest.mark.one_engine
async def test_three_profiles_are_enough(house: House) -> None:
    for number, handle in enumerate(("ada", "pen", "firm", "fourth")):
        house.publishes(handle, entry(10 + number), name=handle, user_id=f"{number:012x}")
    for handle in ("ada", "pen", "firm"):
        await house.register(ADA, handle)
    asked = len(house.medium.asked)
    with pytest.raises(ProfileLimitReached):
        await house.register(ADA, "fourth")
    assert len(house.medium.asked) == asked, "Medium is not asked for what is refused anyway"


@pytest.mark.one_engine
async def test_an_old_preview_cannot_be_confirmed(house: House) -> None:
    preview = await house.profiles.preview(GUILD, ADA, "@ada")
    house.clock.forward(hours=2)
    with pytest.raises(CardOutdated):
        await house.profiles.confirm(GUILD, ADA, preview.feed_id, preview.previewed_at)


@pytest.mark.parametrize(
    ("outcome", "error"),
    [
        (Missing(404), FeedMissing),
        (Later(START + timedelta(minutes=5), LaterReason.LANE_PAUSED), FeedLater),
        (FetchRefused(RefusedReason.PRIVATE_ADDRESS), FeedRefused),
        (NotAFeed(), FeedUnreadable),
    ],
)
@pytest.mark.one_engine
async def test_what_medium_answered_is_told(house: House, outcome: Outcome, error: type[FeedError]) -> None:
    house.medium.answers["https://medium.com/feed/@ada"] = outcome
    with pytest.raises(error) as refusal:
        await house.profiles.preview(GUILD, ADA, "@ada")
    assert refusal.value.address == "https://medium.com/@ada"


@pytest.mark.one_engine
async def test_a_publication_on_its_own_domain_is_no_profile(house: House) -> None:
    house.medium.answers["https://bees.example.org/feed"] = read(entry(1), name="Bees", user_id=None)
    with pytest.raises(NotAProfile) as refusal:
        await house.profiles.preview(GUILD, ADA, "https://bees.example.org")
    assert refusal.value.kind is AddressKind.PUBLICATION


@pytest.mark.one_engine
async def test_five_fetches_an_hour(house: House) -> None:
    for _ in range(5):
        await house.profiles.preview(GUILD, ADA, "@ada")
    with pytest.raises(FetchAllowanceSpent) as refusal:
        await house.profiles.preview(GUILD, ADA, "@ada")
    assert refusal.value.until == house.clock.now + timedelta(hours=1)
    await house.profiles.preview(GUILD, BEN, "@ada")
    house.clock.forward(minutes=61)
    await house.profiles.preview(GUILD, ADA, "@ada")


async def test_only_the_owner_removes(house: House) -> None:
    profile = await house.register(ADA)
    with pytest.raises(NotThereAnyMore, match=StoriesKind.PROFILE):
        await house.profiles.remove(GUILD, BEN, profile.id)
    with pytest.raises(NotThereAnyMore, match=StoriesKind.PROFILE):
        await house.profiles.own(OTHER_GUILD, ADA, profile.id)
    await house.profiles.remove(GUILD, ADA, profile.id)
    with pytest.raises(NotThereAnyMore, match=StoriesKind.PROFILE):
        await house.profiles.remove(GUILD, ADA, profile.id)
