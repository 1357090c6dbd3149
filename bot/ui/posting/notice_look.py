"""How a kind of notice is shown: a ``NoticeLook``, which the kind's area defines and ``bot.ui.kinds`` lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.domain.posting.notices import Notice
from bot.domain.posting.outbox import Payload
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.words import Words

Teller = Callable[[Payload, Words], str]
"""What a word says to its sentences. A value that is missing leaves a sentence that still holds."""


def nothing_to_press(_notice: Notice, _say: Words) -> tuple[CardButton, ...]:
    """No buttons."""
    return ()


def nothing_quoted(_notice: Notice) -> str:
    """No quotation."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLook:
    """How private words of one kind look.

    - ``named``: (what the kind is called, when a word of it comes), for the card on which members choose.
    - ``words``: by what a word is about (``payload["about"]``), its sentences.
    - ``buttons``: what can be pressed below a word.
    - ``quoted``: what a word quotes, as a paragraph of its own; empty for nothing. The words themselves stay the same
      when it changes: by them a word is found again.
    """

    kind: str
    named: Callable[[Words], tuple[str, str]]
    words: Mapping[str, Teller] = field(default_factory=dict)
    buttons: Callable[[Notice, Words], tuple[CardButton, ...]] = nothing_to_press
    quoted: Callable[[Notice], str] = nothing_quoted


NoticeLooks = Mapping[str, NoticeLook]
"""How every kind of private word looks, by name, in the order in which members choose how they want it."""
