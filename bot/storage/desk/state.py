"""Small facts the program keeps about itself."""

from sqlalchemy import select

from bot.storage.database.engine import Connection
from bot.storage.database.insert import upsert
from bot.storage.schema import app_state


async def get(conn: Connection, key: str) -> str | None:
    """The value stored under a key."""
    return await conn.scalar(select(app_state.c.value).where(app_state.c.key == key))


async def put(conn: Connection, key: str, value: str) -> None:
    """Store a value under a key."""
    await upsert(conn, app_state, {"key": key, "value": value}, ["key"])
