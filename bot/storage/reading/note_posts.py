"""The outbox rows of notes that are shown in threads. A note has at most one row of the kind NOTE."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.domain.posting.delivery import MessagePlace
from bot.domain.posting.outbox import PostKind, PostState, PostSubject
from bot.domain.reading.notes import Note, notice_key, post_edit_key, post_key, post_removal_key
from bot.storage.database.engine import Connection
from bot.storage.posting import outbox as posts
from bot.storage.reading import notes
from bot.storage.schema import notes as notes_table
from bot.storage.schema import outbox

UNTOLD = (PostState.PENDING, PostState.WAITING)
"""The states of a notice that was neither shown nor claimed."""

STANDING = frozenset({PostState.PENDING, PostState.CLAIMED, PostState.SENT})
"""The states of a note's post that is in a thread or will be sent to it."""

_POST = select(*(outbox.c[name] for name in ("id", "state", "tried_at", "channel_id", "message_id"))).where(
    outbox.c.note_id == bindparam("note"), outbox.c.kind == PostKind.NOTE
)


async def thread_of(conn: Connection, note_id: int) -> int | None:
    """The id of the thread that shows a note or will show it; ``None`` if there is none."""
    row = (await conn.execute(_POST, {"note": note_id})).one_or_none()
    return row.channel_id if row and row.state in STANDING else None


async def put_up(conn: Connection, note: Note, thread_id: int, now: datetime) -> None:
    """Enqueue a note's post for a thread, or, if the post was sent already, an edit of its message."""
    row = (await conn.execute(_POST, {"note": note.id})).one_or_none()
    if row is None:
        place, key = MessagePlace(thread_id, 0), post_key(note.id, now)
        await posts.enqueue_post(
            conn, PostKind.NOTE, note.guild_id, key, now,
            about=PostSubject(note_id=note.id), member_id=note.member_id, place=place,
        )  # fmt: skip
    elif row.state is PostState.SENT:
        await show_again(conn, note, MessagePlace(row.channel_id, row.message_id), now)
    # A post that waits is composed when it is sent; ``arrived`` compares it with the note once more.


async def show_again(conn: Connection, note: Note, place: MessagePlace, now: datetime) -> None:
    """Enqueue an edit of a note's message."""
    key = post_edit_key(note.id, note.edited_at or now)
    about = PostSubject(note_id=note.id)
    await posts.enqueue_post(
        conn, PostKind.NOTE_EDIT, note.guild_id, key, now, about=about, member_id=note.member_id, place=place
    )


async def take_down(conn: Connection, guild_id: int, note_id: int, now: datetime) -> None:
    """Remove a note from its thread, or see to it that it is never shown. The note itself may be deleted right after.

    A message that stands is removed. A post that was never handed to Discord is forgotten. One whose fate is not
    known becomes a removal that looks for the message first (``bot.services.reading.note_posts``).
    """
    row = (await conn.execute(_POST, {"note": note_id})).one_or_none()
    if row is None:
        return
    if row.state in {PostState.PENDING, PostState.CLAIMED} and row.tried_at is not None:
        await conn.execute(
            update(outbox)
            .where(outbox.c.id == row.id)
            .values(kind=PostKind.NOTE_REMOVAL, note_id=None, member_id=None, payload={"note": note_id})
        )
        return
    if row.state is PostState.SENT:
        await remove_message(conn, guild_id, MessagePlace(row.channel_id, row.message_id), now)
    await conn.execute(delete(outbox).where(outbox.c.id == row.id))


async def remove_message(conn: Connection, guild_id: int, place: MessagePlace, now: datetime) -> None:
    """Enqueue the removal of a note's message."""
    # Without the note's and the member's id: those may be gone before the message is.
    key = post_removal_key(guild_id, place.message_id)
    await posts.enqueue_post(conn, PostKind.NOTE_REMOVAL, guild_id, key, now, about=PostSubject(), place=place)


async def standing(conn: Connection, post_id: int) -> Note | None:
    """The note that a post of the kind NOTE shows; ``None`` if the post is to be removed or the note was deleted."""
    row = (
        await conn.execute(
            select(outbox.c.guild_id, outbox.c.note_id).where(outbox.c.id == post_id, outbox.c.kind == PostKind.NOTE)
        )
    ).one_or_none()
    return await notes.get(conn, row.guild_id, row.note_id) if row and row.note_id else None


async def of_member(conn: Connection, member_id: int, guild_id: int | None) -> list[tuple[int, int]]:
    """(guild id, note id) of a member's notes that have a post, sent or not; ``guild_id=None``: in all guilds."""
    statement = (
        select(notes_table.c.guild_id, notes_table.c.id)
        .join(outbox, (outbox.c.note_id == notes_table.c.id) & (outbox.c.kind == PostKind.NOTE))
        .where(notes_table.c.member_id == member_id)
    )
    if guild_id is not None:
        statement = statement.where(notes_table.c.guild_id == guild_id)
    return [(row.guild_id, row.id) for row in await conn.execute(statement.order_by(notes_table.c.id))]


async def untell(conn: Connection, note_id: int) -> None:
    """Delete the notice about a note that its author was not told yet. It may be enqueued again."""
    await conn.execute(
        delete(outbox).where(
            outbox.c.key == notice_key(note_id), outbox.c.kind == PostKind.NOTICE, outbox.c.state.in_(UNTOLD)
        )
    )
