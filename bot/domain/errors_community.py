"""What can go wrong for a member among others; continues the tree of ``bot.domain.errors``, without words either.

::

    UserError
    ├── CommunityChannelMissing     the guild has chosen no channel for the community
    ├── OwnConnection               the member asked for a connection with themselves
    ├── IntroductionError
    │   ├── NotIntroduced           the member did not opt in to introductions
    │   ├── IntroductionUnknown     the member is in no such introduction
    │   ├── OwnBlock                the member named themselves on their block list
    │   └── BlockLimitReached       the block list is as long as one may be
    └── CallError
        ├── CallUnknown             there is no such call
        ├── CallRefused             the rules of the board say no
        └── CallDaysUnreadable      what was typed is no number of days
"""

from bot.domain.collaborations import CallProblem
from bot.domain.errors import UserError


class CommunityChannelMissing(UserError):
    """The guild has chosen no channel for the community, under which private threads could be opened."""


class OwnConnection(UserError):
    """The member asked for their connection with themselves."""


class IntroductionError(UserError):
    """Something about introductions."""


class NotIntroduced(IntroductionError):
    """The member did not opt in, or opted out again."""


class IntroductionUnknown(IntroductionError):
    """The member is in no such introduction, or not any more."""


class OwnBlock(IntroductionError):
    """One is never introduced to oneself, and need not be kept apart."""


class BlockLimitReached(IntroductionError):
    """The member's block list holds ``limit`` people, as many as one may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class CallError(UserError):
    """Something about the collaboration board."""


class CallUnknown(CallError):
    """There is no such call here, or not any more."""


class CallRefused(CallError):
    """The board's rules say no: ``call_problem`` says which."""

    def __init__(self, call_problem: CallProblem) -> None:
        super().__init__(call_problem)
        self.call_problem = call_problem


class CallDaysUnreadable(CallError):
    """What was typed as the days for which a call stands is no whole number."""
