"""The reading plan: shown by command, changed story by story, and sent at an hour that the member chooses."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.runtime.loops import GuardedLoop
from bot.services.plan.plan import PlanService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.plan.plan import HOUR, SWAP, plan_card

MORNING_EVERY = 60.0
"""Seconds between checks for plans to be sent: a delay of a minute does no harm."""


class Plan(Wired, commands.Cog):
    """``/plan``, and the components of its card."""

    def __init__(self, handlers: CardHandlers, plans: PlanService) -> None:
        self._handlers = handlers
        self._plans = plans
        self._actions = {SWAP: self.swap, HOUR: self.choose_hour}
        self._loops = (GuardedLoop("mornings", plans.send_mornings, seconds=MORNING_EVERY),)

    @app_commands.command(name=names.PLAN, description=names.PLAN_ABOUT)
    @app_commands.guild_only()
    async def plan(self, interaction: discord.Interaction) -> None:
        """Show the member's plan of today."""
        ask = Ask.of(interaction)
        page = await self._plans.today(ask.guild_id, ask.member_id)
        await ask.answer(plan_card(page, ask.say))

    async def swap(self, ask: Ask, story_id: str) -> None:
        """Replace a story of the plan by another."""
        page = await self._plans.swap(ask.guild_id, ask.member_id, story_id)
        await ask.replace(plan_card(page, ask.say))

    async def choose_hour(self, ask: Ask, hour: int | None) -> None:
        """Save the hour at which the plan is sent; ``None``: it is not."""
        page = await self._plans.choose_hour(ask.guild_id, ask.member_id, hour)
        await ask.replace(plan_card(page, ask.say))
