"""Rows for whatever tables a database has: every column filled, every rule kept."""

import re
from collections.abc import Mapping

from sqlalchemy import Column, Connection, MetaData, Table, func, insert, inspect, select
from sqlalchemy.types import Boolean, Integer, Text

ROWS = 2
"""Rows in each table: enough to see that what is unique is not compared with itself only."""

Row = dict[str, object]


def fill(connection: Connection) -> None:
    """Put ``ROWS`` rows into every table, the n-th referring to the n-th of its parents."""
    rows: dict[str, list[Row]] = {}
    for table in _reflect(connection).sorted_tables:
        checks = {
            str(check["name"]): check["sqltext"] for check in inspect(connection).get_check_constraints(table.name)
        }
        rows[table.name] = [_row(table, number, checks, rows) for number in range(ROWS)]
        connection.execute(insert(table), rows[table.name])


def count(connection: Connection) -> dict[str, int]:
    """How many rows there are, by table."""
    tables = _reflect(connection).sorted_tables
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def _reflect(connection: Connection) -> MetaData:
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: name != "alembic_version")
    return metadata


def _row(table: Table, number: int, checks: Mapping[str, str], rows: Mapping[str, list[Row]]) -> Row:
    row = {
        column.name: _value(column, number, checks.get(f"ck_{table.name}_{column.name}", ""))
        for column in table.columns
    }
    for reference in table.foreign_key_constraints:
        parent = rows[reference.referred_table.name][number]
        row |= {element.parent.name: parent[element.column.name] for element in reference.elements}
    return row


def _value(column: Column[object], number: int, check: str) -> object:
    """Something that differs from row to row where the column's CHECK lets it."""
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Integer):
        return number + 1
    assert isinstance(column.type, Text), f"{column}: say here what to fill a {column.type!r} with"
    codes = re.findall(r"'([^']*)'", check)
    return codes[number % len(codes)] if codes else str(number)  # a number is JSON, too
