"""Publications that a guild follows: their names, and which of their writers are members."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.stories.profiles import NAME_LIMIT, StoryLine
from bot.domain.text.text import fold, plain

MAX_PUBLICATIONS = 10
"""A guild may follow this many: each is a feed more that Medium is asked for, and a channel has only so much room."""

_MEDIUMS_OWN = re.compile(r"(?P<name>.+?)(?:\s+-\s+Medium|\s+on\s+Medium)?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication that a guild follows. ``others``: stories by writers who are no members are announced too."""

    id: int
    guild_id: int
    feed_id: int
    name: str
    page: str
    picture: str | None
    others: bool
    paused: bool
    added_at: datetime


@dataclass(frozen=True, slots=True)
class PublicationPreview:
    """What a moderator sees before confirming. ``members``: those who are named as authors in it now."""

    feed_id: int
    name: str
    page: str
    picture: str | None
    others: bool
    stories: tuple[StoryLine, ...]
    members: tuple[int, ...]
    previewed_at: datetime


def publication_name(title: str, fallback: str) -> str:
    """The name in a channel's title; ``fallback`` if there is none.

    In genuine feeds the title is ``NAME - Medium`` for a publication and ``Tag on Medium`` for one of its tags.
    """
    found = _MEDIUMS_OWN.fullmatch(title)
    return plain(found["name"] if found else "", limit=NAME_LIMIT) or fallback


def writer_here(author: str, names: Iterable[tuple[str, int]]) -> int | None:
    """The member whose profile has the author's name; ``None`` for nobody. ``names`` are (profile's name, member).

    A publication's items have authors' names but no ids. So only a name that belongs to one member alone counts: of two
    members with the same name neither is announced as the other.
    """
    wanted = fold(author)
    if not wanted:
        return None
    found = {member_id for name, member_id in names if fold(name) == wanted}
    return found.pop() if len(found) == 1 else None
