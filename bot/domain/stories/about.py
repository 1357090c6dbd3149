"""What members write about themselves in a guild, and how they want their own stories announced."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.stories.announcing import AnnouncePreference
from bot.domain.stories.errors import PauseUnreadable
from bot.domain.text.text import fold, plain

LINE_LIMIT = 200
"""Characters of the line about oneself: two lines on a phone."""

MAX_TOPICS = 5
"""Topics that one writes about: as many as Medium lets a story have tags."""

TOPIC_LIMIT = 40
"""Characters of a topic, as of a story's tag. Medium's stop at 25."""

LONGEST_PAUSE = 365
"""Days for which one's announcements can be paused; for longer there is "not at all"."""

_BETWEEN = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class About:
    """A member's own choices in a guild. Text is plain. ``time_zone`` is an IANA name, ``None`` for the guild's.

    ``paused_until``: until then the member's stories are listed but not announced; ``None`` for no pause.
    """

    line: str = ""
    topics: tuple[str, ...] = ()
    announce: AnnouncePreference = AnnouncePreference.ANNOUNCE
    paused_until: datetime | None = None
    time_zone: str | None = None


def read_line(text: str) -> str:
    """The line about oneself as it is stored: one plain line."""
    return plain(text, limit=LINE_LIMIT)


def read_topics(text: str) -> tuple[str, ...]:
    """Up to five topics from a text in which commas, semicolons or line breaks separate them, each once."""
    return kept_topics(_BETWEEN.split(text))


def kept_topics(topics: Iterable[str]) -> tuple[str, ...]:
    """The first five topics that have visible text, plain, each once regardless of its case."""
    found: dict[str, str] = {}
    for topic in topics:
        shown = plain(topic.strip().lstrip("#"), limit=TOPIC_LIMIT).strip()
        if fold(shown):
            found.setdefault(fold(shown), shown)
    return tuple(found.values())[:MAX_TOPICS]


def read_pause(text: str, now: datetime, before: datetime | None) -> datetime | None:
    """The end of a pause of this many days from now; ``None`` for an empty text and for 0.

    A number equal to the days left (``days_left``) leaves the present pause as it is, to the minute.

    Raises:
        PauseUnreadable: it is no whole number of days from 0 to a year.
    """
    bare = text.strip()
    if not bare:
        return None
    if not (bare.isascii() and bare.isdecimal()) or len(bare) > len(str(LONGEST_PAUSE)) or int(bare) > LONGEST_PAUSE:
        raise PauseUnreadable
    days = int(bare)
    if days == days_left(before, now):
        return before if days else None
    return now + timedelta(days=days) if days else None


def days_left(until: datetime | None, now: datetime) -> int:
    """The days left of a pause, rounded up; 0 if there is none."""
    return 0 if until is None or until <= now else -(-(until - now) // timedelta(days=1))
