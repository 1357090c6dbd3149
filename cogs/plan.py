"""The reading plan: asked for, swapped, and brought in the morning."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.kit.errors import CardOutdated
from bot.domain.plan.plan_day import HOURS
from bot.runtime.loops import GuardedLoop
from bot.services.plan.plan import PlanService
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for
from bot.ui.plan.plan import HOUR, NEVER, SWAP, plan_card

MORNING_EVERY = 60.0
"""Seconds between looks for mornings: a minute after the hour is still the hour."""


class Plan(Wired, commands.Cog):
    """``/plan``, and what can be pressed on its card."""

    def __init__(self, handlers: CardHandlers, plans: PlanService) -> None:
        self._handlers = handlers
        self._plans = plans
        self._actions = {SWAP: self.swap, HOUR: self.choose_hour}
        self._loops = (GuardedLoop("mornings", plans.send_mornings, seconds=MORNING_EVERY),)

    @app_commands.command(name=names.PLAN, description=names.PLAN_ABOUT)
    @app_commands.guild_only()
    async def plan(self, interaction: discord.Interaction) -> None:
        """Today's stories for the member."""
        page = await self._plans.today(guild_of(interaction), interaction.user.id)
        await answer(interaction, plan_card(page, words_for(interaction.locale.value)))

    async def swap(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another story instead of one."""
        page = await self._plans.swap(guild_of(interaction), interaction.user.id, args[0])
        await replace(interaction, plan_card(page, words_for(interaction.locale.value)))

    async def choose_hour(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Bring it at an hour, or not: saved as it is chosen."""
        picked = args[0]
        if picked != NEVER and not (picked.isdecimal() and int(picked) < HOURS):
            raise CardOutdated  # a menu of another version
        hour = None if picked == NEVER else int(picked)
        page = await self._plans.choose_hour(guild_of(interaction), interaction.user.id, hour)
        await replace(interaction, plan_card(page, words_for(interaction.locale.value)))
