"""How a type of posted card is shown: a ``Look``, which the card's area defines and ``bot.ui.kinds`` lists."""

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
    """The picture that is posted with a card.

    - ``filename``: of the attached file, to which the card refers.
    - ``named``: the members whose display names are needed.
    - ``picture``: makes the picture from the card, the names that were found and the server's name; ``None`` for none.
    - ``alt``: the description of a picture, for those who do not see it.
    """

    filename: str
    picture: Callable[[C, Mapping[int, str], str, Words], Picture | None]
    alt: Callable[[Any, Words], str]
    named: Callable[[C], tuple[int, ...]] = lambda _: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Generic[C]):
    """How cards of one type are shown.

    - ``view``: makes the card in the guild's language.
    - ``title``: the name of the thread about it, or of its forum post.
    - ``mark``: the link or id of a button that no other message in the channel has; the message is found again by it.
    - ``mentions``: whom it may ping.
    - ``forum_tags``: the names of the forum tags that its post may have.
    - ``people``: who is added to its private thread; ``None`` for a card that is not posted in one.
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
        """The title as plain text, shortened to what Discord takes."""
        return plain(self.title(card, say), limit=TITLE_LIMIT)


Looks = Mapping[type[PostCard], Look[Any]]
"""The look of each type of card that is posted."""
