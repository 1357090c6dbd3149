"""The community as members see it (the map), and as moderators do (the number of narrow circles)."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.circle.community_map import CommunityMap


@dataclass(frozen=True, slots=True)
class MapView:
    """The map as one member sees it. ``names``: the names of everybody on it, from their profiles; ``on_it``: whether
    the member opted in; ``willing``: how many members did."""

    drawn: CommunityMap
    names: Mapping[int, str]
    on_it: bool
    willing: int


@dataclass(frozen=True, slots=True)
class CommunityHealth:
    """What moderators are told about narrow circles: their number, and nothing else."""

    narrow_groups: int
