"""Members list the stories that the bot knows."""

from bot.domain.kit.pages import PAGE_SIZE, Page, page_count, page_within
from bot.domain.stories.lists import StoryList
from bot.storage.database.engine import Connection, Database
from bot.storage.stories import stories


class StoryService:
    """Lists of stories."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self, guild_id: int, member_id: int | None, page: int) -> StoryList:
        """One page of the newest stories of the guild, or of one member.

        ``page`` counts from 0; one outside the list becomes the nearest inside.
        """

        async def work(conn: Connection) -> StoryList:
            count = await stories.count(conn, guild_id, member_id=member_id)
            number = page_within(page, count)
            lines = await stories.latest(
                conn, guild_id, member_id=member_id, limit=PAGE_SIZE, offset=number * PAGE_SIZE
            )
            return StoryList(member_id, Page(lines, number, page_count(count), count))

        return await self._database.read(work)
