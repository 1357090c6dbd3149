"""Tables as CSV files that spreadsheets can open."""

import csv
from collections.abc import Iterable
from io import StringIO

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet computes a cell that begins with one of these. Names and titles are untrusted."""


def csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """The rows as CSV in UTF-8, with the byte order mark by which spreadsheets know the encoding. ``None`` is an empty
    cell, and an apostrophe stands before what would be taken for a formula."""
    table = StringIO()
    csv.writer(table).writerows([_cell(value) for value in row] for row in rows)
    return table.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    content = "" if value is None else str(value)
    return f"'{content}" if content.startswith(_BEGINS_A_FORMULA) else content
