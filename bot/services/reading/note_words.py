"""Private words about notes, as the notes are when the words are told: a note can be changed or gone by then."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.boards.points import AnswerKind
from bot.domain.posting.notices import Notice, NoticeKind
from bot.domain.reading.answers import EXCERPT_LIMIT
from bot.domain.reading.notes import NoteVisibility
from bot.domain.text.text import plain
from bot.services.circle import care
from bot.storage.database.engine import Connection
from bot.storage.reading import answers


async def as_now(conn: Connection, guild_id: int, notice: Notice) -> Notice | None:
    """The word with what is true of its note now; ``None`` where that is gone: then it is not told.

    A word about a note stores nothing but the note's id (``said["note"]``), so that nothing has to be looked for in
    private words when a member or a note is forgotten.
    """
    if notice.kind in {NoticeKind.CARE, NoticeKind.FIRST_READER}:
        return await care.as_now(conn, guild_id, notice)
    note_id = notice.said.get("note")
    if notice.kind not in {NoticeKind.NOTE, NoticeKind.ANSWER} or not isinstance(note_id, int):
        return notice
    note = await answers.note(conn, note_id)
    if note is None:
        return None
    live: dict[str, str | int] = {"title": note.title}
    if notice.kind is NoticeKind.NOTE:
        if note.visibility is NoteVisibility.PRIVATE or note.hidden_at is not None:
            return None
        return replace(notice, live=live | {"reader": note.reader_id, "quoted": plain(note.said, limit=EXCERPT_LIMIT)})
    about = str(notice.said.get("about", ""))
    if about in set(AnswerKind) and note.answer(AnswerKind(about)) is None:
        return None  # it was taken back before its reader heard of it
    return replace(notice, live=live | {"author": note.author_id or 0})


async def all_as_now(conn: Connection, guild_id: int, taken: Iterable[Notice]) -> tuple[Notice, ...]:
    """Those words that are still to be told, with what is true now."""
    now = [await as_now(conn, guild_id, notice) for notice in taken]
    return tuple(notice for notice in now if notice is not None)
