"""Menus of people, in the manner of ``bot.ui.pickers``."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.buttons import custom_id, hand_over


class PeoplePick(
    ui.DynamicItem[ui.UserSelect[Any]], template=re.compile(r"people/(?P<action>[a-z_.]+)(?P<args>(?:/[^/]*)*)")
):
    """A menu of people, none or several: ``people/<action>/<argument>/...``. Its handler gets the arguments, then the
    ids of all who are picked. Discord shows who is chosen already by name, which a card could not."""

    def __init__(
        self, action: str, *args: object, label: str | None = None, chosen: Sequence[int] = (), most: int = 1
    ) -> None:
        self.action = action
        self.args = tuple(map(str, args))
        super().__init__(
            ui.UserSelect(
                custom_id=custom_id("people", action, args),
                placeholder=label,
                min_values=0,
                max_values=most,
                default_values=[
                    discord.SelectDefaultValue(id=each, type=discord.SelectDefaultValueType.user)
                    for each in chosen[:most]
                ],
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],  # noqa: ARG003 - discord.py's signature
        match: re.Match[str],
        /,
    ) -> "PeoplePick":
        """The menu that was used, from its id alone."""
        return cls(match["action"], *match["args"].split("/")[1:])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the choice over."""
        await hand_over(interaction, self.action, (*self.args, *(str(user.id) for user in self.item.values)))
