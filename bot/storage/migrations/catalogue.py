"""What an engine's own catalogue says of a database's structure, in words in which both engines can be compared.

Of CHECKs PostgreSQL keeps no text but what it understood (``n BETWEEN 1 AND 9`` is ``((n >= 1) AND (n <= 9))``): there
the numbers and words in it stand for it. SQLite keeps the text.
"""

import re
from collections.abc import Iterator

from sqlalchemy import Connection, text

Structure = dict[tuple[str, str], str]
"""How each thing of a table is: (table, ``"column name"`` or ``"primary key"`` and so on) to what it is like."""

NUMBERED = "numbered"
"""Of a column: the engine gives its values, and none twice."""

SQLITE_COLUMNS = text("""
    SELECT t.name AS tab, c.name, c.type, c."notnull" AS needed, c.dflt_value AS preset, c.pk, t.sql
    FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.pk
""")
SQLITE_INDEXES = text("""
    SELECT t.name AS tab, i.name, i."unique" AS sole, i.origin, i.partial, c.name AS col
    FROM sqlite_master t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
    WHERE t.type = 'table' ORDER BY t.name, i.name, c.seqno
""")
SQLITE_KEYS = text("""
    SELECT t.name AS tab, k.id, k."table" AS parent, k."from" AS col, k."to" AS target, k.on_delete
    FROM sqlite_master t, pragma_foreign_key_list(t.name) k WHERE t.type = 'table' ORDER BY t.name, k.id, k.seq
""")

POSTGRES_COLUMNS = text("""
    SELECT c.relname AS tab, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS needed,
           pg_get_expr(d.adbin, d.adrelid) AS preset, o.collname AS collation
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_collation o ON o.oid = a.attcollation AND a.attcollation <> t.typcollation
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
""")
POSTGRES_RULES = text("""
    SELECT c.relname AS tab, k.contype::text AS kind, k.conname AS name, pg_get_constraintdef(k.oid) AS said
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND k.contype IN ('p', 'u', 'f', 'c', 'x')
""")
POSTGRES_INDEXES = text("""
    SELECT c.relname AS tab, n.relname AS name, i.indisunique AS sole, pg_get_indexdef(i.indexrelid) AS said
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
    WHERE c.relnamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
""")


def read(connection: Connection) -> Structure:
    """The structure of a database, whatever engine it is on."""
    return _sqlite(connection) if connection.dialect.name == "sqlite" else _postgres(connection)


def _sqlite(connection: Connection) -> Structure:
    """The structure of a SQLite file."""
    made: Structure = {}
    keys: dict[str, list[str]] = {}
    for row in connection.execute(SQLITE_COLUMNS):
        if (row.tab, "table") not in made:
            made[row.tab, "table"] = ""
            made |= {(row.tab, f"check {name}"): what for name, what in _checks(row.sql)}
        numbered = row.pk and re.search(r"\bAUTOINCREMENT\b", row.sql, re.IGNORECASE)
        preset = NUMBERED if numbered else row.preset and f"default {default(row.preset)}"
        made[row.tab, f"column {row.name}"] = _described(row.type, row.needed, preset)
        if row.pk:
            keys.setdefault(row.tab, []).append(row.name)
    made |= {(table, "primary key"): f"({', '.join(columns)})" for table, columns in keys.items()}
    return made | _sqlite_indexes(connection) | _sqlite_keys(connection)


def _sqlite_indexes(connection: Connection) -> Structure:
    columns: dict[tuple[str, str, str, bool], list[str]] = {}
    for row in connection.execute(SQLITE_INDEXES):
        columns.setdefault((row.tab, row.name, row.origin, bool(row.sole)), []).append(
            (row.col or "an expression") + (" of some rows" if row.partial else "")
        )
    made: Structure = {}
    for (table, name, origin, sole), names in columns.items():
        if origin == "u":
            made[table, f"unique ({', '.join(names)})"] = ""
        elif origin == "c":
            made[table, f"index {name}"] = f"{'unique ' if sole else ''}({', '.join(names)})"
    return made


def _sqlite_keys(connection: Connection) -> Structure:
    columns: dict[tuple[str, int, str, str], list[tuple[str, str]]] = {}
    for row in connection.execute(SQLITE_KEYS):
        then = "" if row.on_delete == "NO ACTION" else f" on delete {row.on_delete.lower()}"
        columns.setdefault((row.tab, row.id, row.parent, then), []).append((row.col, row.target))
    made: Structure = {}
    for (table, _, parent, then), pairs in columns.items():
        of, to = (", ".join(names) for names in zip(*pairs, strict=True))
        made[table, f"foreign key ({of})"] = f"{parent} ({to}){then}"
    return made


def _postgres(connection: Connection) -> Structure:
    """The structure of the tables of a PostgreSQL database, in the schema that names without one go to."""
    made: Structure = {}
    for row in connection.execute(POSTGRES_COLUMNS):
        kind = row.type + (f' collate "{row.collation}"' if row.collation else "")
        preset = row.preset and (NUMBERED if row.preset.startswith("nextval(") else f"default {default(row.preset)}")
        made[row.tab, "table"] = ""
        made[row.tab, f"column {row.name}"] = _described(kind, row.needed, preset)
    for row in connection.execute(POSTGRES_RULES):
        thing, what = _postgres_rule(row.kind, row.name, row.said.replace('"', ""))
        made[row.tab, thing] = what
    for row in connection.execute(POSTGRES_INDEXES):
        columns = row.said.partition(" USING ")[2].removeprefix("btree ").replace('"', "")
        made[row.tab, f"index {row.name}"] = f"{'unique ' if row.sole else ''}{columns}"
    return made


def _postgres_rule(kind: str, name: str, said: str) -> tuple[str, str]:
    match kind:
        case "p":
            return "primary key", said.removeprefix("PRIMARY KEY ")
        case "u":
            return said.replace("UNIQUE", "unique"), ""
        case "f":
            columns, _, parent = said.partition(" REFERENCES ")
            parent = parent.replace("(", " (").replace("ON DELETE CASCADE", "on delete cascade")
            return columns.replace("FOREIGN KEY", "foreign key"), parent
        case "c":
            return f"check {name}", condition(said, "postgresql")
        case _:
            return f"rule {name}", said


def _described(kind: str, needed: bool, preset: str | None) -> str:
    return ", ".join([kind.lower(), *(["not null"] if needed else []), *([preset] if preset else [])])


def default(said: str) -> str:
    """A column's default, with what is left out that engines put around it."""
    value = re.sub(r"::[\w ]+$", "", said).strip("'")
    return {"false": "0", "true": "1"}.get(value.lower(), value)


def condition(said: str, engine: str) -> str:
    """A CHECK's condition, in a form in which what an engine gives back is what it was given."""
    if engine == "sqlite":
        return " ".join(said.replace('"', "").split())
    values = re.findall(r"'(?:[^']|'')*'|\b\d+\b|\btrue\b|\bfalse\b", said, re.IGNORECASE)
    return ", ".join(sorted(value.strip("'-").lower() for value in values))


def _checks(sql: str) -> Iterator[tuple[str, str]]:
    """(name, condition) of the CHECKs in a CREATE TABLE; one without a name is called by what it says."""
    for found in re.finditer(r"(?:CONSTRAINT\s+(\S+)\s+)?\bCHECK\s*\(", sql, re.IGNORECASE):
        depth, end = 1, found.end()
        while depth and end < len(sql):
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        said = condition(sql[found.end() : end - 1], "sqlite")
        yield (found[1] or said).strip('"'), said
