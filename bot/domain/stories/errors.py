"""What can go wrong with profiles, publications, topics and stories; continues the tree of ``bot.domain.kit.errors``.

::

    UserError
    ├── ProfileTaken                 somebody else in the guild has registered it
    ├── ProfileYoursAlready          the member has registered it before
    ├── ProfileLimitReached          the member has as many as one may have
    ├── PauseUnreadable              what was typed is no number of days
    ├── ProfileUnclaimed             nobody in the guild has registered it: there is nothing to prove
    ├── PublicationLimitReached      the guild follows as many publications as one may
    ├── IdentityUnproved             another writer stands behind a profile's address, and nobody proved to be that one
    ├── NotATopic                    what was typed holds neither letter nor digit
    ├── TopicNotFollowed             the member does not follow it (any more)
    ├── TopicLimitReached            the member follows as many as one may
    ├── NothingToSearchFor           what was typed holds neither letter nor digit
    ├── NotYourStory                 only its author, or who looks after the server, may say that of it
    └── CorrectionTooLate            what was to be corrected is not so (any more)
"""

from dataclasses import dataclass

from bot.domain.kit.errors import Kind, UserError


class StoriesKind(Kind):
    """What of the stories may not be there (any more)."""

    PROFILE = "profile"
    """No such profile is registered (any more)."""
    FEED = "feed"
    """The guild has no such feed (any more)."""


@dataclass(eq=False)
class ProfileTaken(UserError):
    """Another member of the guild has registered this profile."""

    member_id: int


class ProfileYoursAlready(UserError):
    """The member has registered this profile before."""


@dataclass(eq=False)
class ProfileLimitReached(UserError):
    """The member has ``limit`` profiles, as many as one may have."""

    limit: int


class PauseUnreadable(UserError):
    """A pause has to be a whole number of days, a year at the most (``bot.domain.stories.about``)."""


@dataclass(eq=False)
class ProfileUnclaimed(UserError):
    """Nobody in the guild has registered the profile at ``address``, the page a member would open."""

    address: str


class PublicationLimitReached(UserError):
    """The guild follows as many publications as one may (``bot.domain.stories.publications``)."""


@dataclass(eq=False)
class IdentityUnproved(UserError):
    """The profile of ``member_id`` is paused because another writer is behind its address; only a proof ends that."""

    member_id: int


class NotATopic(UserError):
    """What was typed holds neither letter nor digit."""


@dataclass(eq=False)
class TopicNotFollowed(UserError):
    """The member does not follow the topic (any more). ``tag`` is folded."""

    tag: str


@dataclass(eq=False)
class TopicLimitReached(UserError):
    """The member follows ``limit`` topics, as many as one may."""

    limit: int


class NothingToSearchFor(UserError):
    """What was typed holds neither letter nor digit."""


class NotYourStory(UserError):
    """The member is not the story's author here, and only the author may do this."""


class CorrectionTooLate(UserError):
    """The story cannot be corrected any more: it was announced, given up, or corrected before."""
