"""How topics look: what one follows and what is left of it, the line that pings, the button that stops it."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.stories.topics import Follow, FollowPage
from bot.domain.text.text import clean
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import lines, row, small, text
from bot.ui.kit.words import Words, stamp

PAGE = "topics.page"
"""page"""
MUTE = "topics.mute"
"""tag, page"""
UNMUTE = "topics.unmute"
"""tag, page"""
STOP = "topics.stop"
"""tag, page"""
STOP_STORY = "topics.stop_story"
"""story; acts for whoever presses"""

SHOWN_LIMIT = 60
"""Characters of a topic as shown, with room for the backslashes of one of 40."""


def topic(tag: str) -> str:
    """A topic's name, cleaned."""
    return clean(tag, limit=SHOWN_LIMIT)


def ping_line(member_ids: Sequence[int], say: Words, tags: Iterable[str] = ()) -> str:
    """The line that pings: "<@1> <@2>: you follow bees or tea". The sender must allow these mentions."""
    who = " ".join(f"<@{member_id}>" for member_id in member_ids)
    named = say.listing(topic(tag) for tag in tags)
    if not named:
        return say("{members}: you follow a topic of this story.", members=who)
    return say("{members}: this is about {topics}, of which you follow one or more.", members=who, topics=named)


def stop_button(story_id: str, say: Words) -> CardButton:
    """On a post that pings: whoever presses follows the story's topics no more."""
    return CardButton(STOP_STORY, story_id, label=say("Stop these pings"))


def left(follow: Follow, say: Words) -> str:
    """How long a choice lasts."""
    if follow.muted:
        return say("Muted: no pings until you unmute it.")
    if follow.until is not None:
        return say("Until {when}.", when=stamp(follow.until, "D"))
    if follow.pings_left is not None:
        return say.many("{n} more ping.", "{n} more pings.", follow.pings_left)
    return say("Until you stop it.")


def followed_card(follow: Follow, say: Words) -> Card:
    """After following."""
    return Card(
        text(
            lines(
                [
                    "**" + say("You follow {topic}.", topic=topic(follow.tag)) + "**",
                    say("I ping you when a new story about it is announced here. It asks nothing of you."),
                    small(left(follow, say)),
                ]
            )
        )
    )


def muted_card(follow: Follow, say: Words) -> Card:
    """After muting."""
    done = say("{topic} is muted.", topic=topic(follow.tag))
    return Card(
        text(lines([f"**{done}**", say("It stays in `/topics list`, and pings you no more until you unmute it.")]))
    )


def stopped_card(tag: str, say: Words) -> Card:
    """After unfollowing."""
    return Card(text(say("You no longer follow {topic}.", topic=topic(tag))))


def stopped_story_card(tags: Sequence[str], say: Words) -> Card:
    """After pressing the button on a post that pings."""
    if not tags:
        return Card(text(say("You follow none of this story's topics: I do not ping you for them.")))
    named = say.listing(topic(tag) for tag in tags)
    return Card(
        text(
            lines(
                [
                    say("Stopped: I ping you no more for {topics}.", topics=named),
                    small(say("`/topics follow` follows a topic again.")),
                ]
            )
        )
    )


def list_card(page: FollowPage, say: Words) -> Card:
    """What one follows, a page at a time, each with what is left and its buttons."""
    parts: list[ui.Item[Any]] = [text("### " + say("Topics you follow"))]
    if not page.follows:
        parts.append(text(say("None yet. `/topics follow` pings you when a story with a tag is announced here.")))
        return Card(*parts)
    for follow in page.follows:
        parts.append(text(lines([f"**{topic(follow.tag)}**", small(left(follow, say))])))
        parts.append(row(_mute_button(follow, page, say), _stop_button(follow, page, say)))
    if page.pages > 1:
        parts.append(text(small(say("Page {page} of {pages}", page=page.page + 1, pages=page.pages))))
        parts.append(
            row(
                CardButton(PAGE, page.page - 1, label=say("Back"), disabled=page.page == 0),
                CardButton(PAGE, page.page + 1, label=say("Next"), disabled=page.page + 1 >= page.pages),
            )
        )
    return Card(*parts)


def _mute_button(follow: Follow, page: FollowPage, say: Words) -> CardButton:
    if follow.muted:
        return CardButton(UNMUTE, follow.tag, page.page, label=say("Unmute"))
    return CardButton(MUTE, follow.tag, page.page, label=say("Mute"))


def _stop_button(follow: Follow, page: FollowPage, say: Words) -> CardButton:
    return CardButton(STOP, follow.tag, page.page, label=say("Stop"), style=discord.ButtonStyle.danger)
