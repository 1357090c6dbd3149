"""The announcement of a story, and lists of stories."""

from collections.abc import Callable, Iterable
from typing import Any

import discord
from discord import ui

from bot.domain.stories.announcing import Welcome
from bot.domain.stories.lists import StoryList
from bot.domain.stories.profiles import StoryLine
from bot.domain.stories.story_views import StoryCard
from bot.domain.text.text import clean, plain
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import SUBTITLE_LIMIT, lines, link_button, masked, name, row, small, text
from bot.ui.kit.pager import Order, pager
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.look import TITLE_LIMIT, Look
from bot.ui.stories.topics import ping_line, stop_button

PAGE = Action("stories.page", member_id=int | None, page=int)
"""``member_id``: whose stories; ``None`` for everybody's."""

ALT_LIMIT = 200
"""Characters of a picture's description. Discord takes 1,024, but a screen reader reads all of them aloud."""

TAG_LIMIT = 40

StoryButtons = Callable[[str, Words], Iterable[CardButton]]
"""Makes the buttons for what members can do with a story, from its id."""


def _small_print(card: StoryCard, say: Words) -> str:
    parts = []
    if card.minutes is not None:
        parts.append(say.many("{n} min read", "{n} min read", card.minutes))
    if card.tags:
        parts.append(", ".join(clean(tag, limit=TAG_LIMIT) for tag in card.tags))
    if card.published_at is not None:
        parts.append(stamp(card.published_at))
    return small(" · ".join(parts)) if parts else ""


def _headline(card: StoryCard, say: Words) -> str:
    author = name(card.author_name)
    if card.member_id is None:
        return say("A new story by {name}", name=author)
    match card.welcome:
        case Welcome.FIRST:
            return say("A new voice here: the first story by {name} (<@{member}>)", name=author, member=card.member_id)
        case Welcome.BACK:
            return say("Welcome back! A new story by {name} (<@{member}>)", name=author, member=card.member_id)
        case Welcome.NONE:
            return say("A new story by {name} (<@{member}>)", name=author, member=card.member_id)


def announcement(card: StoryCard, pressed: Iterable[CardButton], say: Words) -> Card:
    """The announcement of a new story. Its author is mentioned but not pinged, as the sender allows pings only of those
    in ``Look.mentions``. ``pressed``: the buttons beside "Read on Medium"."""
    parts: list[ui.Item[Any]] = [text(_headline(card, say), f"## {masked(card.title, card.link)}")]
    if card.subtitle:
        parts.append(text(clean(card.subtitle, limit=SUBTITLE_LIMIT)))
    if card.picture:
        picture = discord.MediaGalleryItem(card.picture, description=plain(card.title, limit=ALT_LIMIT) or None)
        parts.append(ui.MediaGallery(picture))
    if print_ := _small_print(card, say):
        parts.append(text(print_))
    if card.ping_role_id is not None:
        parts.append(text(f"<@&{card.ping_role_id}>"))
    if card.pings:
        parts.append(text(ping_line(card.pings, say, card.tags)))
    buttons: list[ui.Button[Any] | CardButton] = []
    if card.link:
        buttons.append(link_button(say("Read on Medium"), card.link))
    buttons.extend(pressed)
    if card.pings:
        buttons.append(stop_button(card.story_id, say))
    parts.append(row(*buttons))
    return Card(*parts)


def story_line(line: StoryLine, say: Words, *, with_author: bool) -> str:
    """A story in a list: its title as a link; author, date and reading time in small print."""
    about = [stamp(line.dated_at, "D")]
    if with_author and line.member_id is not None:
        about.insert(0, f"<@{line.member_id}>")
    if line.minutes is not None:
        about.append(say.many("{n} min", "{n} min", line.minutes))
    return lines(masked(line.title, line.link), small(" · ".join(about)))


def newest_stories(stories: Iterable[StoryLine], say: Words) -> list[ui.Item[Any]]:
    """The newest stories of one profile or publication, under a heading."""
    listed = "\n".join(story_line(line, say, with_author=False) for line in stories)
    return [text("**" + say("Newest stories") + "**"), text(listed)]


def story_list(listed: StoryList, say: Words) -> Card:
    """A page of stories, with the buttons for other pages if there are any."""
    if listed.member_id is None:
        title = say("Newest stories here")
        nothing = say("Nothing yet. Stories appear here once members register with `/profile register`.")
    else:
        title = say("Newest stories by <@{member}>", member=listed.member_id)
        nothing = say("Nothing yet. Stories appear here once this member registers with `/profile register`.")
    parts: list[ui.Item[Any]] = [text(f"### {title}")]
    page = listed.page
    if not page.items:
        parts.append(text(nothing))
        return Card(*parts)
    with_author = listed.member_id is None
    parts.append(text("\n".join(story_line(line, say, with_author=with_author) for line in page.items)))
    return Card(*parts, *pager(PAGE, listed.member_id, page=page, order=Order.TIME, say=say))


def _mentions(card: StoryCard) -> discord.AllowedMentions:
    """Pings for the followers of its topics, and for the role that the guild chose."""
    return discord.AllowedMentions(
        everyone=False,
        users=[discord.Object(member_id) for member_id in card.pings],
        roles=[discord.Object(card.ping_role_id)] if card.ping_role_id else False,
        replied_user=False,
    )


def story_look(buttons: StoryButtons) -> Look[StoryCard]:
    """The look of announcements. ``buttons`` comes from the reading area, which this area may not import."""
    return Look(
        card=StoryCard,
        view=lambda card, say: announcement(card, buttons(card.story_id, say), say),
        title=lambda card, _: plain(card.title, limit=TITLE_LIMIT) or card.story_id,
        mark=lambda card: card.link,
        mentions=_mentions,
        forum_tags=lambda card: card.tags,
    )
