"""What is stored about a person: shown, exported, erased; and the periodic erasure of what nobody needs any more."""

from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.domain.kit.clock import Clock
from bot.domain.kit.privacy import Housekeeping, KeptOverview, erasable_before
from bot.domain.posting.delivery import Publisher
from bot.services.growth import milestone_posts
from bot.services.reading import note_posts
from bot.storage.database.engine import Connection, Database
from bot.storage.desk import privacy
from bot.storage.servers import guilds, members
from bot.storage.stories import feeds, stories

log = structlog.get_logger(__name__)

LARGEST_EXACT_INTEGER = 2**53 - 1
"""What a JSON reader in JavaScript can hold; Discord's ids are larger and become strings, as in Discord's own API."""


def _json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and abs(value) > LARGEST_EXACT_INTEGER:
        return str(value)
    return value


class PrivacyService:
    """A person's rights over their data, and the housekeeping that honours them."""

    def __init__(self, database: Database, clock: Clock, *, grace: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._grace = grace

    async def overview(self, member_id: int) -> KeptOverview:
        """What is stored about a person, in numbers."""
        counts = await self._database.read(privacy.counts, member_id)
        return KeptOverview(
            profiles=counts["profiles"],
            stories=counts["stories"],
            guilds=counts["members"],
            grace_days=self._grace.days,
        )

    async def export(self, member_id: int) -> dict[str, Any]:
        """Everything about a person, ready for JSON: table name to rows; ids beyond 2**53 are strings."""
        tables = await self._database.read(privacy.export, member_id)
        rows = {
            name: [{key: _json(value) for key, value in row.items()} for row in found] for name, found in tables.items()
        }
        return {"member_id": str(member_id), "exported_at": self._clock().isoformat(), "tables": rows}

    async def erase(self, member_id: int) -> None:
        """Erase a person in every guild, at once."""
        await self._database.write(_erase, member_id, None, self._clock())
        log.info("member_erased")

    async def returned(self, guild_id: int, member_id: int) -> None:
        """Undo that a member is believed to have left: they have just used the bot in the guild."""
        await self._database.write(members.returned, guild_id, member_id)

    async def housekeep(self, publisher: Publisher) -> Housekeeping:
        """Erase members and guilds that left longer ago than the grace period, and feeds that nobody has wanted for as
        long.

        Discord is asked once more about each member before: one who came back unnoticed stays.
        """
        before = erasable_before(self._clock(), self._grace)
        departed = await self._database.read(members.left_before, before)
        abandoned = await self._database.read(guilds.left_before, before)
        erased = 0
        for guild_id, member_id in departed:
            if guild_id in abandoned:
                continue
            present = await publisher.present(guild_id, member_id)
            if present:
                await self._database.write(members.returned, guild_id, member_id)
            elif present is False:
                await self._database.write(_erase, member_id, guild_id, self._clock())
                erased += 1
        for guild_id in abandoned:
            await self._database.write(guilds.erase, guild_id)
        pruned = await self._database.write(_prune, before)
        return Housekeeping(members=erased, guilds=len(abandoned), feeds=pruned)


async def _erase(conn: Connection, member_id: int, guild_id: int | None, now: datetime) -> None:
    """Erase a person, in one guild or (``None``) in every guild."""
    await note_posts.withdraw_all(conn, member_id, guild_id, now)
    await milestone_posts.withdraw_all(conn, member_id, guild_id, now)
    await privacy.erase(conn, member_id, guild_id)


async def _prune(conn: Connection, before: datetime) -> int:
    """Delete the feeds that nobody has wanted since this instant, with their stories; returns the number of feeds."""
    pruned = await feeds.prune(conn, before)
    await stories.prune(conn)
    return pruned
