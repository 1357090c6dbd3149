"""Stories that nobody has written a note on yet."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.reading.spotlight import SpotlightService
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for
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
        """The first page, for the member alone."""
        page = await self._spotlight.show(guild_of(interaction), interaction.user.id)
        await answer(interaction, spotlight_card(page, words_for(interaction.locale.value)))

    async def turn(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Others, on the same card."""
        page = await self._spotlight.show(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, spotlight_card(page, words_for(interaction.locale.value)))
