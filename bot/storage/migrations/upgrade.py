"""Bring the database's schema to that of the program, and refuse a database whose structure is another.

Alembic's scripts run over our own connection, in one transaction on both engines: they are all applied, or
none. Two programs that start at once take turns, and the second finds nothing left to do. Alembic itself is imported
where there is something to do: it takes 12 MB, which a bot that is up to date need not carry.

A revision's number says which scripts ran, and not what is there: a file may have been changed by hand, or made by
scripts that were rewritten before the first release. So in the end the structure is compared with its definition.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection as SyncConnection
from sqlalchemy import inspect, text

from bot.storage.database.engine import Database
from bot.storage.migrations.structure import NAMED, differences, sentence
from bot.storage.schema import metadata

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = str(Path(__file__).parent)
"""The directory of the scripts."""


class SchemaRefused(Exception):
    """This program cannot work with the database as it is, which was left so. The message says why and what to do."""


async def upgrade(database: Database, target: str = "head") -> tuple[str | None, str]:
    """Apply the migrations missing up to ``target``; the revision before (``None``: empty) and after.

    After the last the structure is compared with its definition, unless ``target`` names a revision.
    Raises ``SchemaRefused``; then, and after any other error, the database is as it was.
    """
    return await database.migrate(lambda conn: conn.run_sync(_upgrade, target))


async def revision(database: Database) -> str | None:
    """The revision of the database's schema; ``None`` for an empty database. Raises ``SchemaRefused``."""
    return await database.read(lambda conn: conn.run_sync(_checked_revision))


def revisions() -> list[str]:
    """The revisions that this program knows, oldest first: by the files' names, for Alembic is slow to import."""
    return sorted(path.name.partition("_")[0] for path in Path(SCRIPTS, "versions").glob("[0-9]*_*.py"))


def config() -> "Config":
    """Alembic's configuration: there is no file."""
    from alembic.config import Config  # noqa: PLC0415 - see the module's docstring

    made = Config()
    made.set_main_option("script_location", SCRIPTS)
    return made


def _checked_revision(connection: SyncConnection) -> str | None:
    """Refuses what an upgrade would refuse before or without running a script."""
    found, known = _revision(connection), revisions()
    if found is None:
        _check_free(connection)
        return None
    if found not in known:
        raise SchemaRefused(_unknown(found, known))
    if found == known[-1]:
        _check_structure(connection, found)
    return found


def _revision(connection: SyncConnection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _check_free(connection: SyncConnection) -> None:
    """A database without a revision must not have the program's tables: they would be another program's."""
    if taken := sorted(metadata.tables.keys() & set(inspect(connection).get_table_names())):
        message = (
            f"the database says no revision, yet has tables of the bot's names: {', '.join(taken[:NAMED])}."
            " Set database_url to a new, empty database, or go back to a backup."
        )
        raise SchemaRefused(message)


def _unknown(found: str, known: list[str]) -> str:
    if found > known[-1]:
        return (
            f"the database's schema is at revision {found}, which this program does not know: it is newer."
            " Start the newer program, or go back to a backup made before it."
        )
    return (
        f"the database's schema is at revision {found}, from before the first release, and cannot be brought to"
        f" {known[-1]}. Set database_url to a new, empty database, or start the program that made this one."
    )


def _check_structure(connection: SyncConnection, at: str) -> None:
    if found := differences(connection):
        message = (
            f"the database's schema is at revision {at}, but its structure is another: {sentence(found)}."
            " Go back to a backup, set database_url to a new, empty database, or start the program that made this one."
        )
        raise SchemaRefused(message)


def _upgrade(connection: SyncConnection, target: str) -> tuple[str | None, str]:
    before = _checked_revision(connection)
    if target == "head" and before == revisions()[-1]:
        return before, before

    from alembic import command  # noqa: PLC0415 - see the module's docstring

    settings = config()
    settings.attributes["connection"] = connection  # read by migrations/env.py
    command.upgrade(settings, target)
    if connection.dialect.name == "sqlite":
        _check_foreign_keys(connection)
    after = _revision(connection)
    assert after is not None  # noqa: S101 - there is at least one migration
    if target == "head":
        _check_structure(connection, after)
    return before, after


def _check_foreign_keys(connection: SyncConnection) -> None:
    """They are not enforced in SQLite's migrations; see ``Database.migrate``."""
    broken = sorted({str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")})
    if broken:
        message = f"a migration would leave rows that refer to nothing in: {', '.join(broken)}"
        raise SchemaRefused(message)
