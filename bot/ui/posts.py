"""What each post shows, by what it is: one place for the publisher to ask."""

import discord

from bot.domain.cards import AnyCard, DigestCard, StoryCard
from bot.domain.text import plain
from bot.ui.answer import NOBODY
from bot.ui.card import Card
from bot.ui.digests import digest, digest_mark, digest_title
from bot.ui.stories import announcement
from bot.ui.words import Words

TITLE_LIMIT = 100
"""Characters of the name of a thread or forum post (Discord)."""


def view_of(card: AnyCard, say: Words) -> Card:
    """The card, in the guild's language."""
    match card:
        case StoryCard():
            return announcement(card, say)
        case DigestCard():
            return digest(card, say)


def title_of(card: AnyCard, say: Words) -> str:
    """What a thread about it, or the forum post that it begins, is called."""
    match card:
        case StoryCard():
            return plain(card.title, limit=TITLE_LIMIT) or card.story_id
        case DigestCard():
            return digest_title(card, say)


def mark_of(card: AnyCard) -> str:
    """What tells the post from every other in its channel: the address or id of one of its buttons."""
    match card:
        case StoryCard():
            return card.link
        case DigestCard():
            return digest_mark(card)


def mentions_of(card: AnyCard) -> discord.AllowedMentions:
    """Whom it may ping: those who asked for it, and the one role that the guild chose."""
    match card:
        case StoryCard(ping_role_id=role, pings=pings):
            return discord.AllowedMentions(
                everyone=False,
                users=[discord.Object(member_id) for member_id in pings],
                roles=[discord.Object(role)] if role else False,
                replied_user=False,
            )
        case _:
            return NOBODY


def forum_tags_of(card: AnyCard) -> tuple[str, ...]:
    """The tags that a forum post of it may carry."""
    return card.tags if isinstance(card, StoryCard) else ()
