"""What a member can do something about: one tree, carrying codes and typed values, never words.

::

    UserError
    ├── AddressError
    │   ├── NotAnAddress        what was pasted is no web address and no handle
    │   ├── NotAProfile         an address, but of something else (``AddressKind`` says what)
    │   ├── NotAStory           an address, but not of a story
    │   └── NotAPublication     an address, but not of a publication
    ├── FeedError
    │   ├── FeedMissing         Medium says there is no such feed
    │   ├── FeedLater           Medium asks for patience; ``until`` says how long
    │   ├── FeedRefused         the address may not be dialled
    │   ├── FeedUnreadable      what came is no feed, or not one made by Medium
    │   ├── FetchInFlight       the member's previous fetch has not come back yet
    │   └── FetchAllowanceSpent the member's fetches of this hour are used up
    ├── ProfileError
    │   ├── ProfileTaken        somebody else in the guild has registered it
    │   ├── ProfileYoursAlready the member has registered it before
    │   ├── ProfileLimitReached the member has as many as one may have
    │   ├── PauseUnreadable     what was typed is no number of days
    │   ├── ProfileUnclaimed    nobody in the guild has registered it: there is nothing to prove
    │   └── ProfileUnknown      there is no such profile (any more)
    ├── SetupError
    │   ├── GuildOnly           the command was used outside a server
    │   ├── MayNotManage        the member lacks a permission on Discord
    │   ├── ChannelUnusable     the bot lacks permissions in the channel
    │   ├── FeedNotHere         the guild has no such feed
    │   ├── PublicationLimitReached  the guild follows as many publications as one may
    │   ├── IdentityUnproved    another writer stands behind a profile's address, and nobody proved to be that one
    │   ├── ZoneUnknown         no such IANA time zone
    │   ├── RoleUnmentionable   the bot may not mention the role
    │   ├── RouteIncomplete     a route that says neither which tag nor whose stories
    │   └── RouteUnknown        there is no such route (any more)
    ├── TopicError
    │   ├── NotATopic           what was typed holds neither letter nor digit
    │   ├── TopicNotFollowed    the member does not follow it (any more)
    │   └── TopicLimitReached   the member follows as many as one may
    ├── StoryError
    │   ├── NothingToSearchFor  what was typed holds neither letter nor digit
    │   ├── NotYourStory        only its author, or who looks after the server, may say that of it
    │   └── CorrectionTooLate   what was to be corrected is not so (any more)
    └── CardOutdated            the button belongs to something that is gone

``bot.ui.kit.errors`` turns each class into a sentence and a next step; a test walks this tree and fails on a class
without words.
"""

from datetime import datetime
from enum import StrEnum


class UserError(Exception):
    """Something the member can understand and mend. The subclasses carry the values that the words need."""


class AddressKind(StrEnum):
    """What an address is, when it is not the address of a profile."""

    OWN_PAGE = "own_page"
    """A page about oneself that every reader shares: ``/me``, ``/new-story``, ``/plans``, ``/membership``."""
    SEARCH = "search"
    """Medium's search."""
    SHORT_LINK = "short_link"
    """``link.medium.com/...``: opaque without asking Medium."""
    TAG = "tag"
    """A tag's page or feed: no single writer."""
    APP = "app"
    """Any other page of Medium's own, such as ``/m/signin``."""
    STORY_WITHOUT_AUTHOR = "story_without_author"
    """``medium.com/p/<id>``, ``medium.com/publication/...``: a story whose address does not name its author."""
    PUBLICATION = "publication"
    """A publication's page, tag or feed: no single writer."""
    OTHER_SITE = "other_site"
    """A site that is known not to be Medium."""


class AddressError(UserError):
    """What was pasted leads nowhere useful. ``text`` is what the member typed, uncleaned."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotAnAddress(AddressError):
    """No web address and no handle."""


class NotAProfile(AddressError):
    """An address of something other than a profile."""

    def __init__(self, text: str, kind: AddressKind) -> None:
        super().__init__(text)
        self.kind = kind


class NotAStory(AddressError):
    """An address of something other than a story."""


class NotAPublication(AddressError):
    """An address of something other than a publication."""


class FeedError(UserError):
    """The feed could not be read. ``address`` is the page a member would open."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class FeedMissing(FeedError):
    """Medium answered that there is nothing there (404, 410)."""


class FeedLater(FeedError):
    """Medium asks to wait, or did not answer. ``until`` is the instant (UTC) from which a try makes sense."""

    def __init__(self, address: str, until: datetime) -> None:
        super().__init__(address)
        self.until = until


class FeedRefused(FeedError):
    """The address leads to a place that may not be dialled, such as a private network."""


class FeedUnreadable(FeedError):
    """What came is no feed, or a feed that Medium did not make."""


class FetchInFlight(UserError):
    """The member's previous fetch is still under way."""


class FetchAllowanceSpent(UserError):
    """The member has used up this hour's fetches; ``until`` (UTC) is when the next one is free."""

    def __init__(self, limit: int, until: datetime) -> None:
        super().__init__(limit, until)
        self.limit = limit
        self.until = until


class ProfileError(UserError):
    """Something about registering a profile."""


class ProfileTaken(ProfileError):
    """Another member of the guild has registered this profile."""

    def __init__(self, member_id: int) -> None:
        super().__init__(member_id)
        self.member_id = member_id


class ProfileYoursAlready(ProfileError):
    """The member has registered this profile before."""


class ProfileLimitReached(ProfileError):
    """The member has ``limit`` profiles, as many as one may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class ProfileUnknown(ProfileError):
    """There is no such profile, or no longer."""


class PauseUnreadable(ProfileError):
    """A pause has to be a whole number of days, a year at the most (``bot.domain.stories.about``)."""


class ProfileUnclaimed(ProfileError):
    """Nobody in the guild has registered the profile at ``address``, the page a member would open."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class SetupError(UserError):
    """Something about the server's own settings."""


class GuildOnly(SetupError):
    """The command makes sense in a server only."""


class MayNotManage(SetupError):
    """The member lacks ``permissions`` (discord.py's names) in the server."""

    def __init__(self, permissions: tuple[str, ...]) -> None:
        super().__init__(permissions)
        self.permissions = permissions


class ChannelUnusable(SetupError):
    """The bot lacks ``missing`` (discord.py's names) in the channel."""

    def __init__(self, channel_id: int, missing: tuple[str, ...]) -> None:
        super().__init__(channel_id, missing)
        self.channel_id = channel_id
        self.missing = missing


class FeedNotHere(SetupError):
    """The guild has no such feed, or not any more."""


class PublicationLimitReached(SetupError):
    """The guild follows as many publications as one may (``bot.domain.stories.publications``)."""


class IdentityUnproved(SetupError):
    """The profile of ``member_id`` is paused since another writer stands behind its address: only a proof ends that."""

    def __init__(self, member_id: int) -> None:
        super().__init__(member_id)
        self.member_id = member_id


class ZoneUnknown(SetupError):
    """No such IANA zone. ``nearest`` are the names that come closest, best first."""

    def __init__(self, text: str, nearest: tuple[str, ...]) -> None:
        super().__init__(text, nearest)
        self.text = text
        self.nearest = nearest


class TopicError(UserError):
    """Something about the topics that a member follows."""


class NotATopic(TopicError):
    """What was typed holds neither letter nor digit."""


class TopicNotFollowed(TopicError):
    """The member does not follow the topic, or no longer. ``tag`` is folded."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class TopicLimitReached(TopicError):
    """The member follows ``limit`` topics, as many as one may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class StoryError(UserError):
    """Something about a story that the bot knows."""


class NothingToSearchFor(StoryError):
    """What was typed holds neither letter nor digit."""


class NotYourStory(StoryError):
    """The member is not the story's author here, and what they want is not for others to say."""


class CorrectionTooLate(StoryError):
    """The story is past the point at which this could be said: announced, given up, or corrected before."""


class RoleUnmentionable(SetupError):
    """The role cannot be mentioned by everybody, and the bot lacks the permission to mention it all the same."""

    def __init__(self, role_id: int) -> None:
        super().__init__(role_id)
        self.role_id = role_id


class RouteIncomplete(SetupError):
    """A route that says neither which tag nor whose stories."""


class RouteUnknown(SetupError):
    """There is no such route, or no longer."""


class CardOutdated(UserError):
    """A button of a card whose subject is gone."""
