"""The state of a guild's feeds: the result of the last poll, and pauses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.feeds.feed import OutcomeCode
from bot.domain.kit.pages import Page
from bot.domain.stories.profiles import ProfilePause
from bot.domain.text.text import fold

MISSING_TOLD_AFTER = timedelta(weeks=2)
"""A member hears that Medium has nothing at their address once it has been so for this long: suspensions are often
reversed within days, and a renamed writer should not wonder for months."""

FEEDS_PER_PAGE = 5
"""Feeds on a page of ``/feeds status``: three lines each make a phone screen."""


class FeedOwner(StrEnum):
    """By what a guild has a feed."""

    PROFILE = "profile"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class FeedRef:
    """A reference to one feed in a guild, as commands use it: profile or publication, and its id."""

    owner: FeedOwner
    id: int

    @property
    def text(self) -> str:
        """Its text form, such as ``profile-12``; ``read`` parses it."""
        return f"{self.owner}-{self.id}"

    @classmethod
    def read(cls, text: str) -> "FeedRef | None":
        """The reference in a text form; ``None`` if the text is none."""
        owner, _, number = text.partition("-")
        if owner not in set(FeedOwner) or not (number.isascii() and number.isdecimal()):
            return None
        return cls(FeedOwner(owner), int(number))


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """The state of one feed in a guild. ``outcome`` and ``fetched_at`` are ``None`` before the first poll;
    ``failures``: in a row; ``pause``: why it is not polled for this guild."""

    ref: FeedRef
    feed_id: int
    name: str
    page: str
    member_id: int | None
    fetched_at: datetime | None
    outcome: OutcomeCode | None
    failures: int
    missing_since: datetime | None
    next_poll_at: datetime
    pause: ProfilePause | None

    @property
    def troubled(self) -> bool:
        """Whether it is paused or failing, so that moderators want to see it first."""
        return self.pause is not None or self.failures > 0


@dataclass(frozen=True, slots=True)
class HealthPage:
    """A page of a guild's feeds. ``troubled``: the number on all pages."""

    page: Page[FeedHealth]
    troubled: int


@dataclass(frozen=True, slots=True)
class PollAsked:
    """The result of requesting polls: ``due`` feeds will be polled, the last of them at ``by``; ``waiting`` are left
    alone because Medium wants it, ``paused`` because of a pause in the guild."""

    due: int
    waiting: int
    paused: int
    by: datetime | None


def in_order(feeds: Iterable[FeedHealth]) -> tuple[FeedHealth, ...]:
    """The feeds in trouble first, then by name."""
    return tuple(sorted(feeds, key=lambda feed: (not feed.troubled, fold(feed.name), feed.ref.text)))


def is_long_missing(missing_since: datetime | None, now: datetime) -> bool:
    """Whether the feed has been missing for so long that its member is notified."""
    return missing_since is not None and now - missing_since >= MISSING_TOLD_AFTER
