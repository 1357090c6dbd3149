"""The card of a note's post."""

from dataclasses import dataclass

from bot.domain.posting.cards import PostCard


@dataclass(frozen=True, slots=True)
class NoteCard(PostCard):
    """A note in its story's thread. ``author_id``: the member who wrote the story and can answer the note, ``None`` if
    the bot knows none. ``said`` may have several lines; ``liked`` may be empty."""

    note_id: int
    member_id: int
    author_id: int | None
    link: str
    title: str
    said: str
    liked: str
