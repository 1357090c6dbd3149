"""What the bot shows: one framed card."""

from typing import Any

import discord
from discord import ui

from bot.ui.kit.errors import report
from bot.ui.kit.layout import FramedCard


class Card(FramedCard):
    """A framed card that reports its errors like commands do. Card buttons report their own errors."""

    async def on_error(self, interaction: discord.Interaction, error: Exception, item: ui.Item[Any], /) -> None:  # noqa: ARG002 - discord.py's signature
        """Report the error as everywhere else."""
        await report(interaction, error)
