"""The map of the community: who is in conversation with whom, among members who opted in.

``map_of`` uses networkx and runs in a worker process. It determines what is drawn; the painter places the dots. A
member who opted in but is in conversation with no other such member is not on the map: a lone dot would show them as
alone.
"""

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime

from bot.domain.circle.connections import Tie, conversations
from bot.domain.circle.graphs import Pair, communities

MOST_PEOPLE = 60
"""People who are drawn one by one: as many names as can be read on a picture. Beyond, groups are drawn."""

MOST_GROUPS = 24
"""Groups that are drawn, the largest: beyond, circles and the numbers in them are too small on a phone."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """A dot. ``members``: one person, or the people of a group, those with the most conversations first. ``group``
    counts from 0, the largest first; people of one group are drawn alike."""

    members: tuple[int, ...]
    group: int


@dataclass(frozen=True, slots=True)
class MapEdge:
    """A line between two dots, given by their indexes in ``CommunityMap.nodes``, the lower one first. ``pairs``: the
    number of conversations it stands for; 1 between people."""

    one: int
    other: int
    pairs: int = 1


@dataclass(frozen=True, slots=True)
class CommunityMap:
    """What is drawn. ``by_groups``: its nodes are groups; ``people`` and ``pairs`` are the totals of the whole map;
    ``left``: the number of people in groups that are not drawn."""

    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]
    by_groups: bool
    people: int
    pairs: int
    left: int = 0


def map_of(ties: Iterable[Tie], opted_in: Set[int], now: datetime) -> CommunityMap:
    """The map of the members in ``opted_in``. ``ties`` are of notes that are not private, in any order.

    A line is a conversation (``connections.conversing``). Groups are communities by modularity
    (``bot.domain.circle.graphs.communities``).
    """
    pairs = sorted(each for each in conversations(ties, now) if opted_in >= set(each))
    groups = communities(pairs)
    people = sum(map(len, groups))
    if people > MOST_PEOPLE:
        return _by_groups(pairs, groups, people)
    place = {member: (number, group) for number, (member, group) in enumerate(_listed(groups))}
    nodes = tuple(MapNode((member,), group) for member, (_, group) in place.items())
    edges = sorted(sorted((place[one][0], place[other][0])) for one, other in pairs)
    return CommunityMap(nodes, tuple(MapEdge(one, other) for one, other in edges), False, people, len(pairs))


def _listed(groups: Iterable[tuple[int, ...]]) -> list[tuple[int, int]]:
    return [(member, number) for number, group in enumerate(groups) for member in group]


def _by_groups(pairs: list[Pair], groups: tuple[tuple[int, ...], ...], people: int) -> CommunityMap:
    drawn = groups[:MOST_GROUPS]
    group_of = dict(_listed(drawn))
    degree = Counter(member for each in pairs for member in each)
    between: Counter[Pair] = Counter()
    for one, other in pairs:
        if one in group_of and other in group_of:
            low, high = sorted((group_of[one], group_of[other]))
            if low != high:
                between[low, high] += 1
    nodes = tuple(
        MapNode(tuple(sorted(group, key=lambda member: (-degree[member], member))), number)
        for number, group in enumerate(drawn)
    )
    edges = tuple(MapEdge(one, other, count) for (one, other), count in sorted(between.items()))
    return CommunityMap(nodes, edges, True, people, len(pairs), people - len(group_of))
