"""What differs between SQLite and PostgreSQL when a database is opened: settings, and how to begin."""

import importlib.util
from contextlib import closing
from enum import Enum
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import AdaptedConnection, DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage.database import thread

READERS = 4
"""Connections for reading. A read takes about a millisecond: a fifth would hardly ever be used."""

PATIENCE_S = 5
"""Seconds to wait for another program's write, and for PostgreSQL to answer at all. Writes take milliseconds;
and the bot has ten seconds to end in, of which a wait must leave some."""

MIGRATION_PATIENCE_S = 30
"""Seconds to wait for another program that is migrating the same database."""

STATEMENT_LIMIT_S = 60
"""Seconds for one statement on PostgreSQL, the wait for a migration included. Without an end, a network that
fell silent would hold a commit, and with it every other write, for as long as TCP hopes."""

WRITER_LOCK = 0x696E6B6C696E6773
"""The advisory lock of PostgreSQL's writers: "inklings" in ASCII, lest it be another program's too."""


class DatabaseUnavailable(Exception):
    """The database cannot be opened. The message says which (without its password) and why."""


class Role(Enum):
    """What a connection is for."""

    WRITE = "write"
    READ = "read"
    MIGRATE = "migrate"
    """Writes, without foreign keys on SQLite: there, rebuilding a table deletes the rows that refer to it."""


def make_place(url: URL) -> None:
    """Create the directory of SQLite's file where it is missing; ``OSError`` if that cannot be."""
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def make_engine(url: URL, role: Role) -> AsyncEngine:
    """An engine whose transactions begin as ``role`` needs; ``DatabaseUnavailable`` without its driver."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, role)
    return _postgres_engine(url, role)


def _pool(role: Role) -> dict[str, Any]:
    # Parameters are what members wrote: they stay out of error messages, which end in logs.
    # The connection that was used last is taken first: it has pages and compiled statements at hand.
    size = READERS if role is Role.READ else 1
    return {"pool_size": size, "max_overflow": 0, "pool_use_lifo": True, "hide_parameters": True}


def _sqlite_engine(url: URL, role: Role) -> AsyncEngine:
    # ``timeout`` is SQLite's busy_timeout, set before anything else can find the file locked. Without an
    # isolation level the driver begins nothing by itself: transactions begin below, as the role needs.
    patience = MIGRATION_PATIENCE_S if role is Role.MIGRATE else PATIENCE_S
    engine = create_async_engine(
        url,
        connect_args={"timeout": patience, "isolation_level": None},
        pool_reset_on_return=None,  # each transaction is ended where it began: one more trip to the thread for nothing
        **_pool(role),
    )
    # A deferred transaction that goes on to write fails at once if another program wrote in between.
    beginning = "BEGIN" if role is Role.READ else "BEGIN IMMEDIATE"
    pragmas = {
        "journal_mode": "WAL",  # reads and the one write do not wait for each other
        "synchronous": "NORMAL",  # with WAL a loss of power may undo the last commits, and never corrupts
        "foreign_keys": "OFF" if role is Role.MIGRATE else "ON",
        "secure_delete": "ON",  # what a member has erased is overwritten in the file as well
        "trusted_schema": "OFF",  # a tampered file cannot call functions from its schema
        "query_only": "ON" if role is Role.READ else "OFF",
    }

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        try:
            with closing(connection.cursor()) as cursor:
                for name, value in pragmas.items():
                    cursor.execute(f"PRAGMA {name} = {value}")
            adapted = cast("AdaptedConnection", connection)
            record.info[thread.DIRECT] = adapted.run_async(lambda driver: thread.open_direct(driver, beginning))
        except BaseException:
            connection.close()  # else the pool forgets it, and its thread lives on
            raise

    return engine


def _postgres_engine(url: URL, role: Role) -> AsyncEngine:
    if importlib.util.find_spec("asyncpg") is None:
        message = "PostgreSQL needs the driver asyncpg: install inklings[postgres]"
        raise DatabaseUnavailable(message)
    patience = MIGRATION_PATIENCE_S if role is Role.MIGRATE else PATIENCE_S
    engine = create_async_engine(
        url,
        connect_args={
            "timeout": PATIENCE_S,
            "command_timeout": STATEMENT_LIMIT_S,
            "server_settings": {
                "application_name": "inklings",
                "lock_timeout": f"{patience}s",
                # A program that vanished must not keep the writers' lock.
                "idle_in_transaction_session_timeout": f"{STATEMENT_LIMIT_S}s",
                "jit": "off",  # slower than the small queries it would speed up
            },
        },
        # Whatever the server's default: with a snapshot taken before the writers' lock is held, what is read behind it
        # would be out of date.
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,  # a server that was restarted is found before a transaction begins
        **_pool(role),
    )
    if role is Role.READ:
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")

    return engine
