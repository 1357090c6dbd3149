"""The address of a database, as operators write it and as it is opened."""

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",  # as many hosts spell it
}


def parse_url(text: str) -> URL:
    """The address of a database as SQLAlchemy wants it, with the asynchronous driver put in.

    ``sqlite:///relative/path``, ``sqlite:////absolute/path`` or ``postgresql://user:password@host/name``.
    Raises ``ValueError``, whose message never repeats the address: there may be a password in it.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        message = "no database address; expected sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"
        raise ValueError(message) from None
    if url.drivername not in DRIVERS:
        message = f"{url.drivername}: not a database the bot knows; expected sqlite:///PATH or postgresql://..."
        raise ValueError(message)
    if url.drivername == "sqlite":
        _check_sqlite(url)
    elif "sslmode" in url.query:  # libpq's word, which hosts put into their addresses; asyncpg's is ssl
        url = url.update_query_dict({"ssl": url.query["sslmode"]}).difference_update_query(["sslmode"])
    return url.set(drivername=DRIVERS[url.drivername])


def _check_sqlite(url: URL) -> None:
    if url.host or url.query:
        message = "a SQLite address is sqlite:/// and a path: three slashes, a fourth if absolute, no options"
        raise ValueError(message)
    if not url.database or url.database.startswith((":memory:", "file:")):
        message = "SQLite needs a file: several connections cannot share a database in memory"
        raise ValueError(message)
