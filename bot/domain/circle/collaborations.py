"""Collaborations: calls for help and company in writing, until when they stand, and what may be done with them.

A call is for work on writing, never for reads, claps or follows; ``CallKind`` is the closed list of what it can be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class CallKind(StrEnum):
    """What is wanted, or offered."""

    CO_AUTHOR = "co_author"
    BETA_READER = "beta_reader"
    """Somebody who reads a draft before it is published."""
    GUEST_POST = "guest_post"
    EDITOR = "editor"
    PUBLICATION = "publication"
    """A publication looks for writers."""
    PODCAST = "podcast"
    INTERVIEW = "interview"
    TRANSLATION = "translation"
    ILLUSTRATION = "illustration"
    OTHER = "other"


class CallState(StrEnum):
    """The state of a call at an instant."""

    OPEN = "open"
    EXPIRED = "expired"
    """Its time is over; it can be renewed for ``RENEWABLE_FOR``."""
    CLOSED = "closed"
    """Its member closed it: for good."""


class CallProblem(StrEnum):
    """Why a call cannot be posted, renewed or answered."""

    TITLE_MISSING = "title_missing"
    TITLE_TOO_LONG = "title_too_long"
    WORDS_TOO_LONG = "words_too_long"
    TOO_SHORT_A_TIME = "too_short_a_time"
    TOO_LONG_A_TIME = "too_long_a_time"
    TOO_MANY_OPEN = "too_many_open"
    NOT_YOURS = "not_yours"
    YOUR_OWN = "your_own"
    """One is not interested in one's own call."""
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    TOO_EARLY = "too_early"
    """To renew: it stands for longer than ``RENEW_BEFORE``."""
    TOO_LATE = "too_late"
    """To renew: it expired longer than ``RENEWABLE_FOR`` ago."""
    ANSWERED_BEFORE = "answered_before"


TITLE_LIMIT = 80
"""Characters of its title: a thread's name holds 100, with the names of two."""

WORDS_LIMIT = 1000
"""Characters of what it says: a phone screen."""

SHORTEST_DAYS = 1
LONGEST_DAYS = 90
"""Days for which a call stands: beyond a quarter nobody knows whether it still holds."""

USUAL_DAYS = 30
"""Days where nothing else is said, and for each renewal."""

MOST_OPEN = 3
"""Open calls of one member: the board is everybody's."""

RENEW_BEFORE = timedelta(days=7)
"""How long before its end a call can be renewed: about when its member is reminded."""

RENEWABLE_FOR = timedelta(days=30)
"""How long an expired call can be renewed. Afterwards a new one says what is true by then."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call. Text is plain; ``topics`` are folded tags; it is open before ``until``. ``closed_at``: when its member
    closed it, else ``None``."""

    id: int
    member_id: int
    kind: CallKind
    title: str
    words: str
    topics: tuple[str, ...]
    posted_at: datetime
    until: datetime
    closed_at: datetime | None = None


def state(call: Call, now: datetime) -> CallState:
    """The state of the call."""
    if call.closed_at is not None:
        return CallState.CLOSED
    return CallState.OPEN if now < call.until else CallState.EXPIRED


def check(title: str, words: str, days: int, open_calls: int) -> CallProblem | None:
    """Why a member with this many open calls cannot post this one; ``None`` if they can."""
    if open_calls >= MOST_OPEN:
        return CallProblem.TOO_MANY_OPEN
    if not title.strip():
        return CallProblem.TITLE_MISSING
    if len(title) > TITLE_LIMIT:
        return CallProblem.TITLE_TOO_LONG
    if len(words) > WORDS_LIMIT:
        return CallProblem.WORDS_TOO_LONG
    if days < SHORTEST_DAYS:
        return CallProblem.TOO_SHORT_A_TIME
    return CallProblem.TOO_LONG_A_TIME if days > LONGEST_DAYS else None


def stands_until(now: datetime, days: int = USUAL_DAYS) -> datetime:
    """The end of a call that is posted or renewed now."""
    return now + timedelta(days=days)


def check_renewal(call: Call, member_id: int, now: datetime, open_calls: int) -> CallProblem | None:
    """Why the member cannot renew the call now; ``None`` if they can, until ``stands_until(now)``.

    ``open_calls``: the number of the member's open calls, to which a renewed expired call is added.
    """
    if call.member_id != member_id:
        return CallProblem.NOT_YOURS
    where = state(call, now)
    if where is CallState.CLOSED:
        return CallProblem.CLOSED
    if where is CallState.OPEN:
        return CallProblem.TOO_EARLY if call.until - now > RENEW_BEFORE else None
    if now - call.until >= RENEWABLE_FOR:
        return CallProblem.TOO_LATE
    return CallProblem.TOO_MANY_OPEN if open_calls >= MOST_OPEN else None


def check_close(call: Call, member_id: int, *, manages: bool = False) -> CallProblem | None:
    """Why somebody cannot close the call; ``None`` if they can, as its member or with ``manages``."""
    if call.member_id != member_id and not manages:
        return CallProblem.NOT_YOURS
    return CallProblem.CLOSED if call.closed_at is not None else None


def check_interest(call: Call, member_id: int, now: datetime, *, answered: bool = False) -> CallProblem | None:
    """Why the member cannot say "I am interested"; ``None`` if they can. ``answered``: they said so before."""
    if state(call, now) is not CallState.OPEN:
        return CallProblem.NOT_OPEN
    if call.member_id == member_id:
        return CallProblem.YOUR_OWN
    return CallProblem.ANSWERED_BEFORE if answered else None


def browse(
    calls: Iterable[Call], now: datetime, *, kind: CallKind | None = None, topics: Iterable[str] = ()
) -> tuple[Call, ...]:
    """The open calls, of one kind if given: those sharing more of these topics first, then the latest, then by id."""
    wanted = frozenset(topics)
    found = [each for each in calls if state(each, now) is CallState.OPEN and kind in {None, each.kind}]
    return tuple(
        sorted(found, key=lambda each: (-len(wanted.intersection(each.topics)), -each.posted_at.timestamp(), each.id))
    )
