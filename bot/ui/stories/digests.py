"""The cards of digests and roundups."""

from typing import Any

from discord import ui

from bot.domain.stories.story_views import DigestCard, DigestEntry
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.layout import lines, masked, name, row, small, text
from bot.ui.kit.words import Words
from bot.ui.posting.look import Look

OPEN = Action("stories.open", digest=str)
"""The action of the button that opens the newest stories privately; its argument tells one digest from another."""

TITLE_LIMIT = 120
"""Characters of a title in a digest: twelve titles with their links have to fit into a card's 4,000."""


def digest_title(card: DigestCard, say: Words) -> str:
    """The digest's heading, and the name of its forum post."""
    n = len(card.entries)
    if card.over_the_cap:
        return say.many("{n} more story by this server's writers", "{n} more stories by this server's writers", n)
    return say.many("{n} new story by this server's writers", "{n} new stories by this server's writers", n)


def digest(card: DigestCard, say: Words) -> Card:
    """The card: each story with its author. Nobody is pinged."""
    parts: list[ui.Item[Any]] = [text(f"## {digest_title(card, say)}")]
    parts.append(text("\n".join(_entry(entry, say) for entry in card.entries)))
    parts.append(row(CardButton(OPEN, _key(card), label=say("All new stories"))))
    return Card(*parts)


def _entry(entry: DigestEntry, say: Words) -> str:
    if entry.member_id is None:
        author = name(entry.author_name)
    else:
        author = say("{name} (<@{member}>)", name=name(entry.author_name), member=entry.member_id)
    about = [author]
    if entry.minutes is not None:
        about.append(say.many("{n} min", "{n} min", entry.minutes))
    return lines(masked(entry.title, entry.link, limit=TITLE_LIMIT), small(" · ".join(about)))


def _key(card: DigestCard) -> str:
    return card.key.replace("/", "-")  # no argument of a button holds a slash


DIGEST = Look(card=DigestCard, view=digest, title=digest_title, mark=lambda card: custom_id("ink", OPEN, (_key(card),)))
