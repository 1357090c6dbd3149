"""What SQLAlchemy has compiled for one test, kept for the next.

It keeps compiled statements by dialect, and every engine makes a dialect of its own. Each test opens a database of its
own, so a fifth of the time of the tests of services went into compiling the same statements again.
"""

from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.database import engine, thread
from bot.storage.database.dialects import Role, make_engine

KNOWN: dict[tuple[str, str], Engine] = {}
"""By dialect and by what it is for: the first engine of its kind, whose dialect the others take over."""


def keep_what_is_compiled(patch: pytest.MonkeyPatch) -> None:
    """Have the engines of one kind share a dialect, and with it what was compiled."""

    def shared(url: URL, role: Role) -> AsyncEngine:
        made = make_engine(url, role)
        _share(made.sync_engine, role.value)
        return made

    def shared_direct(*arguments: Any, **options: Any) -> Engine:
        made = create_engine(*arguments, **options)
        _share(made, thread.DIRECT)
        return made

    patch.setattr(engine, "make_engine", shared)
    patch.setattr(thread, "create_engine", shared_direct)


def _share(made: Engine, purpose: str) -> None:
    kind = made.dialect.name, purpose
    first = KNOWN.setdefault(kind, made)
    if first.dialect.server_version_info is None:  # it was never connected, and knows nothing of its server
        KNOWN[kind] = made
        return
    made.dialect = made.pool._dialect = first.dialect
    made._compiled_cache = first._compiled_cache
