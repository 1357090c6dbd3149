"""What is shown, as values: services fill these, ``bot.ui`` renders them. Text is plain, and escaped when shown."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.boards.boards import BoardCard
from bot.domain.challenges.challenge_views import ChallengeCard
from bot.domain.circle.call_views import CallCard
from bot.domain.circle.introduction_views import IntroductionCard
from bot.domain.circle.monthly_view import MonthlyCard
from bot.domain.growth.milestone_views import MilestoneCard
from bot.domain.reading.moderation import ReportCard
from bot.domain.stories.announcing import Welcome


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story as a card shows it. ``member_id`` is the Discord member who wrote it, ``None`` for a writer who is no
    member; ``minutes`` the reading time; ``pings`` the members who asked to be told of one of its tags."""

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
class DigestCard:
    """What was gathered. ``key`` tells this digest from every other."""

    key: str
    entries: tuple[DigestEntry, ...]
    over_the_cap: bool


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A reading note in its story's thread. ``author_id`` is the member who wrote the story, and answers the note;
    ``None`` where the bot knows of none. ``said`` may have several lines; ``liked`` may be empty."""

    note_id: int
    member_id: int
    author_id: int | None
    link: str
    title: str
    said: str
    liked: str


AnyCard = (
    StoryCard
    | DigestCard
    | NoteCard
    | ReportCard
    | ChallengeCard
    | BoardCard
    | MonthlyCard
    | MilestoneCard
    | IntroductionCard
    | CallCard
)
"""What a post can show. ``bot.ui.posting.posts`` renders each."""
