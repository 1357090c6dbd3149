"""`INSERT ... ON CONFLICT`, which SQLAlchemy spells per engine though both engines spell it alike."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database.engine import Connection

Row = Mapping[str, Any]
"""Values by column. Of several rows each names the same columns."""


def insert(conn: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert into ``table`` that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    return insert_into(conn.dialect.name, table)


async def upsert(
    conn: Connection, table: Table, rows: Row | Sequence[Row], key: Collection[str], *, keep: Collection[str] = ()
) -> None:
    """Insert one row or several; where one with the same ``key`` stands, it takes over their values.

    ``key``: the columns of a unique index. ``keep``: columns that only a row which did not stand before takes over.
    """
    columns = tuple(rows if isinstance(rows, Mapping) else rows[0])
    changed = tuple(name for name in columns if name not in key and name not in keep)
    await conn.execute(_upsert(conn.dialect.name, table, tuple(key), changed), rows)


async def insert_missing(conn: Connection, table: Table, row: Row, key: Collection[str]) -> bool:
    """Insert a row unless one with the same ``key`` stands; says whether it was inserted.

    ``key``: the columns of a unique index.
    """
    return (await conn.execute(_insert_missing(conn.dialect.name, table, tuple(key)), row)).rowcount > 0


def insert_into(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """As ``insert``, for a statement that is built once."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


# Built once: to build such a statement takes several times as long as to execute it.


@cache
def _upsert(
    dialect: str, table: Table, key: tuple[str, ...], changed: tuple[str, ...]
) -> postgresql.Insert | sqlite.Insert:
    statement = insert_into(dialect, table)
    fresh = {name: statement.excluded[name] for name in changed}
    return statement.on_conflict_do_update(index_elements=key, set_=fresh)


@cache
def _insert_missing(dialect: str, table: Table, key: tuple[str, ...]) -> postgresql.Insert | sqlite.Insert:
    return insert_into(dialect, table).on_conflict_do_nothing(index_elements=key)
