"""The spotlight: stories that nobody has written a note on yet."""

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.domain.kit.pages import Page
from bot.domain.reading.spotlight import SpotlightStory
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import lines, masked, name, row, small, text
from bot.ui.kit.words import Words, stamp
from bot.ui.reading.notes import reading_buttons

OTHERS = Action("spotlight.page", page=int)

TITLE_LIMIT = 160
"""Characters of a title in the spotlight."""


def spotlight_card(page: Page[SpotlightStory], say: Words) -> Card:
    """A page of the spotlight, for the member who asked."""
    parts: list[ui.Item[Any]] = [text("### " + say("Waiting for a first reader"))]
    if not page.items:
        parts.append(
            text(
                say("Every recent story here has a note on it, or is yours."),
                say("`/stories latest` has the newest ones, `/plan` what might suit you."),
            )
        )
        return Card(*parts)
    parts.append(text(small(say("Nobody has written a note on these yet. The newest writers come first."))))
    for story in page.items:
        parts.append(text(_story(story, say)))
        parts.append(row(*reading_buttons(story.story_id, say)))
    if page.pages > 1:
        parts.append(row(CardButton(OTHERS, (page.number + 1) % page.pages, label=say("Others"))))
    return Card(*parts)


def _story(story: SpotlightStory, say: Words) -> str:
    about = [say("{name} (<@{member}>)", name=name(story.author_name), member=story.author_id)]
    if story.minutes is not None:
        about.append(say.many("{n} min read", "{n} min read", story.minutes))
    about.append(stamp(story.dated_at))
    return lines(f"**{masked(story.title, story.link, limit=TITLE_LIMIT)}**", small(" · ".join(about)))


def spotlight_lines(stories: Sequence[SpotlightStory], say: Words) -> str:
    """The spotlight as part of a post in a channel. Nobody is pinged."""
    return lines(
        "**" + say("Waiting for a first reader") + "**",
        *(
            say(
                "- {title} by {name}",
                title=masked(story.title, story.link, limit=TITLE_LIMIT),
                name=name(story.author_name),
            )
            for story in stories
        ),
        small(say("Nobody has written a note on these yet; `/spotlight` has more.")),
    )
