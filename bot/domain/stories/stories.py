"""Stories as they are stored, and the decision which of them a guild announces: each once, and never depending on its
date."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from operator import itemgetter

from bot.domain.feeds.entries import EntryKind, classify, identify, reading_minutes
from bot.domain.feeds.feed import FeedEntry
from bot.domain.feeds.medium import clean_link, story_link
from bot.domain.feeds.web import read_web_address
from bot.domain.text.text import plain

__all__ = [
    "Decision",
    "EntryKind",
    "Reason",
    "Story",
    "changed",
    "classify",
    "decide",
    "fingerprint",
    "identify",
    "oldest_first",
    "reading_minutes",
    "seed",
    "stories_from",
    "story_from",
]

TITLE_LIMIT = 300
"""Characters of a title. Medium's own titles stop at 100; what is longer is a prank or another site's."""

SUBTITLE_LIMIT = 300
"""Characters of a subtitle: two lines of a card. Medium's stop at 140."""

AUTHOR_LIMIT = 80
"""Characters of an author's name. Medium's stop at 50."""

TAG_LIMIT = 40
"""Characters of a tag. Medium's stop at 25."""

MOST_TAGS = 5
"""Tags of a story: as many as Medium allows."""

ADDRESS_LIMIT = 500
"""Characters of a link or picture address that are stored: cut ones lead nowhere, longer ones are left out."""


class Reason(StrEnum):
    """Why a story was announced in a guild, or was not. Stored in the guild's ledger."""

    NEW = "new"
    """Announced: the guild had not heard of it."""
    BASELINE = "baseline"
    """Not announced: it stood in the feed when the profile was registered."""
    RESPONSE = "response"
    """Not announced: it is a comment on somebody's story."""
    UNSURE = "unsure"
    """Not announced: too little came to tell a story from a comment."""
    NO_CHANNEL = "no_channel"
    """Not announced: the guild had chosen no channel."""
    CHANNEL_OFF = "channel_off"
    """Not announced: the guild's channel was switched off because posting there failed."""
    MEMBER_LEFT = "member_left"
    """Not announced: its author left the guild before the post went out."""
    TOO_OLD = "too_old"
    """Not announced, but listed: it was published long before it was first seen."""
    DIGEST = "digest"
    """Told in a digest."""
    ROUNDUP = "roundup"
    """Told on one card with others: its author had announced as many that day as the guild wants."""
    BY_AUTHOR = "by_author"
    """Not announced: its author said so."""
    OTHERS = "others"
    """Not announced: it came by a publication, and is by nobody here."""
    KNOWN = "known"
    """Nothing to decide: the guild's ledger has it already, whatever feed brought it."""
    EDITED = "edited"
    """Nothing to announce: a known story shows something else than before."""
    UNCHANGED = "unchanged"
    """Nothing to do: a known story as it was."""


@dataclass(frozen=True, slots=True)
class Story:
    """A stored story: plain text, cleaned addresses, UTC.

    ``id`` matches ``[0-9a-z]{1,40}``. ``link`` is empty if the feed gave none that can be used; ``picture`` is an
    ``https`` address or ``None``; ``minutes`` is ``None`` for a truncated item.
    """

    id: str
    link: str
    title: str
    author_name: str
    subtitle: str
    picture: str | None
    tags: tuple[str, ...]
    minutes: int | None
    published_at: datetime | None
    updated_at: datetime | None
    kind: EntryKind


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with one story in one guild."""

    story_id: str
    announce: bool
    reason: Reason


def story_from(story_id: str, entry: FeedEntry) -> Story:
    """The story that an entry describes, under the key that ``identify`` gave it."""
    tags = dict.fromkeys(plain(tag, limit=TAG_LIMIT) for tag in entry.tags)
    return Story(
        id=story_id,
        link=_link(story_id, entry.link),
        title=plain(entry.title, limit=TITLE_LIMIT),
        author_name=plain(entry.author, limit=AUTHOR_LIMIT),
        subtitle=plain(entry.subtitle, limit=SUBTITLE_LIMIT),
        picture=_picture(entry.picture),
        tags=tuple(tag for tag in tags if tag)[:MOST_TAGS],
        minutes=reading_minutes(entry.words),
        published_at=entry.published_at,
        updated_at=entry.updated_at,
        kind=classify(entry),
    )


def stories_from(entries: Iterable[FeedEntry]) -> list[Story]:
    """The stories of a feed in the feed's order, each once."""
    return [story_from(story_id, entry) for story_id, entry in identify(entries)]


def _link(story_id: str, link: str) -> str:
    """The story's address; if the feed's own cannot be used, Medium's short form of it, or an empty text."""
    cleaned = clean_link(link)
    if cleaned and len(cleaned) <= ADDRESS_LIMIT:
        return cleaned
    return story_link(story_id)


def _picture(address: str | None) -> str | None:
    """The picture's address if Discord can show it."""
    if not address or len(address) > ADDRESS_LIMIT or not address.startswith("https://"):
        return None
    return address if read_web_address(address) else None


def fingerprint(story: Story) -> str:
    """64 hex digits over what readers see of a story; a changed fingerprint means that the story was edited.

    The link is left out, because a story in two feeds can have two links and would seem to be edited at every poll.
    """
    visible = (story.title, story.subtitle, story.picture, story.tags)
    return sha256(json.dumps(visible).encode()).hexdigest()


def changed(before: str | None, story: Story) -> Reason:
    """Whether a story is new, edited or unchanged since its fingerprint was ``before`` (``None``: never seen)."""
    if before is None:
        return Reason.NEW
    return Reason.UNCHANGED if fingerprint(story) == before else Reason.EDITED


def seed(story_ids: Iterable[str]) -> list[Decision]:
    """Decide on the stories of a feed when a guild first follows it: they count as known and are never announced."""
    return [Decision(story_id, announce=False, reason=Reason.BASELINE) for story_id in dict.fromkeys(story_ids)]


def decide(stories: Sequence[Story], known: Collection[str], *, has_channel: bool) -> list[Decision]:
    """Decide for one guild on the stories of one feed (in its order) that are not in its ledger, oldest first.

    Whether a story is announced never depends on its date, because dates are edited, backdated, missing and in the
    future. ``known``: the ids in the ledger; once these decisions are in it, nothing is decided again.
    """
    unknown: dict[str, Story] = {}
    for story in stories:
        if story.id not in known:
            unknown.setdefault(story.id, story)
    return [_decision(story, has_channel=has_channel) for story in oldest_first(list(unknown.values()))]


def oldest_first(stories: Sequence[Story]) -> list[Story]:
    """The stories of a feed (newest first) in the order in which they are announced.

    Dated stories are sorted among themselves; one without a date keeps its place in the feed.
    """
    upward = list(reversed(stories))
    dated = [(story.published_at, place, story) for place, story in enumerate(upward) if story.published_at]
    in_order = iter(sorted(dated, key=itemgetter(0, 1)))
    return [next(in_order)[2] if story.published_at else story for story in upward]


def _decision(story: Story, *, has_channel: bool) -> Decision:
    match story.kind:
        case EntryKind.RESPONSE:
            return Decision(story.id, announce=False, reason=Reason.RESPONSE)
        case EntryKind.UNSURE:
            return Decision(story.id, announce=False, reason=Reason.UNSURE)
        case EntryKind.STORY:
            reason = Reason.NEW if has_channel else Reason.NO_CHANNEL
            return Decision(story.id, announce=has_channel, reason=reason)
