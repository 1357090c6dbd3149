"""Where the tests' PostgreSQL is: one of our own, started for the session, or one that the caller names."""

import asyncio
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from bot.storage.database.engine import Database
from bot.storage.migrations.upgrade import upgrade

POSTGRES_URL = "INKLINGS_TEST_POSTGRES_URL"
"""Names a server on which the tests may create and drop databases."""


EMPTY = """
DO $$
DECLARE each record;
BEGIN
    FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', each.tablename);
    END LOOP;
    FOR each IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', each.sequencename);
    END LOOP;
END $$
"""
"""Deletes every row, in any order since what refers to one goes with it, and has the numbers begin at 1 again."""


class Postgres:
    """A server, and the databases that tests make on it."""

    def __init__(self, url: str) -> None:
        self._url = url

    def run(self, statement: str) -> None:
        """Run one statement outside any transaction, in the server's own database."""
        asyncio.run(self._run(statement))

    async def _run(self, statement: str) -> None:
        import asyncpg  # noqa: PLC0415 - an extra, which may be missing

        connection = await asyncpg.connect(self._url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[tuple[str, str]]:
        """(name, address) of a new database, dropped in the end."""
        name = f"inklings_{uuid4().hex}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield name, make_url(self._url).set(database=name).render_as_string(hide_password=False)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """The server for the session; skips with the reason where there is none."""
    pytest.importorskip("asyncpg", reason="asyncpg is not installed: pip install inklings[postgres]")
    if url := os.environ.get(POSTGRES_URL):
        yield Postgres(url)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, which containers do not set
            from pgserver.postgres_server import get_server  # noqa: PLC0415 - has no wheels for some machines
    except ImportError:
        pytest.skip(f"no PostgreSQL: pgserver has no wheel for this Python, and {POSTGRES_URL} is not set")
    # Not pytest's directory: a socket's path may have 107 characters, and root's server runs as another user.
    directory = Path(tempfile.mkdtemp(prefix="inklings-"))
    server = get_server(directory, cleanup_mode="delete")
    try:
        made = Postgres(server.get_uri())
        made.run("ALTER SYSTEM SET fsync = off")  # what a power cut would do to it is of no interest
        made.run("SELECT pg_reload_conf()")
        yield made
    finally:
        server.cleanup()


def upgraded(url: str) -> None:
    """Upgrade the database at ``url`` and close it."""

    async def run() -> None:
        async with Database.open(url) as database:
            await upgrade(database)

    asyncio.run(run())
