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

from bot.domain.kit.errors import Kind, UserError


class ChallengesKind(Kind):
    """What of the challenges may not be there (any more)."""

    CHALLENGE = "challenge"
    """The guild has no such challenge (any more)."""


class ChallengeUnclear(UserError):
    """Which challenge is meant was left open, and ``count`` could be: none, or more than one."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class ChallengeOver(UserError):
    """The challenge has ended, or was called off."""


class ChallengeBegun(UserError):
    """The challenge runs, or renews itself: it can be called off, and not changed."""


class ChallengeNameMissing(UserError):
    """What was typed as its name shows nothing."""


class ChallengeLimitReached(UserError):
    """The guild has ``limit`` challenges planned or running, as many as one may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class RoleNeeded(UserError):
    """The challenge is for members with the role ``role_id``."""

    def __init__(self, role_id: int) -> None:
        super().__init__(role_id)
        self.role_id = role_id


class NotTakingPart(UserError):
    """The member does not take part, or not any more."""


class TimeUnreadable(UserError):
    """What was typed (``text``, uncleaned) is no time that ``bot.domain.challenges.challenge_times`` reads."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class TimePast(UserError):
    """The time is over."""


class ChallengeTooShort(UserError):
    """Less than an hour would be left, or it ends before it begins."""


class ChallengeTooLong(UserError):
    """It would last more than ``limit`` days."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class ChallengeTooFar(UserError):
    """It would begin in more than ``limit`` days."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
