"""How SQLite would answer a query: by which table and which index, whatever words its version has for it.

Asked of Python's own SQLite and of the newer one that apsw brings. Nobody runs ANALYZE, so a plan follows from the
tables and their indexes alone, and a database without rows says what a full one does.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import apsw
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import ClauseElement

from bot.storage.schema import metadata

OWN, NEWER = "Python's own SQLite", "apsw's SQLite"
LIBRARIES = (OWN, NEWER)

READ = re.compile(r"(?:SCAN|SEARCH) (?:TABLE )?(\S+)")
INDEX = re.compile(r" USING ([A-Z ]*)INDEX (\w+)")
TERM = re.compile(r"(\w+)(=|<|>)\?")


@dataclass(frozen=True, slots=True)
class Step:
    """A table that is read. ``index``: the key or index of the schema by which it is, if any; ``by``: the columns that
    are looked up in it, or by row number, one of which a range is wanted with a ``>`` behind its name. Without them
    the table, or the index, is read from end to end."""

    table: str
    index: str | None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The schema's tables as they are read, from without to within; subqueries are left out, and what is looked up in
    an index that SQLite makes of one for the occasion. ``sorts``: whether the indexes leave something to be sorted."""

    steps: tuple[Step, ...]
    sorts: bool

    @property
    def whole(self) -> list[str]:
        """What is read from end to end."""
        return [step.table for step in self.steps if not step.by]


def explained(library: str, statement: ClauseElement) -> Plan:
    """How a library would answer it."""
    sql = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    return explained_sql(library, sql)


def explained_sql(library: str, sql: str, parameters: Sequence[Any] = ()) -> Plan:
    """As above, of a statement as the driver gets it."""
    rows = _empty(library).execute(f"EXPLAIN QUERY PLAN {sql}", tuple(parameters))
    details = [str(row[3]) for row in rows]
    sorts = any(detail.startswith("USE TEMP B-TREE") and "ORDER BY" in detail for detail in details)
    return Plan(tuple(_steps(details)), sorts)


def _steps(details: Sequence[str]) -> Iterator[Step]:
    for detail in details:
        read = READ.match(detail)
        # SQLAlchemy's alias of a table that occurs twice ends in a number.
        table = None if read is None else metadata.tables.get(re.sub(r"_\d+$", "", read[1]))
        if table is not None:
            terms = dict.fromkeys(name if sign == "=" else f"{name}>" for name, sign in TERM.findall(detail))
            yield Step(table.name, _index(table, INDEX.search(detail)), tuple(terms))


def _index(table: Table, named: re.Match[str] | None) -> str | None:
    """An index's own name. SQLite has other names for those of keys."""
    if named is None or "AUTOMATIC" in named[1]:
        return None
    if not named[2].startswith("sqlite_autoindex_"):
        return named[2]
    columns = [row[2] for row in _empty(OWN).execute(f"PRAGMA index_info({named[2]})")]
    keys = [rule for rule in table.constraints if isinstance(rule, PrimaryKeyConstraint | UniqueConstraint)]
    return next(str(rule.name) for rule in keys if rule.columns.keys() == columns)


@cache
def _empty(library: str) -> Any:
    """A database of the schema without rows."""
    connection: Any = sqlite3.connect(":memory:") if library is OWN else apsw.Connection(":memory:")
    for table in metadata.sorted_tables:
        connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    return connection
