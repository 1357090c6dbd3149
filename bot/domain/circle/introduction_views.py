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
    """A member's own page. ``own_topics``: those of their profile, used if ``opting.topics`` is empty; ``next_round``:
    the earliest time of the next round, ``None`` before anybody opted in; ``has_channel``: the guild has a working
    channel for it; ``excluded``: by a moderator."""

    opting: Opting
    standing: IntroductionStanding
    own_topics: tuple[str, ...]
    blocked: tuple[int, ...]
    next_round: datetime | None
    has_channel: bool
    excluded: bool


@dataclass(frozen=True, slots=True)
class Introduced:
    """One of the members who are introduced. ``name``: their name on Medium, empty if unknown; ``title`` and ``link``:
    of their newest story, empty if there is none."""

    member_id: int
    name: str = ""
    title: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class IntroductionCard(PostCard):
    """The card in the private thread of an introduction. ``topics``: the folded topics that all of them share."""

    introduction_id: int
    people: tuple[Introduced, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A member's answer to the check-in, and the other members of the introduction."""

    introduction_id: int
    answer: CheckIn
    others: tuple[int, ...]


def next_round(last_at: datetime | None, first_since: datetime | None, now: datetime) -> datetime | None:
    """The earliest time of a guild's next round, never in the past; ``None`` while nobody has opted in.

    ``first_since``: when the earliest of the present members opted in.
    """
    if last_at is not None:
        return max(now, last_at + ROUND_EVERY)
    return None if first_since is None else max(now, first_since + FIRST_ROUND_AFTER)
