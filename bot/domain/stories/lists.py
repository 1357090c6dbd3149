"""Lists of stories, shown a page at a time."""

from dataclasses import dataclass

from bot.domain.kit.pages import Page
from bot.domain.stories.profiles import StoryLine
from bot.domain.text.search import Query


@dataclass(frozen=True, slots=True)
class StoryList:
    """A page of stories. ``member_id``: whose stories they are, ``None`` for everybody's."""

    member_id: int | None
    page: Page[StoryLine]


@dataclass(frozen=True, slots=True)
class FoundStories:
    """A page of search results."""

    query: Query
    page: Page[StoryLine]
