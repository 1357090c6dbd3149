"""Authors answer notes about their stories: thanks, "this helped me", hiding and reporting."""

from datetime import datetime

from bot.domain.boards.points import AnswerKind
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import PostKind, PostSubject
from bot.domain.reading.answers import (
    REASON_LIMIT,
    Answer,
    Answered,
    NotCounted,
    NoteOnStory,
    Outcome,
    answer_key,
    check_author,
    check_day,
    decide,
    not_counted,
)
from bot.domain.reading.errors import NoteNotShown, NoteReported, ReadingKind
from bot.domain.reading.moderation import read_reason
from bot.domain.reading.notes import NoteVisibility
from bot.domain.stories.announcing import day_bounds, day_of
from bot.services.boards.scoring import reading_changed
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import notices, outbox
from bot.storage.reading import answers, moderation, note_posts, reports
from bot.storage.servers import guilds


class AnswerService:
    """What the author of a story can do about a note. ``guild_id`` is ``None`` in a direct message, where the note's
    own guild is meant.

    Every method raises ``NotThereAnyMore``, ``OwnNote`` or ``NotTheStorysAuthor``
    (``bot.domain.reading.answers.check_author``).
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def note(self, guild_id: int | None, member_id: int, note_id: int) -> NoteOnStory:
        """The note, for its story's author."""
        return await self._database.read(_find, guild_id, member_id, note_id)

    async def answer(self, guild_id: int | None, member_id: int, note_id: int, kind: AnswerKind) -> Answered:
        """Give an answer. One that was given before stays, but a "this helped me" that did not count then is counted
        now if it can be.

        Raises:
            AnswersSpent: the author has said "this helped me" as often as one may in a day.
        """
        now = self._clock()

        async def work(conn: Connection) -> Answered:
            note = await _find(conn, guild_id, member_id, note_id)
            if kind is AnswerKind.THANKS:
                return await _thank(conn, note, member_id, now)
            return await _helped(conn, note, member_id, now)

        return await self._database.write(work)

    async def withdraw(self, guild_id: int | None, member_id: int, note_id: int, kind: AnswerKind) -> Answered:
        """Take an answer back, and the points that it gave. Nothing happens if it was not given."""
        now = self._clock()

        async def work(conn: Connection) -> Answered:
            note = await _find(conn, guild_id, member_id, note_id)
            standing = note.answer(kind)
            if standing is not None:
                await answers.withdraw(conn, note_id, kind)
                await reading_changed(conn, note.guild_id, note.reader_id, note.author_id, standing.given_at, now)
            return Answered(await _again(conn, note), kind, Outcome.WITHDRAWN)

        return await self._database.write(work)

    async def hide(self, guild_id: int | None, member_id: int, note_id: int) -> NoteOnStory:
        """Remove the note from its story's thread for good; its reader keeps the note.

        Raises:
            NoteNotShown: the note is not shown in a thread.
        """
        now = self._clock()

        async def work(conn: Connection) -> NoteOnStory:
            note = await _find(conn, guild_id, member_id, note_id)
            if note.visibility is not NoteVisibility.THREAD:
                raise NoteNotShown
            await answers.hide(conn, note_id, now)
            await note_posts.take_down(conn, note.guild_id, note_id, now)
            return await _again(conn, note)

        return await self._database.write(work)

    async def report(self, guild_id: int | None, member_id: int, note_id: int, text: str) -> NoteOnStory:
        """Report the note to the moderators, with a reason.

        Raises:
            ReasonMissing: the reason is empty.
            NoteReported: the member has reported it before.
        """
        now = self._clock()
        reason = read_reason(text, REASON_LIMIT)

        async def work(conn: Connection) -> NoteOnStory:
            note = await _find(conn, guild_id, member_id, note_id)
            report_id = await reports.add(conn, note.guild_id, note_id, member_id, reason, now)
            if report_id is None:
                raise NoteReported
            about = PostSubject(note_id=note_id, report_id=report_id)
            key = f"{PostKind.REPORT.value}/{report_id}"
            await outbox.enqueue_post(conn, PostKind.REPORT, note.guild_id, key, now, about=about)
            return note

        return await self._database.write(work)


async def _find(conn: Connection, guild_id: int | None, member_id: int, note_id: int) -> NoteOnStory:
    note = check_author(await answers.note(conn, note_id), member_id, guild_id)
    if guild_id is None and await answers.has_left(conn, note.guild_id, member_id):
        raise NotThereAnyMore(ReadingKind.NOTE_HERE)  # an old direct message, and a server that they are in no more
    return note


async def _again(conn: Connection, note: NoteOnStory) -> NoteOnStory:
    return await answers.note(conn, note.id) or note


async def _thank(conn: Connection, note: NoteOnStory, author_id: int, now: datetime) -> Answered:
    if note.answer(AnswerKind.THANKS) is not None:
        return Answered(note, AnswerKind.THANKS, Outcome.STOOD)
    return await _give(conn, note, author_id, Answer(AnswerKind.THANKS, now, counts=False), Outcome.GIVEN)


async def _helped(conn: Connection, note: NoteOnStory, author_id: int, now: datetime) -> Answered:
    why_not = not_counted(
        verified=await answers.is_verified(conn, note.guild_id, author_id),
        excluded=await moderation.exclusion(conn, note.guild_id, author_id) is not None,
    )
    standing = note.answer(AnswerKind.HELPED)
    outcome = decide(standing, why_not)
    if outcome is Outcome.STOOD:
        counts = standing is not None and standing.counts
        return Answered(note, AnswerKind.HELPED, outcome, None if counts else why_not)
    zone = await guilds.zone(conn, note.guild_id)
    begin, end = day_bounds(day_of(now, zone), zone)
    given = await answers.helped_between(conn, note.guild_id, author_id, begin, end)
    again = standing is not None and begin <= standing.given_at < end
    left = check_day(given - again, end)
    answer = Answer(AnswerKind.HELPED, now, counts=why_not is None)
    return await _give(conn, note, author_id, answer, outcome, why_not, left)


async def _give(  # noqa: PLR0917 - what came of an answer, in the order of saying it
    conn: Connection,
    note: NoteOnStory,
    author_id: int,
    given: Answer,
    outcome: Outcome,
    why_not: NotCounted | None = None,
    left: int | None = None,
) -> Answered:
    await answers.give(conn, note, author_id, given)
    payload: dict[str, str | int] = {"about": given.kind.value, "note": note.id}
    key = answer_key(note.id, given.kind)
    await notices.enqueue(conn, note.guild_id, note.reader_id, NoticeKind.ANSWER, payload, key, given.given_at)
    await reading_changed(conn, note.guild_id, note.reader_id, note.author_id, given.given_at, given.given_at)
    return Answered(await _again(conn, note), given.kind, outcome, why_not, left)
