"""What the post of a note shows."""

from dataclasses import dataclass

from bot.domain.posting.cards import PostCard


@dataclass(frozen=True, slots=True)
class NoteCard(PostCard):
    """A reading note in its story's thread. ``author_id`` is the member who wrote the story, and answers the note;
    ``None`` where the bot knows of none. ``said`` may have several lines; ``liked`` may be empty."""

    note_id: int
    member_id: int
    author_id: int | None
    link: str
    title: str
    said: str
    liked: str
