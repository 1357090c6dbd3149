"""The spotlight: stories on which nobody has written a note yet."""

from bot.domain.kit.pages import Page
from bot.domain.reading.spotlight import SHOWN, SpotlightStory, arrange
from bot.storage.database.engine import Connection, Database
from bot.storage.reading import spotlight


class SpotlightService:
    """The spotlight as members see it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def show(self, guild_id: int, member_id: int, page: int = 0) -> Page[SpotlightStory]:
        """A page for a member, without their own stories and those they noted.

        ``page`` counts from 0; one outside the list becomes the nearest inside.
        """
        return Page.of(await self._database.read(_found, guild_id, member_id), page, SHOWN)


async def for_all(conn: Connection, guild_id: int) -> tuple[SpotlightStory, ...]:
    """The stories that a post shows to everybody."""
    return (await _found(conn, guild_id, None))[:SHOWN]


async def _found(conn: Connection, guild_id: int, member_id: int | None) -> tuple[SpotlightStory, ...]:
    found = await spotlight.unnoticed(conn, guild_id, member_id)
    return arrange(found, await spotlight.registered(conn, guild_id, {each.author_id for each in found}))
