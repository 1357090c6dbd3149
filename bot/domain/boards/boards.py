"""Leaderboards: what they count, over which time, and who is shown on them."""

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
    """The time that a board covers."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"
    CHALLENGE = "challenge"


class BoardPresence(StrEnum):
    """How a member wants to appear on boards."""

    SHOWN = "shown"
    ANONYMOUS = "anonymous"
    """With the rank and without the name."""
    ABSENT = "absent"
    """Not at all, and no rank is lost for it by others."""


class CorrectionReason(StrEnum):
    """Why the score on a published board was corrected."""

    VOIDED = "voided"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"
    """The member deleted a note, or the author took an answer back."""
    EXCLUDED = "excluded"
    INCLUDED = "included"


class Naming(StrEnum):
    """How a member is named on a board."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    """By their own choice."""
    FORMER = "former"
    """They left the server, or were forgotten."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line of a board. ``rank`` counts from 1, and equal scores share one; ``naming`` says whether ``member_id`` may
    be shown."""

    rank: int
    member_id: int
    score: int
    naming: Naming = Naming.NAMED

    def former(self) -> "BoardLine":
        """The line for somebody who was found to have left."""
        return replace(self, naming=Naming.FORMER)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """The line of the member who looks at the board. ``rank``: ``None`` if they are not on it; ``pending``: points that
    are added at the end of the week; ``excluded``: by moderators."""

    score: int = 0
    rank: int | None = None
    pending: int = 0
    presence: BoardPresence = BoardPresence.SHOWN
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """The score of a line since a correction."""

    member_id: int
    reason: CorrectionReason
    score: int
    corrected_at: datetime
    naming: Naming = Naming.NAMED


@dataclass(frozen=True, slots=True)
class BoardView:
    """A board as one member sees it.

    ``starts_at`` and ``ends_at``: the time it covers, ``None`` for all time. ``week_id``: the week it shows, if it
    shows one; ``earlier`` and ``later``: the weeks beside that. ``closed``: it is a stored snapshot. ``talked_about``:
    how many different stories were noted, ``None`` if that is not counted. ``challenge``: the challenge's name, empty
    for a weekly one, ``None`` if it is not the board of a challenge.
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
    """The result of a week's challenge. ``goal``: stories to note; ``reached``: members who reached it."""

    participants: int
    reached: int
    goal: int


@dataclass(frozen=True, slots=True)
class BoardCard(PostCard):
    """The weekly post. ``unnamed``: number of first-timers who are not named."""

    week_id: int
    ends_at: datetime
    lines: tuple[BoardLine, ...]
    talked_about: int
    challenge: ChallengeOutcome | None = None
    newcomers: tuple[int, ...] = ()
    unnamed: int = 0


def ranked(scores: Mapping[int, int], naming: Mapping[int, Naming] | None = None) -> tuple[BoardLine, ...]:
    """Everybody's line, best first. Equal scores share a rank, and the next rank counts them; members without a score
    have no line.

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
    """How a member on a board is named. One who has since chosen to be absent is not named."""
    if is_tombstone(member_id) or left_at is not None:
        return Naming.FORMER
    return Naming.NAMED if presence in {None, BoardPresence.SHOWN} else Naming.ANONYMOUS


def standing_corrections(corrections: Iterable[Correction], scores: Mapping[int, int]) -> tuple[Correction, ...]:
    """The corrections to show: the last one of each member, unless it is equal to the board's own score.

    ``corrections`` are oldest first; ``scores`` are those of the board.
    """
    last = {each.member_id: each for each in corrections}
    return tuple(each for each in last.values() if each.score != scores.get(each.member_id, 0))


def month_of(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant (UTC) of the guild's month, and the first after it.

    A week belongs to the month in which it ends, because its points are settled then.
    """
    today = now.astimezone(zone).date()
    first = today.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return at_hour(first, 0, zone), at_hour(following, 0, zone)
