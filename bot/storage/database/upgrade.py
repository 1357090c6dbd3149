"""Bring the database's schema to that of the program.

Alembic's scripts run over our own connection, in one transaction on both engines: they are all applied, or
none. Two programs that start at once take turns, and the second finds nothing left to do. Alembic itself is imported
where there is something to do: it takes 12 MB, which a bot that is up to date need not carry.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection as SyncConnection
from sqlalchemy import inspect, text

from bot.storage.database.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = str(Path(__file__).parents[1] / "migrations")
"""The directory of the scripts."""


class SchemaTooNew(Exception):
    """The database is of revision ``found``, which this program does not know; nothing was touched."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"the database's schema is at revision {found}, which this program does not know: it is newer."
            " Start the newer program, or go back to a backup made before it."
        )
        self.found = found


class MigrationUnsound(Exception):
    """A migration left rows that refer to nothing, and was undone. ``tables`` are where those rows are."""

    def __init__(self, tables: frozenset[str]) -> None:
        super().__init__(f"a migration would leave rows that refer to nothing in: {', '.join(sorted(tables))}")
        self.tables = tables


async def upgrade(database: Database, target: str = "head") -> tuple[str | None, str]:
    """Apply the migrations missing up to ``target``; the revision before (``None``: empty) and after.

    Raises ``SchemaTooNew`` or ``MigrationUnsound``; then, and after any other error, the schema is as it was.
    """
    async with database.migration() as connection:
        return await connection.run_sync(_upgrade, target)


async def revision(database: Database) -> str | None:
    """The revision of the database's schema; ``None`` for an empty database."""
    async with database.reading() as connection:
        return await connection.run_sync(_revision)


def revisions() -> list[str]:
    """The revisions that this program knows, oldest first."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see the module's docstring

    scripts = ScriptDirectory.from_config(config()).walk_revisions()
    return [script.revision for script in scripts][::-1]


def config() -> "Config":
    """Alembic's configuration: there is no file."""
    from alembic.config import Config  # noqa: PLC0415 - see the module's docstring

    made = Config()
    made.set_main_option("script_location", SCRIPTS)
    return made


def _revision(connection: SyncConnection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _newest() -> str:
    """The newest script, by the files' names (``0001_first.py``)."""
    return max(path.name.partition("_")[0] for path in Path(SCRIPTS, "versions").glob("[0-9]*_*.py"))


def _upgrade(connection: SyncConnection, target: str) -> tuple[str | None, str]:
    before = _revision(connection)
    if before is not None and target == "head" and before == _newest():
        return before, before

    from alembic import command  # noqa: PLC0415 - see the module's docstring

    if before is not None and before not in revisions():
        raise SchemaTooNew(before)
    settings = config()
    settings.attributes["connection"] = connection  # read by migrations/env.py
    command.upgrade(settings, target)
    if connection.dialect.name == "sqlite":
        _check_foreign_keys(connection)
    after = _revision(connection)
    assert after is not None  # noqa: S101 - there is at least one migration
    return before, after


def _check_foreign_keys(connection: SyncConnection) -> None:
    """They are not enforced in SQLite's migrations; see ``Database.migration``."""
    broken = frozenset(str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
    if broken:
        raise MigrationUnsound(broken)
