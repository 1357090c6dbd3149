"""Scheduled events on Discord: what a challenge's event says, and the protocol for keeping it up to date."""

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
    """The phase of an event."""

    PLANNED = "planned"
    ACTIVE = "active"
    OVER = "over"
    CANCELLED = "cancelled"


LIVE = frozenset({EventPhase.PLANNED, EventPhase.ACTIVE})
"""Phases in which there is an event at all."""


@dataclass(frozen=True, slots=True)
class Event:
    """The wanted content of an event. Text is plain; a weekly challenge has no name. ``channel_id``: the channel it is
    about, ``None`` if the guild has none."""

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
    """The event is as wanted, with this id; ``None`` if there is none and none is wanted."""

    event_id: int | None


@dataclass(frozen=True, slots=True)
class EventRefused:
    """The bot lacks the permission."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It failed for a reason that may pass."""


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody deleted or cancelled the event, so it is not created again."""


Keeping = Kept | EventRefused | Failed | Removed
"""What keeping an event in step can come to."""


class EventKeeper(Protocol):
    """The interface to Discord's events; ``bot.delivery.scheduled_events`` implements it."""

    async def keep(self, event: Event, event_id: int | None) -> Keeping | None:
        """Create the event, or update it to the wanted content. Called again after a kill, it creates no second one.

        ``None``: another process is responsible for this guild.
        """
        ...


def event_of(challenge: Challenge, channel_id: int | None) -> Event:
    """The wanted event of a challenge that is announced in this channel."""
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
    """A hash of the event's content; if it differs from the stored one, Discord has to be updated."""
    return blake2b(repr(event).encode(), digest_size=16).hexdigest()
