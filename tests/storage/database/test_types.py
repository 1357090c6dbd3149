"""What the types store, give back and refuse, alike on both engines."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, ForeignKey, Table, insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from bot.storage.database.engine import Connection, Database
from bot.storage.database.types import FIRST_INSTANT, LAST_INSTANT, Count, Snowflake, Text, metadata, table
from tests.storage.statements import execute, fetch_scalars
from tests.storage.toys import Colour, create, toys

NOON = datetime(2026, 3, 29, 12, 0, 0, 123_457, tzinfo=UTC)


@pytest.fixture
async def things(empty: Database) -> AsyncIterator[Table]:
    with toys() as (boxes, made):
        await create(empty, boxes, made)
        yield made


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Forget the table ``draft`` again."""
    yield
    if "draft" in metadata.tables:
        metadata.remove(metadata.tables["draft"])


GOOD: list[tuple[str, object]] = [
    ("owner", 1),
    ("owner", 2**63 - 1),
    ("name", ""),
    ("name", "🖋️é ع"),
    ("colour", Colour.BLUE),
    ("shade", Colour.BLUE),
    ("shade", "green"),
    ("wheels", 0),
    ("loved", True),
    ("loved", False),
    ("bought_at", NOON),
    ("bought_at", FIRST_INSTANT),
    ("bought_at", LAST_INSTANT),
    ("parts", []),
    ("parts", {"b": 1, "a": ["é"]}),
    ("parts", None),
    ("bought_at", None),
    ("colour", None),
]

UNSAYABLE: list[tuple[str, object]] = [
    ("bought_at", NOON.replace(tzinfo=None)),
    ("name", "a\0b"),
    ("colour", "green"),
    ("parts", float("nan")),
    ("parts", NOON),
]

NOT_OF_THE_TYPE = [
    ("owner", "0"),
    ("owner", "'soon'"),
    ("name", "'abcdef'"),
    ("colour", "'green'"),
    ("colour", "''"),
    ("shade", "'purple'"),
    ("wheels", "-1"),
    ("wheels", "2147483648"),
    ("wheels", "'many'"),
    ("wheels", "3"),
    ("loved", "7"),
    ("loved", "'maybe'"),
    ("bought_at", "'2026-03-29'"),
    ("bought_at", "253402300800000000"),
    ("parts", "'[1,2,3,4,5,6,7,8,9,10]'"),
    ("box_id", "'none'"),
    ("id", "'first'"),
]


async def test_what_goes_in_comes_out(empty: Database, things: Table) -> None:
    async def work(connection: Connection) -> None:
        for column, value in GOOD:
            await connection.execute(insert(things).values({column: value}))
            found = (await connection.scalars(select(things.c[column]).where(things.c[column] == value))).all()
            assert found == [value]
            assert type(found[0]) is type(value)
            await connection.execute(things.delete())

    await empty.write(work)


async def test_instants_come_back_in_utc(empty: Database, things: Table) -> None:
    zoned = NOON.astimezone(timezone(timedelta(hours=-9, minutes=-30)))
    await execute(empty, insert(things).values(bought_at=zoned))
    (found,) = await fetch_scalars(empty, select(things.c.bought_at))
    raw = await empty.read(lambda connection: connection.scalar(text("SELECT bought_at FROM toys")))
    assert found == NOON
    assert found.tzinfo is UTC
    assert raw == 1_774_785_600_123_457


async def test_a_flag_is_a_condition(empty: Database, things: Table) -> None:
    await execute(empty, insert(things).values([{"name": "bear", "loved": True}, {"name": "ball", "loved": False}]))
    assert await fetch_scalars(empty, select(things.c.name).where(things.c.loved)) == ["bear"]
    assert await fetch_scalars(empty, select(things.c.name).where(~things.c.loved)) == ["ball"]


async def test_what_a_type_cannot_say_is_refused(empty: Database, things: Table) -> None:
    async def work(connection: Connection) -> None:
        for column, value in UNSAYABLE:
            with pytest.raises(StatementError):
                await connection.execute(insert(things).values({column: value}))

    await empty.write(work)


async def test_the_database_refuses_what_is_not_of_the_type(empty: Database, things: Table) -> None:
    """Written past the types, as a migration or another program might."""
    for column, value in NOT_OF_THE_TYPE:
        with pytest.raises(DBAPIError):
            await execute(empty, text(f"INSERT INTO toys ({column}) VALUES ({value})"))  # noqa: S608 - ours


async def test_a_number_is_never_given_twice(empty: Database, things: Table) -> None:
    async def work(connection: Connection) -> tuple[Any, Any]:
        first = await connection.execute(insert(things).values(name="one"))
        await connection.execute(things.delete())
        second = await connection.execute(insert(things).values(name="two"))
        return first.inserted_primary_key, second.inserted_primary_key

    assert await empty.write(work) == ((1,), (2,))


@pytest.mark.usefixtures("forgotten")
def test_a_table_must_say_what_its_columns_mean() -> None:
    with pytest.raises(ValueError, match="comment"):
        table("draft", Column("n", Count), erasure=None, comment="Drafts")


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("references", [[], [ForeignKey("nowhere.id")]])
def test_a_table_takes_no_other_types(references: list[ForeignKey]) -> None:
    with pytest.raises(TypeError, match="both engines"):
        table("draft", Column("n", BigInteger, *references, comment="n"), erasure=None, comment="Drafts")


@pytest.mark.usefixtures("forgotten")
def test_names_that_postgresql_would_cut_off_are_refused() -> None:
    with pytest.raises(ValueError, match="63 bytes"):
        table("draft", Column("x" * 60, Text(1), comment="x"), erasure=None, comment="Drafts")


@pytest.mark.usefixtures("forgotten")
def test_a_table_keeps_its_answer_to_erasure() -> None:
    made = table("draft", Column("n", Snowflake, comment="n"), erasure="with its member", comment="Drafts")
    assert made.info["erasure"] == "with its member"
