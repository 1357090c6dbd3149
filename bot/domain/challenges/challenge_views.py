"""Challenges as they are shown: in their channel, to a member, to the moderator who makes one."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.challenges.challenges import Challenge, Moment
from bot.domain.posting.cards import PostCard
from bot.domain.reading.spotlight import SpotlightStory


@dataclass(frozen=True, slots=True)
class ChallengeStanding:
    """How a challenge fares. ``participants``: how many take part; ``talked_about``: how many different stories their
    notes in it are about; ``reached``: how many of them have reached the goal."""

    participants: int
    talked_about: int
    reached: int


@dataclass(frozen=True, slots=True)
class ChallengeCard(PostCard):
    """A moment of a challenge, as its channel is told of it. ``spotlight``: stories that nobody has noted yet."""

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
    """How a member fares in a challenge, for their own eyes. ``counted``: the stories they noted in it, oldest
    first."""

    challenge: Challenge
    joined: bool
    counted: tuple[CountedStory, ...]

    @property
    def left(self) -> int:
        """How many more make the goal."""
        return max(0, self.challenge.goal - len(self.counted))


@dataclass(frozen=True, slots=True)
class ListedChallenge:
    """A planned or running challenge in a list. ``joined``: whether the member who looks takes part."""

    challenge: Challenge
    participants: int
    joined: bool


@dataclass(frozen=True, slots=True)
class Making:
    """A challenge that is being made or changed, for its moderator. ``days``: its length where that is whole days.
    ``zone``: the guild's."""

    challenge: Challenge
    days: int | None
    zone: ZoneInfo
    now: datetime
