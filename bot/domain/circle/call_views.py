"""What is shown of the collaboration board, as values; the rules are in ``bot.domain.circle.collaborations``."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.circle.collaborations import USUAL_DAYS, Call, CallState, state
from bot.domain.circle.errors import CallDaysUnreadable
from bot.domain.posting.cards import PostCard

REMIND_BEFORE = timedelta(days=2)
"""How long before its end its member is told: time to come by, and not yet forgotten."""

WORTH_REMINDING = timedelta(days=7)
"""A call that was to stand for less is not spoken of again: its member knows."""

DAYS_LIMIT = 4
"""Characters of what is typed as days."""


@dataclass(frozen=True, slots=True)
class ListedCall:
    """A call in a list, with its state, whether it can be renewed now, whether the reader has answered it, and those of
    its topics that are also the reader's."""

    call: Call
    state: CallState
    renewable: bool = False
    answered: bool = False
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallCard(PostCard):
    """The card in the private thread of a call and a member who is interested (``member_id``)."""

    call: Call
    member_id: int


def read_days(text: str) -> int:
    """The typed number of days; the usual number for an empty text.

    Raises:
        CallDaysUnreadable: it is no whole number.
    """
    bare = text.strip()
    if not bare:
        return USUAL_DAYS
    if not (bare.isascii() and bare.isdecimal()) or len(bare) > DAYS_LIMIT:
        raise CallDaysUnreadable
    return int(bare)


def to_be_reminded(call: Call, reminded_at: datetime | None, now: datetime) -> bool:
    """Whether to remind its member now that the call ends soon: once for each period for which it was posted or
    renewed."""
    return (
        reminded_at is None
        and state(call, now) is CallState.OPEN
        and call.until - now <= REMIND_BEFORE
        and call.until - call.posted_at >= WORTH_REMINDING
    )
