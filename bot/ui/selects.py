"""Menus that still work after a restart: as ``bot.ui.buttons``, for a choice among a few."""

import re
from collections.abc import Sequence
from typing import Any, cast

import discord
from discord import ui

from bot.ui.buttons import CUSTOM_ID_LIMIT, HasCardHandlers
from bot.ui.errors import report


class CardSelect(
    ui.DynamicItem[ui.Select[Any]], template=re.compile(r"pick/(?P<action>[a-z_.]+)(?P<args>(?:/[^/]*)*)")
):
    """A menu of a card: ``pick/<action>/<argument>/...``. Its handler gets the arguments, then what was picked."""

    def __init__(self, action: str, *args: object, options: Sequence[discord.SelectOption]) -> None:
        self.action = action
        self.args = tuple(map(str, args))
        custom_id = "/".join(("pick", action, *self.args))
        if len(custom_id) > CUSTOM_ID_LIMIT:
            raise ValueError(f"a menu's id may have {CUSTOM_ID_LIMIT} characters: {custom_id}")
        super().__init__(ui.Select(custom_id=custom_id, options=list(options)))

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
        """Hand the choice to whoever registered for it; report what goes wrong."""
        try:
            client = cast("HasCardHandlers", interaction.client)
            await client.card_handlers.find(self.action)(interaction, (*self.args, *self.item.values))
        except Exception as error:  # noqa: BLE001 - the library would only log it and leave the choice unanswered
            await report(interaction, error)
