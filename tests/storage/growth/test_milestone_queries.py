"""Looking for milestones reads no table whole."""

from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from bot.storage.database.engine import Database
from bot.storage.growth.milestones import told
from tests.services.parts import GUILD


async def test_told_stories_begin_at_the_guilds_profiles(sqlite_database: Database) -> None:
    sql = str(told(GUILD).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    async with sqlite_database.reading() as conn:
        plan = [row.detail for row in await conn.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
    assert any("profiles" in step and "(guild_id=?)" in step for step in plan), plan
    assert any("sightings" in step and "(feed_id=?)" in step for step in plan), plan
    assert any("announcements" in step and "(guild_id=? AND story_id=?)" in step for step in plan), plan
