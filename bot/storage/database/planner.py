"""What SQLite's planner is not to see, for nobody tells it how many rows there are of what.

ANALYZE would, and was tried with 20,000 stories and 200,000 notes, on SQLite 3.40 and 3.54. It takes 7 to 25 ms,
makes all but one of the hidden columns needless, and no query quicker than they are with them. With neither, a search
takes 4 s in place of 40 ms and a plan 80 ms in place of 1. Hiding is the simpler: it holds from the first row on, in a
file that was just restored as well, and tests see a plan without any rows. Statistics would need a loop and let plans
depend on what a server happens to hold, and one column would stay hidden all the same.
"""

from typing import Any

from sqlalchemy import ColumnElement, literal_column

from bot.storage.database.types import Text


def hide_from_planner(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """An expression that has the column's value, so that no index is looked for by it and it leads to no other table.

    SQLite else begins at the thousands of members that a guild has or that have not left, where what is asked for is
    one story's.
    """
    if isinstance(column.type, Text):
        return column.concat(literal_column("''"))
    return column + literal_column("0")
