"""Private words about notes, as the notes are when the words are told: a note can be changed or gone by then.

A word about a note stores nothing but the note's id (``payload["note"]``), so that nothing has to be looked for in
private words when a member or a note is forgotten.
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
    """A word to a story's author, with the note as it is now; ``None`` where that is gone, or not for them."""
    note = await answers.note(conn, int(notice.payload.get("note", 0)))
    if note is None or note.visibility is NoteVisibility.PRIVATE or note.hidden_at is not None:
        return None
    quoted = plain(note.said, limit=EXCERPT_LIMIT)
    return replace(notice, live={"title": note.title, "reader": note.reader_id, "quoted": quoted})


async def answer_as_now(conn: Connection, _guild_id: int, notice: Notice) -> Notice | None:
    """A word to a note's reader; ``None`` where the note is gone, or the answer was taken back before they heard."""
    note = await answers.note(conn, int(notice.payload.get("note", 0)))
    about = str(notice.payload.get("about", ""))
    if note is None or (about in set(AnswerKind) and note.answer(AnswerKind(about)) is None):
        return None
    return replace(notice, live={"title": note.title, "author": note.author_id or 0})


NOTE = NoticeType(NoticeKind.NOTE, note_as_now)
ANSWER = NoticeType(NoticeKind.ANSWER, answer_as_now)
