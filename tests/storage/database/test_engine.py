"""Opening, closing, and transactions that cannot be torn."""

import asyncio
import random
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.config.database_url import parse_url
from bot.storage.database.engine import Connection, Database, DatabaseUnavailable, to_the_end
from tests.patience import PATIENCE
from tests.storage.servers import Postgres

TRANSACTIONS = 400
CANCELLATIONS = 160
STEP_S = 0.002


async def fill(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("CREATE TABLE debit (n BIGINT NOT NULL PRIMARY KEY)"))
        await connection.execute(text("CREATE TABLE credit (n BIGINT NOT NULL REFERENCES debit (n))"))


async def count(database: Database, table: str = "debit") -> int:
    async with database.reading() as connection:
        return await connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608 - our own name


async def add(connection: Connection, number: int) -> None:
    await connection.execute(text("INSERT INTO debit VALUES (:n)"), {"n": number})


async def test_a_block_is_committed_or_undone(empty: Database) -> None:
    await fill(empty)
    async with empty.transaction() as connection:
        await add(connection, 1)

    async def fail() -> None:
        async with empty.transaction() as connection:
            await add(connection, 2)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await count(empty) == 1


async def test_cancelling_tears_nothing(empty: Database) -> None:
    """Both halves of each transaction are there, or neither, whenever it was cancelled."""
    await fill(empty)
    chance = random.Random(7)  # noqa: S311 - a test that repeats itself

    async def move(number: int) -> None:
        async with empty.transaction() as connection:
            await add(connection, number)
            await asyncio.sleep(chance.random() * STEP_S)
            await connection.execute(text("INSERT INTO credit VALUES (:n)"), {"n": number})

    tasks = [asyncio.create_task(move(number)) for number in range(TRANSACTIONS)]
    for _ in range(CANCELLATIONS):
        await asyncio.sleep(chance.random() * STEP_S * 2)
        waiting = [task for task in tasks if not task.done()]
        if waiting:
            chance.choice(waiting[:2]).cancel()  # the one that writes, or the one that is next
    outcomes = Counter(type(outcome) for outcome in await asyncio.gather(*tasks, return_exceptions=True))

    assert outcomes.keys() == {type(None), asyncio.CancelledError}
    assert outcomes[asyncio.CancelledError] > CANCELLATIONS // 2
    async with empty.reading() as connection:
        torn = text("SELECT n FROM debit WHERE n NOT IN (SELECT n FROM credit)")  # a foreign key sees to the rest
        assert (await connection.execute(torn)).all() == []
    assert outcomes[type(None)] <= await count(empty) < TRANSACTIONS


async def test_writers_take_turns_between_programs(empty: Database, empty_url: str) -> None:
    """Read, then write what follows from it: no increment is lost, though two programs do it at once."""
    await fill(empty)
    async with empty.transaction() as connection:
        await add(connection, 0)

    async def increment(database: Database) -> None:
        for _ in range(25):
            async with database.transaction() as connection:
                found = await connection.scalar(text("SELECT n FROM debit"))
                await connection.execute(text("UPDATE debit SET n = :n"), {"n": (found or 0) + 1})

    async with Database.open(empty_url) as other:
        await asyncio.gather(increment(empty), increment(other), increment(empty))
    async with empty.reading() as connection:
        assert await connection.scalar(text("SELECT n FROM debit")) == 75


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

        async def count_and_add(database: Database) -> None:
            async with database.transaction() as connection:
                found = await connection.scalar(text("SELECT count(*) FROM debit")) or 0
                await asyncio.sleep(STEP_S)
                await add(connection, found)

        await asyncio.gather(*(count_and_add(each) for each in (one, other) * 10))
        assert await count(one) == 20


async def test_a_reader_sees_one_state_and_cannot_write(empty: Database) -> None:
    await fill(empty)
    async with empty.reading() as reader:
        assert await reader.scalar(text("SELECT count(*) FROM debit")) == 0
        async with empty.transaction() as writer:
            await add(writer, 1)
        assert await reader.scalar(text("SELECT count(*) FROM debit")) == 0
    with pytest.raises(DBAPIError, match=r"read-?only"):
        async with empty.reading() as reader:
            await add(reader, 2)
    assert await count(empty) == 1


async def test_foreign_keys_are_enforced(empty: Database) -> None:
    await fill(empty)
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        async with empty.transaction() as connection:
            await connection.execute(text("INSERT INTO credit VALUES (1)"))


async def test_nesting_is_an_error_and_not_a_deadlock(empty: Database) -> None:
    with pytest.raises(RuntimeError, match="within a transaction"):
        async with empty.transaction(), empty.transaction():
            pass
    await fill(empty)  # the outer one has let go


async def test_what_members_wrote_stays_out_of_errors(empty: Database) -> None:
    await fill(empty)
    with pytest.raises(DBAPIError) as caught:
        async with empty.transaction() as connection:
            await connection.execute(text("INSERT INTO nowhere VALUES (:secret)"), {"secret": "my diary"})
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
