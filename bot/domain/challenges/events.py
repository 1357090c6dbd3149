"""Scheduled events on Discord: what a challenge's event says, and the protocol by which it is kept in step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Protocol

from bot.domain.challenges.challenges import Challenge, ChallengeKind, ChallengeState

REFUSED_PAUSE = timedelta(hours=1)
"""After Discord refused it for want of a permission: moderators are shown what is missing, and need no restart."""

FAILED_PAUSE = timedelta(minutes=5)
"""After a failure that may pass. An event is no news that anybody waits for."""


class EventPhase(StrEnum):
    """Where an event is."""

    PLANNED = "planned"
    ACTIVE = "active"
    OVER = "over"
    CANCELLED = "cancelled"


LIVE = frozenset({EventPhase.PLANNED, EventPhase.ACTIVE})
"""Phases in which there is an event at all."""


@dataclass(frozen=True, slots=True)
class Event:
    """What an event is to say. Text is plain; a weekly challenge has no name. ``channel_id``: the channel it is about,
    ``None`` where the guild has none."""

    guild_id: int
    kind: ChallengeKind
    name: str
    theme: str
    goal: int
    starts_at: datetime
    ends_at: datetime
    channel_id: int | None
    phase: EventPhase


@dataclass(frozen=True, slots=True)
class Kept:
    """It is as it should be, under this id; ``None``: there is none, and there should be none."""

    event_id: int | None


@dataclass(frozen=True, slots=True)
class EventRefused:
    """The bot lacks the permission."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It may work later."""


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody deleted the event, or cancelled it: it is not made again."""


Keeping = Kept | EventRefused | Failed | Removed
"""What keeping an event in step can come to."""


class EventKeeper(Protocol):
    """The outer boundary to Discord's events. ``bot.delivery.scheduled_events`` is the real one."""

    async def keep(self, event: Event, event_id: int | None) -> Keeping | None:
        """Make the event, or make it say what it should. Called again after a kill it makes no second one.

        ``None``: another process looks after this guild.
        """
        ...


def event_of(challenge: Challenge, channel_id: int | None) -> Event:
    """The event of a challenge that is told in a channel."""
    match challenge.state:
        case _ if not challenge.event:
            phase = EventPhase.CANCELLED
        case ChallengeState.RUNNING:
            phase = EventPhase.ACTIVE
        case ChallengeState.CLOSING | ChallengeState.CLOSED:
            phase = EventPhase.OVER
        case ChallengeState.SCHEDULED:
            phase = EventPhase.PLANNED
        case _:
            phase = EventPhase.CANCELLED
    return Event(
        guild_id=challenge.guild_id,
        kind=challenge.kind,
        name=challenge.name,
        theme=challenge.theme,
        goal=challenge.goal,
        starts_at=challenge.starts_at,
        ends_at=challenge.ends_at,
        channel_id=channel_id,
        phase=phase,
    )


def said_by(event: Event) -> str:
    """A hash of all that the event says: another one, and Discord has to be told."""
    return blake2b(repr(event).encode(), digest_size=16).hexdigest()
