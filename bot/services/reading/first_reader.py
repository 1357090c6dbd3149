"""A notice to the first reader of a story. It stores the note's id only; what it shows is looked up when it is
shown."""

from dataclasses import replace
from datetime import datetime

from bot.domain.posting.notices import Notice, NoticeKind
from bot.domain.reading.notes import Note
from bot.services.posting.notice_type import NoticeType
from bot.storage.database.engine import Connection
from bot.storage.posting import notices
from bot.storage.reading import notes

ABOUT = "first"
"""What the word is about, as ``bot.ui.reading.notices`` knows it."""


async def tell(conn: Connection, note: Note, now: datetime) -> None:
    """Notify the member that they are the first to note another's story, as far as everybody can see.

    Called when the note was written for the first time, in the same transaction. Earlier notes that not everybody may
    see do not prevent the notice: otherwise its absence would reveal them.
    """
    if note.author_id is None or await notes.noted_before(conn, note.guild_id, note.story_id, note.member_id):
        return
    payload: dict[str, str | int] = {"about": ABOUT, "note": note.id}
    key = f"first_reader/{note.id}"
    await notices.enqueue(conn, note.guild_id, note.member_id, NoticeKind.FIRST_READER, payload, key=key, now=now)


async def as_now(conn: Connection, guild_id: int, notice: Notice) -> Notice | None:
    """The notice with the note's current title and link; ``None`` (it is not sent) if the note is deleted."""
    note = await notes.get(conn, guild_id, int(notice.payload.get("note", 0)))
    return replace(notice, live={"title": note.title, "link": note.link}) if note is not None else None


FIRST_READER = NoticeType(NoticeKind.FIRST_READER, as_now)
