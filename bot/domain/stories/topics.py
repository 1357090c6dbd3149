"""Topics for which members want to be pinged: how tags are compared, how long a choice lasts, and whose turn it is."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from unicodedata import category

from bot.domain.text.text import fold

TAG_LIMIT = 40
"""Characters of a tag, as of a story's tags. Medium's stop at 25."""

MOST_PINGED = 25
"""Members pinged on one post: more names than that hide the story beneath them."""

MAX_FOLLOWS = 25
"""Topics that a member may follow in a guild: what one list of suggestions can show. More is everything."""

PINGS = 3
"""Pings of a choice that lasts for some: enough to see whether one wants more."""

LASTING = timedelta(days=30)
"""How long a choice lasts that is made for a while."""

MOST_SUGGESTED = 25
"""Discord shows this many suggestions."""

_NEVER = datetime.min.replace(tzinfo=UTC)

_GAPS = re.compile(r"-{2,}")


class FollowUntil(StrEnum):
    """When following a topic ends by itself."""

    STOPPED = "stopped"
    PINGS = "pings"
    """After ``PINGS`` pings."""
    DAYS = "days"
    """After ``LASTING``."""


@dataclass(frozen=True, slots=True)
class Follow:
    """One member's choice to be pinged for a topic. ``tag`` is folded.

    ``pings_left`` and ``until`` are ``None`` if the choice has no such limit, ``last_pinged_at`` if it never pinged.
    """

    member_id: int
    tag: str
    muted: bool = False
    pings_left: int | None = None
    until: datetime | None = None
    last_pinged_at: datetime | None = None


def fold_tag(text: str) -> str:
    """A tag as it is compared and stored: "#Artificial Intelligence" and ``artificial-intelligence`` are one.

    Letters, marks and digits stay, everything between them becomes one hyphen, as in Medium's addresses of tags
    (``medium.com/tag/artificial-intelligence``). Empty where nothing is left. Idempotent.

    >>> fold_tag("  #Artificial  Intelligence "), fold_tag("???")
    ('artificial-intelligence', '')
    """
    kept = ""
    for sign in fold(text):
        group = category(sign)[0]
        # A mark belongs to the letter before it: without one it would be lost when the tag is folded again.
        stays = group in "LN" or (group == "M" and kept[-1:] not in {"", "-"})
        kept += sign if stays else "-"
    return _GAPS.sub("-", kept).strip("-")[:TAG_LIMIT].rstrip("-")


def fold_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are compared and stored, each once; what folds to nothing is no tag."""
    return tuple(tag for tag in dict.fromkeys(map(fold_tag, tags)) if tag)


def terms(until: FollowUntil, now: datetime) -> tuple[int | None, datetime | None]:
    """(pings left, end) of a choice that is made now."""
    match until:
        case FollowUntil.STOPPED:
            return None, None
        case FollowUntil.PINGS:
            return PINGS, None
        case FollowUntil.DAYS:
            return None, now + LASTING


def ended(follow: Follow, now: datetime) -> bool:
    """Whether the choice has ended."""
    spent = follow.pings_left is not None and follow.pings_left <= 0
    return spent or (follow.until is not None and follow.until <= now)


def pinging(follow: Follow, now: datetime) -> bool:
    """Whether the choice pings its member now."""
    return not follow.muted and not ended(follow, now)


def choose(
    follows: Iterable[Follow], author_id: int | None, now: datetime, limit: int = MOST_PINGED
) -> tuple[int, ...]:
    """The members whom a post pings, among those who follow its topics: at most ``limit``, each once, never its author.

    Those who were never pinged come first, then those who were pinged longest ago; ties are broken by id. So nobody is
    left out while somebody else is pinged twice.
    """
    last: dict[int, datetime] = {}
    for follow in follows:
        if follow.member_id != author_id and pinging(follow, now):
            pinged_at = follow.last_pinged_at or _NEVER
            last[follow.member_id] = max(pinged_at, last.get(follow.member_id, _NEVER))
    return tuple(sorted(last, key=lambda member_id: (last[member_id], member_id))[:limit])


def suggest_tags(seen: Iterable[Iterable[str]], typed: str) -> list[str]:
    """Folded tags that match what was typed so far, from the tags of each story: those that begin with it first, then
    the commonest."""
    wanted = fold_tag(typed)
    counts = Counter(tag for tags in seen for tag in {fold_tag(tag) for tag in tags} if wanted in tag and tag)
    ranked = sorted(counts, key=lambda tag: (not tag.startswith(wanted), -counts[tag], tag))
    return ranked[:MOST_SUGGESTED]


def ended_key(guild_id: int, member_id: int, tag: str, now: datetime) -> str:
    """The key, of at most 100 characters, of the notice that a choice has ended. It contains the time, because a later
    choice can end too."""
    return f"topic/{guild_id}/{member_id}/{tag}/{int(now.timestamp())}"
