"""A member's own numbers: logged, charted, handed out and deleted, for them alone."""

from datetime import date

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.growth.growth import Measure
from bot.domain.growth.growth_views import GrowthPage
from bot.domain.kit.errors import CardOutdated
from bot.services.growth.growth import GrowthService
from bot.ui.growth.growth import (
    ASK_CLEAR,
    CLEAR,
    KEEP,
    PICTURE,
    REMOVE,
    TURN,
    ask_clear_card,
    cleared_card,
    file_line,
    growth_card,
    growth_file,
    kept_card,
    log_form,
    logged_card,
    picture_alt,
    picture_of,
)
from bot.ui.kit import names
from bot.ui.kit.answer import answer, answer_with_file, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.kit.pictured import Paints, painted
from bot.ui.kit.pictured import show as show_pictured
from bot.ui.kit.words import words_for


@app_commands.guild_only()
class Growth(Wired, commands.GroupCog, group_name=names.GROWTH, group_description=names.GROWTH_ABOUT):
    """``/growth``. Everything is private, and every look asks for the numbers of whoever looks."""

    def __init__(self, handlers: CardHandlers, growth: GrowthService, painter: Paints) -> None:
        super().__init__()
        self._handlers = handlers
        self._growth = growth
        self._painter = painter
        self._actions = {
            TURN: self.turn,
            REMOVE: self.remove,
            ASK_CLEAR: self.ask_clear,
            CLEAR: self.clear,
            KEEP: self.keep,
        }

    @app_commands.command(name=names.GROWTH_LOG, description=names.GROWTH_LOG_ABOUT)
    @app_commands.rename(day=names.GROWTH_DAY)
    @app_commands.describe(day=names.GROWTH_DAY_ABOUT)
    async def log(self, interaction: discord.Interaction, day: str = "") -> None:
        """Ask for numbers of today, or of another day."""
        of = await self._growth.day(guild_of(interaction), interaction.user.id, day)

        async def filled(submitted: discord.Interaction, typed: dict[str, str]) -> None:
            numbers = {measure: typed.get(measure.value, "") for measure in Measure}
            outcome = await self._growth.log(guild_of(submitted), submitted.user.id, of, numbers)
            await answer(submitted, logged_card(outcome, words_for(submitted.locale.value)))

        await interaction.response.send_modal(log_form(of, filled, words_for(interaction.locale.value)))

    @app_commands.command(name=names.GROWTH_SHOW, description=names.GROWTH_SHOW_ABOUT)
    async def show(self, interaction: discord.Interaction) -> None:
        """The newest numbers, and a line."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        page = await self._growth.show(guild_of(interaction), interaction.user.id)
        await self._show(interaction, page)

    @app_commands.command(name=names.GROWTH_EXPORT, description=names.GROWTH_EXPORT_ABOUT)
    async def export(self, interaction: discord.Interaction) -> None:
        """All the numbers, as a file."""
        rows = await self._growth.rows(guild_of(interaction), interaction.user.id)
        await answer_with_file(interaction, file_line(words_for(interaction.locale.value)), growth_file(rows))

    async def turn(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """The line of another measure, on the same card."""
        measure = _measure(args[0])
        await interaction.response.defer()
        await self._show(interaction, await self._growth.show(guild_of(interaction), interaction.user.id, measure))

    async def remove(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Delete one number, on the same card; the option that deletes none shows it as it is."""
        measure, guild_id, member_id = _measure(args[0]), guild_of(interaction), interaction.user.id
        await interaction.response.defer()
        if args[1] == KEEP:
            page = await self._growth.show(guild_id, member_id, measure)
        else:
            page = await self._growth.remove(guild_id, member_id, measure, date.fromisoformat(args[1]))
        await self._show(interaction, page)

    async def ask_clear(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Ask before everything is deleted."""
        await answer(interaction, ask_clear_card(words_for(interaction.locale.value)))

    async def clear(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Delete all numbers of whoever pressed."""
        count = await self._growth.clear(guild_of(interaction), interaction.user.id)
        await replace(interaction, cleared_card(count, words_for(interaction.locale.value)))

    async def keep(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Do not delete."""
        await replace(interaction, kept_card(words_for(interaction.locale.value)))

    async def _show(self, interaction: discord.Interaction, page: GrowthPage) -> None:
        """The card in the place of a deferred answer, with its chart where there is one. Painting that fails costs the
        chart alone."""
        say = words_for(interaction.locale.value)
        picture = picture_of(page, say)
        alt = picture_alt(page, picture, say) if picture else ""
        file = await painted(self._painter, picture, PICTURE, alt) if picture else None
        await show_pictured(interaction, growth_card(page, say, alt if file else ""), file)


def _measure(value: str) -> Measure:
    try:
        return Measure(value)
    except ValueError:
        raise CardOutdated from None  # a measure of another version
