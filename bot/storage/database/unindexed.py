"""A column that no index is looked for by."""

from typing import Any

from sqlalchemy import ColumnElement, literal_column


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column of numbers in a sum, which says the same and hides it from the planner.

    SQLite, which nobody tells how many rows there are of what, else begins at the thousands of members that a guild
    has or that have not left, where what is asked for is one story's.
    """
    return column + literal_column("0")
