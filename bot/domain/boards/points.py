"""The points of a member's week. Every number that ``/challenge rules`` shows is defined here, and nowhere else.

Pure: notes and helps in, points out. Facts are processed in the order of (instant, id), so that the order in which the
bot learnt of them does not matter. Void notes, deleted notes and withdrawn helps are no facts. A help belongs to the
week in which it was given, a note to the week in which it was first written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WRITER_POINTS = 1
"""For each different writer that a member noted in the week: it pays to read widely, and nothing pays for volume."""

WRITERS_A_WEEK = 7
"""Different writers who give points in a week: one for each day. Whoever reads more has it in the journal."""

NEW_WRITER_POINTS = 1
"""On top of it for a writer who is new to the member: those who are little read gain most from it."""

NEW_AFTER = timedelta(days=90)
"""A writer whom one has not noted for a quarter is new to one again: a server of twenty has somebody new for everybody,
and nobody gains by keeping away for a week."""

HELPED_POINTS = 2
"""For a note that its story's author found helpful: as much as a new writer, for it is what the circle is for. Once for
each author and week: one accomplice adds this much and no more."""

HELPED_A_DAY = 5
"""How often an author can say "this helped me" in a day of the guild: it means something because it is not said to
everybody, and an author who reads five notes closely has had a good day."""

WAKING = timedelta(hours=16)
"""The reading times of what counts in a day cannot exceed the hours that one is awake."""

UNKNOWN_READING = timedelta(minutes=5)
"""The reading time of a story of which none is known: Medium's stories have four to seven minutes."""


class AnswerKind(StrEnum):
    """The two kinds of answers."""

    HELPED = "helped"
    """"This helped me": counts for the reader."""
    THANKS = "thanks"
    """"Thank you": kind, and counts for nothing."""


@dataclass(frozen=True, slots=True)
class NoteFact:
    """A note. ``at``: when it was first written; ``author_id``: ``None`` if the bot knows no member as the story's
    author, so that the note counts for nothing; ``minutes``: the story's reading time; ``void``: voided by a moderator.
    """

    id: int
    at: datetime
    reader_id: int
    author_id: int | None
    minutes: int | None = None
    void: bool = False

    @property
    def living(self) -> bool:
        """Whether it can count at all."""
        return not self.void and self.author_id is not None and self.author_id != self.reader_id


@dataclass(frozen=True, slots=True)
class HelpFact:
    """An author's "this helped me". ``counts``: the author was verified and not excluded; ``void``: the note was voided
    by a moderator; ``mutual``: found to be mutual when its week closed, which never changes afterwards."""

    note_id: int
    at: datetime
    reader_id: int
    author_id: int
    counts: bool = True
    void: bool = False
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class MemberWeek:
    """The numbers of a member's week. ``writers``: different writers noted, of whom ``new_writers`` are new to the
    member; ``helpful``: authors whom a note helped; ``pending``: points that are added at the end of the week, 0 once
    it is closed."""

    writers: int = 0
    new_writers: int = 0
    helpful: int = 0
    points: int = 0
    pending: int = 0


Pair = frozenset[int]
"""Two members."""


def mutual(helps: Iterable[HelpFact]) -> frozenset[Pair]:
    """The pairs of members who helped each other in a week, whether or not each help counts."""
    given = {(each.author_id, each.reader_id) for each in helps}
    return frozenset(frozenset(pair) for pair in given if pair[::-1] in given and pair[0] != pair[1])


def settled(helps: Iterable[HelpFact]) -> tuple[HelpFact, ...]:
    """The helps of a week with ``mutual`` set, as they are once the week is closed."""
    helps = tuple(helps)
    pairs = mutual(helps)
    return tuple(replace(each, mutual=frozenset({each.author_id, each.reader_id}) in pairs) for each in helps)


def week_of(
    member_id: int,
    notes: Iterable[NoteFact],
    helps: Iterable[HelpFact],
    *,
    known: Mapping[int, datetime],
    zone: ZoneInfo,
    closed: bool,
) -> MemberWeek:
    """The numbers of the week for one member.

    ``notes`` and ``helps`` are those of the week; those of other members are ignored. ``known``: when the member last
    noted each author before the week. ``zone``: the zone of the member's days. In an open week ``helpful`` and
    ``pending`` are what would be settled if it ended now.
    """
    counted = _counted([note for note in notes if note.reader_id == member_id], zone)
    new = [author for author, at in counted.items() if author not in known or known[author] <= at - NEW_AFTER]
    paid = set(list(counted)[:WRITERS_A_WEEK])
    points = WRITER_POINTS * len(paid) + NEW_WRITER_POINTS * len(paid & set(new))
    helpful = len(_helped(member_id, tuple(helps), closed=closed))
    return MemberWeek(
        writers=len(counted),
        new_writers=len(new),
        helpful=helpful,
        points=points + HELPED_POINTS * helpful if closed else points,
        pending=0 if closed else HELPED_POINTS * helpful,
    )


def _counted(notes: Iterable[NoteFact], zone: ZoneInfo) -> dict[int, datetime]:
    """The authors who count, each with the instant of the counting note, in the order of these instants."""
    read: dict[date, timedelta] = defaultdict(timedelta)
    counted: dict[int, datetime] = {}
    for note in sorted(notes, key=lambda note: (note.at, note.id)):
        if not note.living or note.author_id is None or note.author_id in counted:
            continue
        day = note.at.astimezone(zone).date()
        takes = UNKNOWN_READING if note.minutes is None else timedelta(minutes=note.minutes)
        if read[day] + takes <= WAKING:
            read[day] += takes
            counted[note.author_id] = note.at
    return counted


def _helped(member_id: int, helps: tuple[HelpFact, ...], *, closed: bool) -> set[int]:
    """The authors whose help counts for the member, without those whom the member helped in the same week."""
    pairs = frozenset() if closed else mutual(helps)
    return {
        each.author_id
        for each in helps
        if each.reader_id == member_id != each.author_id
        and each.counts
        and not each.void
        and not each.mutual
        and frozenset({each.author_id, member_id}) not in pairs
    }
