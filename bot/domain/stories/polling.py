"""The result of one poll, reported to whoever observes it: the log, the demo, a test."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.feeds.feed import LaterReason, OutcomeCode
from bot.domain.feeds.schedule import MEDIUM_CACHE
from bot.domain.stories.stories import Decision

POLL_LEASE = timedelta(minutes=10)
"""How long a feed that was taken up is left alone by others: longer than the slowest fetch and parse together."""

UNWANTED_WAIT = MEDIUM_CACHE
"""When it is looked again whether somebody wants a feed that nobody did when it was due."""

POLL_BATCH = 50
"""How many feeds one turn of the loop asks for at most, so that stopping and logging come round."""


CLAIM_AHEAD = timedelta(seconds=20)
"""For how long the lane may be taken up in advance. Claiming and writing down together costs a tenth of doing so for
each feed; what is claimed is asked for soon, and after a kill it is late by the lease at the most."""


def claims_at_once(gap: timedelta) -> int:
    """How many feeds to claim at once for a lane with this gap."""
    return max(1, min(POLL_BATCH, CLAIM_AHEAD // gap)) if gap else POLL_BATCH


@dataclass(frozen=True, slots=True)
class GuildDecision:
    """A decision on a story, and the guild for which it was made."""

    guild_id: int
    title: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Polled:
    """The result of one feed's poll, and the decisions on stories that were new to a guild."""

    key: str
    code: OutcomeCode
    later: LaterReason | None = None
    decisions: tuple[GuildDecision, ...] = ()
    edited: tuple[str, ...] = ()
