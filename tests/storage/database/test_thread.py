"""Work within one transaction, in one piece: committed or undone as a whole, and alike on both engines."""

import asyncio
import random
import threading
from collections import Counter
from importlib.metadata import version
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from structlog.contextvars import bound_contextvars, get_contextvars

from bot.storage.database.engine import Connection, Database
from tests.storage.database.test_engine import STEP_S, add, count, counted, fill
from tests.storage.statements import under_way
from tests.tries import tries

TRANSACTIONS = 400
CANCELLATIONS = 160


async def twice(connection: Connection, numbers: tuple[int, int], *, fail: bool = False) -> int:
    for number in numbers:
        await add(connection, number)
    assert list(await connection.scalars(text("SELECT n FROM debit ORDER BY n")))[-1] == max(numbers)
    if fail:
        raise KeyError
    return await connection.scalar(text("SELECT count(*) FROM debit")) or 0


async def test_it_is_committed_or_undone_as_a_whole(empty: Database) -> None:
    await fill(empty)
    await empty.write(add, 1)
    assert await empty.write(twice, (2, 3)) == 3
    with pytest.raises(KeyError):
        await empty.write(twice, (4, 5), fail=True)
    with pytest.raises(IntegrityError):
        await empty.write(twice, (6, 6))
    assert await count(empty) == 3
    assert await empty.write(twice, (4, 5)) == 5, "nothing of what failed stands in the way"


async def test_cancelling_tears_nothing(empty: Database) -> None:
    """Both halves of each transaction are there, or neither, whenever it was cancelled."""
    await fill(empty)
    chance = random.Random(7)  # noqa: S311 - a test that repeats itself

    async def move(connection: Connection, number: int) -> None:
        await add(connection, number)
        await connection.execute(text("INSERT INTO credit VALUES (:n)"), {"n": number})

    tasks = [asyncio.create_task(empty.write(move, number)) for number in range(TRANSACTIONS)]
    for _ in range(CANCELLATIONS):
        await asyncio.sleep(chance.random() * STEP_S)
        waiting = [task for task in tasks if not task.done()]
        if waiting:
            chance.choice(waiting[:2]).cancel()  # the one that writes, or the one that is next
    outcomes = Counter(type(outcome) for outcome in await asyncio.gather(*tasks, return_exceptions=True))

    assert outcomes.keys() == {type(None), asyncio.CancelledError}
    assert outcomes[asyncio.CancelledError] > CANCELLATIONS // 4
    torn = text("SELECT n FROM debit WHERE n NOT IN (SELECT n FROM credit)")  # a foreign key sees to the rest
    assert await empty.read(lambda connection: connection.scalar(torn)) is None
    assert outcomes[type(None)] <= await count(empty) <= TRANSACTIONS


async def test_writers_take_turns_between_programs(empty: Database, empty_url: str) -> None:
    """Read, then write what follows from it: no increment is lost, though two programs do it at once."""
    await fill(empty)
    await empty.write(add, 0)

    async def increase(connection: Connection) -> None:
        found = await connection.scalar(text("SELECT n FROM debit"))
        await connection.execute(text("UPDATE debit SET n = :n"), {"n": (found or 0) + 1})

    async def many(database: Database) -> None:
        for _ in range(25):
            await database.write(increase)

    async with Database.open(empty_url) as other:
        await asyncio.gather(many(empty), many(other), many(empty))
    assert await empty.read(lambda connection: connection.scalar(text("SELECT n FROM debit"))) == 75


async def test_reading_waits_for_no_writer_sees_one_state_and_cannot_write(empty: Database) -> None:
    await fill(empty)
    async with under_way(empty.write, lambda connection: add(connection, 1)):
        assert await count(empty) == 0

    async def look(connection: Connection) -> None:
        assert await counted(connection) == 1

    async with under_way(empty.read, look, look):
        await empty.write(add, 2)
        assert await count(empty) == 2
    with pytest.raises(DBAPIError, match=r"read-?only"):
        await empty.read(twice, (3, 4))
    assert await count(empty) == 2


WAYS = ["read", "write", "migrate"]


@pytest.mark.parametrize("inner", WAYS)
@pytest.mark.parametrize("outer", WAYS)
async def test_a_transaction_within_another_is_an_error_and_not_a_deadlock(
    empty: Database, outer: str, inner: str
) -> None:
    await fill(empty)

    async def nested(connection: Connection) -> None:
        if outer != "read":
            await add(connection, 1)
        await getattr(empty, inner)(counted)

    with pytest.raises(RuntimeError, match="a transaction within a transaction"):
        await getattr(empty, outer)(nested)
    assert await count(empty) == 0
    await empty.write(add, 1)  # the outer one has let go


@pytest.mark.parametrize("inner", WAYS)
@pytest.mark.parametrize("outer", WAYS)
async def test_a_task_that_is_begun_within_a_transaction_has_its_own(empty: Database, outer: str, inner: str) -> None:
    """Though it inherits the context in which the other transaction is under way: it waits its turn."""
    await fill(empty)
    begun: list[asyncio.Future[int]] = []
    loop, ready = asyncio.get_running_loop(), asyncio.Event()

    def begin() -> None:
        begun.append(asyncio.ensure_future(getattr(empty, inner)(counted)))
        ready.set()

    async def work(connection: Connection) -> None:
        await counted(connection)
        loop.call_soon_threadsafe(begin)  # in this context; SQLite's thread has no event loop of its own
        if connection.dialect.name == "postgresql":
            await ready.wait()
            await asyncio.sleep(STEP_S)
        if outer != "read":
            await add(connection, 1)

    await getattr(empty, outer)(work)
    await ready.wait()
    assert await begun[0] in {0, 1}


async def test_sqlites_work_runs_in_its_thread_with_the_callers_context(sqlite_database: Database) -> None:
    async def look(connection: Connection) -> tuple[int, str, str]:
        await connection.execute(text("SELECT 1"))
        return threading.get_ident(), connection.dialect.name, get_contextvars()["feed"]

    with bound_contextvars(feed="ada"):
        for way in (sqlite_database.read, sqlite_database.write):
            thread, dialect, feed = await way(look)
            assert thread != threading.get_ident()
            assert (dialect, feed) == ("sqlite", "ada")


async def test_to_wait_for_anything_else_is_an_error_and_undoes_all(sqlite_database: Database) -> None:
    async def dawdle(connection: Connection) -> None:
        await connection.execute(text("CREATE TABLE dawdled (n BIGINT)"))
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waited for something other"):
        await sqlite_database.write(dawdle)
    made = text("SELECT count(*) FROM sqlite_master WHERE name = 'dawdled'")
    assert await sqlite_database.read(lambda connection: connection.scalar(made)) == 0


def test_the_private_names_of_aiosqlite_are_those_of_a_version_that_was_read() -> None:
    """``run_in_database_thread`` uses ``_execute`` and ``_conn``: look at both before another version is named here."""
    assert version("aiosqlite") in {"0.22.0", "0.22.1"}


@tries(15)
@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["write", "fail", "cancel", "read"])), max_size=30))
def test_what_was_written_is_what_was_committed(steps: list[tuple[int, str]]) -> None:
    """In any order, all at once: a number stands exactly if a write of it came to its end."""

    async def play(database: Database) -> None:
        await fill(database)
        tasks: list[tuple[int, str, asyncio.Task[int]]] = []
        for number, what in steps:
            pair = (2 * number, 2 * number + 1)
            if what == "read":
                task = asyncio.create_task(count(database))
            else:
                task = asyncio.create_task(database.write(twice, pair, fail=what == "fail"))
            tasks.append((number, what, task))
            await asyncio.sleep(0)
            if what == "cancel":
                task.cancel()
        outcomes = await asyncio.gather(*(task for _, _, task in tasks), return_exceptions=True)
        stands = set(await database.read(_numbers))
        for (number, what, _), outcome in zip(tasks, outcomes, strict=True):
            if what == "read":
                assert isinstance(outcome, int)
                assert outcome % 2 == 0, "never half of a transaction"
            elif isinstance(outcome, int):
                assert {2 * number, 2 * number + 1} <= stands
        assert all(number ^ 1 in stands for number in stands)

    async def run() -> None:
        with TemporaryDirectory() as folder:
            async with Database.open(f"sqlite:///{folder}/x.db") as database:
                await play(database)

    asyncio.run(run())


async def _numbers(connection: Connection) -> list[int]:
    return list(await connection.scalars(text("SELECT n FROM debit")))
