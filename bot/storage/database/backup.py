"""A copy of the database that is sound even while the bot writes."""

import asyncio
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from bot.storage.database.engine import Database, to_the_end


class BackupError(Exception):
    """No backup was made, and nothing is left of the attempt. The message says why and what to do."""


async def backup(database: Database, target: Path) -> int:
    """Copy a SQLite database to ``target``, checked, for its owner's eyes only; its size in bytes.

    The file appears under its name when it is whole. Raises ``BackupError``, also if ``target`` exists, and
    on PostgreSQL, which has its own tool for this.
    """
    if database.file is None:
        message = f"PostgreSQL makes its own backups: pg_dump --format=custom --file={target} DATABASE"
        raise BackupError(message)
    return await to_the_end(asyncio.to_thread(_copy, database.file, target))


def _copy(source: Path, target: Path) -> int:
    try:
        if target.exists():
            message = f"{target} exists already; a backup never replaces a file"
            raise BackupError(message)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.", suffix=".part")
        part = Path(name)
        try:
            _vacuum(source, part)
            os.fsync(descriptor)  # SQLite leaves that to the caller here
            os.link(part, target)  # unlike a rename, this refuses a file that has appeared meanwhile
            return target.stat().st_size
        finally:
            os.close(descriptor)
            part.unlink()
    except (OSError, sqlite3.Error) as error:
        message = f"no backup was made: {error}"
        raise BackupError(message) from error


def _vacuum(source: Path, part: Path) -> None:
    """Copy one state of the database into an empty file, and read that through."""
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", [str(part)])
    with closing(sqlite3.connect(part)) as connection:
        faults = [row[0] for row in connection.execute("PRAGMA quick_check")]
    if faults != ["ok"]:
        message = f"no backup was made: the copy is damaged, and so may be {source}: {'; '.join(faults)}"
        raise BackupError(message)
