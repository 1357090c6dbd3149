"""The posts of notes in threads, and the notices about notes: kept in line with who may see each note."""

from datetime import datetime

from bot.domain.posting.delivery import Arrival, MessagePlace
from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import Attempt, PostKind
from bot.domain.reading.note_views import NoteCard
from bot.domain.reading.notes import Note, NoteVisibility, notice_key
from bot.services.posting.post_type import Act, PostType
from bot.storage.database.engine import Connection
from bot.storage.posting import notices
from bot.storage.reading import note_posts, notes


def shown(note: Note) -> bool:
    """Whether a note is to be shown in its story's thread."""
    return note.fields.visibility is NoteVisibility.THREAD and note.hidden_at is None


async def align(conn: Connection, note: Note, now: datetime) -> None:
    """Show the note in its thread as it is now, or remove it from there. Called in the transaction that changed the
    note.

    Nothing is posted if the story has no thread.
    """
    if not shown(note):
        await note_posts.take_down(conn, note.guild_id, note.id, now)
        return
    thread_id = await note_posts.thread_of(conn, note.id) or await notes.thread_of(conn, note.guild_id, note.story_id)
    if thread_id is not None:
        await note_posts.put_up(conn, note, thread_id, now)


async def tell_author(conn: Connection, note: Note, now: datetime) -> None:
    """Notify the story's author of a note that they may see, once; withdraw an unsent notice of one that they may
    not."""
    if note.author_id is None or note.fields.visibility is NoteVisibility.PRIVATE:
        await note_posts.untell(conn, note.id)
        return
    # Only which note it is: what the word shows is looked up when it is told, as the note is by then.
    payload: dict[str, str | int] = {"about": "note", "note": note.id}
    key = notice_key(note.id)
    await notices.enqueue(conn, note.guild_id, note.author_id, NoticeKind.NOTE, payload, key=key, now=now)


async def withdraw(conn: Connection, note: Note, now: datetime) -> None:
    """Before a note is deleted: remove it from its thread, and withdraw the unsent notice about it."""
    await note_posts.take_down(conn, note.guild_id, note.id, now)
    await note_posts.untell(conn, note.id)


async def withdraw_all(conn: Connection, member_id: int, guild_id: int | None, now: datetime) -> None:
    """Remove a member's notes from the threads of one guild or of all. Called before the member is erased."""
    for where, note_id in await note_posts.of_member(conn, member_id, guild_id):
        await note_posts.take_down(conn, where, note_id, now)


async def compose(conn: Connection, attempt: Attempt) -> NoteCard | None:
    """The card of a note as it is now; ``None`` if it was deleted or is no longer to be shown in the thread."""
    claimed = attempt.claimed
    note = await notes.get(conn, claimed.guild_id, claimed.about.note_id or 0)
    if note is None or not shown(note):
        return None
    return NoteCard(
        note_id=note.id,
        member_id=note.member_id,
        author_id=note.author_id,
        link=note.link,
        title=note.title,
        said=note.fields.said,
        liked=note.fields.liked,
    )


async def arrived(conn: Connection, arrival: Arrival) -> None:
    """After a note's post was sent: remove it if the note was withdrawn meanwhile, or update it if the note was edited
    since."""
    claimed = arrival.claimed
    place = MessagePlace(claimed.channel_id, arrival.sent.message_id)
    note = await note_posts.standing(conn, claimed.id)
    if note is None or not shown(note):
        await note_posts.remove_message(conn, claimed.guild_id, place, arrival.now)
    elif note.edited_at is not None and note.edited_at >= claimed.created_at:
        await note_posts.show_again(conn, note, place, arrival.now)


async def sought(_conn: Connection, attempt: Attempt) -> NoteCard:
    """A card with only the note's id: enough to find the message to remove, even if the note is deleted."""
    note_id = int(attempt.claimed.about.payload.get("note", 0))
    return NoteCard(note_id, 0, None, link="", title="", said="", liked="")


NOTE = PostType(kind=PostKind.NOTE, card=NoteCard, compose=compose, arrived=arrived)
NOTE_EDIT = PostType(kind=PostKind.NOTE_EDIT, card=NoteCard, compose=compose, act=Act.AMEND)
NOTE_REMOVAL = PostType(kind=PostKind.NOTE_REMOVAL, card=NoteCard, compose=sought, act=Act.REMOVE)
