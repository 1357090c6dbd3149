"""Work on SQLite that goes to the database's thread in one piece.

aiosqlite carries each step of each statement (cursor, execute, fetch, close) to its thread and back: some 70 trips for
a feed with news, which cost more than the statements. Here a whole piece of work makes the trip once, and runs over
there on aiosqlite's own connection, within the transaction that is open. The functions of storage stay as they are:
they await a connection whose answers are there at once.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import copy_context
from typing import Any, TypeVar, cast

import aiosqlite
from sqlalchemy import Connection, CursorResult, Dialect, Executable, ScalarResult, StaticPool, create_engine
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")

KEY = "straight"
"""Under which a connection's ``info`` has its straight one."""


async def opened(driver: aiosqlite.Connection) -> Connection:
    """A connection of SQLAlchemy's over the driver's own, for use in its thread. It begins and ends nothing, and lives
    as long as the driver's. To be made while no transaction is open: SQLAlchemy rolls back what it begins with."""

    def connect() -> Connection:
        engine = create_engine(
            "sqlite://",
            creator=lambda: _bare(driver),
            poolclass=StaticPool,
            pool_reset_on_return=None,
            hide_parameters=True,
        )
        return engine.connect()

    return await _in_thread(driver, connect)


async def in_one_piece(connection: AsyncConnection, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """What ``work`` answers, run in the database's thread where there is one (SQLite), else awaited as usual.

    It awaits nothing but the connection it is given, which knows ``execute``, ``scalar``, ``scalars`` and ``dialect``;
    ``RuntimeError`` if it waits for anything else.
    """
    raw = await connection.get_raw_connection()
    straight, driver = raw.info.get(KEY), raw.driver_connection
    if straight is None or not isinstance(driver, aiosqlite.Connection):
        return await work(connection)
    # What the caller's context holds (structlog's variables) holds over there too.
    context = copy_context()
    return await _in_thread(driver, lambda: context.run(_finish, work, _Straight(straight)))


class _Straight:
    """As much of an ``AsyncConnection`` as the functions of storage use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None) -> Any:
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None) -> ScalarResult[Any]:
        return self._connection.scalars(statement, parameters)


def _finish(work: Callable[[AsyncConnection], Awaitable[T]], connection: _Straight) -> T:
    """Run a coroutine that never has to wait."""
    coroutine = cast("Coroutine[Any, Any, T]", work(cast("AsyncConnection", connection)))
    try:
        coroutine.send(None)
    except StopIteration as ended:
        answer: T = ended.value
        return answer
    coroutine.close()
    raise RuntimeError("work in one piece waited for something other than its connection")


def _bare(driver: aiosqlite.Connection) -> sqlite3.Connection:
    return driver._conn  # noqa: SLF001 - aiosqlite has no public name for it


async def _in_thread(driver: aiosqlite.Connection, function: Callable[[], T]) -> T:
    run = cast("Callable[[Callable[[], T]], Awaitable[T]]", driver._execute)  # noqa: SLF001 - it has no public name
    return await run(function)
