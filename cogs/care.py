"""Care for members' accounts on Medium: the daily check for narrow reading, and the summary of Medium's rules."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.runtime.loops import GuardedLoop
from bot.services.circle.care import CareService
from bot.ui.circle.medium_rules import medium_rules_card
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.cog import Wired

LOOK_EVERY = 86400.0
"""Seconds between checks. A check covers four weeks, and a member is told at most once in eight."""


class Care(Wired, commands.Cog):
    """``/medium-rules``, and the loop of the check."""

    def __init__(self, care: CareService) -> None:
        self._loops = (GuardedLoop("care", care.hint_all, seconds=LOOK_EVERY),)

    @app_commands.command(name=names.MEDIUM_RULES, description=names.MEDIUM_RULES_ABOUT)
    @app_commands.guild_only()
    async def medium_rules(self, interaction: discord.Interaction) -> None:
        """Show Medium's rules."""
        ask = Ask.of(interaction)
        await ask.answer(medium_rules_card(ask.say))
