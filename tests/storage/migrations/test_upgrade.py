"""The scripts make what the tables say, once, and lose nothing on the way."""

import asyncio
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.storage.database.engine import Database
from bot.storage.migrations import upgrade as upgrading
from bot.storage.migrations.catalogue import Structure, read
from bot.storage.migrations.upgrade import SchemaRefused, revision, revisions, upgrade
from bot.storage.schema import metadata
from tests.storage import rows
from tests.storage.servers import upgraded
from tests.storage.statements import execute, fetch_rows

HEAD = revisions()[-1]
NEXT = f"{int(HEAD) + 1:04}"

LANDED = {
    "0005_first.py": "6da23ce7ff3eb0d876223296967992e8f9b61c5ec9aa3859e3028ba15b32a90c",
    "0005_first.sql": "cd0ac2f4dd868c00a174e7e9a0587198802a88852c038fac53c4e55d0c218f46",
    "0006_payload.py": "1f98b4f5bea25666bcb99bface3e51c8ba0790ead759e5436a6cc0b3ade9be5e",
}
"""The hash of each script that was ever in a release, or in main: never change one, add its successor's."""

BESIDE = {"alembic_version", "sqlite_sequence"}
"""Tables that are not the program's."""

SCRIPT = """
import sqlalchemy as sa
from alembic import op

revision = {revision!r}
down_revision = {down!r}


def upgrade() -> None:
    {body}
"""

REBUILD_PARENTS = """with op.batch_alter_table("guilds") as guilds:
        guilds.alter_column("time_zone", server_default="UTC")
    with op.batch_alter_table("feeds", table_kwargs={"sqlite_autoincrement": True}) as feeds:
        feeds.alter_column("title", server_default="")"""
"""To what they are already: SQLite copies the tables all the same."""

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


async def structure(database: Database) -> Structure:
    return await database.read(lambda connection: connection.run_sync(read))


async def declared(database: Database) -> Structure:
    """What the tables' definition makes of an empty database, which stays empty."""
    found: Structure = {}

    def make(connection: Connection) -> None:
        metadata.create_all(connection)
        found.update(read(connection))
        raise UndoneError

    async def undo() -> None:
        await database.write(lambda connection: connection.run_sync(make))

    with pytest.raises(UndoneError):
        await undo()
    return found


async def fill(database: Database) -> dict[str, int]:
    await database.write(lambda connection: connection.run_sync(rows.fill))
    return await count(database)


async def count(database: Database) -> dict[str, int]:
    return await database.read(lambda connection: connection.run_sync(rows.count))


async def test_the_scripts_make_what_the_tables_say(empty: Database) -> None:
    wanted = await declared(empty)
    assert await structure(empty) == {}
    assert await upgrade(empty) == (None, HEAD)
    found = {key: what for key, what in (await structure(empty)).items() if key[0] not in BESIDE}
    assert found == {key: what for key, what in wanted.items() if key[0] not in BESIDE}
    assert len(found) > 10 * len(metadata.tables)


def test_a_landed_script_is_never_rewritten() -> None:
    """Who changes the schema writes a further script: what an older one made is in operators' files."""
    landed = Path(upgrading.SCRIPTS, "versions").glob("[0-9]*")
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in landed} == LANDED


def test_scripts_are_named_by_their_revisions() -> None:
    scripts = ScriptDirectory.from_config(upgrading.config()).walk_revisions()
    assert [script.revision for script in scripts][::-1] == revisions()


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


CARRIED = [
    ("monthly", None, "post/1", '{"month":"2026-05"}'),
    ("notice", "profile", "word/1", '{"about":"verified","name":"P\u00ean \\"1\\""}'),
    ("notice", "note", "told/1", "{}"),
]


DELETE_ERASED = text("DELETE FROM outbox WHERE key = 'erased' RETURNING id")


async def enqueue(database: Database, column: str, *posts: tuple[str, str | None, str, str]) -> None:
    statement = text(
        f"INSERT INTO outbox (kind, guild_id, member_id, notice, key, {column}, state, not_before, created_at)"  # noqa: S608 - our own words
        " VALUES (:kind, 1, 1, :notice, :key, :payload, 'pending', 1, 1)"
    )
    each = [dict(zip(("kind", "notice", "key", "payload"), post, strict=True)) for post in posts]
    await database.write(lambda connection: connection.execute(statement, each))


async def queued(database: Database, column: str) -> list[dict[str, object]]:
    """The posts as they are stored, with what they carry in a field of one name."""
    statement = text(f"SELECT *, {column} AS carried FROM outbox ORDER BY id")  # noqa: S608 - our own words
    found = await fetch_rows(database, statement)
    return [{name: value for name, value in row._asdict().items() if name != column} for row in found]


async def test_0006_keeps_what_queued_posts_and_private_words_carry(empty: Database) -> None:
    await upgrade(empty, "0005")
    await fill(empty)
    await execute(empty, text("DELETE FROM outbox"))  # their numbers were not the database's own
    await enqueue(empty, "said", *CARRIED, ("notice", "note", "erased", "{}"))
    number = await empty.write(lambda connection: connection.scalar(DELETE_ERASED))
    before = await queued(empty, "said")
    assert await upgrade(empty, "0006") == ("0005", "0006")
    assert await queued(empty, "payload") == before
    assert [(row["kind"], row["notice"], row["key"], row["carried"]) for row in before] == CARRIED
    await enqueue(empty, "payload", ("notice", "note", "next", "{}"))
    assert (await queued(empty, "payload"))[-1]["id"] == number + 1, "no number is given twice"


async def test_rebuilding_a_parent_deletes_no_child(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = await fill(database)
    schema = await structure(database)
    write_next(monkeypatch, tmp_path, REBUILD_PARENTS)
    assert await upgrade(database) == (HEAD, NEXT)
    assert (await count(database), await structure(database)) == (before, schema)


async def test_a_script_that_orphans_rows_is_undone(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """PostgreSQL enforces foreign keys in scripts as ever."""
    before = await fill(sqlite_database)
    schema = await structure(sqlite_database)
    write_next(monkeypatch, tmp_path, ORPHAN_MEMBERS)
    with pytest.raises(SchemaRefused, match=r"refer to nothing in: .*members"):
        await upgrade(sqlite_database)
    assert (await count(sqlite_database), await structure(sqlite_database)) == (before, schema)
    assert await revision(sqlite_database) == HEAD


async def test_a_script_that_fails_is_undone(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schema = await structure(database)
    write_next(monkeypatch, tmp_path, FAIL_HALF_WAY)
    with pytest.raises(ArithmeticError):
        await upgrade(database)
    assert await structure(database) == schema
    assert await revision(database) == HEAD


async def test_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    await execute(database, text("UPDATE alembic_version SET version_num = '9999'"))
    schema = await structure(database)
    with pytest.raises(SchemaRefused, match=r"revision 9999.* is newer"):
        await upgrade(database)
    assert await structure(database) == schema


async def test_programs_that_start_together_migrate_once(empty: Database, empty_url: str) -> None:
    async with Database.open(empty_url) as other:
        outcomes = await asyncio.gather(upgrade(empty), upgrade(other))
    assert set(outcomes) == {(None, HEAD), (HEAD, HEAD)}


async def test_foreign_keys_are_enforced_after_a_migration(database: Database) -> None:
    await fill(database)
    await upgrade(database)
    await execute(database, text("DELETE FROM guilds"))
    assert (await count(database))["members"] == 0


def test_a_program_that_runs_carries_nothing_that_only_workers_and_upgrades_need(sqlite_template: Path) -> None:
    """Not even with the modules in which workers find what they are to do, nor to see that nothing is to upgrade."""
    code = (
        "import sys, bot.app.run;"
        "import bot.domain.circle.community_map, bot.domain.circle.graphs, bot.domain.circle.introductions;"
        "from tests.storage.servers import upgraded;"
        f"upgraded('sqlite:///{sqlite_template}');"
        "sys.exit(', '.join({'alembic', 'matplotlib', 'networkx', 'feedparser', 'numpy'} & sys.modules.keys()) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    assert (found.returncode, found.stderr) == (0, "")
