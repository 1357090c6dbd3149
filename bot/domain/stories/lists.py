"""Lists of stories that are looked at a page at a time."""

from dataclasses import dataclass

from bot.domain.stories.profiles import StoryLine
from bot.domain.text.search import Query


@dataclass(frozen=True, slots=True)
class StoryList:
    """A page of stories; ``page`` counts from 0. ``member_id`` is whose stories they are, ``None``: everybody's."""

    member_id: int | None
    lines: tuple[StoryLine, ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True)
class FoundStories:
    """A page of what was looked for; ``page`` counts from 0."""

    query: Query
    lines: tuple[StoryLine, ...]
    page: int
    pages: int
    count: int
