"""``inklings run`` against a Discord and a Medium on loopback, as a process that can be signalled and killed.

Arguments: Discord's address, the feed site's port (0: Medium itself stays in place), the folder of the database, and by
how many seconds the program's clock is ahead.
"""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import yarl
from pydantic import SecretStr

from bot.app import logs
from bot.app import run as app
from bot.config.settings import Settings
from bot.domain.kit.clock import utc_now
from bot.feeds.address import ANY_ORIGIN
from bot.feeds.guard import PublicAnd
from tests.app.discordlet import TOKEN

DATABASE = "life.sqlite3"
"""The file in the folder."""


def main() -> int:
    """Point discord.py at loopback, and the composition at the feed site; then run as the program runs."""
    origin, port, folder, ahead = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])
    discord.http.Route.BASE = f"http://{origin}"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{origin}/gateway-socket/")
    settings = Settings(
        token=SecretStr(TOKEN), contact="tests@example.org", database_url=f"sqlite:///{folder / DATABASE}"
    )
    logs.configure(settings)
    if port:
        real = app.open_parts

        @contextlib.asynccontextmanager
        async def with_site(settings: Settings, **_: Any) -> AsyncIterator[app.Parts]:
            policy = PublicAnd(frozenset({("127.0.0.1", port)}))
            origins = {ANY_ORIGIN: f"http://127.0.0.1:{port}"}
            clock = lambda: utc_now() + timedelta(seconds=ahead)  # noqa: E731 - a clock is a function
            async with real(settings, clock=clock, policy=policy, origins=origins, gap=timedelta()) as parts:
                yield parts

        app.open_parts = with_site
    return asyncio.run(app.run(settings))


if __name__ == "__main__":
    sys.exit(main())
