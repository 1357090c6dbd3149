"""The spotlight: stories that nobody has written a note on yet, those of the newest writers first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

SHOWN = 3
"""Stories on a page, and in a weekly post: as many as a day's reading plan."""


@dataclass(frozen=True, slots=True)
class SpotlightStory:
    """A story that nobody has noted yet. ``dated_at``: when it was published, or first seen."""

    story_id: str
    link: str
    title: str
    author_id: int
    author_name: str
    minutes: int | None
    dated_at: datetime


def arrange(found: Iterable[SpotlightStory], since: Mapping[int, datetime]) -> tuple[SpotlightStory, ...]:
    """The newest story of each writer; the writer who registered last (``since``: when) comes first. Ties are broken by
    id."""
    newest: dict[int, SpotlightStory] = {}
    for each in sorted(found, key=lambda story: (story.dated_at, story.story_id)):
        newest[each.author_id] = each
    return tuple(sorted(newest.values(), key=lambda story: (-since[story.author_id].timestamp(), story.author_id)))
