"""What is shown, as values: services fill these, ``bot.ui`` renders them. Text in them is cleaned already."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story as a card shows it. ``member_id`` is the Discord member who wrote it; ``minutes`` the reading time."""

    story_id: str
    link: str
    title: str
    author_name: str
    member_id: int
    subtitle: str
    picture: str | None
    minutes: int | None
    tags: tuple[str, ...]
    published_at: datetime | None
