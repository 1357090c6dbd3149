"""A member's Medium profiles: who has registered them, their names, and the content of a preview."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.feeds.feed import Feed
from bot.domain.feeds.medium import FeedAddress
from bot.domain.feeds.ownership import without_code
from bot.domain.stories.about import About
from bot.domain.text.text import plain

MAX_PROFILES = 3
"""A member may have this many: a main one, a pen name and a company's. More would be somebody collecting others'."""

PREVIEW_STORIES = 3
"""How many stories a preview shows: enough to recognise oneself, short enough for a phone."""

PREVIEW_VALID = timedelta(hours=1)
"""A preview can be confirmed for so long. What its feed brings later would otherwise be told all at once."""

NAME_LIMIT = 80
"""Characters of a writer's display name that are kept; Medium's own limit is 50."""

_STORIES_BY = re.compile(r"^\s*Stories by (?P<name>.+?) on Medium\s*$", re.DOTALL)


class ProfilePause(StrEnum):
    """Why a profile's feed is not polled for a guild."""

    MODERATOR = "moderator"
    """A moderator paused it."""
    IDENTITY_CHANGED = "identity_changed"
    """The permanent user id behind the address changed: the name may have changed hands."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile registered in a guild. ``page`` is the address a member would open.

    ``verify_code`` is looked for in the feed's title until ``verify_until``; ``verified_at``: when a code was seen.
    """

    id: int
    guild_id: int
    member_id: int
    feed_id: int
    name: str
    page: str
    picture: str | None
    registered_at: datetime
    verified_at: datetime | None = None
    verify_code: str | None = None
    verify_until: datetime | None = None
    pause: ProfilePause | None = None


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list: text is plain, not yet escaped for display."""

    title: str
    link: str
    dated_at: datetime
    minutes: int | None
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class ProfilePreview:
    """What a member sees before confirming."""

    feed_id: int
    name: str
    page: str
    picture: str | None
    stories: tuple[StoryLine, ...]
    previewed_at: datetime


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A member's profiles, their newest stories, and what they write about themselves, as of ``now``."""

    member_id: int
    profiles: tuple[Profile, ...]
    stories: tuple[StoryLine, ...]
    about: About
    now: datetime


def writer_name(feed: Feed, address: FeedAddress) -> str:
    """The display name in a profile feed's channel title, or the handle if it has none.

    A code that proves ownership (``bot.domain.feeds.ownership``) is removed. In genuine feeds the title is ``Stories by
    NAME on Medium``.
    """
    found = _STORIES_BY.match(feed.title)
    name = plain(found["name"] if found else feed.title, limit=NAME_LIMIT)
    return without_code(name) or address.name


def identity(address: FeedAddress, user_id: str | None) -> str:
    """The identity of the writer of a feed: Medium's permanent user id if the feed has one, else the feed itself.

    Usernames can change owners, and one person's profile is available both as ``medium.com/@name`` and as
    ``name.medium.com``; the id is the same for both.
    """
    return f"user:{user_id}" if user_id else f"feed:{address.key}"
