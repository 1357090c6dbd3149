"""Menus of people, in the manner of ``bot.ui.kit.pickers``."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardItem, custom_id, ids


class PeoplePick(CardItem[ui.UserSelect[Any]], template=ids("people")):
    """A menu of people, none or several: ``people/<action>/<argument>/...``. Its handler gets the arguments, then the
    ids of all who are picked. Discord shows who is chosen already by name, which a card could not."""

    def __init__(self, action: Action, *args: object, label: str, chosen: Sequence[int] = (), most: int = 1) -> None:
        super().__init__(
            ui.UserSelect(
                custom_id=custom_id("people", action, args, left=1),
                placeholder=label,
                min_values=0,
                max_values=most,
                default_values=[
                    discord.SelectDefaultValue(id=each, type=discord.SelectDefaultValueType.user)
                    for each in chosen[:most]
                ],
            )
        )

    def picked(self) -> Sequence[str]:
        """Their ids."""
        return [str(user.id) for user in self.item.values]
