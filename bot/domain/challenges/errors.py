"""What can go wrong with challenges; continues the tree of ``bot.domain.kit.errors``.

::

    UserError
    ├── ChallengeUnclear           none was named, and there is none or more than one
    ├── ChallengeOver              it has ended, or was called off
    ├── ChallengeBegun             it runs, and cannot be changed any more
    ├── ChallengeNameMissing       it has no name
    ├── ChallengeLimitReached      the guild has as many as one may
    ├── RoleNeeded                 it is for members with another role
    ├── NotTakingPart              the member does not take part in it
    ├── TimeUnreadable             what was typed is no time that is understood
    ├── TimePast                   a time that is over
    ├── ChallengeTooShort          it ends too soon after it begins, or before
    ├── ChallengeTooLong           it ends too late
    └── ChallengeTooFar            it begins too late
"""

from dataclasses import dataclass

from bot.domain.kit.errors import Kind, UserError


class ChallengesKind(Kind):
    """What of the challenges may not be there (any more)."""

    CHALLENGE = "challenge"
    """The guild has no such challenge (any more)."""


@dataclass(eq=False)
class ChallengeUnclear(UserError):
    """Which challenge is meant was left open, and ``count`` could be: none, or more than one."""

    count: int


class ChallengeOver(UserError):
    """The challenge has ended, or was called off."""


class ChallengeBegun(UserError):
    """The challenge runs, or renews itself: it can be called off, and not changed."""


class ChallengeNameMissing(UserError):
    """What was typed as its name shows nothing."""


@dataclass(eq=False)
class ChallengeLimitReached(UserError):
    """The guild has ``limit`` challenges planned or running, as many as one may."""

    limit: int


@dataclass(eq=False)
class RoleNeeded(UserError):
    """The challenge is for members with the role ``role_id``."""

    role_id: int


class NotTakingPart(UserError):
    """The member does not take part, or not any more."""


@dataclass(eq=False)
class TimeUnreadable(UserError):
    """What was typed (``text``, uncleaned) is no time that ``bot.domain.challenges.challenge_times`` reads."""

    text: str


class TimePast(UserError):
    """The time is over."""


class ChallengeTooShort(UserError):
    """Less than an hour would be left, or it ends before it begins."""


@dataclass(eq=False)
class ChallengeTooLong(UserError):
    """It would last more than ``limit`` days."""

    limit: int


@dataclass(eq=False)
class ChallengeTooFar(UserError):
    """It would begin in more than ``limit`` days."""

    limit: int
