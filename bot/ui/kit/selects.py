"""Menus that still work after a restart: as ``bot.ui.kit.buttons``, for a choice among a few."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.kit.buttons import CardItem, custom_id, ids


class CardSelect(CardItem[ui.Select[Any]], template=ids("pick")):
    """A menu of a card: ``pick/<action>/<argument>/...``. Its handler gets the arguments, then what was picked.
    ``label`` stands in it while nothing is picked."""

    def __init__(
        self, action: str, *args: object, options: Sequence[discord.SelectOption], label: str | None = None
    ) -> None:
        super().__init__(ui.Select(custom_id=custom_id("pick", action, args), options=list(options), placeholder=label))

    def picked(self) -> Iterable[str]:
        """What was picked."""
        return self.item.values
