"""Catching up: what was published since a member last looked, and up to when they have seen it.

Opening the list changes nothing. Pressing "I'm caught up", or turning to the last page, moves the member's mark to the
end of the time that the list covers: never beyond it, and never back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.kit.pages import Page
from bot.domain.stories.profiles import StoryLine

FIRST_LOOK = timedelta(days=7)
"""How far back the list reaches for somebody who never looked: a week, as one would tell a friend who comes by."""

FOUND_LATE = timedelta(days=2)
"""How much later than it was published a story may be found and still be news: polls, Medium's cache, a bad week-end.
What is older when it is found came by an import."""

SETTLED = timedelta(seconds=2)
"""The list ends so long before now: what a poll is just storing would be shown neither now nor next time."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time from ``since`` (excluded) to ``until``: whole seconds (UTC), because a button's id contains them."""

    since: datetime
    until: datetime

    @property
    def published_after(self) -> datetime:
        """Stories published before this were imported and are not new."""
        return self.since - FOUND_LATE


@dataclass(frozen=True, slots=True)
class CatchUp:
    """A page of what is new, newest first. ``first``: the member never looked before; ``done``: the member's mark is at
    the window's end now."""

    window: Window
    page: Page[StoryLine]
    first: bool = False
    done: bool = False


def window(looked_at: datetime | None, now: datetime) -> Window:
    """The window for a member who has seen everything until ``looked_at``; ``None`` for never."""
    until = (now - SETTLED).replace(microsecond=0)
    return Window(min(looked_at, until) if looked_at else until - FIRST_LOOK, until)
