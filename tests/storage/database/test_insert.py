"""Inserting what may stand already, alike on both engines."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.storage.database.engine import Connection, Database
from bot.storage.database.insert import insert_missing, upsert
from bot.storage.schema import app_state, guilds

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)


async def test_an_upsert_replaces_what_stands_and_inserts_the_rest(database: Database) -> None:
    async def work(conn: Connection) -> dict[str, str]:
        await upsert(conn, app_state, {"key": "a", "value": "1"}, ["key"])
        await upsert(conn, app_state, [{"key": "a", "value": "2"}, {"key": "b", "value": "3"}], ["key"])
        rows = await conn.execute(select(app_state.c.key, app_state.c.value).where(app_state.c.key.in_(["a", "b"])))
        return {row.key: row.value for row in rows}

    assert await database.write(work) == {"a": "2", "b": "3"}


async def test_an_upsert_leaves_alone_what_is_to_be_kept_and_what_is_not_named(database: Database) -> None:
    async def work(conn: Connection) -> tuple[object, ...]:
        await upsert(conn, guilds, {"id": 5, "joined_at": NOON, "time_zone": "Europe/Rome"}, ["id"])
        row = {"id": 5, "joined_at": LATER, "left_at": LATER}
        await upsert(conn, guilds, row, ["id"], keep=["joined_at"])
        kept = await conn.execute(select(guilds.c.joined_at, guilds.c.left_at, guilds.c.time_zone))
        return tuple(kept.one())

    assert await database.write(work) == (NOON, LATER, "Europe/Rome")


async def test_what_stands_is_not_inserted_again_and_said_so(database: Database) -> None:
    async def work(conn: Connection) -> tuple[list[bool], list[str | None]]:
        inserted = [
            await insert_missing(conn, app_state, {"key": "a", "value": "1"}, ["key"]),
            await insert_missing(conn, app_state, {"key": "a", "value": "2"}, ["key"]),
            await insert_missing(conn, app_state, {"key": "b", "value": "3"}, ["key"]),
        ]
        values = await conn.scalars(select(app_state.c.value).where(app_state.c.key.in_(["a", "b"])).order_by("key"))
        return inserted, list(values)

    assert await database.write(work) == ([True, False, True], ["1", "3"])
