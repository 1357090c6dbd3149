"""Proving that a profile is one's own, and a name on Medium that changes hands."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.feeds.errors import FetchAllowanceSpent
from bot.domain.feeds.feed import Unchanged, Validators
from bot.domain.feeds.ownership import ProofState
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.stories.errors import ProfileUnclaimed, StoriesKind
from bot.domain.stories.profiles import ProfilePause
from bot.storage.schema import outbox
from bot.storage.stories import feeds
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, OTHER_GUILD, entry
from tests.storage.statements import fetch_rows


async def notices(house: House) -> list[tuple[int, Any]]:
    """(member, what they are told) of every private word, oldest first."""
    rows = await fetch_rows(
        house.database,
        select(outbox.c.member_id, outbox.c.payload).where(outbox.c.notice.is_not(None)).order_by(outbox.c.id),
    )
    return [(row.member_id, row.payload["about"]) for row in rows]


@pytest.mark.one_engine
async def test_a_poll_sees_the_code_though_no_story_changed(house: House) -> None:
    profile = await house.register(ADA)
    await house.poll()
    proof = await house.ownership.begin(GUILD, ADA, profile.id)
    assert (proof.state, proof.code) == (ProofState.PENDING, "ink-2345")
    assert proof.next_look <= house.clock.now + timedelta(minutes=15)
    house.publishes("ada", entry(1), name="Ada INK-2345")
    await house.poll()
    (verified,) = (await house.profiles.page(GUILD, ADA)).profiles
    assert verified.verified_at is not None
    assert verified.name == "Ada"
    assert await notices(house) == [(ADA, "verified")]
    assert (await house.ownership.begin(GUILD, ADA, None)).state is ProofState.VERIFIED


@pytest.mark.one_engine
async def test_a_code_that_holds_is_given_again_and_an_old_one_is_not(house: House) -> None:
    await house.register(ADA)
    first = await house.ownership.begin(GUILD, ADA, None)
    assert (await house.ownership.begin(GUILD, ADA, None)).code == first.code
    house.clock.forward(days=1, minutes=1)
    with pytest.raises(CardOutdated):
        await house.ownership.look(GUILD, ADA, first.feed_id)
    assert (await house.ownership.begin(GUILD, ADA, None)).code != first.code


@pytest.mark.one_engine
async def test_until_the_code_is_seen_the_feed_is_looked_at_every_quarter_of_an_hour(house: House) -> None:
    await house.register(ADA)
    await house.ownership.begin(GUILD, ADA, None)
    asked = len(house.medium.asked)
    for _ in range(4):
        house.clock.forward(minutes=15)
        await house.feeds.poll_due()
    assert len(house.medium.asked) - asked == 4


@pytest.mark.one_engine
async def test_looking_now_uses_the_members_own_fetches(house: House) -> None:
    await house.register(ADA)
    proof = await house.ownership.begin(GUILD, ADA, None)
    for _ in range(4):
        proof = await house.ownership.look(GUILD, ADA, proof.feed_id)
        assert proof.state is ProofState.NOT_YET
    with pytest.raises(FetchAllowanceSpent):
        await house.ownership.look(GUILD, ADA, proof.feed_id)
    house.clock.forward(hours=1)
    house.publishes("ada", entry(1), name=f"Ada {proof.code}")
    assert (await house.ownership.look(GUILD, ADA, proof.feed_id)).state is ProofState.VERIFIED
    assert await notices(house) == [], "who is looking sees it"


async def test_a_claim_that_is_proved_takes_the_profile_over_in_this_guild_only(house: House) -> None:
    await house.set_up()
    await house.register(BEN)
    await house.register(BEN, guild_id=OTHER_GUILD)
    proof = await house.ownership.claim(GUILD, ADA, "medium.com/@ada")
    assert proof.taken_by == BEN
    house.publishes("ada", entry(2), entry(1), name=f"Ada {proof.code}")
    await house.poll()
    assert [each.name for each in (await house.profiles.page(GUILD, ADA)).profiles] == ["Ada"]
    assert (await house.profiles.page(GUILD, BEN)).profiles == ()
    assert len((await house.profiles.page(OTHER_GUILD, BEN)).profiles) == 1
    assert await notices(house) == [(BEN, "claim_lost"), (ADA, "verified")]
    assert await house.deliver() == [], "what stood in the feed is known"
    house.publishes("ada", entry(3), entry(2), entry(1))
    await house.poll()
    assert await house.deliver() == ["Story 3"]


@pytest.mark.one_engine
async def test_a_claim_by_another_address_of_the_same_writer(house: House) -> None:
    await house.register(BEN)
    house.medium.answers["https://ada.medium.com/feed"] = house.medium.answers["https://medium.com/feed/@ada"]
    assert (await house.ownership.claim(GUILD, ADA, "ada.medium.com")).taken_by == BEN


async def test_what_nobody_registered_need_not_be_claimed_and_ones_own_is_simply_verified(house: House) -> None:
    with pytest.raises(ProfileUnclaimed):
        await house.ownership.claim(GUILD, ADA, "@ada")
    await house.register(ADA)
    assert (await house.ownership.claim(GUILD, ADA, "@ada")).taken_by is None
    with pytest.raises(NotThereAnyMore, match=StoriesKind.PROFILE):
        await house.ownership.begin(GUILD, BEN, None)


@pytest.mark.one_engine
async def test_a_name_that_changed_hands_is_paused_and_told_and_never_announced(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    house.publishes("ada", entry(2), user_id="fffffffffff0")
    await house.poll()
    assert await house.deliver() == []
    assert await notices(house) == [(ADA, "identity_changed")]
    (paused,) = (await house.profiles.page(GUILD, ADA)).profiles
    assert paused.pause is ProfilePause.IDENTITY_CHANGED
    asked = len(house.medium.asked)
    await house.poll()
    assert len(house.medium.asked) == asked, "nobody wants the feed"


@pytest.mark.one_engine
async def test_a_poll_that_was_under_way_does_not_hide_the_code(house: House) -> None:
    await house.register(ADA)
    await house.poll()
    proof = await house.ownership.begin(GUILD, ADA, None)
    house.medium.answers["https://medium.com/feed/@ada"] = Unchanged(Validators(items_hash="as last time"))
    await house.poll()
    row = await house.database.read(feeds.by_id, proof.feed_id)
    assert row is not None
    assert row.validators == Validators()
    assert row.next_poll_at == house.clock.now + timedelta(minutes=15)


@pytest.mark.one_engine
async def test_verifying_ends_the_pause(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    house.publishes("ada", entry(2), user_id="fffffffffff0")
    await house.poll()
    proof = await house.ownership.begin(GUILD, ADA, None)
    house.publishes("ada", entry(3), entry(2), name=f"Ada {proof.code}", user_id="fffffffffff0")
    await house.poll()
    (profile,) = (await house.profiles.page(GUILD, ADA)).profiles
    assert (profile.pause, profile.verified_at) == (None, house.clock.now)
    assert await house.deliver() == [], "what came during the pause is no news"
    house.publishes("ada", entry(4), entry(3), entry(2), user_id="fffffffffff0")
    await house.poll()
    assert await house.deliver() == ["Story 4"]
