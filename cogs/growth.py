"""A member's own numbers: logged, charted, exported and deleted, for them alone."""

from datetime import date

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.growth.growth import Measure
from bot.domain.growth.growth_views import GrowthPage
from bot.services.growth.growth import GrowthService
from bot.ui.growth import growth as ui
from bot.ui.kit import names
from bot.ui.kit.answer import answer_with_files
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.pictured import Paints, painted
from bot.ui.kit.pictured import show as show_pictured


@app_commands.guild_only()
class Growth(Wired, commands.GroupCog, group_name=names.GROWTH, group_description=names.GROWTH_ABOUT):
    """``/growth``. Everything is private: each handler reads only the numbers of the member who used it."""

    def __init__(self, handlers: CardHandlers, growth: GrowthService, painter: Paints) -> None:
        super().__init__()
        self._handlers = handlers
        self._growth = growth
        self._painter = painter
        self._actions = {
            ui.LOGGED: self.logged,
            ui.TURN: self.turn,
            ui.REMOVE: self.remove,
            ui.ASK_CLEAR: self.ask_clear,
            ui.CLEAR: self.clear,
            ui.KEEP: self.keep,
        }

    @app_commands.command(name=names.GROWTH_LOG, description=names.GROWTH_LOG_ABOUT)
    @app_commands.rename(day=names.GROWTH_DAY)
    @app_commands.describe(day=names.GROWTH_DAY_ABOUT)
    async def log(self, interaction: discord.Interaction, day: str = "") -> None:
        """Open the form for the numbers of today, or of another day."""
        ask = Ask.of(interaction)
        await ask.hand(ui.log_form(await self._growth.day(ask.guild_id, ask.member_id, day), ask.say))

    async def logged(  # noqa: PLR0917 - the fields of the form
        self, ask: Ask, day: date, followers: str, views: str, reads: str, read_ratio: str, earnings: str
    ) -> None:
        """Save the numbers that are valid."""
        typed = {
            Measure.FOLLOWERS: followers,
            Measure.VIEWS: views,
            Measure.READS: reads,
            Measure.READ_RATIO: read_ratio,
            Measure.EARNINGS: earnings,
        }
        await ask.answer(ui.logged_card(await self._growth.log(ask.guild_id, ask.member_id, day, typed), ask.say))

    @app_commands.command(name=names.GROWTH_SHOW, description=names.GROWTH_SHOW_ABOUT)
    async def show(self, interaction: discord.Interaction) -> None:
        """Show the newest numbers and a chart."""
        ask = Ask.of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._show(ask, await self._growth.show(ask.guild_id, ask.member_id))

    @app_commands.command(name=names.GROWTH_EXPORT, description=names.GROWTH_EXPORT_ABOUT)
    async def export(self, interaction: discord.Interaction) -> None:
        """Send all the numbers as a file."""
        ask = Ask.of(interaction)
        rows = await self._growth.rows(ask.guild_id, ask.member_id)
        await answer_with_files(interaction, ui.file_line(ask.say), ui.growth_file(rows))

    async def turn(self, ask: Ask, measure: Measure) -> None:
        """Show the chart of another measure."""
        await ask.interaction.response.defer()
        await self._show(ask, await self._growth.show(ask.guild_id, ask.member_id, measure))

    async def remove(self, ask: Ask, measure: Measure, day: date | None) -> None:
        """Delete one number. ``day=None``, the option that deletes none, only shows the card again."""
        await ask.interaction.response.defer()
        if day is None:
            page = await self._growth.show(ask.guild_id, ask.member_id, measure)
        else:
            page = await self._growth.remove(ask.guild_id, ask.member_id, measure, day)
        await self._show(ask, page)

    async def ask_clear(self, ask: Ask) -> None:
        """Ask before everything is deleted."""
        await ask.answer(ui.ask_clear_card(ask.say))

    async def clear(self, ask: Ask) -> None:
        """Delete all numbers of the member who pressed."""
        count = await self._growth.clear(ask.guild_id, ask.member_id)
        await ask.replace(ui.cleared_card(count, ask.say))

    async def keep(self, ask: Ask) -> None:
        """Do not delete."""
        await ask.replace(ui.kept_card(ask.say))

    async def _show(self, ask: Ask, page: GrowthPage) -> None:
        """Complete a deferred answer with the card and its chart; if painting fails, with the card alone."""
        picture = ui.picture_of(page, ask.say)
        alt = ui.picture_alt(page, picture, ask.say) if picture else ""
        file = await painted(self._painter, picture, ui.PICTURE, alt) if picture else None
        await show_pictured(ask.interaction, ui.growth_card(page, ask.say, alt if file else ""), file)
