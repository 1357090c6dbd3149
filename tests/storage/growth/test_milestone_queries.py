"""Looking for milestones reads no table whole."""

import pytest

from bot.storage.growth.milestones import told
from tests.storage.plans import LIBRARIES, Step, explained

GUILD = 1001


@pytest.mark.parametrize("library", LIBRARIES)
def test_told_stories_begin_at_the_guilds_profiles(library: str) -> None:
    assert explained(library, told(GUILD)).steps == (
        Step("profiles", "ix_profiles_guild_id_member_id", ("guild_id",)),
        Step("sightings", "pk_sightings", ("feed_id",)),
        Step("announcements", "pk_announcements", ("guild_id", "story_id")),
    )
