"""Catching up: what was published since a member last looked, and up to when they have looked after it.

Opening the list changes nothing. Saying "I'm caught up", or turning to the last page, moves the member's mark to the
instant up to which the list shows: never past it, and never back.
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
    """What became known after ``since`` and until ``until``: whole seconds (UTC), as a button's id carries them."""

    since: datetime
    until: datetime

    @property
    def published_after(self) -> datetime:
        """What was published before came by an import."""
        return self.since - FOUND_LATE


@dataclass(frozen=True, slots=True)
class CatchUp:
    """A page of what is new, newest first. ``first``: the member never looked before;
    ``done``: the member's mark stands at the window's end now."""

    window: Window
    page: Page[StoryLine]
    first: bool = False
    done: bool = False


def window(looked_at: datetime | None, now: datetime) -> Window:
    """What to show to a member who has looked at everything until ``looked_at``; ``None``: never."""
    until = (now - SETTLED).replace(microsecond=0)
    return Window(min(looked_at, until) if looked_at else until - FIRST_LOOK, until)
