"""Notices about notes, with the note as it is when the notice is shown: it can be changed or deleted by then.

Such a notice stores only the note's id (``said["note"]``), so that erasing a member or a note never has to search
notices.
"""

from dataclasses import replace

from bot.domain.boards.points import AnswerKind
from bot.domain.posting.notices import Notice, NoticeKind
from bot.domain.reading.answers import EXCERPT_LIMIT
from bot.domain.reading.notes import NoteVisibility
from bot.domain.text.text import plain
from bot.services.posting.notice_type import NoticeType
from bot.storage.database.engine import Connection
from bot.storage.reading import answers


async def note_as_now(conn: Connection, _guild_id: int, notice: Notice) -> Notice | None:
    """A notice to a story's author, with the note as it is now; ``None`` if it was deleted or they may not see it."""
    note = await answers.note(conn, int(notice.said.get("note", 0)))
    if note is None or note.visibility is NoteVisibility.PRIVATE or note.hidden_at is not None:
        return None
    quoted = plain(note.said, limit=EXCERPT_LIMIT)
    return replace(notice, live={"title": note.title, "reader": note.reader_id, "quoted": quoted})


async def answer_as_now(conn: Connection, _guild_id: int, notice: Notice) -> Notice | None:
    """A notice to a note's reader; ``None`` if the note was deleted or the answer was taken back before the notice was
    shown."""
    note = await answers.note(conn, int(notice.said.get("note", 0)))
    about = str(notice.said.get("about", ""))
    if note is None or (about in set(AnswerKind) and note.answer(AnswerKind(about)) is None):
        return None
    return replace(notice, live={"title": note.title, "author": note.author_id or 0})


NOTE = NoticeType(NoticeKind.NOTE, note_as_now)
ANSWER = NoticeType(NoticeKind.ANSWER, answer_as_now)
