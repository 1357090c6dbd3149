"""The cards of posts about stories: one story, or several in a digest or roundup."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.posting.cards import PostCard
from bot.domain.stories.announcing import Welcome


@dataclass(frozen=True, slots=True)
class StoryCard(PostCard):
    """The card of a story. ``member_id``: the member who wrote it, ``None`` for a writer who is no member; ``minutes``:
    the reading time; ``pings``: the members who follow one of its tags and are pinged."""

    story_id: str
    link: str
    title: str
    author_name: str
    member_id: int | None
    subtitle: str
    picture: str | None
    minutes: int | None
    tags: tuple[str, ...]
    published_at: datetime | None
    welcome: Welcome = Welcome.NONE
    ping_role_id: int | None = None
    pings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """A story in a digest."""

    title: str
    link: str
    author_name: str
    member_id: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class DigestCard(PostCard):
    """The card of a digest or roundup. ``key`` distinguishes it from every other."""

    key: str
    entries: tuple[DigestEntry, ...]
    over_the_cap: bool
