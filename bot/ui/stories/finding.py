"""How finding looks: what a search found, and what is new since one last looked."""

from datetime import UTC, datetime
from typing import Any

from discord import ui

from bot.domain.stories.catchup import CatchUp, Window
from bot.domain.stories.lists import FoundStories
from bot.domain.text.search import Query
from bot.domain.text.text import clean
from bot.ui.kit.buttons import CUSTOM_ID_LIMIT, CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import lines, row, small, text
from bot.ui.kit.words import Words, stamp
from bot.ui.stories.stories import story_line

FOUND = "stories.found"
"""page, member (0 for everybody), tag (empty for any), words: the query in its shortest form"""
NEWS = "stories.news"
"""page, the window's first second, its last second"""
CAUGHT_UP = "stories.seen"
"""the window's first second, its last second"""

QUERY_LIMIT = 60
"""Characters shown of what was looked for."""


def found_args(query: Query, page: int) -> tuple[object, ...]:
    """What a button needs to look for the same again. Words hold no slash, nor do tags."""
    return page, query.member_id or 0, query.tag or "", query.text


def read_found(args: tuple[str, ...]) -> tuple[str, str, int | None, int]:
    """(words, tag, member, page) of a button made with ``found_args``."""
    page, member, tag, words = args
    return words, tag, int(member) or None, int(page)


def turnable(found: FoundStories) -> bool:
    """Whether the query fits into the id of a button. One that does not is shown its first page, and says so."""
    # The pages' own numbers may grow by one while they are turned, so the widest is measured.
    custom_id = "/".join(("ink", FOUND, *map(str, found_args(found.query, found.pages))))
    return len(custom_id) <= CUSTOM_ID_LIMIT


def found_card(found: FoundStories, say: Words) -> Card:
    """A page of what was found."""
    title = say("Stories with “{words}”", words=clean(found.query.text, limit=QUERY_LIMIT))
    parts: list[ui.Item[Any]] = [text(lines([f"### {title}", _narrowed(found.query, say)]))]
    if not found.lines:
        parts.append(text(say("None found. Fewer words find more, and the last one may be just a beginning.")))
        return Card(*parts)
    with_author = found.query.member_id is None
    parts.append(text("\n".join(story_line(line, say, with_author=with_author) for line in found.lines)))
    if found.pages == 1:
        return Card(*parts)
    if not turnable(found):
        newest = say.many("{n} story was found.", "{n} stories were found; these are the newest.", found.count)
        parts.append(text(small(lines([newest + " " + say("Use fewer words to turn pages.")]))))
        return Card(*parts)
    parts.append(text(small(say("Page {page} of {pages}", page=found.page + 1, pages=found.pages))))
    newer, older = found_args(found.query, max(0, found.page - 1)), found_args(found.query, found.page + 1)
    parts.append(
        row(
            CardButton(FOUND, *newer, label=say("Newer"), disabled=found.page == 0),
            CardButton(FOUND, *older, label=say("Older"), disabled=found.page + 1 >= found.pages),
        )
    )
    return Card(*parts)


def _narrowed(query: Query, say: Words) -> str | None:
    parts = []
    if query.tag:
        parts.append(say("tagged {tag}", tag=clean(query.tag, limit=QUERY_LIMIT)))
    if query.member_id:
        parts.append(say("by <@{member}>", member=query.member_id))
    return small(" · ".join(parts)) if parts else None


def window_args(shown: Window) -> tuple[int, int]:
    """A window in whole seconds, for a button."""
    return int(shown.since.timestamp()), int(shown.until.timestamp())


def read_window(since: str, until: str) -> Window:
    """The window that a button was made for."""
    return Window(datetime.fromtimestamp(int(since), UTC), datetime.fromtimestamp(int(until), UTC))


def catch_up_card(news: CatchUp, say: Words) -> Card:
    """A page of what is new."""
    since = stamp(news.window.since)
    title = say("Published since {when}", when=since)
    about = say("You have not looked before, so this begins a week ago.") if news.first else None
    parts: list[ui.Item[Any]] = [text(lines([f"### {title}", small(about) if about else None]))]
    if not news.lines:
        parts.append(text(say("Nothing new. `/stories latest` shows what was published before.")))
        return Card(*parts)
    parts.append(text("\n".join(story_line(line, say, with_author=True) for line in news.lines)))
    counted = say.many("{n} story", "{n} stories", news.count)
    page = say("Page {page} of {pages}", page=news.page + 1, pages=news.pages)
    done = say("You are caught up.") if news.done else None
    parts.append(text(small(" · ".join(filter(None, [counted, page if news.pages > 1 else None, done])))))
    parts.append(row(*_catch_up_buttons(news, say)))
    return Card(*parts)


def _catch_up_buttons(news: CatchUp, say: Words) -> list[CardButton]:
    window = window_args(news.window)
    buttons = []
    if news.pages > 1:
        buttons.append(CardButton(NEWS, news.page - 1, *window, label=say("Newer"), disabled=news.page == 0))
        last = news.page + 1 >= news.pages
        buttons.append(CardButton(NEWS, news.page + 1, *window, label=say("Older"), disabled=last))
    buttons.append(CardButton(CAUGHT_UP, *window, label=say("I'm caught up"), disabled=news.done))
    return buttons


def caught_up_card(until: datetime, say: Words) -> Card:
    """After saying so."""
    return Card(text(say("You are caught up. The next list begins where this one ended, {when}.", when=stamp(until))))
