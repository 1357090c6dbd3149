"""What is kept about a person: shown, handed out, erased; and what nobody needs any more."""

from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.domain.kit.clock import Clock
from bot.domain.kit.privacy import Housekeeping, KeptOverview, erasable_before
from bot.domain.posting.delivery import Publisher
from bot.services.growth import milestone_posts
from bot.services.reading import note_posts
from bot.storage.database.engine import Database
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
        """What is kept, in numbers."""
        async with self._database.reading() as conn:
            counts = await privacy.counts(conn, member_id)
        return KeptOverview(
            profiles=counts["profiles"],
            stories=counts["stories"],
            guilds=counts["members"],
            grace_days=self._grace.days,
        )

    async def export(self, member_id: int) -> dict[str, Any]:
        """Everything about a person, ready for JSON: table name to rows; ids beyond 2**53 are strings."""
        async with self._database.reading() as conn:
            tables = await privacy.export(conn, member_id)
        rows = {
            name: [{key: _json(value) for key, value in row.items()} for row in found] for name, found in tables.items()
        }
        return {"member_id": str(member_id), "exported_at": self._clock().isoformat(), "tables": rows}

    async def erase(self, member_id: int) -> None:
        """Forget a person in every guild, at once."""
        async with self._database.transaction() as conn:
            await note_posts.withdraw_all(conn, member_id, None, self._clock())
            await milestone_posts.withdraw_all(conn, member_id, None, self._clock())
            await privacy.erase(conn, member_id)
        log.info("member_erased")

    async def returned(self, guild_id: int, member_id: int) -> None:
        """Somebody used the bot: whoever was believed to have left is there after all."""
        async with self._database.transaction() as conn:
            await members.returned(conn, guild_id, member_id)

    async def housekeep(self, publisher: Publisher) -> Housekeeping:
        """Erase departed members and guilds whose grace is over, and feeds nobody has wanted for as long.

        A member is looked up once more before: who came back without a word stays.
        """
        before = erasable_before(self._clock(), self._grace)
        async with self._database.reading() as conn:
            departed = await members.left_before(conn, before)
            abandoned = await guilds.left_before(conn, before)
        erased = 0
        for guild_id, member_id in departed:
            if guild_id in abandoned:
                continue
            present = await publisher.present(guild_id, member_id)
            async with self._database.transaction() as conn:
                if present:
                    await members.returned(conn, guild_id, member_id)
                elif present is False:
                    await note_posts.withdraw_all(conn, member_id, guild_id, self._clock())
                    await milestone_posts.withdraw_all(conn, member_id, guild_id, self._clock())
                    await privacy.erase(conn, member_id, guild_id)
                    erased += 1
        for guild_id in abandoned:
            async with self._database.transaction() as conn:
                await guilds.erase(conn, guild_id)
        async with self._database.transaction() as conn:
            pruned = await feeds.prune(conn, before)
            await stories.prune(conn)
        return Housekeeping(members=erased, guilds=len(abandoned), feeds=pruned)
