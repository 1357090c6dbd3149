"""Opening and closing, and what a transaction may see and write."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.config.database_url import parse_url
from bot.storage.database.engine import Connection, Database, DatabaseUnavailable, to_the_end
from tests.patience import PATIENCE
from tests.storage.servers import Postgres
from tests.storage.statements import execute

STEP_S = 0.002


async def fill(database: Database) -> None:
    await execute(
        database,
        text("CREATE TABLE debit (n BIGINT NOT NULL PRIMARY KEY)"),
        text("CREATE TABLE credit (n BIGINT NOT NULL REFERENCES debit (n))"),
    )


async def count(database: Database) -> int:
    return await database.read(counted)


async def counted(connection: Connection) -> int:
    return await connection.scalar(text("SELECT count(*) FROM debit")) or 0


async def add(connection: Connection, number: int) -> None:
    await connection.execute(text("INSERT INTO debit VALUES (:n)"), {"n": number})


@pytest.fixture
def old_snapshots(postgres_server: Postgres) -> Iterator[str]:
    """A database whose transactions see, unless they say otherwise, what was so when they began."""
    with postgres_server.database() as (name, url):
        postgres_server.run(f"ALTER DATABASE {name} SET default_transaction_isolation TO 'repeatable read'")
        yield url


async def test_what_a_writer_reads_is_never_older_than_its_turn(old_snapshots: str) -> None:
    """Whatever the server's own habit is: with a snapshot of before the lock two writers would count alike."""
    async with Database.open(old_snapshots) as one, Database.open(old_snapshots) as other:
        await fill(one)

        async def count_and_add(connection: Connection) -> None:
            found = await counted(connection)
            await asyncio.sleep(STEP_S)
            await add(connection, found)

        await asyncio.gather(*(each.write(count_and_add) for each in (one, other) * 10))
        assert await count(one) == 20


async def test_foreign_keys_are_enforced(empty: Database) -> None:
    await fill(empty)
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        await execute(empty, text("INSERT INTO credit VALUES (1)"))


async def test_what_members_wrote_stays_out_of_errors(empty: Database) -> None:
    await fill(empty)
    with pytest.raises(DBAPIError) as caught:
        await execute(empty, text("INSERT INTO nowhere VALUES (:secret)").bindparams(secret="my diary"))
    assert "my diary" not in str(caught.value)


async def test_nothing_runs_on_after_closing(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    async with Database.open(f"sqlite:///{tmp_path / 'new' / 'directory' / 'x.db'}") as database:
        await fill(database)
        await count(database)
        assert database.dialect == "sqlite"
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=PATIENCE)  # it was told to end, and may need a moment
        assert not thread.is_alive()
    assert [file.name for file in (tmp_path / "new" / "directory").iterdir()] == ["x.db"]


async def test_to_the_end_finishes_the_work_and_then_passes_the_cancellation_on() -> None:
    begun = asyncio.Event()
    ended = asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.sleep(STEP_S)
        ended.set()

    task = asyncio.create_task(to_the_end(work()))
    await begun.wait()
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended.is_set()


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("sqlite:///data/x.db", "sqlite+aiosqlite:///data/x.db"),
        ("sqlite:////srv/x.db", "sqlite+aiosqlite:////srv/x.db"),
        ("postgresql://me@db/inklings", "postgresql+asyncpg://me@db/inklings"),
        ("postgres://db/inklings?sslmode=require", "postgresql+asyncpg://db/inklings?ssl=require"),
    ],
)
def test_addresses_are_given_their_driver(given: str, made: str) -> None:
    assert parse_url(given).render_as_string(hide_password=False) == made


@pytest.mark.parametrize(
    "given",
    [
        "",
        "secret",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite://data/secret.db",
        "sqlite:///x.db?mode=ro",
        "mysql://me:secret@db/x",
        "postgresql+psycopg://me:secret@db/x",
        "postgresql://me:secret@db:port/x",
    ],
)
def test_other_addresses_are_refused_without_repeating_them(given: str) -> None:
    with pytest.raises(ValueError, match=r"expected|SQLite") as caught:
        parse_url(given)
    assert "secret" not in str(caught.value)


async def test_what_cannot_be_opened_is_named_without_its_password(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ronald, " * 1000)
    for url, why in (
        (f"sqlite:///{tmp_path}/letter.txt", "not a database"),
        (f"sqlite:///{tmp_path}/letter.txt/x.db", "letter.txt"),
        ("postgresql://me:secret@127.0.0.1:1/x", "127.0.0.1:1/x: .*1"),
    ):
        with pytest.raises(DatabaseUnavailable, match=why) as caught:
            async with Database.open(url):
                pass
        assert "secret" not in str(caught.value)


async def test_a_missing_driver_is_named_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(DatabaseUnavailable, match=r"inklings\[postgres\]"):
        async with Database.open("postgresql://db/x"):
            pass
