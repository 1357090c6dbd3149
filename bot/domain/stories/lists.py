"""Lists of stories that are looked at a page at a time."""

from dataclasses import dataclass

from bot.domain.kit.pages import Page
from bot.domain.stories.profiles import StoryLine
from bot.domain.text.search import Query


@dataclass(frozen=True, slots=True)
class StoryList:
    """A page of stories. ``member_id`` is whose stories they are, ``None``: everybody's."""

    member_id: int | None
    page: Page[StoryLine]


@dataclass(frozen=True, slots=True)
class FoundStories:
    """A page of what was looked for."""

    query: Query
    page: Page[StoryLine]
