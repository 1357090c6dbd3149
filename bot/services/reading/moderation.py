"""Moderators void notes and exclude members from boards and points, and undo both; every act is written to the audit
log."""

from datetime import datetime

from bot.domain.boards.boards import CorrectionReason
from bot.domain.boards.points import AnswerKind
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import NotThereAnyMore
from bot.domain.kit.pages import PAGE_SIZE, Page, page_count, page_within
from bot.domain.posting.notices import NoticeKind
from bot.domain.reading.answers import REASON_LIMIT, NoteOnStory
from bot.domain.reading.errors import (
    ExcludedAlready,
    NoteCountsAlready,
    NoteVoidedAlready,
    NotExcluded,
    ReadingKind,
    ReportSettled,
)
from bot.domain.reading.moderation import (
    NOTES_OFFERED,
    Act,
    AuditEntry,
    Exclusion,
    NoteRecord,
    NoteRef,
    Report,
    read_note,
    read_reason,
)
from bot.services.boards.correcting import standing_changed
from bot.services.boards.scoring import reading_changed
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import notices
from bot.storage.reading import answers, moderation, reports
from bot.storage.servers import guilds, members


class ModerationService:
    """What moderators can do. ``actor_id`` is the moderator, whose permission the caller has checked.

    Methods that take a reason raise ``ReasonMissing`` if it is empty.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def reports(self, guild_id: int, page: int) -> Page[Report]:
        """A page with one open report, oldest first, or an empty page if none is open.

        ``page`` counts from 0; one outside the list becomes the nearest inside.
        """

        async def work(conn: Connection) -> Page[Report]:
            count = await reports.count_open(conn, guild_id)
            number = page_within(page, count, 1)
            report = await reports.nth_open(conn, guild_id, number)
            return Page((report,) if report else (), number, page_count(count, 1), count)

        return await self._database.read(work)

    async def report(self, guild_id: int, report_id: int) -> Report:
        """An open report.

        Raises:
            ReportSettled: a moderator has dealt with it, or it is gone with its note.
        """
        return await self._database.read(_open_report, guild_id, report_id)

    async def uphold(self, guild_id: int, actor_id: int, report_id: int, text: str) -> Report:
        """Void the reported note, which settles every report of it.

        Raises:
            ReportSettled: a moderator has dealt with it, or it is gone with its note.
            NoteVoidedAlready: the note was voided before it was reported.
        """
        now = self._clock()
        reason = read_reason(text, REASON_LIMIT)

        async def work(conn: Connection) -> Report:
            report = await _open_report(conn, guild_id, report_id)
            await _void(conn, await _whole(conn, guild_id, report.note.id), actor_id, reason, now)
            await reports.settle(conn, report.note.id, actor_id, now)
            return await _report_again(conn, report)

        return await self._database.write(work)

    async def dismiss(self, guild_id: int, actor_id: int, report_id: int) -> Report:
        """Settle a report, and all others of the same note, without doing anything about the note.

        Raises:
            ReportSettled: a moderator has dealt with it, or it is gone with its note.
        """
        now = self._clock()

        async def work(conn: Connection) -> Report:
            report = await _open_report(conn, guild_id, report_id)
            note = report.note
            await reports.settle(conn, note.id, actor_id, now)
            await moderation.record(
                conn, guild_id, Act.DISMISS, note.reader_id, actor_id, report.reason, now, note_id=note.id
            )
            return await _report_again(conn, report)

        return await self._database.write(work)

    async def note(self, guild_id: int, text: str) -> NoteRecord:
        """The note that was meant, given as a link to its message or as picked from the list; never its text.

        Raises:
            NotThereAnyMore: there is no such note in the guild.
        """
        return await self._database.read(_find, guild_id, read_note(text, guild_id))

    async def recent(self, guild_id: int, member_id: int | None) -> tuple[NoteRecord, ...]:
        """The newest notes of a member, or of everybody, to pick from."""
        return await self._database.read(moderation.recent_notes, guild_id, member_id, NOTES_OFFERED)

    async def void(self, guild_id: int, actor_id: int, note_id: int, text: str) -> NoteRecord:
        """Void a note, so that it counts for nothing; this settles the reports of it.

        Raises:
            NotThereAnyMore: there is no such note in the guild.
            NoteVoidedAlready: it is void already.
        """
        now = self._clock()
        reason = read_reason(text, REASON_LIMIT)

        async def work(conn: Connection) -> NoteRecord:
            await _void(conn, await _whole(conn, guild_id, note_id), actor_id, reason, now)
            await reports.settle(conn, note_id, actor_id, now)
            return await _find(conn, guild_id, NoteRef(note_id))

        return await self._database.write(work)

    async def restore(self, guild_id: int, actor_id: int, note_id: int, text: str) -> NoteRecord:
        """Let a voided note count again.

        Raises:
            NotThereAnyMore: there is no such note in the guild.
            NoteCountsAlready: it is not void.
        """
        now = self._clock()
        reason = read_reason(text, REASON_LIMIT)

        async def work(conn: Connection) -> NoteRecord:
            note = await _whole(conn, guild_id, note_id)
            if note.voided_at is None:
                raise NoteCountsAlready
            await moderation.set_void(conn, guild_id, note_id, None)
            await _decided(conn, note, Act.RESTORE, actor_id, reason, now)
            return await _find(conn, guild_id, NoteRef(note_id))

        return await self._database.write(work)

    async def exclude(self, guild_id: int, actor_id: int, member_id: int, text: str) -> Exclusion:
        """Exclude a member from the boards; from now on the answers they give count for nobody.

        Raises:
            ExcludedAlready: they are excluded already.
        """
        now = self._clock()
        excluded = Exclusion(member_id, now, actor_id, read_reason(text, REASON_LIMIT))

        async def work(conn: Connection) -> Exclusion:
            await guilds.welcome(conn, guild_id, now)
            await members.know(conn, guild_id, member_id, now)
            if await moderation.exclusion(conn, guild_id, member_id) is not None:
                raise ExcludedAlready(member_id)
            await moderation.exclude(conn, guild_id, excluded)
            await standing_changed(conn, guild_id, member_id, now, excluded=True)
            await _about_member(conn, guild_id, Act.EXCLUDE, member_id, actor_id, excluded.reason, now)
            return excluded

        return await self._database.write(work)

    async def include(self, guild_id: int, actor_id: int, member_id: int, text: str) -> None:
        """End a member's exclusion; the answers they gave meanwhile count as if there had been none.

        Raises:
            NotExcluded: they are not excluded.
        """
        now = self._clock()
        reason = read_reason(text, REASON_LIMIT)

        async def work(conn: Connection) -> None:
            excluded = await moderation.exclusion(conn, guild_id, member_id)
            if excluded is None:
                raise NotExcluded(member_id)
            await moderation.include(conn, guild_id, member_id)
            await standing_changed(conn, guild_id, member_id, now, excluded=False)
            for reader_id, given_at in await answers.count_since(conn, guild_id, member_id, excluded.since):
                why = CorrectionReason.INCLUDED
                await reading_changed(conn, guild_id, reader_id, member_id, given_at, now, why=why)
            await _about_member(conn, guild_id, Act.INCLUDE, member_id, actor_id, reason, now)

        await self._database.write(work)

    async def log(self, guild_id: int, page: int) -> Page[AuditEntry]:
        """A page of the audit log, newest first. ``page`` counts from 0; one outside the list becomes the nearest
        inside."""

        async def work(conn: Connection) -> Page[AuditEntry]:
            count = await moderation.count_log(conn, guild_id)
            number = page_within(page, count)
            entries = await moderation.log(conn, guild_id, limit=PAGE_SIZE, offset=number * PAGE_SIZE)
            return Page(entries, number, page_count(count), count)

        return await self._database.read(work)


async def _open_report(conn: Connection, guild_id: int, report_id: int) -> Report:
    report = await reports.get(conn, report_id)
    if report is None or report.note.guild_id != guild_id or report.settled_at is not None:
        raise ReportSettled
    return report


async def _report_again(conn: Connection, report: Report) -> Report:
    return await reports.get(conn, report.id) or report


async def _find(conn: Connection, guild_id: int, ref: NoteRef) -> NoteRecord:
    found = await moderation.find_note(conn, guild_id, ref)
    if found is None:
        raise NotThereAnyMore(ReadingKind.NOTE_HERE)
    return found


async def _whole(conn: Connection, guild_id: int, note_id: int) -> NoteOnStory:
    note = await answers.note(conn, note_id)
    if note is None or note.guild_id != guild_id:
        raise NotThereAnyMore(ReadingKind.NOTE_HERE)
    return note


async def _void(conn: Connection, note: NoteOnStory, actor_id: int, reason: str, now: datetime) -> None:
    if note.voided_at is not None:
        raise NoteVoidedAlready
    await moderation.set_void(conn, note.guild_id, note.id, now)
    await _decided(conn, note, Act.VOID, actor_id, reason, now)


async def _decided(  # noqa: PLR0917 - what makes an act, in the order of saying it
    conn: Connection, note: NoteOnStory, act: Act, actor_id: int, reason: str, now: datetime
) -> None:
    """After a note was voided or restored: write the log, bring the roll-ups in line, and notify the note's writer."""
    entry = await moderation.record(conn, note.guild_id, act, note.reader_id, actor_id, reason, now, note_id=note.id)
    await reading_changed(conn, note.guild_id, note.reader_id, note.author_id, note.noted_at, now)
    helped = note.answer(AnswerKind.HELPED)
    if helped is not None:
        await reading_changed(conn, note.guild_id, note.reader_id, note.author_id, helped.given_at, now)
    payload: dict[str, str | int] = {"about": act.value, "note": note.id, "reason": reason}
    key = f"audit/{entry}"
    await notices.enqueue(conn, note.guild_id, note.reader_id, NoticeKind.ANSWER, payload, key, now)


async def _about_member(  # noqa: PLR0917 - what makes an act, in the order of saying it
    conn: Connection, guild_id: int, act: Act, member_id: int, actor_id: int, reason: str, now: datetime
) -> None:
    """After a member was excluded or included: write the log, and notify the member."""
    entry = await moderation.record(conn, guild_id, act, member_id, actor_id, reason, now)
    payload: dict[str, str | int] = {"about": act.value, "reason": reason}
    await notices.enqueue(conn, guild_id, member_id, NoticeKind.PROFILE, payload, f"audit/{entry}", now)
