"""The cards of a search, and of what is new since the member last looked."""

from datetime import datetime
from typing import Any

from discord import ui

from bot.domain.stories.catchup import CatchUp
from bot.domain.stories.lists import FoundStories
from bot.domain.text.search import Query
from bot.domain.text.text import clean
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.layout import lines, row, small, text
from bot.ui.kit.pager import Order, page_buttons, page_words, pager
from bot.ui.kit.words import Words, stamp
from bot.ui.stories.stories import story_line

FOUND = Action("stories.found", member_id=int | None, tag=str, words=str, page=int)
"""The query (``tag`` is empty for any), and the page."""
NEWS = Action("stories.news", since=datetime, until=datetime, page=int)
CAUGHT_UP = Action("stories.seen", since=datetime, until=datetime)

QUERY_LIMIT = 60
"""Characters of the query that are shown."""


def _asked(query: Query) -> tuple[object, ...]:
    """The query as arguments of a button. Neither words nor tags contain a slash."""
    return query.member_id, query.tag or "", query.text


def turnable(found: FoundStories) -> bool:
    """Whether the query fits into a button's id. If not, only the first page can be shown."""
    widest = -found.page.pages  # the largest number of a page; the minus sign is there for the -1 on the first page
    try:
        custom_id("ink", FOUND, (*_asked(found.query), widest))
    except ValueError:
        return False
    return True


def found_card(found: FoundStories, say: Words) -> Card:
    """A page of the stories that were found."""
    title = say("Stories with “{words}”", words=clean(found.query.text, limit=QUERY_LIMIT))
    parts: list[ui.Item[Any]] = [text(f"### {title}", _narrowed(found.query, say))]
    if not found.page.items:
        parts.append(text(say("None found. Fewer words find more, and the last one may be just a beginning.")))
        return Card(*parts)
    with_author = found.query.member_id is None
    parts.append(text("\n".join(story_line(line, say, with_author=with_author) for line in found.page.items)))
    if found.page.pages > 1 and not turnable(found):
        newest = say.many("{n} story was found.", "{n} stories were found; these are the newest.", found.page.count)
        parts.append(text(small(lines(newest + " " + say("Use fewer words to turn pages.")))))
        return Card(*parts)
    return Card(*parts, *pager(FOUND, *_asked(found.query), page=found.page, order=Order.TIME, say=say))


def _narrowed(query: Query, say: Words) -> str | None:
    parts = []
    if query.tag:
        parts.append(say("tagged {tag}", tag=clean(query.tag, limit=QUERY_LIMIT)))
    if query.member_id:
        parts.append(say("by <@{member}>", member=query.member_id))
    return small(" · ".join(parts)) if parts else None


def catch_up_card(news: CatchUp, say: Words) -> Card:
    """A page of the stories that are new."""
    since = stamp(news.window.since)
    title = say("Published since {when}", when=since)
    about = say("You have not looked before, so this begins a week ago.") if news.first else None
    parts: list[ui.Item[Any]] = [text(f"### {title}", small(about) if about else None)]
    page = news.page
    if not page.items:
        parts.append(text(say("Nothing new. `/stories latest` shows what was published before.")))
        return Card(*parts)
    parts.append(text("\n".join(story_line(line, say, with_author=True) for line in page.items)))
    counted = say.many("{n} story", "{n} stories", page.count)
    done = say("You are caught up.") if news.done else None
    parts.append(text(small(" · ".join(filter(None, [counted, page_words(page, say), done])))))
    window = news.window.since, news.window.until
    turning = page_buttons(NEWS, *window, page=page, order=Order.TIME, say=say) if page.pages > 1 else ()
    parts.append(row(*turning, CardButton(CAUGHT_UP, *window, label=say("I'm caught up"), disabled=news.done)))
    return Card(*parts)


def caught_up_card(until: datetime, say: Words) -> Card:
    """The card after the member said that they are caught up."""
    return Card(text(say("You are caught up. The next list begins where this one ended, {when}.", when=stamp(until))))
