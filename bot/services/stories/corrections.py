"""Members correct what was decided about a story: "this is a story", and "do not announce this"."""

import structlog

from bot.domain.feeds.entries import EntryKind
from bot.domain.kit.clock import Clock
from bot.domain.stories.errors import CorrectionTooLate, NotYourStory
from bot.domain.stories.stories import Reason
from bot.domain.stories.way import CORRECTABLE, Explained, may_promote, may_silence
from bot.services.stories import announcing
from bot.services.stories.way import explained
from bot.storage.database.engine import Connection, Database
from bot.storage.stories import stories, way

log = structlog.get_logger(__name__)


class CorrectionService:
    """Corrections by people. Each method returns the story's history as it is afterwards."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def promote(self, guild_id: int, member_id: int, story_id: str, *, manages: bool) -> Explained:
        """Treat an item as a story, whatever its feed looks like: in every guild from now on, and announced in this
        guild as if new.

        Raises:
            NotYourStory: the member neither wrote it nor looks after the server (``manages``).
            CorrectionTooLate: it is not taken for anything else (any more).
        """

        async def work(conn: Connection) -> tuple[Explained, bool]:
            found = await way.of_story(conn, guild_id, story_id)
            if found is None or found.reason not in CORRECTABLE:
                raise CorrectionTooLate
            if not may_promote(found, member_id, manages=manages):
                raise NotYourStory
            await stories.correct(conn, story_id, EntryKind.STORY)
            await self._decide_anew(conn, guild_id, found.member_id, story_id)
            now_so = await explained(conn, guild_id, member_id, story_id, self._clock(), manages=manages)
            return now_so, found.member_id == member_id

        now_so, by_author = await self._database.write(work)
        log.info("story_promoted", guild=guild_id, story=story_id, by_author=by_author)
        return now_so

    async def silence(self, guild_id: int, member_id: int, story_id: str, *, manages: bool) -> Explained:
        """Keep a story from being announced, as its author wants: its waiting post is withheld, and it leaves its
        digest.

        Raises:
            NotYourStory: the member did not write it.
            CorrectionTooLate: it was announced, is being sent at this moment, or would not be announced anyway.
        """

        async def work(conn: Connection) -> Explained:
            found = await way.of_story(conn, guild_id, story_id)
            if found is not None and found.member_id != member_id:
                raise NotYourStory
            if found is None or not may_silence(found, member_id):
                raise CorrectionTooLate
            if not await way.silence(conn, guild_id, story_id, self._clock()):
                raise CorrectionTooLate  # taken up since it was read
            await stories.redecide(conn, guild_id, story_id, Reason.BY_AUTHOR)
            return await explained(conn, guild_id, member_id, story_id, self._clock(), manages=manages)

        now_so = await self._database.write(work)
        log.info("story_silenced", guild=guild_id, story=story_id)
        return now_so

    async def _decide_anew(self, conn: Connection, guild_id: int, member_id: int | None, story_id: str) -> None:
        story = await stories.get(conn, story_id)
        if story is None:
            raise CorrectionTooLate
        await stories.undecide(conn, guild_id, story_id)
        await announcing.decide_for(conn, guild_id, member_id, [story], self._clock())
