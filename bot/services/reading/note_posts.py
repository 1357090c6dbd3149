"""Notes in threads, and the private words about them: brought in line with what each note says of who may see it."""

from datetime import datetime

from bot.domain.growth.milestone_views import MilestoneCard
from bot.domain.growth.milestones import MilestoneKind
from bot.domain.posting.delivery import Delivery, Place, Post, Publisher, Sent, nonce_for
from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import Claimed, PostKind
from bot.domain.reading.note_views import NoteCard
from bot.domain.reading.notes import Note, NoteVisibility, notice_key
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


async def compose(conn: Connection, claimed: Claimed) -> NoteCard | None:
    """The card of a note as it is now; ``None`` where it is gone, or not for the thread any more."""
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


async def arrived(conn: Connection, claimed: Claimed, message_id: int, now: datetime) -> None:
    """A note's post stands in the thread: remove it where it was called back meanwhile, and have it show what the
    note says now where that was edited since the post was decided upon. In the transaction that records the post."""
    if claimed.kind is not PostKind.NOTE:
        return
    place = Place(claimed.channel_id, message_id)
    note = await note_posts.standing(conn, claimed.id)
    if note is None or not shown(note):
        await note_posts.remove_message(conn, claimed.guild_id, place, now)
    elif note.edited_at is not None and note.edited_at >= claimed.created_at:
        await note_posts.show_again(conn, note, place, now)


async def remove(claimed: Claimed, publisher: Publisher) -> Delivery | None:
    """Remove the message of a note, or of a milestone. Where nobody knows whether there is one it is looked for first;
    ``None``: there certainly is none."""
    message_id = claimed.message_id
    if message_id is None:
        found = await publisher.find(_sought(claimed))
        if not isinstance(found, Sent):
            return found
        return await publisher.remove(claimed.guild_id, Place(found.thread_id or claimed.channel_id, found.message_id))
    return await publisher.remove(claimed.guild_id, Place(claimed.channel_id, message_id))


def _sought(claimed: Claimed) -> Post:
    """The post as it was tried, as far as it takes to recognise it: by the ids of its buttons, and its nonce."""
    said = claimed.about.said
    card: NoteCard | MilestoneCard
    if "milestone" in said:
        card = MilestoneCard(int(said["milestone"]), 0, MilestoneKind.OTHER, 0, words="", told=True)
    else:
        card = NoteCard(int(said.get("note", 0)), 0, None, link="", title="", said="", liked="")
    return Post(claimed.id, claimed.guild_id, claimed.channel_id, nonce_for(claimed.channel_id, claimed.key), card)
