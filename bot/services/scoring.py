"""Keeping the roll-ups of what members read in line with their notes and the answers to them."""

from datetime import datetime

from bot.storage.engine import Connection


async def reading_changed(  # noqa: PLR0917 - what names a fact, in the order of saying it
    conn: Connection, guild_id: int, reader_id: int, author_id: int | None, at: datetime, now: datetime
) -> None:
    """Bring the roll-ups in line, within the transaction that changed a fact about this reader.

    Called after a note of theirs, or an answer to one, came, changed, was voided, restored or deleted. ``at`` is the
    instant of the fact (when the note was first written, when the answer was given); ``author_id`` is the author of the
    story it is about, ``None`` where nobody knows.
    """
