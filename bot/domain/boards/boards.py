"""Leaderboards: what they count, over which time, and who is on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.kit.privacy import is_tombstone
from bot.domain.posting.cards import PostCard
from bot.domain.posting.quiet_hours import at_hour

SHOWN_LINES = 10
"""Lines of a board on a card, or in the weekly post: what is read at a glance, on a phone."""

SHOWN_CORRECTIONS = 10
"""Corrections shown beside a board, those of the members who were corrected last: more would not fit on its card."""

WELCOMED = 10
"""First-timers whom the weekly post names; more are counted."""


class Board(StrEnum):
    """What a board counts."""

    POINTS = "points"
    READERS = "readers"
    """Different writers noted."""
    HELPFUL = "helpful"
    """Notes that their story's author found helpful."""
    CONNECTIONS = "connections"
    """Writers new to the member."""
    STREAK = "streak"
    """Weeks in a row with a note."""


class Span(StrEnum):
    """The time that a board is over."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"
    CHALLENGE = "challenge"


class BoardPresence(StrEnum):
    """How a member wants to be on boards."""

    SHOWN = "shown"
    ANONYMOUS = "anonymous"
    """With the rank and without the name."""
    ABSENT = "absent"
    """Not at all, and no rank is lost for it by others."""


class CorrectionReason(StrEnum):
    """Why a board that was posted is not what it was."""

    VOIDED = "voided"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"
    """The member deleted a note, or the author took an answer back."""
    EXCLUDED = "excluded"
    INCLUDED = "included"


class Naming(StrEnum):
    """How a member is called on a board."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    """By their own choice."""
    FORMER = "former"
    """They left the server, or were forgotten."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line. ``rank`` counts from 1, and equal scores share one; ``member_id`` is to be shown only where ``naming``
    says so."""

    rank: int
    member_id: int
    score: int
    naming: Naming = Naming.NAMED

    def former(self) -> "BoardLine":
        """The line of somebody who was found to have left."""
        return replace(self, naming=Naming.FORMER)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """The line of the member who asks. ``rank``: ``None`` for one who is not on the board; ``pending``: points that
    wait for the week's end; ``excluded``: by the moderators."""

    score: int = 0
    rank: int | None = None
    pending: int = 0
    presence: BoardPresence = BoardPresence.SHOWN
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What a line of a board comes to since something was corrected."""

    member_id: int
    reason: CorrectionReason
    score: int
    corrected_at: datetime
    naming: Naming = Naming.NAMED


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board as one member sees it.

    ``starts_at`` and ``ends_at``: the time it is over, ``None`` for all time. ``week_id``: the week it shows, where it
    shows one, with ``earlier`` and ``later``, the weeks beside it. ``closed``: it is a snapshot. ``talked_about``:
    different stories noted, ``None`` where nobody counts them. ``challenge``: the name of the challenge, empty for a
    weekly one, ``None`` where it is no challenge's.
    """

    span: Span
    board: Board
    lines: tuple[BoardLine, ...]
    own: OwnLine
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    week_id: int | None = None
    earlier: int | None = None
    later: int | None = None
    closed: bool = False
    talked_about: int | None = None
    challenge: str | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class ChallengeOutcome:
    """What came of a week's challenge. ``goal``: how many stories; ``reached``: how many members did."""

    participants: int
    reached: int
    goal: int


@dataclass(frozen=True, slots=True)
class BoardCard(PostCard):
    """The weekly post. ``unnamed``: first-timers who are counted and not named."""

    week_id: int
    ends_at: datetime
    lines: tuple[BoardLine, ...]
    talked_about: int
    challenge: ChallengeOutcome | None = None
    newcomers: tuple[int, ...] = ()
    unnamed: int = 0


def ranked(scores: Mapping[int, int], naming: Mapping[int, Naming] | None = None) -> tuple[BoardLine, ...]:
    """Everybody's line, best first: equal scores share a rank, and the next rank counts them. No score, no line.

    >>> [(line.rank, line.member_id) for line in ranked({7: 3, 8: 5, 9: 3, 10: 1, 11: 0})]
    [(1, 8), (2, 7), (2, 9), (4, 10)]
    """
    lines: list[BoardLine] = []
    best_first = sorted(((score, member) for member, score in scores.items() if score > 0), key=lambda e: (-e[0], e[1]))
    for place, (score, member_id) in enumerate(best_first, 1):
        rank = lines[-1].rank if lines and lines[-1].score == score else place
        lines.append(BoardLine(rank, member_id, score, (naming or {}).get(member_id, Naming.NAMED)))
    return tuple(lines)


def naming_of(member_id: int, presence: BoardPresence | None, left_at: datetime | None) -> Naming:
    """How somebody is called who is on a board. Who wants to be absent now, and was not then, is not named."""
    if is_tombstone(member_id) or left_at is not None:
        return Naming.FORMER
    return Naming.NAMED if presence in {None, BoardPresence.SHOWN} else Naming.ANONYMOUS


def standing_corrections(corrections: Iterable[Correction], scores: Mapping[int, int]) -> tuple[Correction, ...]:
    """Of the corrections of a board, oldest first, those that say something: the last of each member, unless it is back
    at ``scores``, what the board says."""
    last = {each.member_id: each for each in corrections}
    return tuple(each for each in last.values() if each.score != scores.get(each.member_id, 0))


def month_of(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants (UTC) at which the guild's month begins and at which the next one does. A week belongs to the month
    in which it ends: there its points are settled."""
    today = now.astimezone(zone).date()
    first = today.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return at_hour(first, 0, zone), at_hour(following, 0, zone)
