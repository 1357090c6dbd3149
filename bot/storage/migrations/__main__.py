"""``python -m bot.storage.migrations "what changes"``: write the next script, to be read and mended."""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from bot.storage.database.engine import Database
from bot.storage.migrations.upgrade import config, revisions, upgrade


def _write(connection: Connection, message: str) -> None:
    settings = config()
    settings.attributes["connection"] = connection
    command.revision(settings, message, autogenerate=True, rev_id=f"{int(revisions()[-1]) + 1:04}")


async def main(message: str) -> None:
    """Compare the schema with what the scripts so far make of an empty database."""
    with tempfile.TemporaryDirectory() as directory:
        async with Database.open(f"sqlite:///{Path(directory) / 'empty.db'}") as database:
            await upgrade(database, revisions()[-1])  # by name: the definition has changed meanwhile
            await database.migrate(lambda conn: conn.run_sync(_write, message))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
