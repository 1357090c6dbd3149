"""Notes in threads, and the private words about them: brought in line with what each note says of who may see it."""

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
    """Whether a note belongs into its story's thread."""
    return note.fields.visibility is NoteVisibility.THREAD and note.hidden_at is None


async def align(conn: Connection, note: Note, now: datetime) -> None:
    """Have the thread show the note as it is, or show it no more. For whoever changed it, in the same transaction.

    Nothing is posted where the story has no thread.
    """
    if not shown(note):
        await note_posts.take_down(conn, note.guild_id, note.id, now)
        return
    thread_id = await note_posts.thread_of(conn, note.id) or await notes.thread_of(conn, note.guild_id, note.story_id)
    if thread_id is not None:
        await note_posts.put_up(conn, note, thread_id, now)


async def tell_author(conn: Connection, note: Note, now: datetime) -> None:
    """Have the story's author told of a note that is for them to see, once; take back what was not told yet of one
    that is not. A private note tells nobody anything."""
    if note.author_id is None or note.fields.visibility is NoteVisibility.PRIVATE:
        await note_posts.untell(conn, note.id)
        return
    # Only which note it is: what the word shows is looked up when it is told, as the note is by then.
    said: dict[str, str | int] = {"about": "note", "note": note.id}
    key = notice_key(note.id)
    await notices.enqueue(conn, note.guild_id, note.author_id, NoticeKind.NOTE, said, key=key, now=now)


async def withdraw(conn: Connection, note: Note, now: datetime) -> None:
    """Before a note is deleted: it leaves its thread, and who was not told of it yet will not be."""
    await note_posts.take_down(conn, note.guild_id, note.id, now)
    await note_posts.untell(conn, note.id)


async def withdraw_all(conn: Connection, member_id: int, guild_id: int | None, now: datetime) -> None:
    """Before a member is forgotten, in one guild or in all: their notes leave the threads."""
    for where, note_id in await note_posts.of_member(conn, member_id, guild_id):
        await note_posts.take_down(conn, where, note_id, now)


async def compose(conn: Connection, attempt: Attempt) -> NoteCard | None:
    """The card of a note as it is now; ``None`` where it is gone, or not for the thread any more."""
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
    """A note's post stands in the thread: remove it where it was called back meanwhile, and have it show what the
    note says now where that was edited since the post was decided upon."""
    claimed = arrival.claimed
    place = MessagePlace(claimed.channel_id, arrival.sent.message_id)
    note = await note_posts.standing(conn, claimed.id)
    if note is None or not shown(note):
        await note_posts.remove_message(conn, claimed.guild_id, place, arrival.now)
    elif note.edited_at is not None and note.edited_at >= claimed.created_at:
        await note_posts.show_again(conn, note, place, arrival.now)


async def sought(_conn: Connection, attempt: Attempt) -> NoteCard:
    """A note that is to go, which may be gone itself: as far as it takes to recognise its message."""
    note_id = int(attempt.claimed.about.said.get("note", 0))
    return NoteCard(note_id, 0, None, link="", title="", said="", liked="")


NOTE = PostType(kind=PostKind.NOTE, card=NoteCard, compose=compose, arrived=arrived)
NOTE_EDIT = PostType(kind=PostKind.NOTE_EDIT, card=NoteCard, compose=compose, act=Act.AMEND)
NOTE_REMOVAL = PostType(kind=PostKind.NOTE_REMOVAL, card=NoteCard, compose=sought, act=Act.REMOVE)
