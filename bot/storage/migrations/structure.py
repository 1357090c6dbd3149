"""The structure of a database, compared with its definition in ``bot.storage.schema``.

Rows are the program's, and so is every rule about them: each table, column, key, index and CHECK of the definition must
be there as it is written, and the program's tables may have no further column or rule. What an operator added beside
that is left to them: other tables, and indexes that only make something quicker.

Few questions to the engine's own catalogue, for this is done at every start: SQLAlchemy's inspection asks several for
each table, and Alembic, which sees no CHECKs, takes 12 MB besides.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import Constraint, DefaultClause

from bot.storage.migrations.catalogue import NUMBERED, Structure, condition, default, read
from bot.storage.schema import metadata

NAMED = 4
"""Differences that a sentence names: the first tell what kind of file it is."""


def differences(connection: Connection) -> list[str]:
    """What the database's structure has otherwise than its definition, each in a few words; none if it is right."""
    found, wanted = read(connection), declared(connection.dialect)
    tables = {table for table, _ in found}
    missing = [f"there is no table {table}" for table in sorted({table for table, _ in wanted} - tables)]
    return [*missing, *_differences(found, {key: what for key, what in wanted.items() if key[0] in tables})]


def _differences(found: Structure, wanted: Structure) -> Iterator[str]:
    for table, thing in sorted(wanted):
        is_so, to_be = found.get((table, thing)), wanted[table, thing]
        if is_so is None:
            yield f"{table} has no {thing}"
        elif is_so != to_be:
            yield f"{table} has {thing} as {is_so}, not as {to_be}"
    ours = {table for table, _ in wanted}
    for table, thing in sorted(found.keys() - wanted.keys()):
        harmless = thing.startswith("index ") and not found[table, thing].startswith("unique")
        if table in ours and not harmless:
            yield f"{table} has a further {thing}"


def sentence(found: Sequence[str]) -> str:
    """The first of the differences, and how many there are besides."""
    more = [f"and {len(found) - NAMED} more"] if len(found) > NAMED else []
    return "; ".join([*found[:NAMED], *more])


def declared(dialect: Dialect) -> Structure:
    """The structure by the definition, in the words of an engine's catalogue."""
    made: Structure = {}
    for table in metadata.tables.values():
        made[table.name, "table"] = ""
        for column in table.columns:
            made[table.name, f"column {column.name}"] = _column(column, dialect)
        made |= {(table.name, thing): what for thing, what in _rules(table, dialect)}
    return made


def _column(column: Column[object], dialect: Dialect) -> str:
    said = [column.type.compile(dialect=dialect).lower()]
    if not column.nullable:
        said.append("not null")
    if isinstance(column.server_default, DefaultClause):
        value = column.server_default.arg
        text = f"'{value}'" if isinstance(value, str) else str(value)  # the other one there is: false
        said.append(f"default {default(text)}")
    elif column.table.kwargs["sqlite_autoincrement"] and column.primary_key:
        said.append(NUMBERED)
    return ", ".join(said)


def _rules(table: Table, dialect: Dialect) -> Iterator[tuple[str, str]]:
    for rule in table.constraints:
        yield from _rule(rule, dialect)
    for index in table.indexes:
        yield f"index {index.name}", f"{'unique ' if index.unique else ''}({_names(index)})"


def _rule(rule: Constraint, dialect: Dialect) -> Iterator[tuple[str, str]]:
    match rule:
        case PrimaryKeyConstraint():
            yield "primary key", f"({_names(rule)})"
        case UniqueConstraint():
            yield f"unique ({_names(rule)})", ""
        case ForeignKeyConstraint():
            to = ", ".join(element.column.name for element in rule.elements)
            then = f" on delete {rule.ondelete.lower()}" if rule.ondelete else ""
            yield f"foreign key ({_names(rule)})", f"{rule.referred_table.name} ({to}){then}"
        case CheckConstraint():
            yield f"check {rule.name}", condition(str(rule.sqltext), dialect.name)


def _names(items: PrimaryKeyConstraint | UniqueConstraint | ForeignKeyConstraint | Index) -> str:
    return ", ".join(column.name for column in items.columns)
