"""What the bot shows: one framed card."""

from typing import Any

import discord
from discord import ui

from bot.ui.kit.errors import report
from bot.ui.kit.layout import FramedCard


class Card(FramedCard):
    """A framed card whose errors are reported like all others. Its card buttons report their own."""

    async def on_error(self, interaction: discord.Interaction, error: Exception, item: ui.Item[Any], /) -> None:  # noqa: ARG002 - discord.py's signature
        """One way for every error."""
        await report(interaction, error)
