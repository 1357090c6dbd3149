"""The guild's week: from its chosen weekday and hour to the next, in the guild's zone. Points are counted by it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WeeklySettings:
    """A guild's choices for its weeks. ``weekday`` counts from 0, Monday; ``hour`` is of the guild's day, 0 to 23.

    ``active``: a challenge that renews itself runs every week, and its board is posted at the end. ``goal``: how many
    stories make it. ``event``: it gets a scheduled event on Discord.
    """

    active: bool = False
    weekday: int = 6
    hour: int = 18
    goal: int = 3
    event: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a guild, as stored: ``starts_at`` is in it, ``ends_at`` is not. ``closed_at``: when it was settled."""

    id: int
    guild_id: int
    starts_at: datetime
    ends_at: datetime
    closed_at: datetime | None = None
