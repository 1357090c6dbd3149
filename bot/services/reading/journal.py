"""A member's own notes, drafts and saved stories, shown to that member alone."""

from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.kit.pages import Page, page_count, page_within
from bot.domain.reading.errors import ReadingKind
from bot.domain.reading.notes import NOTES_PAGE, Draft, Note, SavedStory
from bot.storage.database.engine import Connection, Database
from bot.storage.reading import drafts, notes, saved
from bot.storage.servers import members


class JournalService:
    """A member's notes, drafts and saved stories in a guild. Pages count from 0; one outside becomes the nearest
    inside."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def history(self, guild_id: int, member_id: int, page: int) -> Page[Note]:
        """A page of the member's notes, newest first."""

        async def work(conn: Connection) -> Page[Note]:
            count = await notes.count(conn, guild_id, member_id)
            number = page_within(page, count, NOTES_PAGE)
            found = await notes.journal(conn, guild_id, member_id, limit=NOTES_PAGE, offset=number * NOTES_PAGE)
            return Page(found, number, page_count(count, NOTES_PAGE), count)

        return await self._database.read(work)

    async def note(self, guild_id: int, member_id: int, note_id: int) -> Note:
        """A note of the member's own.

        Raises:
            NotThereAnyMore: the member has no such note (any more).
        """
        note = await self._database.read(notes.get, guild_id, note_id)
        if note is None or note.member_id != member_id:
            raise NotThereAnyMore(ReadingKind.OWN_NOTE)
        return note

    async def drafts(self, guild_id: int, member_id: int, page: int) -> Page[Draft]:
        """A page of the member's drafts, those that expire first first."""
        now = self._clock()

        async def work(conn: Connection) -> Page[Draft]:
            count = await drafts.count(conn, guild_id, member_id, now)
            number = page_within(page, count, NOTES_PAGE)
            found = await drafts.listed(conn, guild_id, member_id, now, limit=NOTES_PAGE, offset=number * NOTES_PAGE)
            return Page(found, number, page_count(count, NOTES_PAGE), count)

        return await self._database.read(work)

    async def discard(self, guild_id: int, member_id: int, draft_id: int) -> None:
        """Delete a draft of the member's own.

        Raises:
            NotThereAnyMore: the member has no such draft (any more).
        """

        async def work(conn: Connection) -> None:
            draft = await drafts.get(conn, guild_id, member_id, draft_id, self._clock())
            if draft is None:
                raise NotThereAnyMore(ReadingKind.DRAFT)
            await drafts.remove(conn, guild_id, member_id, draft.story_id)

        await self._database.write(work)

    async def later(self, guild_id: int, member_id: int, page: int) -> Page[SavedStory]:
        """A page of the stories saved for later, the last saved first."""

        async def work(conn: Connection) -> Page[SavedStory]:
            count = await saved.count(conn, guild_id, member_id)
            number = page_within(page, count, NOTES_PAGE)
            found = await saved.listed(conn, guild_id, member_id, limit=NOTES_PAGE, offset=number * NOTES_PAGE)
            return Page(found, number, page_count(count, NOTES_PAGE), count)

        return await self._database.read(work)

    async def save(self, guild_id: int, member_id: int, story_id: str) -> SavedStory:
        """Save a story to read later.

        Raises:
            CardOutdated: the guild does not know it (any more).
        """
        now = self._clock()

        async def work(conn: Connection) -> SavedStory:
            story = await notes.known_story(conn, guild_id, story_id)
            if story is None:
                raise CardOutdated
            await members.welcome_with_guild(conn, guild_id, member_id, now)
            await saved.save(conn, guild_id, member_id, story_id, now)
            return SavedStory(story.story_id, story.link, story.title, story.author_name, story.minutes, now)

        return await self._database.write(work)

    async def unsave(self, guild_id: int, member_id: int, story_id: str) -> None:
        """Remove a story from the saved ones, if it is among them."""
        await self._database.write(saved.remove, guild_id, member_id, story_id)

    async def sweep(self) -> int:
        """Delete expired drafts; returns how many."""
        return await self._database.write(drafts.expire, self._clock())
