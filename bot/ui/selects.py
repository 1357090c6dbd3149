"""Menus that still work after a restart: as ``bot.ui.buttons``, for a choice among a few."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.buttons import custom_id, hand_over


class CardSelect(
    ui.DynamicItem[ui.Select[Any]], template=re.compile(r"pick/(?P<action>[a-z_.]+)(?P<args>(?:/[^/]*)*)")
):
    """A menu of a card: ``pick/<action>/<argument>/...``. Its handler gets the arguments, then what was picked.
    ``label`` stands in it while nothing is picked."""

    def __init__(
        self, action: str, *args: object, options: Sequence[discord.SelectOption], label: str | None = None
    ) -> None:
        self.action = action
        self.args = tuple(map(str, args))
        super().__init__(ui.Select(custom_id=custom_id("pick", action, args), options=list(options), placeholder=label))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> "CardSelect":
        """The menu that was used, from its id; its options are those that it was shown with."""
        options = item.options if isinstance(item, ui.Select) else []
        return cls(match["action"], *match["args"].split("/")[1:], options=options)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the choice over."""
        await hand_over(interaction, self.action, (*self.args, *self.item.values))
