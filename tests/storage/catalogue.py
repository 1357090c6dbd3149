"""What a database says its schema is, in a form in which two databases can be compared."""

import re

from sqlalchemy import Connection, text

SQLITE = text("""
    SELECT type, name, sql FROM sqlite_master
    WHERE name NOT LIKE 'sqlite#_%' ESCAPE '#' AND tbl_name <> 'alembic_version'
""")

POSTGRES = [
    text(query)
    for query in (
        """
        SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
          AND c.relname <> 'alembic_version'
        """,
        """
        SELECT 'constraint', c.relname, k.conname, pg_get_constraintdef(k.oid)
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version'
        """,
        """
        SELECT 'index', c.relname, pg_get_indexdef(i.indexrelid)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version'
        """,
        """
        SELECT 'table', c.relname, obj_description(c.oid)
        FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'alembic_version'
        """,
    )
]


def catalogue(connection: Connection) -> set[tuple[object, ...]]:
    """Columns, constraints (CHECKs too), indexes and, on PostgreSQL, comments; the order of columns is left out."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(SQLITE).all()
        return {(kind, name, item) for kind, name, sql in rows for item in _items(sql)}
    return {tuple(row) for query in POSTGRES for row in connection.execute(query)}


def _items(sql: str) -> list[str]:
    """What a CREATE statement lists, each with quotes and spaces as one might write them left out.

    A rebuilt table lists the same as a new one, in another order.
    """
    head, _, body = re.sub(r"\s+", " ", sql.replace('"', "")).partition("(")
    items, depth = [""], 0
    for character in body.rstrip()[:-1]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and not depth:
            items.append("")
        else:
            items[-1] += character
    return [head.strip(), *(item.strip() for item in items)]
