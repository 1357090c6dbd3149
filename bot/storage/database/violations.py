"""Which rule of the schema a refused write broke: one name for both engines.

PostgreSQL names the constraint. SQLite names a CHECK, but only the columns of what must be unique
(``UNIQUE constraint failed: profiles.guild_id, profiles.identity``), and nothing at all of a foreign key; so
foreign keys share one name here, lest code come to depend on PostgreSQL.

After a violation PostgreSQL refuses everything until the end of the transaction or savepoint. Who wants to go
on opens a savepoint (``async with connection.begin_nested()``) around the write and translates outside it, or
writes ``ON CONFLICT DO NOTHING``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from bot.storage.database.types import metadata

FOREIGN_KEY = "foreign_key"
"""What ``violated`` answers for every foreign key: the row referred to is missing, or still referred to."""

POSTGRES_FOREIGN_KEY = "23503"
"""PostgreSQL's SQLSTATE for it: https://www.postgresql.org/docs/current/errcodes-appendix.html"""


def violated(error: IntegrityError) -> str | None:
    """The name of the constraint: ``uq_...``, ``pk_...``, ``ck_...``, a unique index, or ``FOREIGN_KEY``.

    ``None`` for anything else, such as NULL where a value is needed: that is a fault of the program.
    """
    if (code := getattr(error.orig, "sqlite_errorname", None)) is not None:
        return _sqlite(str(code), str(error.orig))
    if getattr(error.orig, "sqlstate", None) == POSTGRES_FOREIGN_KEY:
        return FOREIGN_KEY
    # SQLAlchemy wraps asyncpg's exception, which knows the name, in one of its own.
    name = getattr(getattr(error.orig, "__cause__", None), "constraint_name", None)
    return None if name is None else str(name)


@contextmanager
def translating(errors: Mapping[str, Callable[[], Exception]]) -> Iterator[None]:
    """Raise the domain's error in place of a violation that ``errors`` lists by name; let others through."""
    try:
        yield
    except IntegrityError as error:
        make = errors.get(violated(error) or "")
        if make is None:
            raise
        raise make() from error


def _sqlite(code: str, message: str) -> str | None:
    detail = message.partition("constraint failed: ")[2]
    match code:
        case "SQLITE_CONSTRAINT_FOREIGNKEY":
            return FOREIGN_KEY
        case "SQLITE_CONSTRAINT_CHECK":
            return detail
        case "SQLITE_CONSTRAINT_UNIQUE" | "SQLITE_CONSTRAINT_PRIMARYKEY" | "SQLITE_CONSTRAINT_ROWID":
            return _unique(detail)
        case _:
            return None


def _unique(detail: str) -> str | None:
    """Find ``table.column, table.column`` among the tables' unique constraints and indexes."""
    if detail.startswith("index "):  # an index over an expression is named
        return detail.removeprefix("index ").strip("'")
    names = detail.split(", ")
    table = metadata.tables.get(names[0].partition(".")[0])
    if table is None:
        return None
    columns = [name.partition(".")[2] for name in names]
    return next((str(rule.name) for rule in _unique_rules(table) if rule.columns.keys() == columns), None)


def _unique_rules(table: Table) -> Iterator[PrimaryKeyConstraint | UniqueConstraint | Index]:
    yield from (rule for rule in table.constraints if isinstance(rule, PrimaryKeyConstraint | UniqueConstraint))
    yield from (index for index in table.indexes if index.unique)
