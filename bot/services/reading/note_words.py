"""Notices about notes. Each is filled in when it is sent, because its note can be changed or deleted by then.

A notice about a note stores only the note's id (``payload["note"]``), so that no notice has to be searched for text
when a member or a note is erased.
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
    """A notice to a story's author with the note's current text; ``None`` if the note is deleted, private or hidden."""
    note = await answers.note(conn, int(notice.payload.get("note", 0)))
    if note is None or note.visibility is NoteVisibility.PRIVATE or note.hidden_at is not None:
        return None
    quoted = plain(note.said, limit=EXCERPT_LIMIT)
    return replace(notice, live={"title": note.title, "reader": note.reader_id, "quoted": quoted})


async def answer_as_now(conn: Connection, _guild_id: int, notice: Notice) -> Notice | None:
    """A notice to a note's reader about an answer; ``None`` if the note is deleted or the answer was taken back."""
    note = await answers.note(conn, int(notice.payload.get("note", 0)))
    about = str(notice.payload.get("about", ""))
    if note is None or (about in set(AnswerKind) and note.answer(AnswerKind(about)) is None):
        return None
    return replace(notice, live={"title": note.title, "author": note.author_id or 0})


NOTE = NoticeType(NoticeKind.NOTE, note_as_now)
ANSWER = NoticeType(NoticeKind.ANSWER, answer_as_now)
