"""Members find stories: by words, and by what is new since they last looked."""

from dataclasses import replace
from datetime import datetime

from bot.domain.kit.clock import Clock
from bot.domain.kit.pages import MOST_CHOICES, MOST_LINES, PAGE_SIZE, Page, page_count, page_within
from bot.domain.stories.catchup import CatchUp, Window, window
from bot.domain.stories.errors import NothingToSearchFor
from bot.domain.stories.lists import FoundStories
from bot.domain.text.search import Query, query, tag_key
from bot.storage.database.engine import Connection, Database
from bot.storage.servers import guilds, members
from bot.storage.stories import search, stories


class FindingService:
    """Search, and the list of what is new since a member last looked."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def search(self, guild_id: int, text: str, tag: str, member_id: int | None, page: int) -> FoundStories:
        """One page of the stories, newest first, that have all these words and the tag and are by the member, if given.

        ``page`` counts from 0; one outside the list becomes the nearest inside.

        Raises:
            NothingToSearchFor: what was typed holds neither letter nor digit.
        """
        wanted = query(text, tag, member_id)
        if not wanted.terms:
            raise NothingToSearchFor
        return await self._database.read(_found, guild_id, wanted, page_within(page, MOST_LINES))

    async def tags(self, guild_id: int, beginning: str) -> list[str]:
        """Tags of the guild's newest stories that start with this, the commonest first, at most as many as Discord
        lists."""
        return await self._database.read(search.tags, guild_id, tag_key(beginning), limit=MOST_CHOICES)

    async def catch_up(self, guild_id: int, member_id: int) -> CatchUp:
        """The first page of what is new to a member. Changes nothing."""
        now = self._clock()

        async def work(conn: Connection) -> CatchUp:
            looked_at = await members.looked_at(conn, guild_id, member_id)
            news = await _news(conn, guild_id, window(looked_at, now), 0)
            return replace(news, first=looked_at is None)

        return await self._database.read(work)

    async def turn(self, guild_id: int, member_id: int, shown: Window, page: int) -> CatchUp:
        """Another page of a list that was opened before. Turning to the last page marks the member as caught up."""

        async def work(conn: Connection) -> CatchUp:
            news = await _news(conn, guild_id, shown, page)
            last = news.page.number + 1 == news.page.pages
            if last:
                await self._mark(conn, guild_id, member_id, shown)
            return replace(news, done=last)

        return await self._database.write(work)

    async def caught_up(self, guild_id: int, member_id: int, shown: Window) -> datetime:
        """Mark that the member has seen what the list shows; returns the instant from which the next list begins."""
        await self._database.write(self._mark, guild_id, member_id, shown)
        return shown.until

    async def _mark(self, conn: Connection, guild_id: int, member_id: int, shown: Window) -> None:
        now = self._clock()
        await guilds.welcome(conn, guild_id, now)
        await members.know(conn, guild_id, member_id, now)
        await members.look(conn, guild_id, member_id, shown.until)


async def _found(conn: Connection, guild_id: int, wanted: Query, page: int) -> FoundStories:
    lines, count = await search.find(conn, guild_id, wanted, limit=PAGE_SIZE, offset=page * PAGE_SIZE)
    if not lines and page:
        _, count = await search.find(conn, guild_id, wanted, limit=1)
        page = page_within(page, count)
        lines, _ = await search.find(conn, guild_id, wanted, limit=PAGE_SIZE, offset=page * PAGE_SIZE)
    return FoundStories(wanted, Page(lines, page, page_count(count), count))


async def _news(conn: Connection, guild_id: int, shown: Window, page: int) -> CatchUp:
    mine, conditions = stories.of_guild(guild_id, None), stories.news(shown)
    count = await stories.counted(conn, mine, *conditions)
    page = page_within(page, count)
    lines = await stories.listed(conn, mine, *conditions, limit=PAGE_SIZE, offset=page * PAGE_SIZE)
    return CatchUp(shown, Page(lines, page, page_count(count), count))
