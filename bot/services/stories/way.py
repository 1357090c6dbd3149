"""Why a story was announced, or was not."""

from datetime import datetime

from bot.domain.feeds.entries import key_of
from bot.domain.feeds.errors import NotAStory
from bot.domain.kit.clock import Clock
from bot.domain.stories.way import Explained, may_promote, may_silence, steps
from bot.storage.database.engine import Connection, Database
from bot.storage.stories import way


class WayService:
    """Explains what became of a story."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def why(self, guild_id: int, member_id: int, link: str, *, manages: bool) -> Explained:
        """The history of the story at an address in a guild, and what the member may correct.

        ``manages``: the member may manage the server.

        Raises:
            NotAStory: what was pasted is no address of a story.
        """
        story_id = key_of(link)
        if story_id is None:
            raise NotAStory(link)
        return await self._database.read(explained, guild_id, member_id, story_id, self._clock(), manages=manages)


async def explained(
    conn: Connection, guild_id: int, member_id: int, story_id: str, now: datetime, *, manages: bool
) -> Explained:
    """The history of the story of this id, as ``why`` returns it, within a transaction."""
    found = await way.of_story(conn, guild_id, story_id)
    if found is None:
        return Explained(None)
    return Explained(
        found,
        steps(found, now),
        may_promote=may_promote(found, member_id, manages=manages),
        may_silence=may_silence(found, member_id),
    )
