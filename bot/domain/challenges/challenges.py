"""Challenges: a time in which members read and write notes towards a goal, and its result.

A challenge is a small state machine. ``next_at`` is the instant of its next step, and ``step`` says which step that is;
both are stored, and ``next_at`` never decreases. So no step is ever taken twice, whatever the clock does: if it is put
back, nothing becomes due; if it jumps ahead, only the latest moment is announced, because those it skipped are no
longer news.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.challenges.errors import (
    ChallengeBegun,
    ChallengeNameMissing,
    ChallengeOver,
    ChallengeUnclear,
    RoleNeeded,
)
from bot.domain.posting.outbox import GIVE_UP_AFTER
from bot.domain.stories.topics import fold_tag, fold_tags
from bot.domain.text.text import fold, plain

NAME_LIMIT = 80
THEME_LIMIT = 300
"""Characters, as stored."""

MOST_TAGS = 5
"""Tags of a challenge: as many as Medium lets a story have."""

MOST_TO_NOTE = 10
"""The largest goal. More would reward volume, and a challenge is about a few stories read well."""

USUAL_GOAL = 3
"""The goal until another is chosen: a story every other day of a week."""

MOST_OPEN = 10
"""Challenges of a guild that are planned or running at a time: more than anybody can care about."""

LAST_DAY = timedelta(days=1)
"""How long before the end its channel is told that the last day has come."""

APART = timedelta(days=1)
"""Two posts about one challenge are at least this far apart; of two that would fall together the later one stays."""

WORTH_STARTING = timedelta(days=1)
"""A weekly challenge does not begin in what is left of a week that has less than this left."""

DRAFT_KEPT = timedelta(days=1)
"""How long a challenge that is being made waits for its moderator."""


class ChallengeKind(StrEnum):
    """How the challenge was created."""

    ONCE = "once"
    """A moderator made it."""
    WEEKLY = "weekly"
    """It renews itself with the guild's week."""


class ChallengeState(StrEnum):
    """The state of a challenge."""

    DRAFT = "draft"
    """A moderator is making it; nobody else sees it."""
    SCHEDULED = "scheduled"
    RUNNING = "running"
    CLOSING = "closing"
    """Its time is over, and its outcome not counted yet."""
    CLOSED = "closed"
    CALLED_OFF = "called_off"
    """A moderator took it back."""


OPEN = frozenset({ChallengeState.SCHEDULED, ChallengeState.RUNNING})
"""What one can join."""

UNBEGUN = frozenset({ChallengeState.DRAFT, ChallengeState.SCHEDULED})
"""What can still be changed."""


class Moment(StrEnum):
    """The moments of a challenge that are announced in its channel."""

    START = "start"
    HALF = "half"
    LAST_DAY = "last_day"
    END = "end"
    CALLED_OFF = "called_off"
    """Told only where it was told of before."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A stored challenge. Text is plain, ``tags`` are folded; a weekly one has no name.

    ``goal``: how many stories to note. Notes from ``starts_at`` on and before ``ends_at`` count. ``role_id``: who may
    join, ``None`` for everybody. ``channel_id``: its own channel, ``None`` for the guild's; ``thread_id``: the forum
    post that it began. ``event``: it is to have a scheduled event on Discord. ``event_id``: that event's id;
    ``event_said``: the hash of what it was last made to say; ``event_due_at``: when to update it, ``None`` if it is up
    to date. ``reached``: how many reached the goal, counted at the end.
    """

    id: int
    guild_id: int
    kind: ChallengeKind
    name: str
    theme: str
    tags: tuple[str, ...]
    goal: int
    starts_at: datetime
    ends_at: datetime
    state: ChallengeState
    next_at: datetime | None = None
    week_id: int | None = None
    role_id: int | None = None
    channel_id: int | None = None
    thread_id: int | None = None
    event: bool = False
    event_id: int | None = None
    event_said: str | None = None
    event_due_at: datetime | None = None
    created_by: int | None = None
    reached: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What to do with a challenge now: the next state (``None``: delete an abandoned draft), what to announce
    (``None``: nothing), and the time of the next step (``None``: there is none)."""

    state: ChallengeState | None
    tell: Moment | None
    next_at: datetime | None


def moments(starts_at: datetime, ends_at: datetime) -> tuple[tuple[Moment, datetime], ...]:
    """The moments announced while a challenge runs, with their times. A short challenge has no half-time or no last
    day.

    >>> noon = datetime(2026, 3, 1, 12)
    >>> [moment.value for moment, _ in moments(noon, noon + timedelta(days=7))]
    ['start', 'half', 'last_day']
    >>> [moment.value for moment, _ in moments(noon, noon + timedelta(days=3))]
    ['start', 'last_day']
    >>> [moment.value for moment, _ in moments(noon, noon + timedelta(hours=30))]
    ['start']
    """
    found = [(Moment.START, starts_at)]
    half, last_day = starts_at + (ends_at - starts_at) / 2, ends_at - LAST_DAY
    if last_day - half >= APART:
        found.append((Moment.HALF, half))
    if last_day - starts_at >= APART:
        found.append((Moment.LAST_DAY, last_day))
    return tuple(found)


def step(challenge: Challenge, now: datetime) -> Step | None:
    """The next due step of a challenge, if any. Call it again until there is none."""
    if challenge.next_at is None or now < challenge.next_at:
        return None
    match challenge.state:
        case ChallengeState.DRAFT:
            return Step(None, None, None)
        case ChallengeState.SCHEDULED:
            over = now >= challenge.ends_at
            return Step(ChallengeState.RUNNING, None if over else Moment.START, _after(challenge, now))
        case ChallengeState.RUNNING if now >= challenge.ends_at:
            return Step(ChallengeState.CLOSING, None, challenge.next_at)
        case ChallengeState.RUNNING:
            missed = [
                moment
                for moment, at in moments(challenge.starts_at, challenge.ends_at)
                if challenge.next_at <= at <= now and moment is not Moment.START
            ]
            return Step(ChallengeState.RUNNING, missed[-1] if missed else None, _after(challenge, now))
        case ChallengeState.CLOSING:
            news = now - challenge.ends_at <= GIVE_UP_AFTER
            return Step(ChallengeState.CLOSED, Moment.END if news else None, None)
        case ChallengeState.CLOSED | ChallengeState.CALLED_OFF:
            return Step(challenge.state, None, None)


def _after(challenge: Challenge, now: datetime) -> datetime:
    """The instant of the first moment after ``now``, or of the end."""
    later = [at for _, at in moments(challenge.starts_at, challenge.ends_at) if at > now]
    return min([*later, challenge.ends_at])


def realigned(challenge: Challenge, ends_at: datetime, now: datetime) -> Challenge:
    """The challenge with another end. Moments that have passed are not due again."""
    moved = replace(challenge, ends_at=ends_at, event_due_at=now if challenge.event else challenge.event_due_at)
    if challenge.state is not ChallengeState.RUNNING:
        return moved
    return replace(moved, next_at=_after(moved, now))


def still_news(moment: Moment, challenge: Challenge, now: datetime) -> bool:
    """Whether the post about a moment is still true when it is about to be sent, perhaps hours or days after it was
    enqueued."""
    running = challenge.state is ChallengeState.RUNNING and now < challenge.ends_at
    match moment:
        case Moment.START | Moment.LAST_DAY:
            return running
        case Moment.HALF:
            return running and now < challenge.ends_at - LAST_DAY
        case Moment.END:
            return challenge.state is ChallengeState.CLOSED
        case Moment.CALLED_OFF:
            return challenge.state is ChallengeState.CALLED_OFF


def post_key(challenge_id: int, moment: Moment) -> str:
    """The key of the post about a moment; enqueued again, it is the same post."""
    return f"challenge/{challenge_id}/{moment.value}"


def read_name(text: str) -> str:
    """A challenge's name as it is stored.

    Raises:
        ChallengeNameMissing: it has no visible character.
    """
    name = plain(text, limit=NAME_LIMIT)
    if not fold(name).strip():
        raise ChallengeNameMissing
    return name


def read_theme(text: str) -> str:
    """A challenge's theme as it is stored; may be empty."""
    return plain(text, limit=THEME_LIMIT)


def read_tags(text: str) -> tuple[str, ...]:
    """Up to five folded tags from a text in which commas or semicolons separate them, each once.

    >>> read_tags("#Honey Bees, tea; tea;; ???")
    ('honey-bees', 'tea')
    """
    return fold_tags(text.replace(";", ",").split(","))[:MOST_TAGS]


def goal_within(goal: int) -> int:
    """The nearest goal that a challenge may have."""
    return max(1, min(goal, MOST_TO_NOTE))


def fits(tags: Iterable[str], story_tags: Iterable[str]) -> bool:
    """Whether a story belongs to a challenge with these (folded) tags: it has one of them, or there are none."""
    wanted = frozenset(tags)
    return not wanted or not wanted.isdisjoint(map(fold_tag, story_tags))


def check_joinable(challenge: Challenge, role_ids: Iterable[int]) -> None:
    """Check that somebody with these roles may join.

    Raises:
        ChallengeOver: it has ended, or was called off.
        RoleNeeded: it is for members with another role.
    """
    if challenge.state not in OPEN:
        raise ChallengeOver
    if challenge.role_id is not None and challenge.role_id not in set(role_ids):
        raise RoleNeeded(challenge.role_id)


def check_changeable(challenge: Challenge) -> None:
    """Check that a challenge can still be changed.

    Raises:
        ChallengeOver: it has ended, or was called off.
        ChallengeBegun: it runs.
    """
    if challenge.state not in OPEN | UNBEGUN:
        raise ChallengeOver
    if challenge.state not in UNBEGUN or challenge.kind is ChallengeKind.WEEKLY:
        raise ChallengeBegun


def reaching(notes: Mapping[int, int], goal: int) -> int:
    """How many members reached the goal, given the number of counting notes of each."""
    return sum(count >= goal for count in notes.values())


def the_one(candidates: Iterable[int]) -> int:
    """The challenge that is meant if none was named: the only candidate.

    Raises:
        ChallengeUnclear: there is none, or more than one.
    """
    found = tuple(candidates)
    if len(found) != 1:
        raise ChallengeUnclear(len(found))
    return found[0]
