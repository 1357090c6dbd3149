"""The content of a feed, and the possible results of fetching it: plain values, passed between the rooms."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed: text is plain (no markup) but not yet cleaned for display.

    ``tags`` are the item's categories in the feed's order. ``published_at`` and ``updated_at`` are UTC, or ``None`` if
    the feed gives none that can be read. ``words`` counts the whole text, ``None`` for a truncated item. ``opening`` is
    the start of the item's own text, up to 400 characters, with white space folded.
    """

    guid: str
    link: str
    title: str
    author: str = ""
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    subtitle: str = ""
    picture: str | None = None
    words: int | None = None
    truncated: bool = False
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A whole feed: its channel and its entries, newest first as Medium sends them.

    ``user_id``: the permanent hex id in a profile feed's channel link, ``None`` for other feeds.
    """

    title: str
    link: str
    picture: str | None
    built_at: datetime | None
    user_id: str | None
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last good answer said about itself, so that the next request can be conditional.

    ``items_hash`` is over the items' bytes without ``lastBuildDate``, because Medium sends no ETag and rebuilds its
    feeds without changes.
    """

    etag: str | None = None
    last_modified: str | None = None
    items_hash: str | None = None


class OutcomeCode(StrEnum):
    """The result of a fetch as a code that is stored with the feed."""

    READ = "read"
    UNCHANGED = "unchanged"
    LATER = "later"
    MISSING = "missing"
    REFUSED = "refused"
    NOT_A_FEED = "not_a_feed"


class LaterReason(StrEnum):
    """Why a feed cannot be read now."""

    CHALLENGE = "challenge"
    """A Cloudflare "Just a moment..." page came instead of the feed."""
    RATE_LIMITED = "rate_limited"
    """429."""
    FORBIDDEN = "forbidden"
    """403: Medium's front door, not the feed."""
    SERVER_ERROR = "server_error"
    """5xx, or an answer outside what HTTP gives a meaning here."""
    UNREACHABLE = "unreachable"
    """No connection, a broken one, or a time-out."""
    PARSER_KILLED = "parser_killed"
    """Parsing took too long or brought the worker down."""
    LANE_PAUSED = "lane_paused"
    """Nothing was asked: Medium wants the whole address to wait."""
    CLOSING = "closing"
    """The program is on its way out."""


class RefusedReason(StrEnum):
    """Why an address is not dialled."""

    PRIVATE_ADDRESS = "private_address"
    BAD_SCHEME = "bad_scheme"
    BAD_PORT = "bad_port"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Read:
    """A feed was read. ``moved_to``: the target of a permanent redirect, if there was one."""

    feed: Feed
    validators: Validators
    moved_to: str | None = None
    code: OutcomeCode = OutcomeCode.READ


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The answer was 304, or its items are those of last time."""

    validators: Validators
    code: OutcomeCode = OutcomeCode.UNCHANGED


@dataclass(frozen=True, slots=True)
class Later:
    """It cannot be read now, which says nothing about the feed itself. ``until``: the earliest time (UTC) to try
    again."""

    until: datetime
    reason: LaterReason
    code: OutcomeCode = OutcomeCode.LATER


@dataclass(frozen=True, slots=True)
class Missing:
    """Medium answered that there is nothing: 404, or 410 for a suspended account (often reversed)."""

    status: int
    code: OutcomeCode = OutcomeCode.MISSING


@dataclass(frozen=True, slots=True)
class FetchRefused:
    """The address, or one that it redirects to, must not be dialled."""

    reason: RefusedReason
    code: OutcomeCode = OutcomeCode.REFUSED


@dataclass(frozen=True, slots=True)
class NotAFeed:
    """The answer was no feed, or one that Medium did not make."""

    code: OutcomeCode = OutcomeCode.NOT_A_FEED


Outcome = Read | Unchanged | Later | Missing | FetchRefused | NotAFeed
"""The closed set of what asking for a feed can come to."""
