"""Members write notes on what they read."""

from dataclasses import replace
from functools import lru_cache

import structlog

from bot.domain.feeds.entries import key_of
from bot.domain.feeds.errors import NotAnAddress, NotAStory
from bot.domain.feeds.medium import parse_story, story_link
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.kit.pages import MOST_CHOICES
from bot.domain.reading.errors import NoStoryHere, OwnStory, ReadingKind
from bot.domain.reading.note_checks import RECENT_FOR, RECENT_NOTES, check
from bot.domain.reading.notes import (
    DRAFT_KEPT,
    LINK_LIMIT,
    TITLE_LIMIT,
    NotedStory,
    NoteFields,
    NoteOutcome,
    NoteRefused,
    NoteVisibility,
    Opened,
    Taken,
    choices_for,
    fields_of,
    settled,
)
from bot.domain.text.search import query, words_of
from bot.domain.text.text import plain
from bot.services.boards.scoring import reading_changed
from bot.services.reading import first_reader, note_posts
from bot.storage.database.engine import Connection, Database
from bot.storage.reading import drafts, notes, saved
from bot.storage.reading import note_posts as posts
from bot.storage.servers import guilds, members

log = structlog.get_logger(__name__)

SUGGESTED_FROM = 200
"""Newest stories of a guild among which the autocomplete looks: what one may have read lately."""

WORDS_REMEMBERED = 1_024
"""Stories whose words are kept at hand: to find them takes 60 microseconds each, and each letter that somebody types
asks for those of the same two hundred."""

_words_of = lru_cache(maxsize=WORDS_REMEMBERED)(words_of)

MOST_IN_MESSAGE = 25
"""Stories of one message to choose from: Discord's limit for a menu."""


class NoteService:
    """Opening the form of a note, and taking what was filled in."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def open(self, guild_id: int, member_id: int, story_id: str) -> Opened:
        """The form for a story of this guild, filled in with the member's draft or note, if there is one.

        Raises:
            CardOutdated: the guild does not know the story (any more).
            OwnStory: the member wrote it.
        """

        async def work(conn: Connection) -> Opened:
            story = await notes.known_story(conn, guild_id, story_id)
            if story is None:
                raise CardOutdated
            return await self._opened(conn, guild_id, member_id, story)

        return await self._database.read(work)

    async def open_typed(self, guild_id: int, member_id: int, typed: str) -> Opened:
        """The form for what was picked from the suggestions (a story's key) or pasted (an address). A story that the
        guild does not know has an empty title, for the member to type.

        Raises:
            NotAStory: it is no address of a story.
            OwnStory: the member wrote it.
        """

        async def work(conn: Connection) -> Opened:
            key = key_of(typed)
            for candidate in filter(None, (typed.strip(), key)):
                story = await notes.known_story(conn, guild_id, candidate)
                if story is not None:
                    return await self._opened(conn, guild_id, member_id, story)
            if key is None:
                raise NotAStory(typed)
            return await self._opened(conn, guild_id, member_id, NotedStory(key, _address(typed), ""))

        return await self._database.read(work)

    async def open_note(self, guild_id: int, member_id: int, note_id: int) -> Opened:
        """The form for a note of the member's own.

        Raises:
            NotThereAnyMore: the member has no such note (any more).
            OwnStory: the story turned out to be theirs.
        """

        async def work(conn: Connection) -> Opened:
            note = await notes.get(conn, guild_id, note_id)
            if note is None or note.member_id != member_id:
                raise NotThereAnyMore(ReadingKind.OWN_NOTE)
            story = await notes.known_story(conn, guild_id, note.story_id)
            return await self._opened(
                conn, guild_id, member_id, story or NotedStory(note.story_id, note.link, note.title)
            )

        return await self._database.read(work)

    async def open_draft(self, guild_id: int, member_id: int, draft_id: int) -> Opened:
        """The form for a draft of the member's own.

        Raises:
            NotThereAnyMore: the member has no such draft (any more).
            OwnStory: the story is theirs.
        """

        async def work(conn: Connection) -> Opened:
            draft = await drafts.get(conn, guild_id, member_id, draft_id, self._clock())
            if draft is None:
                raise NotThereAnyMore(ReadingKind.DRAFT)
            story = await notes.known_story(conn, guild_id, draft.story_id)
            return await self._opened(
                conn, guild_id, member_id, story or NotedStory(draft.story_id, draft.link, draft.title)
            )

        return await self._database.read(work)

    async def in_message(self, guild_id: int, links: list[str]) -> tuple[NotedStory, ...]:
        """The stories that a message links to: those that the guild knows, or else the first that is a story at all.

        Raises:
            NoStoryHere: it links to none.
        """
        keys = [key for key in map(key_of, links) if key is not None]
        known = await self._database.read(notes.known_links, guild_id, keys)
        if known:
            return known[:MOST_IN_MESSAGE]
        for link in links:
            try:
                address = _address(link)
            except NotAStory:
                continue
            return (NotedStory(key_of(address) or "", address, ""),)
        raise NoStoryHere

    async def suggest(self, guild_id: int, member_id: int, typed: str) -> tuple[NotedStory, ...]:
        """Recent stories by others for what was typed so far, newest first."""
        wanted = query(typed).terms
        found = []
        for story in await self._database.read(notes.recent_stories, guild_id, member_id, limit=SUGGESTED_FROM):
            words = _words_of(story.title, story.author_name)
            if all(any(word.startswith(term.word) for word in words) for term in wanted):
                found.append(story)
        return tuple(found[:MOST_CHOICES])

    async def write(
        self,
        guild_id: int,
        member_id: int,
        story_id: str,
        *,
        said: str,
        liked: str,
        wished: NoteVisibility,
        title: str = "",
    ) -> NoteOutcome:
        """Take a note, or keep it as a draft and say why. Noting a story again edits the note.

        ``story_id`` is what the form was opened for. ``title`` is what the member typed for a story that the guild does
        not know.
        """
        now = self._clock()

        async def work(conn: Connection) -> NoteOutcome:
            await guilds.welcome(conn, guild_id, now)
            await members.welcome(conn, guild_id, member_id, now)
            story = await self._current(conn, guild_id, member_id, story_id, title)
            fields = fields_of(said, liked, wished)
            since = now - RECENT_FOR
            recent = await notes.recent(
                conn, guild_id, member_id, since=since, besides=story.story_id, limit=RECENT_NOTES
            )
            problem = check(fields.said, own_story=story.author_id == member_id, recent=recent)
            if problem is not None:
                draft = await drafts.keep(conn, guild_id, member_id, story, fields, problem, now + DRAFT_KEPT)
                log.info("note_refused", guild=guild_id, problem=problem.value)
                return NoteRefused(draft)
            return await self._take(conn, guild_id, member_id, story, fields)

        return await self._database.write(work)

    async def delete(self, guild_id: int, member_id: int, note_id: int) -> None:
        """Delete a note of the member's own, with what was answered to it, and take it from its thread.

        Raises:
            NotThereAnyMore: the member has no such note (any more).
        """
        now = self._clock()

        async def work(conn: Connection) -> None:
            note = await notes.get(conn, guild_id, note_id)
            if note is None or note.member_id != member_id:
                raise NotThereAnyMore(ReadingKind.OWN_NOTE)
            await note_posts.withdraw(conn, note, now)
            await notes.remove(conn, guild_id, note_id)
            await reading_changed(conn, guild_id, member_id, note.author_id, note.noted_at, now)

        await self._database.write(work)

    async def _take(
        self, conn: Connection, guild_id: int, member_id: int, story: NotedStory, wished: NoteFields
    ) -> Taken:
        now = self._clock()
        fields = replace(wished, visibility=settled(wished.visibility, choices_for(story)))
        before = await notes.of_story(conn, guild_id, member_id, story.story_id)
        note = await notes.write(conn, guild_id, member_id, story, fields, now)
        await drafts.remove(conn, guild_id, member_id, story.story_id)
        await saved.remove(conn, guild_id, member_id, story.story_id)
        await note_posts.align(conn, note, now)
        await note_posts.tell_author(conn, note, now)
        if before is None:
            await first_reader.tell(conn, note, now)
        await reading_changed(conn, guild_id, member_id, note.author_id, note.noted_at, now)
        log.info("note_taken", guild=guild_id, new=before is None, seen_by=fields.visibility.value)
        return Taken(note, before is None, wished.visibility if wished.visibility is not fields.visibility else None)

    async def _opened(self, conn: Connection, guild_id: int, member_id: int, story: NotedStory) -> Opened:
        if story.author_id == member_id:
            raise OwnStory
        story = await self._with_thread(conn, guild_id, member_id, story)
        choices = choices_for(story)
        draft = await drafts.of_story(conn, guild_id, member_id, story.story_id, self._clock())
        note = await notes.of_story(conn, guild_id, member_id, story.story_id)
        written = draft or note
        if written is None:
            return Opened(story, NoteFields("", "", choices[0]), choices)
        fields = replace(written.fields, visibility=settled(written.fields.visibility, choices))
        return Opened(replace(story, title=story.title or written.title), fields, choices)

    async def _current(self, conn: Connection, guild_id: int, member_id: int, story_id: str, title: str) -> NotedStory:
        """The story as it is known now; one that is not has the title that the member typed, and the address of what
        they wrote about it before, or else the one that Medium gives to every story."""
        known = await notes.known_story(conn, guild_id, story_id)
        if known is not None:
            return await self._with_thread(conn, guild_id, member_id, known)
        draft = await drafts.of_story(conn, guild_id, member_id, story_id, self._clock())
        written = draft or await notes.of_story(conn, guild_id, member_id, story_id)
        link = written.link if written else story_link(story_id)
        typed = plain(title, limit=TITLE_LIMIT) or (written.title if written else plain(link, limit=TITLE_LIMIT))
        return NotedStory(story_id, link, typed)

    async def _with_thread(self, conn: Connection, guild_id: int, member_id: int, story: NotedStory) -> NotedStory:
        """The story with its thread: the one in which the member's own note stands, or else its announcement's."""
        note = await notes.of_story(conn, guild_id, member_id, story.story_id)
        standing = await posts.thread_of(conn, note.id) if note else None
        return replace(story, thread_id=standing or await notes.thread_of(conn, guild_id, story.story_id))


def _address(text: str) -> str:
    """The address of a story that somebody pasted, as it is stored.

    Raises:
        NotAStory: it is something else, or longer than can be stored.
    """
    try:
        address = parse_story(text).url
    except NotAnAddress as other:
        raise NotAStory(text) from other
    if len(address) > LINK_LIMIT:
        raise NotAStory(text)
    return address
