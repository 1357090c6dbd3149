"""What a reading plan asks of a large server goes by indexes, though nobody ever ran ANALYZE."""

from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite

from bot.storage.database.engine import Database
from bot.storage.plan.plan_candidates import eligible_of, last_suggested, longest_waiting, newest, newest_of

GUILD, ME, AUTHOR = 1001, 2001, 2002


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (newest(GUILD, ME), "announcements USING COVERING INDEX ix_announcements_newest (guild_id=?)"),
        (newest(GUILD, ME), "sightings USING INDEX ix_sightings_story_id (story_id=?)"),
        (newest(GUILD, ME), "profiles USING INDEX ix_profiles_feed_id (feed_id=?)"),
        (eligible_of(GUILD, ME, ["a"]), "sightings USING INDEX ix_sightings_story_id (story_id=?)"),
        (eligible_of(GUILD, ME, ["a"]), "profiles USING INDEX ix_profiles_feed_id (feed_id=?)"),
        (
            newest_of(GUILD, ME, AUTHOR),
            "profiles USING INDEX ix_profiles_guild_id_member_id (guild_id=? AND member_id=?)",
        ),
        (newest_of(GUILD, ME, AUTHOR), "sightings USING COVERING INDEX sqlite_autoindex_sightings_1 (feed_id=?)"),
        (longest_waiting(GUILD, ME, 0), "sightings USING COVERING INDEX sqlite_autoindex_sightings_1 (feed_id=?)"),
        (last_suggested(GUILD, ME), "ix_plan_picks_guild_id_member_id_day (guild_id=? AND member_id=?)"),
    ],
)
async def test_it_goes_by_this_index(sqlite_database: Database, statement: Select[Any], index: str) -> None:
    plan = await explained(sqlite_database, statement)
    assert any(index in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN") and "anon" not in step], plan


async def test_a_members_notes_are_found_by_story(sqlite_database: Database) -> None:
    plan = await explained(sqlite_database, newest(GUILD, ME))
    assert any("notes" in step and "(guild_id=? AND member_id=? AND story_id=?)" in step for step in plan), plan
    assert not any("ORDER BY" in step for step in plan), "the index has the order"


async def explained(database: Database, statement: Select[Any]) -> list[str]:
    sql = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    async with database.reading() as conn:
        return [row.detail for row in await conn.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
