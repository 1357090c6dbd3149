"""A short way to write tables in migration scripts, in plain SQLAlchemy types.

Frozen: a script must make tomorrow what it made when it was written, so nothing here changes once a script has used it.
What a later script needs otherwise, it writes out or adds here under a new name.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # what SQLite numbers must be spelled INTEGER
Columns = tuple[str, ...]


class Column(NamedTuple):
    """A column, with the CHECK that makes SQLite hold it to its type."""

    name: str
    type: sa.types.TypeEngine[Any]
    comment: str
    condition: str | None = None
    null: bool = False
    default: str | sa.ColumnElement[bool] | None = None


def snowflake(name: str, comment: str, *, null: bool = False) -> Column:
    """An id of Discord's."""
    return Column(name, sa.BigInteger(), comment, f"{name} BETWEEN 1 AND 9223372036854775807", null)


def instant(name: str, comment: str, *, null: bool = False) -> Column:
    """Microseconds since 1970, UTC, from the year 1 to 9999."""
    condition = f"{name} BETWEEN -62135596800000000 AND 253402300799999999"
    return Column(name, sa.BigInteger(), comment, condition, null)


def count(name: str, comment: str, *, null: bool = False, default: str | None = None) -> Column:
    """A number that is never negative."""
    return Column(name, sa.Integer(), comment, f"{name} BETWEEN 0 AND 2147483647", null, default)


def flag(name: str, comment: str, *, default: sa.ColumnElement[bool] | None = None) -> Column:
    """Yes or no."""
    return Column(name, sa.Boolean(), comment, f"{name} IN (TRUE, FALSE)", default=default)


def text(name: str, limit: int, comment: str, *, null: bool = False, default: str | None = None) -> Column:
    """At most ``limit`` characters."""
    return Column(name, sa.Text(), comment, f"length({name}) <= {limit}", null, default)


def word(name: str, limit: int, comment: str) -> Column:
    """At most ``limit`` characters, compared by code points."""
    kind = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    return Column(name, kind, comment, f"length({name}) <= {limit}")


def code(name: str, values: str, comment: str, *, null: bool = False, default: str | None = None) -> Column:
    """One of these words."""
    quoted = ", ".join(f"'{value}'" for value in values.split())
    return Column(name, sa.Text(), comment, f"{name} IN ({quoted})", null, default)


def create(
    table: str,
    comment: str,
    *columns: Column,
    key: Columns = ("id",),
    unique: Sequence[Columns] = (),
    refers: Mapping[Columns, Columns] | None = None,
    indexes: Sequence[Columns] = (),
) -> None:
    """A table, its rules and its indexes, named by convention. What refers to a row goes with it."""
    numbered = any(c.type is NUMBER and key == (c.name,) for c in columns)
    op.create_table(
        table,
        *(
            sa.Column(
                c.name,
                c.type,
                nullable=c.null,
                server_default=c.default,
                comment=c.comment,
                autoincrement=numbered and c.name == "id",
            )
            for c in columns
        ),
        *(sa.CheckConstraint(c.condition, name=op.f(f"ck_{table}_{c.name}")) for c in columns if c.condition),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
        *(sa.UniqueConstraint(*names, name=op.f(f"uq_{table}_{'_'.join(names)}")) for names in unique),
        *(
            sa.ForeignKeyConstraint(names, of, name=op.f(f"fk_{table}_{'_'.join(names)}"), ondelete="CASCADE")
            for names, of in (refers or {}).items()
        ),
        comment=comment,
        sqlite_autoincrement=numbered,
    )
    for names in indexes:
        op.create_index(op.f(f"ix_{table}_{'_'.join(names)}"), table, names)
