"""Tables as CSV files that spreadsheets can open."""

import csv
from collections.abc import Iterable
from io import StringIO

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet computes a cell that begins with one of these. Names and titles are untrusted."""


def csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """The rows as CSV in UTF-8, with the byte order mark by which spreadsheets know the encoding. ``None`` is an empty
    cell. Text that would be taken for a formula gets an apostrophe in front; a number stays a number."""
    table = StringIO()
    csv.writer(table).writerows([_cell(value) for value in row] for row in rows)
    return table.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA) else value
