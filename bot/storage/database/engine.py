"""Open the database, and do work in transactions that cannot be torn.

Both engines behave alike, so that the same code is right on both: writes go one at a time, over one
connection; reads go beside them over a few others, each seeing one unchanging state. SQLite allows one
writer anyway. On PostgreSQL an advisory lock makes it so, between programs as well: what a rule has read
cannot change before it writes, and nothing needs retrying. A bot writes too little for that to cost anything.

Nothing here imports Alembic; ``bot.storage.migrations.upgrade`` does, when it runs.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.config.database_url import parse_url
from bot.storage.database.connection import Connection
from bot.storage.database.dialects import DatabaseUnavailable, Role, make_engine, make_place
from bot.storage.database.thread import Work, transact

__all__ = ["Connection", "Database", "DatabaseUnavailable"]

P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """An open database, made by ``Database.open``."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._writer = make_engine(url, Role.WRITE)
        self._readers = make_engine(url, Role.READ)
        self._turn = asyncio.Lock()
        self._within: set[asyncio.Task[Any]] = set()

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator[Self]:
        """Connect, creating SQLite's file and its directory where they are missing; close at the end.

        Raises ``ValueError`` (see ``parse_url``) or ``DatabaseUnavailable``.
        """
        database = cls(parse_url(url))
        try:
            await database._connect()
            yield database
        finally:
            await to_the_end(database.close())

    @property
    def dialect(self) -> str:
        """``"sqlite"`` or ``"postgresql"``."""
        return self._url.get_backend_name()

    @property
    def label(self) -> str:
        """The address, fit to be shown: without its password."""
        return self._url.set(drivername=self.dialect).render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """SQLite's file; ``None`` on PostgreSQL."""
        return Path(self._url.database) if self.dialect == "sqlite" and self._url.database else None

    async def write(self, work: Callable[Concatenate[Connection, P], Awaitable[T]], *args: P.args, **kw: P.kwargs) -> T:
        """What ``work(connection, *args, **kw)`` answers, done in one transaction that writes: committed, or rolled
        back if it raises.

        On SQLite the whole runs in the database's own thread, in one piece. ``work`` awaits nothing but its connection
        (``RuntimeError``), and so never the network. Writes go one at a time; one within another would wait for it for
        ever, so no transaction may be within another (``RuntimeError``). What has begun is carried through even if the
        task is cancelled meanwhile: a task that was cancelled here may have committed all the same.
        """
        with self._outermost():
            async with self._turn:
                return await _transact(self._writer, lambda connection: work(connection, *args, **kw))

    async def read(self, work: Callable[Concatenate[Connection, P], Awaitable[T]], *args: P.args, **kw: P.kwargs) -> T:
        """What ``work(connection, *args, **kw)`` answers, over a connection that cannot write and sees one state,
        whatever is written meanwhile. It waits for no writer. Otherwise as ``write``."""
        with self._outermost():
            return await _transact(self._readers, lambda connection: work(connection, *args, **kw))

    async def migrate(self, work: Work[T]) -> T:
        """As ``write``, for ``bot.storage.migrations.upgrade``: SQLite does not enforce foreign keys meanwhile.

        Over an engine of its own, for SQLite can change that only outside a transaction.
        """
        with self._outermost():
            engine = make_engine(self._url, Role.MIGRATE)
            try:
                async with self._turn:
                    return await _transact(engine, work)
            finally:
                await to_the_end(engine.dispose())

    async def close(self) -> None:
        """Close every connection. Without it SQLite's threads, or PostgreSQL's sockets, stay behind."""
        await self._readers.dispose()
        await self._writer.dispose()  # last: SQLite then moves what is left in the WAL into the file

    async def _connect(self) -> None:
        """One connection, made at once: a wrong address is found here, and SQLite's file made."""
        connection = self._writer.connect()
        try:
            make_place(self._url)
            await to_the_end(connection.start())
        except (DBAPIError, OSError) as error:
            reason = error.orig if isinstance(error, DBAPIError) else error
            message = f"{self.label}: {reason}"
            raise DatabaseUnavailable(message) from error
        finally:
            await _release(connection)

    @contextmanager
    def _outermost(self) -> Iterator[None]:
        """Refuse a transaction within another one of the same task.

        By the task, for a task that is created within a transaction inherits its context variables but not its
        connection: it waits its turn like any other.
        """
        task = _current_task()
        if task is None or task in self._within:
            raise RuntimeError("a transaction within a transaction")
        self._within.add(task)
        try:
            yield
        finally:
            self._within.remove(task)


def _current_task() -> asyncio.Task[Any] | None:
    """``None`` without an event loop: in SQLite's thread, where a transaction is under way."""
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None


async def _transact(engine: AsyncEngine, work: Work[T]) -> T:
    if engine.dialect.name == "sqlite":
        return await to_the_end(_in_one_piece(engine, work))
    async with begun(engine.connect()) as connection:
        return await work(connection)


async def _in_one_piece(engine: AsyncEngine, work: Work[T]) -> T:
    async with engine.connect() as connection:
        return await transact(connection, work)


@asynccontextmanager
async def begun(connection: AsyncConnection) -> AsyncIterator[AsyncConnection]:
    """Begin on a connection that is not started yet; commit, or roll back, and give it back."""
    try:
        await to_the_end(_begin(connection))
        yield connection
        await to_the_end(connection.commit())
    finally:
        await _release(connection)


async def _begin(connection: AsyncConnection) -> None:
    await connection.start()
    await connection.begin()


async def _release(connection: AsyncConnection) -> None:
    if connection.sync_connection is not None:  # it was started
        await to_the_end(connection.close())  # rolls back what was not committed


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Await ``work`` until it has ended, even if the caller is cancelled; that is passed on afterwards.

    A shield alone would let the caller go on while the commit is still under way, and the next transaction
    begin in the middle of it.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled from task.exception()
    return task.result()
