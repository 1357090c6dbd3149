"""The community as a whole: its monthly report, its map, and the report to moderators on narrow groups."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.circle.monthly_view import MonthlyCard
from bot.runtime.loops import GuardedLoop
from bot.services.circle.community import CommunityService
from bot.services.circle.monthly import MonthlyService
from bot.ui.circle import community, monthly
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.choices import choices
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import moderated_guild
from bot.ui.kit.pictured import Paints, painted, show

LOOK_EVERY = 300.0
"""Seconds between checks for reports that are due. A check is one query, and a delay of minutes does no harm."""


def _server(interaction: discord.Interaction) -> str:
    return interaction.guild.name if interaction.guild else ""


@app_commands.guild_only()
class Community(Wired, commands.GroupCog, group_name=names.COMMUNITY, group_description=names.COMMUNITY_ABOUT):
    """``/community``, the buttons on the report and the map, and the loop that makes reports."""

    def __init__(
        self, handlers: CardHandlers, monthly_service: MonthlyService, service: CommunityService, painter: Paints
    ) -> None:
        super().__init__()
        self._handlers = handlers
        self._monthly = monthly_service
        self._community = service
        self._painter = painter
        self._actions = {
            monthly.FORMULAS: self.formulas,
            community.ON_MAP: self.choose_map,
        }
        self._loops = (GuardedLoop("reports", self._monthly.make_due, seconds=LOOK_EVERY),)

    @app_commands.command(name=names.COMMUNITY_REPORT, description=names.COMMUNITY_REPORT_ABOUT)
    @app_commands.rename(month=names.COMMUNITY_MONTH)
    @app_commands.describe(month=names.COMMUNITY_MONTH_ABOUT)
    async def report(
        self, interaction: discord.Interaction, month: app_commands.Range[str, 1, 20] | None = None
    ) -> None:
        """Show a month's report as it was posted, to the member alone."""
        ask = Ask.of(interaction)
        report = await self._monthly.show(ask.guild_id, month)
        await interaction.response.defer(ephemeral=True, thinking=True)
        say, card = ask.say, MonthlyCard(report)
        picture = monthly.picture_of(card, _server(interaction), say)
        alt = monthly.picture_alt(picture, say)
        file = await painted(self._painter, picture, monthly.PICTURE, alt)
        await show(interaction, monthly.report_card(replace(card, alt=alt if file else ""), say), file)

    @report.autocomplete("month")
    async def months(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The months that have a report."""
        ask = Ask.of(interaction)
        found = await self._monthly.months(ask.guild_id)
        named = {month.key: monthly.month_words(month, ask.say) for month in found}
        wanted = current.casefold()
        return choices((name, key) for key, name in named.items() if wanted in f"{name} {key}".casefold())

    @app_commands.command(name=names.COMMUNITY_MAP, description=names.COMMUNITY_MAP_ABOUT)
    async def map(self, interaction: discord.Interaction) -> None:
        """Show the map to the member alone: who is in conversation, of those who chose to be on it."""
        ask = Ask.of(interaction)
        guild_id = ask.guild_id
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._show_map(ask, guild_id)

    @app_commands.command(name=names.COMMUNITY_HEALTH, description=names.COMMUNITY_HEALTH_ABOUT)
    async def health(self, interaction: discord.Interaction) -> None:
        """Tell moderators how many groups read mostly each other."""
        ask, guild_id = Ask.of(interaction), moderated_guild(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        health = await self._community.health(guild_id)
        await ask.answer(community.health_card(health, ask.say))

    async def formulas(self, ask: Ask, month: str) -> None:
        """Show how a report's numbers are counted, to the member who pressed."""
        report = await self._monthly.show(ask.guild_id, month)
        await ask.answer(monthly.formulas_card(report, ask.say))

    async def choose_map(self, ask: Ask, on_it: bool) -> None:
        """Add the member to the map or remove them, and draw it again."""
        guild_id = ask.guild_id
        await ask.interaction.response.defer()
        await self._community.choose_map(guild_id, ask.member_id, on_it=on_it)
        await self._show_map(ask, guild_id)

    async def _show_map(self, ask: Ask, guild_id: int) -> None:
        interaction, say = ask.interaction, ask.say
        view = await self._community.draw(guild_id, ask.member_id)
        if not view.drawn.nodes:
            await show(interaction, community.map_card(view, say), None)
            return
        alt = community.map_alt(view, say)
        picture = community.map_picture(view, _server(interaction), say)
        file = await painted(self._painter, picture, community.PICTURE, alt)
        await show(interaction, community.map_card(view, say, alt=alt if file else ""), file)
