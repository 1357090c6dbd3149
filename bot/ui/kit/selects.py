"""Menus that still work after a restart, like the buttons of ``bot.ui.kit.buttons``."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import discord
from discord import ui

from bot.domain.text.text import plain
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardItem, custom_id, ids
from bot.ui.kit.kinds import text_of
from bot.ui.kit.words import Words

T = TypeVar("T")

OPTIONS_LIMIT = 25
"""Options of a menu (Discord)."""
OPTION_LIMIT = 100
"""Characters of an option's label, and of its description (Discord)."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a menu. ``value`` is of the kind of the action's last argument; the texts may be untrusted."""

    value: object
    label: str
    about: str = ""
    chosen: bool = False


def options_of(options: Sequence[Option]) -> list[discord.SelectOption]:
    """The options as Discord takes them. Raises ``ValueError`` for more than a menu holds."""
    if len(options) > OPTIONS_LIMIT:
        raise ValueError(f"a menu has {OPTIONS_LIMIT} options, not {len(options)}")
    return [_shown(each) for each in options]


def _shown(option: Option) -> discord.SelectOption:
    value = text_of(option.value)
    return discord.SelectOption(
        label=plain(option.label, limit=OPTION_LIMIT) or value,
        description=plain(option.about, limit=OPTION_LIMIT) or None,
        value=value,
        default=option.chosen,
    )


def options_for(values: Iterable[T], words: Callable[[T, Words], str], chosen: object, say: Words) -> list[Option]:
    """An option for each of the values, labelled by ``words``."""
    return [Option(each, words(each, say), chosen=each == chosen) for each in values]


class CardSelect(CardItem[ui.Select[Any]], template=ids("pick")):
    """A menu of a card: ``pick/<action>/<argument>/...``. The picked value is the action's last argument. ``label``
    says what is chosen; it is shown while nothing is picked."""

    def __init__(
        self,
        action: Action,
        *args: object,
        options: Sequence[Option],
        label: str,
    ) -> None:
        made = options_of(options)
        if not label:
            raise ValueError(f"a menu without a label: {action.name}")
        for each in made:
            list(action.kinds.values())[-1].value(each.value)
        super().__init__(ui.Select(custom_id=custom_id("pick", action, args, left=1), options=made, placeholder=label))

    def picked(self) -> Sequence[str]:
        """What was picked."""
        return self.item.values
