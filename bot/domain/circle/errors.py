"""What can go wrong for a member among others; continues the tree of ``bot.domain.kit.errors``.

::

    UserError
    ├── CommunityChannelMissing      the guild has chosen no channel for the community
    ├── OwnConnection                the member asked for a connection with themselves
    ├── ReportMissing                there is no report of that month
    ├── TookTooLong                  what takes some thought could not be thought out in time
    ├── NotIntroduced                the member did not opt in to introductions
    ├── OwnBlock                     the member named themselves on their block list
    ├── BlockLimitReached            the block list is as long as one may be
    ├── CallRefused                  the rules of the board say no
    └── CallDaysUnreadable           what was typed is no number of days
"""

from dataclasses import dataclass

from bot.domain.circle.collaborations import CallProblem
from bot.domain.kit.errors import Kind, UserError


class CircleKind(Kind):
    """What of the circle may not be there (any more)."""

    CALL = "call"
    """There is no such call here (any more)."""
    INTRODUCTION = "introduction"
    """The member is in no such introduction (any more)."""


class CommunityChannelMissing(UserError):
    """The guild has chosen no channel for the community, under which private threads could be opened."""


class OwnConnection(UserError):
    """The member asked for their connection with themselves."""


class ReportMissing(UserError):
    """The guild has no monthly report, or none of the month that was asked for."""


class TookTooLong(UserError):
    """A heavy computation, such as the community's map, did not finish in time."""


class NotIntroduced(UserError):
    """The member did not opt in, or opted out again."""


class OwnBlock(UserError):
    """The member put themselves on their block list."""


@dataclass(eq=False)
class BlockLimitReached(UserError):
    """The member's block list holds ``limit`` people, as many as one may."""

    limit: int


@dataclass(eq=False)
class CallRefused(UserError):
    """The board's rules refuse it: ``call_problem`` says why."""

    call_problem: CallProblem


class CallDaysUnreadable(UserError):
    """The typed number of days of a call is no whole number."""
