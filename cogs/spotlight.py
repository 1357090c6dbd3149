"""``/spotlight``: stories that nobody has written a note on yet."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.reading.spotlight import SpotlightService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.reading.spotlight import OTHERS, spotlight_card


class Spotlight(Wired, commands.Cog):
    """``/spotlight``."""

    def __init__(self, handlers: CardHandlers, spotlight: SpotlightService) -> None:
        self._handlers = handlers
        self._spotlight = spotlight
        self._actions = {OTHERS: self.turn}

    @app_commands.command(name=names.SPOTLIGHT, description=names.SPOTLIGHT_ABOUT)
    @app_commands.guild_only()
    async def spotlight(self, interaction: discord.Interaction) -> None:
        """Show the first page to the member alone."""
        await self.turn(Ask.of(interaction), 0)

    async def turn(self, ask: Ask, page: int) -> None:
        """Show another page."""
        others = await self._spotlight.show(ask.guild_id, ask.member_id, page)
        await ask.show(spotlight_card(others, ask.say))
