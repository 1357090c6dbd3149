"""Both engines call a violation by the same name."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Table, insert
from sqlalchemy.exc import IntegrityError

from bot.storage.database.engine import Database
from bot.storage.database.violations import FOREIGN_KEY, translating, violated
from tests.storage.toys import create, toys

Row = dict[str, object]
Tables = dict[str, Table]


class TakenError(Exception):
    """An error of the domain."""


@pytest.fixture
async def tables(empty: Database) -> AsyncIterator[Tables]:
    with toys() as (boxes, things):
        await create(empty, boxes, things)
        async with empty.transaction() as connection:
            await connection.execute(insert(boxes).values(id=1))
            await connection.execute(insert(things).values(owner=1, name="bear", wheels=4, box_id=1))
        yield {"toy_boxes": boxes, "toys": things}


async def write(database: Database, table: Table, row: Row) -> None:
    async with database.transaction() as connection:
        await connection.execute(insert(table).values(row))


@pytest.mark.parametrize(
    ("table", "row", "name"),
    [
        ("toys", {"owner": 1, "name": "bear"}, "uq_toys_owner_name"),
        ("toys", {"wheels": 4}, "ix_toys_wheels"),
        ("toys", {"id": 1}, "pk_toys"),
        ("toy_boxes", {"id": 1}, "pk_toy_boxes"),
        ("toys", {"name": "abcdef"}, "ck_toys_name"),
        ("toys", {"wheels": 3}, "ck_toys_stable"),
        ("toys", {"box_id": 2}, FOREIGN_KEY),
        ("toy_boxes", {"id": None}, None),
    ],
)
async def test_a_violation_has_one_name(
    empty: Database, tables: Tables, table: str, row: Row, name: str | None
) -> None:
    with pytest.raises(IntegrityError) as caught:
        await write(empty, tables[table], row)
    assert violated(caught.value) == name


async def test_a_parent_that_is_referred_to_stays(empty: Database, tables: Tables) -> None:
    async def delete() -> None:
        async with empty.transaction() as connection:
            await connection.execute(tables["toy_boxes"].delete())

    with pytest.raises(IntegrityError) as caught:
        await delete()
    assert violated(caught.value) == FOREIGN_KEY


async def test_a_violation_becomes_the_domains_error(empty: Database, tables: Tables) -> None:
    with pytest.raises(TakenError), translating({"uq_toys_owner_name": TakenError}):
        await write(empty, tables["toys"], {"owner": 1, "name": "bear"})


async def test_any_other_violation_is_let_through(empty: Database, tables: Tables) -> None:
    with pytest.raises(IntegrityError), translating({"uq_toys_owner_name": TakenError}):
        await write(empty, tables["toys"], {"wheels": 3})


async def test_a_savepoint_lets_the_transaction_go_on(empty: Database, tables: Tables) -> None:
    async with empty.transaction() as connection:
        with pytest.raises(TakenError), translating({"uq_toys_owner_name": TakenError}):
            async with connection.begin_nested():
                await connection.execute(insert(tables["toys"]).values(owner=1, name="bear"))
        await connection.execute(insert(tables["toys"]).values(owner=1, name="ball"))
    async with empty.reading() as connection:
        assert len((await connection.execute(tables["toys"].select())).all()) == 2
