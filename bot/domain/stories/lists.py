"""Lists that are looked at a page at a time."""

from dataclasses import dataclass

from bot.domain.stories.profiles import StoryLine
from bot.domain.text.search import Query

PAGE_SIZE = 5
"""Lines on a page: one phone screen."""


@dataclass(frozen=True, slots=True)
class StoryList:
    """A page of stories; ``page`` counts from 0. ``member_id`` is whose stories they are, ``None``: everybody's."""

    member_id: int | None
    lines: tuple[StoryLine, ...]
    page: int
    pages: int
    count: int


def page_count(count: int, size: int = PAGE_SIZE) -> int:
    """How many pages ``count`` lines fill; an empty list has one, which says that it is empty."""
    return max(1, -(-count // size))


def page_within(page: int, count: int, size: int = PAGE_SIZE) -> int:
    """The nearest page that exists."""
    return max(0, min(page, page_count(count, size) - 1))


@dataclass(frozen=True, slots=True)
class FoundStories:
    """A page of what was looked for; ``page`` counts from 0."""

    query: Query
    lines: tuple[StoryLine, ...]
    page: int
    pages: int
    count: int
