"""How widely a guild reads, in measures: each with its definition, its unit and where it comes from.

They are asked of readings: who noted a story of whom, and when. What a guild is told is made of notes that others may
see (not of ``NoteVisibility.PRIVATE`` ones) and without members who hide (``visible`` comes first); what a member is
told about themselves, of all notes of their own. No measure here says what one member gave another and got from
them: reciprocity is a number about a guild of at least ``LEAST_MEMBERS``, never about two people or one, because a
balance between two is a debt, and Medium forbids arrangements that offer reads for reads
(https://policy.medium.com/medium-rules-30e5502c4eb4).

Everything is in the standard library: the process that talks to Discord asks for these numbers.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

LEAST_MEMBERS = 5
"""Members below whom a guild's reciprocity is not told. Among four, who knows two of the pairs can guess the rest; five
is the usual least cell of published statistics on people (so the UK's Office for National Statistics)."""

READER_WITHIN = timedelta(days=7)
"""How soon a story finds a reader: within the guild's week, by which everything else here is counted too."""

MOST_READ = 3
"""How many writers concentration looks at. Three is a circle of friends; an index over three (CR3) is as common as
one over four, and the smaller one says more where a member reads ten writers."""

Direction = tuple[int, int]
"""(reader, author): a directed edge."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One member noted a story of another at an instant. A note on a story without a known member as author is no
    reading."""

    reader_id: int
    author_id: int
    at: datetime
    story_id: str


@dataclass(frozen=True, slots=True)
class Written:
    """A story by a member, announced in the guild at ``at``."""

    story_id: str
    author_id: int
    at: datetime


def visible(readings: Iterable[Reading], hidden: Set[int]) -> tuple[Reading, ...]:
    """The readings whose reader and author are not hidden, without readings of one's own stories. Every measure of a
    guild is computed from these alone."""
    return tuple(
        each
        for each in readings
        if each.reader_id != each.author_id and each.reader_id not in hidden and each.author_id not in hidden
    )


def within(readings: Iterable[Reading], since: datetime, until: datetime) -> tuple[Reading, ...]:
    """The readings from ``since`` on and before ``until``."""
    return tuple(each for each in readings if since <= each.at < until)


def directions(readings: Iterable[Reading]) -> frozenset[Direction]:
    """Who read whom, each direction once, regardless of the number of stories."""
    return frozenset((each.reader_id, each.author_id) for each in readings if each.reader_id != each.author_id)


def overall_reciprocity(edges: Collection[Direction]) -> float | None:
    """The share of directed edges whose opposite is there too: 0 to 1; ``None`` where there is no edge.

    ``r = |{(a, b): (a, b) in E and (b, a) in E}| / |E|``, each edge counted once and loops left out. It does not
    change when all edges are turned round. M. E. J. Newman, "Networks" (2nd ed. 2018), section 7.10; the value of
    ``networkx.overall_reciprocity``.
    """
    known = {edge for edge in edges if edge[0] != edge[1]}
    if not known:
        return None
    return sum((author, reader) in known for reader, author in known) / len(known)


def guild_reciprocity(readings: Iterable[Reading], hidden: Set[int] = frozenset()) -> float | None:
    """``overall_reciprocity`` of those who do not hide; ``None`` where fewer than ``LEAST_MEMBERS`` of them take part.

    A member takes part who read somebody or was read.
    """
    edges = directions(visible(readings, hidden))
    if len({member for edge in edges for member in edge}) < LEAST_MEMBERS:
        return None
    return overall_reciprocity(edges)


def share_with_reader(
    stories: Iterable[Written], readings: Iterable[Reading], now: datetime, hidden: Set[int] = frozenset()
) -> float | None:
    """The share of stories that another member noted within ``READER_WITHIN`` of being announced: 0 to 1.

    Only stories whose time is over by ``now`` are counted, because the newest would lower the share; ``None`` if there
    is none. A note before the announcement (its reader found the story on Medium) counts. The measure is our own: the
    complement of a story's risk to remain unnoticed.
    """
    told = {each.story_id: each for each in stories if each.at + READER_WITHIN <= now and each.author_id not in hidden}
    found = {
        each.story_id
        for each in visible(readings, hidden)
        if each.story_id in told and each.at < told[each.story_id].at + READER_WITHIN
    }
    return len(found) / len(told) if told else None


def attention(authors: Iterable[int], readings: Iterable[Reading], hidden: Set[int] = frozenset()) -> Mapping[int, int]:
    """How many different members read each of these authors, including authors whom nobody read.

    ``authors``: those who had something to be read in that time; other authors are ignored. Different readers are
    counted and not notes, so that a friend who reads everything counts once.
    """
    readers: dict[int, set[int]] = {author: set() for author in authors if author not in hidden}
    for each in visible(readings, hidden):
        if each.author_id in readers:
            readers[each.author_id].add(each.reader_id)
    return {author: len(found) for author, found in readers.items()}


def gini(amounts: Iterable[int]) -> float | None:
    """Gini's coefficient of what is shared out: 0 (all have the same) to ``(n - 1) / n`` (one of n has everything).

    ``G = sum((2i - n - 1) * x_i) / (n * sum(x))`` over the amounts in ascending order, i from 1: half the relative
    mean difference. 0 where there is nothing to share out, since nobody has more than another; ``None`` where there
    is nobody. Amounts are not negative. C. Gini, "Variabilità e mutabilità" (1912); in this form in A. Sen, "On
    Economic Inequality" (1973), section 2.
    """
    ranked = sorted(amounts)
    if not ranked:
        return None
    if ranked[0] < 0:
        raise ValueError("amounts are counts")
    if not ranked[-1]:
        return 0.0
    count = len(ranked)
    weighted = sum((2 * rank - count - 1) * amount for rank, amount in enumerate(ranked, 1))
    return float(Fraction(weighted, count * sum(ranked)))


def attention_gini(authors: Iterable[int], readings: Iterable[Reading], hidden: Set[int] = frozenset()) -> float | None:
    """``gini`` of ``attention``; ``None`` below ``LEAST_MEMBERS`` authors, where it would be about persons."""
    amounts = attention(authors, readings, hidden)
    return gini(amounts.values()) if len(amounts) >= LEAST_MEMBERS else None


def new_connections(
    firsts: Mapping[Direction, datetime], since: datetime, until: datetime, hidden: Set[int] = frozenset()
) -> int:
    """How many directed pairs read for the first time from ``since`` on and before ``until``. ``firsts``: when each
    reader first noted each author.

    Two members who find each other count as two, because each of them met somebody new. Our own measure, as on the
    board ``Board.CONNECTIONS``.
    """
    return sum(
        since <= at < until and reader not in hidden and author not in hidden for (reader, author), at in firsts.items()
    )


def new_connections_of(member_id: int, firsts: Mapping[Direction, datetime], since: datetime, until: datetime) -> int:
    """How many writers the member read for the first time in that time. Shown to that member only."""
    return sum(reader == member_id and since <= at < until for (reader, _), at in firsts.items())


def breadth(member_id: int, readings: Iterable[Reading]) -> int:
    """How many different writers the member read (species richness, the simplest measure of diversity). For the
    member's own eyes."""
    return len(_noted(member_id, readings))


def concentration(member_id: int, readings: Iterable[Reading]) -> float | None:
    """The share of the member's notes that went to the ``MOST_READ`` writers they read most: above 0, at most 1.

    ``CR3 = (n_1 + n_2 + n_3) / n``, n_i the notes on the i-th most read writer; with k writers it is at least
    ``min(3, k) / k``. ``None`` where the member read nobody. The concentration ratio of industrial economics (B.
    Curry, K. D. George, "Industrial concentration: a survey", J. Industrial Economics 31 (1983)). For the member's
    own eyes.
    """
    noted = _noted(member_id, readings)
    if not noted:
        return None
    return sum(count for _, count in noted.most_common(MOST_READ)) / noted.total()


def _noted(member_id: int, readings: Iterable[Reading]) -> Counter[int]:
    """How many different stories of each writer the member noted."""
    stories = {
        (each.author_id, each.story_id)
        for each in readings
        if each.reader_id == member_id and each.author_id != member_id
    }
    return Counter(author for author, _ in stories)
