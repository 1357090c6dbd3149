"""What can go wrong with milestones and a member's own numbers; continues the tree of ``bot.domain.kit.errors``.

::

    UserError
    ├── MilestoneRefused      the rules of milestones say no
    ├── AmountUnreadable      the number of a milestone cannot be read
    ├── DayUnreadable         what was typed is no day
    ├── DayRefused            the numbers cannot be of that day
    └── NothingLogged         the member has logged no numbers
"""

from dataclasses import dataclass

from bot.domain.growth.growth import NumberProblem
from bot.domain.growth.milestones import ToldProblem
from bot.domain.kit.errors import Kind, UserError


class GrowthKind(Kind):
    """What of a member's growth may not be there (any more)."""

    MILESTONE = "milestone"
    """The member has no such milestone (any more)."""


@dataclass(eq=False)
class MilestoneRefused(UserError):
    """The rules of milestones refuse it: ``told_problem`` says why."""

    told_problem: ToldProblem


@dataclass(eq=False)
class AmountUnreadable(UserError):
    """The number of a milestone cannot be read: ``number_problem`` says why."""

    number_problem: NumberProblem


class DayUnreadable(UserError):
    """What was typed is no date."""


@dataclass(eq=False)
class DayRefused(UserError):
    """Numbers cannot be logged for that day: ``number_problem`` says why."""

    number_problem: NumberProblem


class NothingLogged(UserError):
    """The member has no logged numbers (any more)."""
