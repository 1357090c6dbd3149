"""The journal of who reads whom, as one member sees it.

What is not here, and why. Medium forbids trading in account interactions and arrangements that offer more of them
(https://policy.medium.com/medium-rules-30e5502c4eb4): the problem is the exchange. So a connection carries dates and no
counts, no balance of given against received can be made from it, nothing sorts or filters by one side's silence, and
nothing says "has not read you back": nobody owes a read. Dates of both sides are shown because a journal remembers.

A member's own private notes are theirs to see and nobody else's. So the two directions come from different questions:
``mine`` is everything that the member noted, ``theirs`` only what others noted where the member may see it
(``NoteVisibility.THREAD`` and ``AUTHOR``). Where others look (the map, introductions, a guild's numbers), both
directions are of notes that are not private.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.circle.graphs import Pair, pair
from bot.domain.text.text import fold

CONVERSATION = timedelta(days=90)
"""Two are in conversation when each noted a story of the other within this time: a quarter, in which somebody who
writes once a month has had three stories to be found by."""

LONGEST_QUIET = timedelta(days=365)
"""After a year of silence on both sides nobody is suggested any more: they went separate ways, and that is fine."""

MOST_SUGGESTED = 3
"""People that are suggested at once. More would read like a list of things to do."""

REMARK_LIMIT = 500
"""Characters of a private remark on somebody: a paragraph."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One direction of reading, as stored: ``reader_id`` noted ``notes`` stories of ``author_id``, and ``helpful`` of
    these notes helped."""

    reader_id: int
    author_id: int
    first_at: datetime
    last_at: datetime
    notes: int = 1
    helpful: int = 0


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A member's connection with another, as their journal shows it: dates, never counts.

    ``since`` and ``last``: the first and the latest note of either. ``noted_by_me`` and ``noted_by_them``: the latest
    note of each, ``None`` if there is none. ``helped``: whether a note of either helped the other.
    """

    member_id: int
    since: datetime
    last: datetime
    noted_by_me: datetime | None
    noted_by_them: datetime | None
    helped: bool
    in_conversation: bool


class JournalOrder(StrEnum):
    """How the journal is sorted. There is deliberately no order by who gave more."""

    LAST = "last"
    """The latest first."""
    NAME = "name"


class Show(StrEnum):
    """Which connections the journal shows. Each filter is about something that happened, none about something that did
    not."""

    ALL = "all"
    IN_CONVERSATION = "in_conversation"
    READ_BY_ME = "read_by_me"
    READ_ME = "read_me"
    HELPED = "helped"


def conversing(one: datetime | None, other: datetime | None, now: datetime) -> bool:
    """Whether two members are in conversation, given the latest note of each on the other. The result is symmetric."""
    return one is not None and other is not None and min(one, other) > now - CONVERSATION


def conversations(ties: Iterable[Tie], now: datetime) -> frozenset[Pair]:
    """The pairs that are in conversation. ``ties`` are of notes that are not private."""
    last = {(tie.reader_id, tie.author_id): tie.last_at for tie in ties if tie.reader_id != tie.author_id}
    return frozenset(
        pair(reader, author) for (reader, author), at in last.items() if conversing(at, last.get((author, reader)), now)
    )


def journal(member_id: int, mine: Iterable[Tie], theirs: Iterable[Tie], now: datetime) -> tuple[Acquaintance, ...]:
    """Everybody whom the member read or who read them, by id; ``arrange`` sorts them.

    ``mine``: ties whose reader is the member; ``theirs``: ties whose author is. Other ties are ignored.
    """
    given = {tie.author_id: tie for tie in mine if tie.reader_id == member_id != tie.author_id}
    got = {tie.reader_id: tie for tie in theirs if tie.author_id == member_id != tie.reader_id}
    return tuple(_connection(other, given.get(other), got.get(other), now) for other in sorted(given.keys() | got))


def _connection(other: int, mine: Tie | None, theirs: Tie | None, now: datetime) -> Acquaintance:
    both = [tie for tie in (mine, theirs) if tie is not None]
    by_me, by_them = (mine.last_at if mine else None), (theirs.last_at if theirs else None)
    return Acquaintance(
        member_id=other,
        since=min(tie.first_at for tie in both),
        last=max(tie.last_at for tie in both),
        noted_by_me=by_me,
        noted_by_them=by_them,
        helped=any(tie.helpful > 0 for tie in both),
        in_conversation=conversing(by_me, by_them, now),
    )


def shown(connection: Acquaintance, show: Show) -> bool:
    """Whether the journal shows the connection under this filter."""
    match show:
        case Show.ALL:
            return True
        case Show.IN_CONVERSATION:
            return connection.in_conversation
        case Show.READ_BY_ME:
            return connection.noted_by_me is not None
        case Show.READ_ME:
            return connection.noted_by_them is not None
        case Show.HELPED:
            return connection.helped


def arrange(
    connections: Iterable[Acquaintance],
    names: Mapping[int, str],
    order: JournalOrder = JournalOrder.LAST,
    show: Show = Show.ALL,
) -> tuple[Acquaintance, ...]:
    """The connections that the filter shows, the latest first or by name, ignoring case. Missing names come last; ties
    are broken by id."""
    wanted = [each for each in connections if shown(each, show)]
    if order is JournalOrder.NAME:
        return tuple(sorted(wanted, key=lambda each: (*_name_key(names.get(each.member_id)), each.member_id)))
    return tuple(sorted(wanted, key=lambda each: (-each.last.timestamp(), each.member_id)))


def _name_key(name: str | None) -> tuple[bool, str]:
    folded = fold(name or "")
    return not folded, folded


def quiet(
    member_id: int,
    mine: Iterable[Tie],
    theirs: Iterable[Tie],
    now: datetime,
    dismissed: Mapping[int, datetime] | None = None,
) -> tuple[int, ...]:
    """People with whom the member used to be in conversation and who have gone quiet: at most ``MOST_SUGGESTED``, the
    latest first.

    Both sides must have been quiet for ``CONVERSATION`` but not yet for ``LONGEST_QUIET``: if one were still reading,
    the suggestion would reveal to the other that they did not. That there was a conversation is concluded from the
    first and last notes only (one of each side within ``CONVERSATION`` of each other), which can miss a conversation
    but never invents one. ``dismissed``: when a suggestion was dismissed; it is not repeated until there is a note
    after that.
    """
    given = {tie.author_id: tie for tie in mine if tie.reader_id == member_id != tie.author_id}
    got = {tie.reader_id: tie for tie in theirs if tie.author_id == member_id != tie.reader_id}
    found = []
    for other in given.keys() & got.keys():
        last = max(given[other].last_at, got[other].last_at)
        silenced = (dismissed or {}).get(other)
        if (
            CONVERSATION <= now - last < LONGEST_QUIET
            and _conversed(given[other], got[other])
            and (silenced is None or silenced < last)
        ):
            found.append((-last.timestamp(), other))
    return tuple(other for _, other in sorted(found)[:MOST_SUGGESTED])


def _conversed(one: Tie, other: Tie) -> bool:
    return any(
        abs(mine - theirs) < CONVERSATION
        for mine in (one.first_at, one.last_at)
        for theirs in (other.first_at, other.last_at)
    )
