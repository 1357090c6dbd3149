"""How a kind of card that is posted looks: one value, which the card's own area makes and ``bot.ui.kinds`` lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import discord

from bot.domain.kit.pictures import Picture
from bot.domain.posting.cards import PostCard
from bot.domain.text.text import plain
from bot.ui.kit.answer import NOBODY
from bot.ui.kit.card import Card
from bot.ui.kit.words import Words

C = TypeVar("C", bound=PostCard)

TITLE_LIMIT = 100
"""Characters of the name of a thread or forum post (Discord)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration(Generic[C]):
    """The picture that comes with a card.

    - ``filename``: as the card refers to it.
    - ``named``: the members whose names are on it; they are looked up.
    - ``picture``: what is painted, from the card, the names that were found and the server's name; ``None``: nothing.
    - ``alt``: what a painted one reads, for those who do not see it.
    """

    filename: str
    picture: Callable[[C, Mapping[int, str], str, Words], Picture | None]
    alt: Callable[[Any, Words], str]
    named: Callable[[C], tuple[int, ...]] = lambda _: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Generic[C]):
    """How cards of one type look.

    - ``view``: the card, in the guild's language.
    - ``title``: what a thread about it, or the forum post that it begins, is called.
    - ``mark``: what tells it from every other in its channel: the address or id of one of its buttons.
    - ``mentions``: whom it may ping.
    - ``forum_tags``: the names of the tags that a forum post of it may carry.
    - ``people``: who is added to its private thread; ``None``: it does not stand in one.
    """

    card: type[C]
    view: Callable[[C, Words], Card]
    title: Callable[[C, Words], str]
    mark: Callable[[C], str]
    mentions: Callable[[C], discord.AllowedMentions] = lambda _: NOBODY
    forum_tags: Callable[[C], tuple[str, ...]] = lambda _: ()
    people: Callable[[C], tuple[int, ...]] | None = None
    picture: Illustration[C] | None = None

    def thread_name(self, card: C, say: Words) -> str:
        """The title as Discord takes it."""
        return plain(self.title(card, say), limit=TITLE_LIMIT)


Looks = Mapping[type[PostCard], Look[Any]]
"""How every type of card looks that the program posts."""
