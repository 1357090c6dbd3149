"""`INSERT ... ON CONFLICT`, which SQLAlchemy spells per engine though both engines spell it alike."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database.engine import Connection


def insert(conn: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert into ``table`` that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)
