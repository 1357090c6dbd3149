"""Challenges as they are shown: in their channel, to a member, to the moderator who makes one."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.challenges.challenges import Challenge, Moment
from bot.domain.posting.cards import PostCard
from bot.domain.reading.spotlight import SpotlightStory


@dataclass(frozen=True, slots=True)
class ChallengeStanding:
    """The state of a challenge. ``participants``: how many take part; ``talked_about``: how many different stories they
    noted; ``reached``: how many of them have reached the goal."""

    participants: int
    talked_about: int
    reached: int


@dataclass(frozen=True, slots=True)
class ChallengeCard(PostCard):
    """The post about a moment of a challenge. ``spotlight``: stories that nobody has noted yet."""

    moment: Moment
    challenge: Challenge
    standing: ChallengeStanding
    spotlight: tuple[SpotlightStory, ...] = ()


@dataclass(frozen=True, slots=True)
class CountedStory:
    """A story whose note counts in a challenge."""

    title: str
    link: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A member's own progress in a challenge. ``counted``: the stories they noted in it, oldest first."""

    challenge: Challenge
    joined: bool
    counted: tuple[CountedStory, ...]

    @property
    def left(self) -> int:
        """How many stories are missing to the goal."""
        return max(0, self.challenge.goal - len(self.counted))


@dataclass(frozen=True, slots=True)
class ListedChallenge:
    """A planned or running challenge in a list. ``joined``: whether the member who looks at it takes part."""

    challenge: Challenge
    participants: int
    joined: bool


@dataclass(frozen=True, slots=True)
class Making:
    """A challenge that is drafted or changed, as its moderator sees it. ``days``: its length, ``None`` unless it is
    whole days. ``zone``: the guild's time zone."""

    challenge: Challenge
    days: int | None
    zone: ZoneInfo
    now: datetime
