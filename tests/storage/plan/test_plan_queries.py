"""What a reading plan asks of a large server goes by indexes, though nobody ever ran ANALYZE."""

from typing import Any

import pytest
from sqlalchemy import Select

from bot.storage.plan.plan_candidates import eligible_of, last_suggested, longest_waiting, newest, newest_of
from tests.storage.plans import LIBRARIES, Step, explained

GUILD, ME, AUTHOR = 1001, 2001, 2002

OF_STORY = (
    Step("sightings", "ix_sightings_story_id", ("story_id",)),
    Step("profiles", "ix_profiles_feed_id", ("feed_id",)),
)
"""From a story to who wrote it."""


@pytest.mark.parametrize(
    ("statement", "steps"),
    [
        (newest(GUILD, ME), (Step("announcements", "ix_announcements_newest", ("guild_id",)), *OF_STORY)),
        (eligible_of(GUILD, ME, ["a"]), OF_STORY),
        (
            newest_of(GUILD, ME, AUTHOR),
            (
                Step("profiles", "ix_profiles_guild_id_member_id", ("guild_id", "member_id")),
                Step("sightings", "pk_sightings", ("feed_id",)),
            ),
        ),
        (longest_waiting(GUILD, ME, 0), (Step("sightings", "pk_sightings", ("feed_id",)),)),
        (
            last_suggested(GUILD, ME),
            (Step("plan_picks", "ix_plan_picks_guild_id_member_id_day", ("guild_id", "member_id")),),
        ),
    ],
)
@pytest.mark.parametrize("library", LIBRARIES)
def test_it_goes_by_these_indexes(library: str, statement: Select[Any], steps: tuple[Step, ...]) -> None:
    plan = explained(library, statement)
    assert {*steps} <= {*plan.steps}
    assert plan.whole == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_members_notes_are_found_by_story(library: str) -> None:
    plan = explained(library, newest(GUILD, ME))
    key = "uq_notes_guild_id_member_id_story_id"
    assert Step("notes", key, ("guild_id", "member_id", "story_id")) in plan.steps
    assert not plan.sorts, "the index has the order"
