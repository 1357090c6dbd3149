"""The part of the tree of ``UserError`` that is about reading together; ``bot.domain.kit.errors`` draws the rest.

::

    UserError
    ├── NoteError
    │   ├── NoteUnknown         the member has no such note (any more)
    │   ├── DraftUnknown        the member has no such draft (any more)
    │   ├── OwnStory            the member wrote the story that they wanted to note
    │   └── NoStoryHere         the message links to no story
    ├── AnswerError
    │   ├── NoteGone            there is no such note here (any more)
    │   ├── OwnNote             the member wrote the note themselves
    │   ├── NotTheStorysAuthor  only who wrote the story answers a note about it
    │   ├── AnswersSpent        no more "this helped me" today
    │   ├── NoteNotShown        the note stands in no thread, so there is nothing to hide
    │   ├── NoteReported        the member has reported it before
    │   └── ReasonMissing       something was to be done without saying why
    ├── ChallengeError
    │   ├── ChallengeUnknown    there is no such challenge here (any more)
    │   ├── ChallengeUnclear    none was named, and there is none or more than one
    │   ├── ChallengeOver       it has ended, or was called off
    │   ├── ChallengeBegun      it runs, and cannot be changed any more
    │   ├── ChallengeNameMissing  it has no name
    │   ├── ChallengeLimitReached  the guild has as many as one may
    │   ├── RoleNeeded          it is for members with another role
    │   ├── NotTakingPart       the member does not take part in it
    │   ├── MayNotOrganise      the member may neither manage events nor the server
    │   ├── TimeUnreadable      what was typed is no time that is understood
    │   ├── TimePast            a time that is over
    │   ├── ChallengeTooShort   it ends too soon after it begins, or before
    │   ├── ChallengeTooLong    it ends too late
    │   └── ChallengeTooFar     it begins too late
    └── ModerationError
        ├── ReportSettled       a moderator has dealt with it
        ├── NoteVoidedAlready   it counts for nothing already
        ├── NoteCountsAlready   it was not voided
        ├── ExcludedAlready     the member is excluded already
        └── NotExcluded         the member is not excluded
"""

from datetime import datetime

from bot.domain.kit.errors import UserError


class NoteError(UserError):
    """Something about a member's own notes."""


class NoteUnknown(NoteError):
    """The member has no such note, or not any more."""


class DraftUnknown(NoteError):
    """The member has no such draft, or its days are over."""


class OwnStory(NoteError):
    """The member wrote the story themselves."""


class NoStoryHere(NoteError):
    """The message links to no story on Medium."""


class AnswerError(UserError):
    """Something about answering a note."""


class NoteGone(AnswerError):
    """There is no such note here, or not any more, or it is its reader's alone."""


class OwnNote(AnswerError):
    """The member wrote the note, and does not answer it."""


class NotTheStorysAuthor(AnswerError):
    """The member did not write the story that the note is about."""


class AnswersSpent(AnswerError):
    """The author has said "this helped me" ``limit`` times today; ``until`` (UTC) is when the next day begins."""

    def __init__(self, limit: int, until: datetime) -> None:
        super().__init__(limit, until)
        self.limit = limit
        self.until = until


class NoteNotShown(AnswerError):
    """The note stands in no thread, or not any more."""


class NoteReported(AnswerError):
    """The member has reported the note before."""


class ReasonMissing(AnswerError):
    """A report or a moderator's act without a word of why."""


class ModerationError(UserError):
    """Something that a moderator wanted to do."""


class ReportSettled(ModerationError):
    """A moderator has dealt with the report, or it is gone with its note."""


class NoteVoidedAlready(ModerationError):
    """The note was taken out of the counting before."""


class NoteCountsAlready(ModerationError):
    """The note was never taken out of the counting, or is in it again."""


class ExcludedAlready(ModerationError):
    """``member_id`` was taken out of the counting before."""

    def __init__(self, member_id: int) -> None:
        super().__init__(member_id)
        self.member_id = member_id


class NotExcluded(ModerationError):
    """``member_id`` is not out of the counting."""

    def __init__(self, member_id: int) -> None:
        super().__init__(member_id)
        self.member_id = member_id


class ChallengeError(UserError):
    """Something about a challenge."""


class ChallengeUnknown(ChallengeError):
    """The guild has no such challenge, or not any more."""


class ChallengeUnclear(ChallengeError):
    """Which challenge is meant was left open, and ``count`` could be: none, or more than one."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class ChallengeOver(ChallengeError):
    """The challenge has ended, or was called off."""


class ChallengeBegun(ChallengeError):
    """The challenge runs, or renews itself: it can be called off, and not changed."""


class ChallengeNameMissing(ChallengeError):
    """What was typed as its name shows nothing."""


class ChallengeLimitReached(ChallengeError):
    """The guild has ``limit`` challenges planned or running, as many as one may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class RoleNeeded(ChallengeError):
    """The challenge is for members with the role ``role_id``."""

    def __init__(self, role_id: int) -> None:
        super().__init__(role_id)
        self.role_id = role_id


class NotTakingPart(ChallengeError):
    """The member does not take part, or not any more."""


class MayNotOrganise(ChallengeError):
    """The member may neither manage events nor the server."""


class TimeUnreadable(ChallengeError):
    """What was typed (``text``, uncleaned) is no time that ``bot.domain.challenges.challenge_times`` reads."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class TimePast(ChallengeError):
    """The time is over."""


class ChallengeTooShort(ChallengeError):
    """Less than an hour would be left, or it ends before it begins."""


class ChallengeTooLong(ChallengeError):
    """It would last more than ``limit`` days."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class ChallengeTooFar(ChallengeError):
    """It would begin in more than ``limit`` days."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
