"""Care for members' accounts: a private word to somebody whose reading has narrowed to a few people.

Medium suspends Partner Program accounts when the majority of their engagement comes from a small repeating set of
people (https://policy.medium.com/medium-partner-program-terms-fcfe9cf777b8). A member cannot see this happen to them;
the bot can, as far as notes show it. It says so once, in private, with new voices to try. Moderators learn only how
many such groups there are: a count is enough to act upon (a theme, a spotlight), and names would make friends into
suspects. Nobody is punished for it, no points are lost.
"""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from hashlib import blake2b

from bot.domain.circle.graphs import components, pair
from bot.domain.circle.reciprocity import MOST_READ, Reading, within

LOOKED_AT = timedelta(weeks=4)
"""How far back reading is looked at: about the month over which Medium pays, and long enough for a habit to show."""

LEAST_NOTES = 8
"""Notes in that time below which nothing is said: two a week. Three writers can be the whole of a quiet month."""

MOST = Fraction(1, 2)
"""The share of a member's notes between the same few people that is too much when it is exceeded. Medium's word is
"the majority", and what we count is a part of it at best, so we do not wait for more."""

LEAST_BACK = 2
"""Notes that one of the few must have written back in that time: one is courtesy, two begin to repeat."""

HINT_EVERY = timedelta(weeks=8)
"""How long there is silence after a hint: twice what is looked at, so that no note is held against somebody twice."""

VOICES = 3
"""New voices that a hint suggests: as many as a day's reading plan."""


@dataclass(frozen=True, slots=True)
class CareHint:
    """A hint to one member: ``notes`` of their ``of`` notes were on stories of ``the_few``; ``voices``: writers to
    try."""

    member_id: int
    notes: int
    of: int
    voices: tuple[int, ...]


def lately(readings: Iterable[Reading], now: datetime) -> tuple[Reading, ...]:
    """The readings of the last ``LOOKED_AT``, by which members are judged."""
    return within(readings, now - LOOKED_AT, now)


def the_few(member_id: int, readings: Iterable[Reading]) -> tuple[tuple[int, int], ...]:
    """(writer, notes) of the writers with whom the member's reading is mutual, most read first, at most ``MOST_READ``.

    Mutual: each noted at least ``LEAST_BACK`` different stories of the other. ``readings`` are those of ``lately``.
    """
    given, got = _between(member_id, readings)
    mutual = [(writer, notes) for writer, notes in given.items() if notes >= LEAST_BACK and got[writer] >= LEAST_BACK]
    return tuple(sorted(mutual, key=lambda each: (-each[1], each[0]))[:MOST_READ])


def narrowed(member_id: int, readings: Iterable[Reading]) -> bool:
    """Whether most of the member's reading is mutual reading with a few people.

    That is: at least ``LEAST_NOTES`` notes, of which more than the share ``MOST`` are on stories of ``the_few``.
    ``readings`` are those of ``lately``.
    """
    kept = tuple(readings)
    given, _ = _between(member_id, kept)
    inside = sum(notes for _, notes in the_few(member_id, kept))
    return given.total() >= LEAST_NOTES and inside > MOST * given.total()


def _between(member_id: int, readings: Iterable[Reading]) -> tuple[Counter[int], Counter[int]]:
    """(writers whom the member noted, readers who noted the member), counted by different stories."""
    given: set[tuple[int, str]] = set()
    got: set[tuple[int, str]] = set()
    for each in readings:
        if each.reader_id != each.author_id:
            if each.reader_id == member_id:
                given.add((each.author_id, each.story_id))
            elif each.author_id == member_id:
                got.add((each.reader_id, each.story_id))
    return Counter(other for other, _ in given), Counter(other for other, _ in got)


def new_voices(
    member_id: int, readings: Iterable[Reading], writers: Iterable[int], hidden: Set[int] = frozenset()
) -> tuple[int, ...]:
    """Up to ``VOICES`` of ``writers`` (who have something new to read) whom the member did not note in these readings.

    Those with the fewest different readers come first. Ties are broken in an order that differs between members but is
    always the same for one member, so that not everybody is sent to the same three.
    """
    kept = tuple(readings)
    noted = {each.author_id for each in kept if each.reader_id == member_id}
    readers = Counter(author for _, author in {(each.reader_id, each.author_id) for each in kept})
    fresh = set(writers) - noted - hidden - {member_id}
    return tuple(sorted(fresh, key=lambda writer: (readers[writer], _turn(member_id, writer), writer))[:VOICES])


def _turn(member_id: int, writer: int) -> bytes:
    return blake2b(f"{member_id}/{writer}".encode(), digest_size=8).digest()


def hint(
    member_id: int,
    readings: Iterable[Reading],
    writers: Iterable[int],
    now: datetime,
    *,
    hidden: Set[int] = frozenset(),
) -> CareHint | None:
    """The hint that the member is due, or ``None``.

    ``readings`` include the member's private notes, because the hint is for them alone. Without a new writer to name
    there is no hint: it would be a reproach without a way out. ``hidden`` members are not named.
    """
    recent = lately(readings, now)
    if not narrowed(member_id, recent):
        return None
    voices = new_voices(member_id, recent, writers, hidden)
    if not voices:
        return None
    few = the_few(member_id, recent)
    given, _ = _between(member_id, recent)
    return CareHint(member_id, sum(notes for _, notes in few), given.total(), voices)


def narrow_groups(readings: Iterable[Reading], now: datetime) -> int:
    """The number of groups whose members read mostly each other, which is all that moderators are told.

    A group is a connected component of pairs in which the reading of both has narrowed and each is one of the other's
    few.
    """
    recent = lately(readings, now)
    few = {
        member: {writer for writer, _ in the_few(member, recent)}
        for member in {each.reader_id for each in recent}
        if narrowed(member, recent)
    }
    edges = {pair(one, other) for one in few for other in few[one] if one in few.get(other, ())}
    return len(components(edges))
