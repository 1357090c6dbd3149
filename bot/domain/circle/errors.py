"""What can go wrong for a member among others; continues the tree of ``bot.domain.kit.errors``, without words either.

::

    UserError
    ├── CommunityChannelMissing     the guild has chosen no channel for the community
    ├── ReportMissing               there is no report of that month
    ├── TookTooLong                 what takes some thought could not be thought out in time
    ├── OwnConnection               the member asked for a connection with themselves
    ├── IntroductionError
    │   ├── NotIntroduced           the member did not opt in to introductions
    │   ├── IntroductionUnknown     the member is in no such introduction
    │   ├── OwnBlock                the member named themselves on their block list
    │   └── BlockLimitReached       the block list is as long as one may be
    ├── CallError
    │   ├── CallUnknown             there is no such call
    │   ├── CallRefused             the rules of the board say no
    │   └── CallDaysUnreadable      what was typed is no number of days
    ├── MilestoneError
    │   ├── MilestoneUnknown        the member has no such milestone
    │   ├── MilestoneRefused        the rules of milestones say no
    │   └── AmountUnreadable        the number of a milestone cannot be read
    └── GrowthError
        ├── DayUnreadable           what was typed is no day
        ├── DayRefused              the numbers cannot be of that day
        └── NothingLogged           the member has logged no numbers
"""

from bot.domain.circle.collaborations import CallProblem
from bot.domain.growth.growth import NumberProblem
from bot.domain.growth.milestones import ToldProblem
from bot.domain.kit.errors import UserError


class CommunityChannelMissing(UserError):
    """The guild has chosen no channel for the community, under which private threads could be opened."""


class OwnConnection(UserError):
    """The member asked for their connection with themselves."""


class ReportMissing(UserError):
    """The guild has no monthly report, or none of the month that was asked for."""


class TookTooLong(UserError):
    """What takes some thought, such as the community's map, could not be thought out in time."""


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


class MilestoneError(UserError):
    """Something about milestones."""


class MilestoneUnknown(MilestoneError):
    """The member has no such milestone, or not any more."""


class MilestoneRefused(MilestoneError):
    """The rules of milestones say no: ``told_problem`` says which."""

    def __init__(self, told_problem: ToldProblem) -> None:
        super().__init__(told_problem)
        self.told_problem = told_problem


class AmountUnreadable(MilestoneError):
    """The number of a milestone cannot be read: ``number_problem`` says why."""

    def __init__(self, number_problem: NumberProblem) -> None:
        super().__init__(number_problem)
        self.number_problem = number_problem


class GrowthError(UserError):
    """Something about a member's own numbers."""


class DayUnreadable(GrowthError):
    """What was typed is no day."""


class DayRefused(GrowthError):
    """The numbers cannot be of that day: ``number_problem`` says why."""

    def __init__(self, number_problem: NumberProblem) -> None:
        super().__init__(number_problem)
        self.number_problem = number_problem


class NothingLogged(GrowthError):
    """The member has logged no numbers, or none any more."""
