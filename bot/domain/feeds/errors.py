"""What can go wrong with an address or with a feed; continues the tree of ``bot.domain.kit.errors``.

::

    UserError
    ├── AddressError
    │   ├── NotAnAddress         what was pasted is no web address and no handle
    │   ├── NotAProfile          an address, but of something else (``AddressKind`` says what)
    │   ├── NotAStory            an address, but not of a story
    │   └── NotAPublication      an address, but not of a publication
    ├── FeedError
    │   ├── FeedMissing          Medium says there is no such feed
    │   ├── FeedLater            Medium asks for patience; ``until`` says how long
    │   ├── FeedRefused          the address may not be dialled
    │   └── FeedUnreadable       what came is no feed, or not one made by Medium
    ├── FetchInFlight            the member's previous fetch has not come back yet
    └── FetchAllowanceSpent      the member's fetches of this hour are used up
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.kit.errors import UserError


class AddressKind(StrEnum):
    """What an address leads to, if it is not a profile."""

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


@dataclass(eq=False)
class AddressError(UserError):
    """The pasted text cannot be used. ``text`` is what the member typed, uncleaned."""

    text: str


class NotAnAddress(AddressError):
    """No web address and no handle."""


@dataclass(eq=False)
class NotAProfile(AddressError):
    """An address of something other than a profile."""

    kind: AddressKind


class NotAStory(AddressError):
    """An address of something other than a story."""


class NotAPublication(AddressError):
    """An address of something other than a publication."""


@dataclass(eq=False)
class FeedError(UserError):
    """The feed could not be read. ``address`` is the page a member would open."""

    address: str


class FeedMissing(FeedError):
    """Medium answered that there is nothing there (404, 410)."""


@dataclass(eq=False)
class FeedLater(FeedError):
    """Medium asks to wait, or did not answer. ``until``: the instant (UTC) from which it makes sense to try again."""

    until: datetime


class FeedRefused(FeedError):
    """The address leads to a place that may not be dialled, such as a private network."""


class FeedUnreadable(FeedError):
    """What came is no feed, or a feed that Medium did not make."""


class FetchInFlight(UserError):
    """The member's previous fetch is still under way."""


@dataclass(eq=False)
class FetchAllowanceSpent(UserError):
    """The member has used up this hour's fetches; ``until`` (UTC) is when the next one is free."""

    limit: int
    until: datetime
