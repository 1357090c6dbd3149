"""What members say about themselves."""

from datetime import timedelta

import pytest

from bot.domain.servers.errors import ZoneUnknown
from bot.domain.stories.about import About
from bot.domain.stories.announcing import AnnouncePreference
from bot.domain.stories.errors import PauseUnreadable
from tests.services.conftest import House
from tests.services.parts import ADA, GUILD, OTHER_GUILD, entry


async def edit(house: House, announce: AnnouncePreference = AnnouncePreference.ANNOUNCE, **typed: str) -> About:
    """Ada fills the form in; what she does not mention is as it comes, empty."""
    defaults = {"line": "", "topics": "", "pause_days": "", "zone": ""}
    kept, now = await house.about.edit(GUILD, ADA, announce=announce, **(defaults | typed))
    assert now == house.clock.now
    return kept


@pytest.mark.one_engine
async def test_all_of_it_is_kept_in_this_guild_only(house: House) -> None:
    kept = await edit(
        house,
        line="I write\nabout bees",
        topics="#Bees, wax;bees",
        announce=AnnouncePreference.SILENT,
        pause_days="7",
        zone="lisbon",
    )
    assert kept == About(
        line="I write about bees",
        topics=("Bees", "wax"),
        announce=AnnouncePreference.SILENT,
        paused_until=house.clock.now + timedelta(days=7),
        time_zone="Europe/Lisbon",
    )
    assert (await house.profiles.page(GUILD, ADA)).about == kept
    assert (await house.profiles.page(OTHER_GUILD, ADA)).about == About()
    assert await edit(house) == About()


async def test_saving_again_does_not_move_the_pause(house: House) -> None:
    first = await edit(house, pause_days="7")
    house.clock.forward(days=2, hours=3)
    assert (await edit(house, pause_days="5")).paused_until == first.paused_until
    assert (await edit(house, pause_days="6")).paused_until == house.clock.now + timedelta(days=6)


@pytest.mark.one_engine
async def test_what_cannot_be_read_changes_nothing(house: House) -> None:
    kept = await edit(house, line="As it was")
    with pytest.raises(ZoneUnknown):
        await edit(house, line="Other", zone="Atlantis")
    with pytest.raises(PauseUnreadable):
        await edit(house, line="Other", pause_days="soon")
    assert (await house.about.get(GUILD, ADA))[0] == kept


@pytest.mark.one_engine
async def test_a_silent_member_is_not_announced(house: House) -> None:
    await house.set_up()
    await house.register(ADA)
    await edit(house, announce=AnnouncePreference.SILENT)
    house.publishes("ada", entry(2), entry(1))
    await house.poll()
    assert await house.deliver() == []
