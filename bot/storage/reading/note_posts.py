"""Where notes stand in threads: their rows in the outbox. A note has one row of the kind NOTE at the most."""

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
"""Private words that nobody has seen and no program has taken up."""

STANDING = frozenset({PostState.PENDING, PostState.CLAIMED, PostState.SENT})
"""Of a note's post: it stands in a thread, or is about to."""


_POST = select(
    *(outbox.c[name] for name in ("id", "state", "tried_at", "channel_id", "message_id")),
).where(outbox.c.note_id == bindparam("note"), outbox.c.kind == PostKind.NOTE)


async def thread_of(conn: Connection, note_id: int) -> int | None:
    """The thread in which a note stands, or is about to."""
    row = (await conn.execute(_POST, {"note": note_id})).one_or_none()
    return row.channel_id if row and row.state in STANDING else None


async def put_up(conn: Connection, note: Note, thread_id: int, now: datetime) -> None:
    """Have a note appear in a thread; or, where it stands there, show what it says now."""
    row = (await conn.execute(_POST, {"note": note.id})).one_or_none()
    if row is None:
        place, key = MessagePlace(thread_id, 0), post_key(note.id, now)
        await posts.enqueue_post(
            conn, PostKind.NOTE, note.guild_id, key, now,
            about=PostSubject(note_id=note.id), member_id=note.member_id, place=place,
        )  # fmt: skip
    elif row.state is PostState.SENT:
        await show_again(conn, note, MessagePlace(row.channel_id, row.message_id), now)
    # On its way it is composed when it leaves; what changes after that is seen to once it has arrived.


async def show_again(conn: Connection, note: Note, place: MessagePlace, now: datetime) -> None:
    """Have the message of a note show what the note says now."""
    key = post_edit_key(note.id, note.edited_at or now)
    about = PostSubject(note_id=note.id)
    await posts.enqueue_post(
        conn, PostKind.NOTE_EDIT, note.guild_id, key, now, about=about, member_id=note.member_id, place=place
    )


async def take_down(conn: Connection, guild_id: int, note_id: int, now: datetime) -> None:
    """Have a note disappear from its thread, or never appear in it. The note itself may be deleted right after.

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
    """Have a message of a note removed."""
    # Without the note's and the member's id: those may be gone before the message is.
    key = post_removal_key(guild_id, place.message_id)
    await posts.enqueue_post(conn, PostKind.NOTE_REMOVAL, guild_id, key, now, about=PostSubject(), place=place)


async def standing(conn: Connection, post_id: int) -> Note | None:
    """The note that a post of the kind NOTE still shows; ``None`` where it is to go, or is gone."""
    row = (
        await conn.execute(
            select(outbox.c.guild_id, outbox.c.note_id).where(outbox.c.id == post_id, outbox.c.kind == PostKind.NOTE)
        )
    ).one_or_none()
    return await notes.get(conn, row.guild_id, row.note_id) if row and row.note_id else None


async def of_member(conn: Connection, member_id: int, guild_id: int | None) -> list[tuple[int, int]]:
    """(guild, note) of a member's notes that stand in threads or are on their way there, in one guild or in all."""
    statement = (
        select(notes_table.c.guild_id, notes_table.c.id)
        .join(outbox, (outbox.c.note_id == notes_table.c.id) & (outbox.c.kind == PostKind.NOTE))
        .where(notes_table.c.member_id == member_id)
    )
    if guild_id is not None:
        statement = statement.where(notes_table.c.guild_id == guild_id)
    return [(row.guild_id, row.id) for row in await conn.execute(statement.order_by(notes_table.c.id))]


async def untell(conn: Connection, note_id: int) -> None:
    """Forget the private word about a note that its author has not been told yet. It may be said again."""
    await conn.execute(
        delete(outbox).where(
            outbox.c.key == notice_key(note_id), outbox.c.kind == PostKind.NOTICE, outbox.c.state.in_(UNTOLD)
        )
    )
