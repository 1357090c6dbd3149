"""Single statements, for tests that look or change behind the program's back; and a transaction that takes its time."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import Executable, Row
from sqlalchemy.sql.selectable import TypedReturnsRows

from bot.storage.database.engine import Connection, Database
from tests.patience import PATIENCE

T = TypeVar("T")


async def execute(database: Database, *statements: Executable) -> None:
    """Execute what answers nothing, one after the other in one transaction."""

    async def work(conn: Connection) -> None:
        for statement in statements:
            await conn.execute(statement)

    await database.write(work)


async def fetch_rows(database: Database, statement: Executable) -> Sequence[Row[*tuple[Any, ...]]]:
    """All rows of a query."""

    async def work(conn: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
        return (await conn.execute(statement)).all()

    return await database.read(work)


async def fetch_scalars(database: Database, statement: TypedReturnsRows[T]) -> list[T]:
    """The first column of a query."""

    async def work(conn: Connection) -> list[T]:
        return list(await conn.scalars(statement))

    return await database.read(work)


Work = Callable[[Connection], Awaitable[Any]]


@asynccontextmanager
async def under_way(
    transaction: Callable[[Work], Awaitable[Any]], first: Work, then: Work | None = None
) -> AsyncIterator[None]:
    """While the block runs, a transaction (a database's ``read`` or ``write``) that has done ``first`` waits, to do
    ``then`` and end."""
    reached, over = threading.Event(), threading.Event()

    async def work(conn: Connection) -> None:
        await first(conn)
        reached.set()
        if conn.dialect.name == "sqlite":
            over.wait(PATIENCE)  # nothing else runs in this thread
        else:
            await asyncio.to_thread(over.wait, PATIENCE)
        if then is not None:
            await then(conn)

    going = asyncio.ensure_future(transaction(work))
    try:
        assert await asyncio.to_thread(reached.wait, PATIENCE)
        yield
    finally:
        over.set()
        await going
