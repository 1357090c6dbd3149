"""The page number and the buttons under every list that has pages."""

from enum import Enum
from typing import Any

from discord import ui

from bot.domain.kit.pages import Page
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.layout import row, small, text
from bot.ui.kit.words import Words


class Order(Enum):
    """How a list is ordered: newest first, or otherwise. It decides the labels of the buttons."""

    TIME = "time"
    OTHER = "other"


def pager(
    action: Action, *args: object, page: Page[Any], order: Order, say: Words, counted: str | None = None
) -> list[ui.Item[Any]]:
    """The components under a list: ``counted`` and, if there are several pages, the page number and the buttons for the
    previous and the next one. The action's last argument is the page's number, counted from 0."""
    which = page_words(page, say)
    said = [text(small(" · ".join(filter(None, (counted, which)))))] if counted or which else []
    turning = [row(*page_buttons(action, *args, page=page, order=order, say=say))] if which else []
    return [*said, *turning]


def page_words(page: Page[Any], say: Words) -> str | None:
    """The page number and how many pages there are; ``None`` if there is only one."""
    if page.pages <= 1:
        return None
    return say("Page {page} of {pages}", page=page.number + 1, pages=page.pages)


def page_buttons(
    action: Action, *args: object, page: Page[Any], order: Order, say: Words
) -> tuple[CardButton, CardButton]:
    """The buttons for the previous and the next page, for a row with other buttons too."""
    in_time = order is Order.TIME
    before, after = (say("Newer"), say("Older")) if in_time else (say("Previous"), say("Next"))
    last = page.number + 1 >= page.pages
    return (
        CardButton(action, *args, page.number - 1, label=before, disabled=page.number == 0),
        CardButton(action, *args, page.number + 1, label=after, disabled=last),
    )
