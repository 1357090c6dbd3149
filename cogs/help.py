"""The help page."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.desk.help import help_card
from bot.ui.kit import names
from bot.ui.kit.ask import Ask


class Help(commands.Cog):
    """``/help``."""

    @app_commands.command(name=names.HELP, description=names.HELP_ABOUT)
    async def help(self, interaction: discord.Interaction) -> None:
        """Show the commands, grouped by what a member wants to do."""
        ask = Ask.of(interaction)
        await ask.answer(help_card(ask.say))
