"""Backups are whole, even while the bot writes."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.database.backup import BackupError, backup
from bot.storage.database.engine import Database
from tests.storage.statements import execute

PAIRS = 300


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


async def test_a_copy_made_during_writes_is_sound(empty: Database, tmp_path: Path) -> None:
    """Each transaction writes a pair: the copy has whole pairs only, all of those from before it began."""
    target = tmp_path / "copy.db"
    if empty.dialect == "postgresql":
        with pytest.raises(BackupError, match="pg_dump"):
            await backup(empty, target)
        return
    await execute(empty, text("CREATE TABLE page (pair BIGINT NOT NULL, body TEXT NOT NULL)"))

    async def write(number: int) -> None:
        insert = text("INSERT INTO page VALUES (:n, :body)").bindparams(n=number, body="x" * 2000)
        await execute(empty, insert, insert)

    for number in range(PAIRS):
        await write(number)
    writing = asyncio.gather(*(write(number) for number in range(PAIRS, 2 * PAIRS)))
    size = await backup(empty, target)
    written_after = not writing.done()
    await writing

    assert written_after
    assert size == target.stat().st_size > PAIRS * 2 * 2000
    assert target.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("SELECT pair FROM page GROUP BY pair HAVING count(*) <> 2").fetchall() == []
        assert copy.execute("SELECT count(DISTINCT pair) FROM page").fetchone()[0] >= PAIRS


async def test_nothing_is_replaced_and_nothing_left_behind(sqlite_database: Database, tmp_path: Path) -> None:
    directory = tmp_path / "backups"
    directory.mkdir()
    (directory / "old.db").write_text("precious")
    with pytest.raises(BackupError, match="exists already"):
        await backup(sqlite_database, directory / "old.db")
    with pytest.raises(BackupError, match="No such file"):
        await backup(sqlite_database, directory / "nowhere" / "new.db")
    assert names(directory) == ["old.db"]
    assert (directory / "old.db").read_text() == "precious"


def damage(path: Path) -> None:
    """Overwrite pages in the middle of the file."""
    with path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 20)


async def test_a_damaged_database_makes_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    async with Database.open(f"sqlite:///{path}") as database:
        insert = text("INSERT INTO page VALUES (:body)").bindparams(body="x" * 3000)
        await execute(database, text("CREATE TABLE page (body TEXT NOT NULL)"), *[insert] * 200)
    damage(path)
    async with Database.open(f"sqlite:///{path}") as database:
        with pytest.raises(BackupError, match="no backup was made"):
            await backup(database, tmp_path / "copy.db")
    assert names(tmp_path) == ["damaged.db"]
