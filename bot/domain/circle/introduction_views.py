"""What is shown of introductions, as values; the rules are in ``bot.domain.circle.introductions``."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.circle.introductions import ROUND_EVERY, CheckIn, IntroductionStanding, Opting
from bot.domain.posting.cards import PostCard

FIRST_ROUND_AFTER = timedelta(days=3)
"""How long a guild's first round waits for company, once somebody opted in: else the first two would be a pair."""


PAUSE_WEEKS = (2, 4, 8)
"""Weeks for which a member can pause: a holiday, a month, a season."""

MOST_BLOCKED = 25
"""People on a block list: what one of Discord's menus can show."""


@dataclass(frozen=True, slots=True)
class IntroductionPage:
    """A member's own page. ``own_topics`` are those of their profile, which count where ``opting.topics`` is empty;
    ``next_round`` is the instant from which the next one can be, ``None`` before anybody opted in. ``has_channel``:
    the guild has chosen a channel for it, and it works. ``excluded``: a moderator took the member out of the counting.
    """

    opting: Opting
    standing: IntroductionStanding
    own_topics: tuple[str, ...]
    blocked: tuple[int, ...]
    next_round: datetime | None
    has_channel: bool
    excluded: bool


@dataclass(frozen=True, slots=True)
class Introduced:
    """One of those who are introduced. ``name`` is the one on Medium, empty where none is known; ``title`` and ``link``
    are of their newest story, empty where there is none."""

    member_id: int
    name: str = ""
    title: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class IntroductionCard(PostCard):
    """What stands in the private thread of an introduction. ``topics`` are those that all share, folded."""

    introduction_id: int
    people: tuple[Introduced, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A member's answer to the check-in, and who else was there."""

    introduction_id: int
    answer: CheckIn
    others: tuple[int, ...]


def next_round(last_at: datetime | None, first_since: datetime | None, now: datetime) -> datetime | None:
    """From when a guild's next round can be; ``None`` while nobody opted in. Never in the past.

    ``first_since``: when the earliest of those who are in opted in.
    """
    if last_at is not None:
        return max(now, last_at + ROUND_EVERY)
    return None if first_since is None else max(now, first_since + FIRST_ROUND_AFTER)
