"""Work in one piece: within the transaction that is open, and like any other on both engines."""

import asyncio
import threading
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from structlog.contextvars import bound_contextvars, get_contextvars

from bot.storage.database.engine import Connection, Database
from bot.storage.database.in_one_piece import in_one_piece
from tests.storage.database.test_engine import add, count, fill


async def twice(connection: Connection, numbers: tuple[int, int]) -> int:
    for number in numbers:
        await add(connection, number)
    assert list(await connection.scalars(text("SELECT n FROM debit ORDER BY n")))[-1] == max(numbers)
    return await connection.scalar(text("SELECT count(*) FROM debit")) or 0


async def test_it_is_committed_with_its_transaction_or_undone(empty: Database) -> None:
    await fill(empty)
    async with empty.transaction() as connection:
        await add(connection, 1)
        assert await in_one_piece(connection, partial(twice, numbers=(2, 3))) == 3

    async def fail() -> None:
        async with empty.transaction() as connection:
            await in_one_piece(connection, partial(twice, numbers=(4, 5)))
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await count(empty) == 3


async def test_what_it_raises_undoes_the_whole(empty: Database) -> None:
    await fill(empty)

    async def fail() -> None:
        async with empty.transaction() as connection:
            await add(connection, 1)
            await in_one_piece(connection, partial(twice, numbers=(2, 2)))

    with pytest.raises(IntegrityError):
        await fail()
    assert await count(empty) == 0
    async with empty.transaction() as connection:
        assert await in_one_piece(connection, partial(twice, numbers=(1, 2))) == 2


async def test_what_is_cancelled_meanwhile_is_undone(empty: Database) -> None:
    await fill(empty)

    async def move() -> None:
        async with empty.transaction() as connection:
            await in_one_piece(connection, partial(twice, numbers=(1, 2)))
            await asyncio.sleep(60)

    task = asyncio.create_task(move())
    await asyncio.sleep(0)
    while not task.done():
        task.cancel()
        await asyncio.sleep(0)
    assert task.cancelled()
    assert await count(empty) == 0


async def test_sqlites_work_runs_in_its_thread_with_the_callers_context(sqlite_database: Database) -> None:
    async def look(connection: Connection) -> tuple[int, str, str]:
        await connection.execute(text("SELECT 1"))
        return threading.get_ident(), connection.dialect.name, get_contextvars()["feed"]

    with bound_contextvars(feed="ada"):
        async with sqlite_database.transaction() as connection:
            thread, dialect, feed = await in_one_piece(connection, look)
    assert thread != threading.get_ident()
    assert (dialect, feed) == ("sqlite", "ada")


async def test_to_wait_for_anything_else_is_an_error(sqlite_database: Database) -> None:
    async def dawdle(connection: Connection) -> None:
        await connection.execute(text("SELECT 1"))
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waited for something other"):
        async with sqlite_database.transaction() as connection:
            await in_one_piece(connection, dawdle)


async def test_reading_goes_there_as_well_and_still_cannot_write(empty: Database) -> None:
    await fill(empty)

    async def look(connection: Connection) -> tuple[int, int]:
        return await connection.scalar(text("SELECT count(*) FROM debit")) or 0, threading.get_ident()

    async with empty.transaction() as connection:
        await add(connection, 1)
    async with empty.reading() as connection:
        counted, thread = await in_one_piece(connection, look)
    assert counted == 1
    assert (thread != threading.get_ident()) is (empty.dialect == "sqlite")
    async with empty.reading() as connection:
        with pytest.raises(DBAPIError):
            await in_one_piece(connection, partial(twice, numbers=(2, 3)))
    assert await count(empty) == 1
