"""The scripts make what the tables say, once, and lose nothing on the way."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.storage.database import upgrade as upgrading
from bot.storage.database.engine import Database
from bot.storage.database.upgrade import MigrationUnsound, SchemaTooNew, revision, revisions, upgrade
from bot.storage.schema import metadata
from tests.storage import rows
from tests.storage.catalogue import catalogue
from tests.storage.servers import upgraded

HEAD = revisions()[-1]
NEXT = f"{int(HEAD) + 1:04}"

SCRIPT = """
import sqlalchemy as sa
from alembic import op

revision = {revision!r}
down_revision = {down!r}


def upgrade() -> None:
    {body}
"""

REBUILD_PARENTS = """with op.batch_alter_table("guilds") as guilds:
        guilds.alter_column("time_zone", server_default="Europe/Vienna")
    with op.batch_alter_table("feeds", table_kwargs={"sqlite_autoincrement": True}) as feeds:
        feeds.alter_column("title", server_default="untitled")"""

CHANGED = {
    "sqlite": {"time_zone TEXT DEFAULT 'UTC' NOT NULL", "title TEXT DEFAULT '' NOT NULL"},
    "postgresql": {"time_zone", "title"},
}

ORPHAN_MEMBERS = """op.add_column("guilds", sa.Column("motto", sa.Text()))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DELETE FROM guilds")"""

FAIL_HALF_WAY = """op.add_column("guilds", sa.Column("motto", sa.Text()))
    raise ArithmeticError"""


class UndoneError(Exception):
    """Raised to undo what a transaction did."""


@pytest.fixture
def database_url(empty_url: str) -> str:
    """A database of the test's own: what these tests do to it would be found by the next."""
    upgraded(empty_url)
    return empty_url


def write_next(monkeypatch: pytest.MonkeyPatch, directory: Path, body: str) -> None:
    """Let the program have one script more."""
    scripts = directory / "migrations"
    shutil.copytree(upgrading.SCRIPTS, scripts)
    script = SCRIPT.format(revision=NEXT, down=HEAD, body=body)
    (scripts / "versions" / f"{NEXT}_toy.py").write_text(script)
    monkeypatch.setattr(upgrading, "SCRIPTS", str(scripts))


async def read_catalogue(database: Database) -> set[tuple[object, ...]]:
    async with database.reading() as connection:
        return await connection.run_sync(catalogue)


async def declared_catalogue(database: Database) -> set[tuple[object, ...]]:
    """What the tables' definition makes of an empty database, which stays empty."""
    found: set[tuple[object, ...]] = set()

    def make(connection: Connection) -> None:
        metadata.create_all(connection)
        found.update(catalogue(connection))
        raise UndoneError

    async def undo() -> None:
        async with database.transaction() as connection:
            await connection.run_sync(make)

    with pytest.raises(UndoneError):
        await undo()
    return found


async def fill(database: Database) -> dict[str, int]:
    async with database.transaction() as connection:
        await connection.run_sync(rows.fill)
    return await count(database)


async def count(database: Database) -> dict[str, int]:
    async with database.reading() as connection:
        return await connection.run_sync(rows.count)


async def test_the_scripts_make_what_the_tables_say(empty: Database) -> None:
    declared = await declared_catalogue(empty)
    assert await read_catalogue(empty) == set()
    assert await upgrade(empty) == (None, HEAD)
    assert await read_catalogue(empty) == declared
    assert len(declared) > len(metadata.tables)


async def test_upgrading_again_changes_nothing(database: Database) -> None:
    assert await revision(database) == HEAD
    assert await upgrade(database) == (HEAD, HEAD)


async def test_an_empty_database_has_no_revision(empty: Database) -> None:
    assert await revision(empty) is None


@pytest.mark.parametrize("start", revisions())
async def test_every_row_survives_the_scripts_that_follow(empty: Database, start: str) -> None:
    await upgrade(empty, start)
    before = await fill(empty)
    assert set(before.values()) == {rows.ROWS}
    for target in revisions()[revisions().index(start) + 1 :]:
        await upgrade(empty, target)
        assert (await count(empty)).items() >= before.items()


async def test_rebuilding_a_parent_deletes_no_child(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = await fill(database)
    schema = await read_catalogue(database)
    write_next(monkeypatch, tmp_path, REBUILD_PARENTS)
    assert await upgrade(database) == (HEAD, NEXT)
    assert await count(database) == before
    lost = schema - await read_catalogue(database)
    assert {row[2] for row in lost} <= CHANGED[database.dialect]


async def test_a_script_that_orphans_rows_is_undone(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """PostgreSQL enforces foreign keys in scripts as ever."""
    before = await fill(sqlite_database)
    schema = await read_catalogue(sqlite_database)
    write_next(monkeypatch, tmp_path, ORPHAN_MEMBERS)
    with pytest.raises(MigrationUnsound, match="members"):
        await upgrade(sqlite_database)
    assert (await count(sqlite_database), await read_catalogue(sqlite_database)) == (before, schema)
    assert await revision(sqlite_database) == HEAD


async def test_a_script_that_fails_is_undone(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schema = await read_catalogue(database)
    write_next(monkeypatch, tmp_path, FAIL_HALF_WAY)
    with pytest.raises(ArithmeticError):
        await upgrade(database)
    assert await read_catalogue(database) == schema
    assert await revision(database) == HEAD


async def test_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    schema = await read_catalogue(database)
    with pytest.raises(SchemaTooNew, match="9999") as caught:
        await upgrade(database)
    assert caught.value.found == "9999"
    assert await read_catalogue(database) == schema


async def test_programs_that_start_together_migrate_once(empty: Database, empty_url: str) -> None:
    async with Database.open(empty_url) as other:
        outcomes = await asyncio.gather(upgrade(empty), upgrade(other))
    assert set(outcomes) == {(None, HEAD), (HEAD, HEAD)}


async def test_foreign_keys_are_enforced_after_a_migration(database: Database) -> None:
    await fill(database)
    await upgrade(database)
    async with database.transaction() as connection:
        await connection.execute(text("DELETE FROM guilds"))
    assert (await count(database))["members"] == 0


def test_a_program_that_runs_carries_nothing_that_only_workers_and_upgrades_need() -> None:
    """Not even with the modules in which workers find what they are to do."""
    code = (
        "import sys, bot.app.run;"
        "import bot.domain.circle.community_map, bot.domain.circle.graphs, bot.domain.circle.introductions;"
        "sys.exit(', '.join({'alembic', 'matplotlib', 'networkx', 'feedparser', 'numpy'} & sys.modules.keys()) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    assert (found.returncode, found.stderr) == (0, "")
