"""What stands on a million notes: every query about boards and roll-ups goes by an index."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import Engine, event, text

from bot.domain.boards.boards import Board, Span
from bot.services.boards import rollups, weeks
from bot.storage.database.engine import Connection, Database
from tests.services.conftest import House
from tests.services.parts import ADA, BEN, GUILD, Clock
from tests.services.readers import Circle
from tests.storage.plans import LIBRARIES, explained_sql

GROWING = ("notes", "note_answers", "connections", "member_weeks", "member_totals", "board_lines", "board_corrections")
"""Tables that have a row for each note, or for each member and week."""

NEVER_WHOLE = ("notes", "note_answers", "connections")
"""Of these, not even what one guild has is read whole: a bot of one guild has nothing else."""

Asked = list[tuple[str, Any]]
"""Statements with their parameters."""


@contextmanager
def watched() -> Iterator[Asked]:
    """What databases are asked for, as their drivers get it: by whichever of SQLAlchemy's engines."""
    asked: Asked = []

    def hear(conn: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
            asked.append((statement, parameters[0] if isinstance(parameters, list) else parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    yield asked
    event.remove(Engine, "before_cursor_execute", hear)


async def scans(database: Database, asked: Asked) -> set[str]:
    """Of what was asked, what reads a growing table from end to end."""
    if database.dialect == "sqlite":
        found = {(statement, step) for library in LIBRARIES for statement, step in _whole(library, asked)}
    else:
        found = await database.write(_sequential, asked)
    return {f"{step}\n{statement}" for statement, step in found}


def _whole(library: str, asked: Asked) -> Iterator[tuple[str, str]]:
    for statement, parameters in dict(asked).items():
        for step in explained_sql(library, statement, parameters).steps:
            whole_guild = step.by in {("guild_id",), ("guild_id", "author_id>")}
            if (step.table in GROWING and not step.by) or (step.table in NEVER_WHOLE and whole_guild):
                yield statement, step.table


async def _sequential(conn: Connection, asked: Asked) -> set[tuple[str, str]]:
    # Of tables that hold a few rows PostgreSQL reads all, unless there is another way and this one is barred.
    await conn.execute(text("SET LOCAL enable_seqscan = off"))

    def explain(connection: SyncConnection) -> set[tuple[str, str]]:
        return {
            (statement, table)
            for statement, parameters in dict(asked).items()
            for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
            for table in GROWING
            if f"Seq Scan on {table}" in str(row[-1])
        }

    return await conn.run_sync(explain)


@pytest.fixture
async def house(database: Database) -> House:
    return House(database, Clock(datetime(2026, 3, 2, 12, tzinfo=UTC)))


async def test_boards_and_roll_ups_never_read_a_table_from_end_to_end(house: House) -> None:
    circle = Circle(house.database, house.clock)
    with watched() as asked:
        note = await circle.note(ADA, BEN)
        await circle.help(note)
        await circle.note(BEN, ADA)
        for _ in range(2):
            for span in (Span.WEEK, Span.MONTH, Span.ALL):
                for board in Board:
                    await house.boards.show(GUILD, ADA, span, board)
            house.clock.now += timedelta(days=7)
            closed = await house.database.write(weeks.close_due, GUILD, house.clock())
            for board in Board:
                await house.boards.show(GUILD, ADA, Span.WEEK, board, closed[0].id)
        await house.database.write(rollups.mend, GUILD, ADA)
        await circle.void(note)
        await circle.delete(note)
    assert len(dict(asked)) > 60
    assert await scans(house.database, asked) == set()


async def test_the_look_for_scans_finds_one(house: House) -> None:
    whole = "SELECT count(DISTINCT said) FROM notes"
    assert await scans(house.database, [(whole, ())]) == {f"notes\n{whole}"}
