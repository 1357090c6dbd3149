"""SQLite's own thread: a whole transaction goes there and back once.

aiosqlite carries each step of each statement (cursor, execute, fetch, close) to its thread and back: some 70 trips for
a note, which cost more than the statements. Here a whole piece of work makes the trip once, and runs over there on
aiosqlite's own connection. The functions of storage stay as they are: they await a connection whose answers are there
at once.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import copy_context
from typing import Any, TypeVar, cast

import aiosqlite
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import CursorResult, Dialect, Executable, ScalarResult, StaticPool, create_engine, event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database.connection import Connection

T = TypeVar("T")
Work = Callable[[Connection], Awaitable[T]]
"""What is done within one transaction. It awaits nothing but the connection that it is given."""

DIRECT = "direct"
"""Under which the record of a pooled connection has the one that is used in the database's thread."""


async def open_direct(driver: aiosqlite.Connection, begin: str) -> SyncConnection:
    """A synchronous connection of SQLAlchemy's over the driver's own, for use in its thread; each of its transactions
    begins with the statement ``begin``. To be made while no transaction is open. It lives as long as the driver's."""

    def connect(raw: sqlite3.Connection) -> SyncConnection:
        engine = create_engine(
            "sqlite://", creator=lambda: raw, poolclass=StaticPool, pool_reset_on_return=None, hide_parameters=True
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine.connect()

    return await run_in_database_thread(driver, connect)


async def transact(pooled: AsyncConnection, work: Work[T]) -> T:
    """What ``work`` answers, done in one transaction in the database's thread: committed, or rolled back if it raises.

    ``RuntimeError`` if it waits for anything other than its connection.
    """
    raw = await pooled.get_raw_connection()
    direct: SyncConnection = raw.info[DIRECT]
    # What the caller's context holds (structlog's variables) holds over there too.
    context = copy_context()

    def carry_out(_: sqlite3.Connection) -> T:
        with direct.begin():
            return context.run(_finish, work, _Answering(direct))

    return await run_in_database_thread(cast("aiosqlite.Connection", raw.driver_connection), carry_out)


async def run_in_database_thread(driver: aiosqlite.Connection, function: Callable[[sqlite3.Connection], T]) -> T:
    """Call ``function`` with SQLite's connection in the one thread that may use it.

    The only place that uses names of aiosqlite's which are not public (it offers nothing for this); a test names the
    versions in which they are known to mean this.
    """
    execute = cast("Callable[[Callable[[], T]], Awaitable[T]]", driver._execute)  # noqa: SLF001 - see the docstring
    return await execute(lambda: function(driver._conn))  # noqa: SLF001 - see the docstring


class _Answering:
    """A ``Connection`` whose answers are there at once."""

    def __init__(self, connection: SyncConnection) -> None:
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

    async def run_sync(self, fn: Callable[..., T], *arg: Any, **kw: Any) -> T:
        return fn(self._connection, *arg, **kw)


def _finish(work: Work[T], connection: _Answering) -> T:
    """Run a coroutine that never has to wait."""
    coroutine = cast("Coroutine[Any, Any, T]", work(cast("Connection", connection)))
    try:
        coroutine.send(None)
    except StopIteration as ended:
        answer: T = ended.value
        return answer
    coroutine.close()
    raise RuntimeError("work within a transaction waited for something other than its connection")
