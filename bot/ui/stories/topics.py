"""The cards of followed topics, the line in an announcement that pings, and the button that stops the pings."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.kit.pages import Page
from bot.domain.stories.topics import Follow
from bot.domain.text.text import clean
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import row, small, text
from bot.ui.kit.pager import Order, pager
from bot.ui.kit.words import Words, stamp

PAGE = Action("topics.page", page=int)
MUTE = Action("topics.mute", tag=str, page=int, muted=bool)
STOP = Action("topics.stop", tag=str, page=int)
STOP_STORY = Action("topics.stop_story", story_id=str)
"""Stops the pings of whoever presses."""

SHOWN_LIMIT = 60
"""Characters of a topic as shown: a topic has 40, and escaping adds backslashes."""


def topic(tag: str) -> str:
    """A topic's name, cleaned."""
    return clean(tag, limit=SHOWN_LIMIT)


def ping_line(member_ids: Sequence[int], say: Words, tags: Iterable[str]) -> str:
    """The line of an announcement that pings the followers of its tags. The sender must allow these mentions."""
    who = " ".join(f"<@{member_id}>" for member_id in member_ids)
    named = say.listing(topic(tag) for tag in tags)
    if not named:
        return say("{members}: you follow a topic of this story.", members=who)
    return say("{members}: this is about {topics}, of which you follow one or more.", members=who, topics=named)


def stop_button(story_id: str, say: Words) -> CardButton:
    """The button below an announcement with pings: whoever presses unfollows the story's topics."""
    return CardButton(STOP_STORY, story_id, label=say("Stop these pings"))


def left(follow: Follow, say: Words) -> str:
    """How long a topic is still followed."""
    if follow.muted:
        return say("Muted: no pings until you unmute it.")
    if follow.until is not None:
        return say("Until {when}.", when=stamp(follow.until, "D"))
    if follow.pings_left is not None:
        return say.many("{n} more ping.", "{n} more pings.", follow.pings_left)
    return say("Until you stop it.")


def followed_card(follow: Follow, say: Words) -> Card:
    """The card after a topic was followed."""
    return Card(
        text(
            "**" + say("You follow {topic}.", topic=topic(follow.tag)) + "**",
            say("I ping you when a new story about it is announced here. It asks nothing of you."),
            small(left(follow, say)),
        )
    )


def muted_card(follow: Follow, say: Words) -> Card:
    """The card after a topic was muted."""
    done = say("{topic} is muted.", topic=topic(follow.tag))
    return Card(text(f"**{done}**", say("It stays in `/topics list`, and pings you no more until you unmute it.")))


def stopped_card(tag: str, say: Words) -> Card:
    """The card after a topic was unfollowed."""
    return Card(text(say("You no longer follow {topic}.", topic=topic(tag))))


def stopped_story_card(tags: Sequence[str], say: Words) -> Card:
    """The card after "Stop these pings" was pressed. ``tags``: the topics that were unfollowed."""
    if not tags:
        return Card(text(say("You follow none of this story's topics: I do not ping you for them.")))
    named = say.listing(topic(tag) for tag in tags)
    return Card(
        text(
            say("Stopped: I ping you no more for {topics}.", topics=named),
            small(say("`/topics follow` follows a topic again.")),
        )
    )


def list_card(page: Page[Follow], say: Words) -> Card:
    """A page of the topics that a member follows, each with how long it lasts and its buttons."""
    parts: list[ui.Item[Any]] = [text("### " + say("Topics you follow"))]
    if not page.items:
        parts.append(text(say("None yet. `/topics follow` pings you when a story with a tag is announced here.")))
        return Card(*parts)
    for follow in page.items:
        parts.append(text(f"**{topic(follow.tag)}**", small(left(follow, say))))
        label = say("Unmute") if follow.muted else say("Mute")
        mute = CardButton(MUTE, follow.tag, page.number, not follow.muted, label=label)
        stop = CardButton(STOP, follow.tag, page.number, label=say("Stop"), style=discord.ButtonStyle.danger)
        parts.append(row(mute, stop))
    return Card(*parts, *pager(PAGE, page=page, order=Order.OTHER, say=say))
