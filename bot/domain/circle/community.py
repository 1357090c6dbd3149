"""What members are shown of their community: the map, and how narrow its circles are."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.circle.community_map import CommunityMap


@dataclass(frozen=True, slots=True)
class MapView:
    """The map as one member sees it. ``names``: those of everybody on it, from their profiles; ``on_it``: whether the
    member chose to be on it; ``willing``: how many did."""

    drawn: CommunityMap
    names: Mapping[int, str]
    on_it: bool
    willing: int


@dataclass(frozen=True, slots=True)
class CommunityHealth:
    """What moderators are told about narrow circles: how many there are, and nothing else."""

    narrow_groups: int
