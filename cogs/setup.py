"""The panel of ``/setup``: one private card that edits itself. Who may is checked at every press."""

from collections.abc import Callable
from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.posting.delivery import Publisher
from bot.domain.servers.guilds import Feature, suggest_zones
from bot.domain.stories.announcing import AnnouncingSettings, Cadence, GuildOverview, quiet_from
from bot.services.desk.setup import GuildService
from bot.ui.desk import setup as panel
from bot.ui.desk.channels import channel_of, check_mentionable, held_permissions, missing_in
from bot.ui.desk.setup import NEVER, PanelPage, setup_card
from bot.ui.desk.setup_answers import CITY, city_form, sample_story, test_card, zone_card
from bot.ui.kit import names
from bot.ui.kit.answer import answer
from bot.ui.kit.answer import replace as show_instead
from bot.ui.kit.buttons import CardHandlers, Handler
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import managed_guild
from bot.ui.kit.words import words_for

Change = Callable[[AnnouncingSettings, str], AnnouncingSettings]


CHANGES: dict[str, tuple[PanelPage, Change]] = {
    panel.CADENCE: (PanelPage.RHYTHM, lambda now, picked: replace(now, cadence=Cadence(picked))),
    panel.HOUR: (PanelPage.RHYTHM, lambda now, picked: replace(now, digest_hour=int(picked))),
    panel.WEEKDAY: (PanelPage.RHYTHM, lambda now, picked: replace(now, digest_weekday=int(picked))),
    panel.QUIET_FROM: (PanelPage.LIMITS, lambda now, picked: quiet_from(now, None if picked == NEVER else int(picked))),
    panel.QUIET_UNTIL: (PanelPage.LIMITS, lambda now, picked: replace(now, quiet_until=int(picked))),
    panel.CAP: (PanelPage.LIMITS, lambda now, picked: replace(now, daily_cap=int(picked))),
    panel.WEEK_START: (PanelPage.LIMITS, lambda now, picked: replace(now, week_start=int(picked))),
}
"""What each menu of the panel changes, and on which page it stands."""


class Setup(Wired, commands.Cog):
    """``/setup``."""

    def __init__(self, handlers: CardHandlers, guilds: GuildService, publisher: Publisher) -> None:
        self._handlers = handlers
        self._guilds = guilds
        self._publisher = publisher
        self._actions = {
            panel.PAGE: self.page,
            panel.CHANNEL: self.channel,
            panel.ROLE: self.role,
            panel.THREADS: self.threads,
            panel.ZONE: self.ask_for_city,
            panel.ZONE_PICKED: self.zone,
            panel.TEST: self.test,
            **{action: self._changer(*change) for action, change in CHANGES.items()},
        }

    @app_commands.command(name=names.SETUP, description=names.SETUP_ABOUT)
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: discord.Interaction) -> None:
        """Show the panel."""
        overview = await self._guilds.overview(managed_guild(interaction))
        say = words_for(interaction.locale.value)
        await answer(interaction, setup_card(overview, missing_in(interaction, overview), say))

    async def _show(self, interaction: discord.Interaction, overview: GuildOverview, page: PanelPage) -> None:
        say = words_for(interaction.locale.value)
        await show_instead(interaction, setup_card(overview, missing_in(interaction, overview), say, page))

    def _changer(self, page: PanelPage, change: Change) -> Handler:
        async def changed(interaction: discord.Interaction, args: tuple[str, ...]) -> None:
            guild_id = managed_guild(interaction)
            overview = await self._guilds.choose(guild_id, lambda now: change(now, args[-1]))
            await self._show(interaction, overview, page)

        return changed

    async def page(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page."""
        overview = await self._guilds.overview(managed_guild(interaction))
        await self._show(interaction, overview, PanelPage(args[0]))

    async def channel(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """A channel was picked, or taken back; one that the bot cannot use is refused."""
        guild_id, feature = managed_guild(interaction), Feature(args[0])
        if len(args) == 1:
            overview = await self._guilds.forget_channel(guild_id, feature)
        else:
            channel_id = int(args[1])
            held = held_permissions(channel_of(interaction, channel_id), feature)
            overview = await self._guilds.choose_channel(guild_id, feature, channel_id, held)
        await self._show(interaction, overview, PanelPage.CHANNELS)

    async def role(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """A role to ping was picked, or taken back; one that the bot cannot mention is refused."""
        guild_id = managed_guild(interaction)
        role_id = int(args[0]) if args else None
        check_mentionable(interaction, role_id)
        overview = await self._guilds.choose(guild_id, lambda now: replace(now, ping_role_id=role_id))
        await self._show(interaction, overview, PanelPage.CHANNELS)

    async def threads(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Threads on or off."""
        guild_id = managed_guild(interaction)
        overview = await self._guilds.choose(guild_id, lambda now: replace(now, threads=not now.threads))
        await self._show(interaction, overview, PanelPage.RHYTHM)

    async def ask_for_city(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Ask for a city; the answer becomes a list of zones."""
        managed_guild(interaction)
        say = words_for(interaction.locale.value)

        async def answered(submitted: discord.Interaction, typed: dict[str, str]) -> None:
            managed_guild(submitted)
            await show_instead(submitted, zone_card(suggest_zones(typed[CITY]), say))

        await interaction.response.send_modal(city_form(say, answered))

    async def zone(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """A zone was picked."""
        overview = await self._guilds.choose_zone(managed_guild(interaction), args[-1])
        await self._show(interaction, overview, PanelPage.HOME)

    async def test(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Post a sample and say what happened."""
        guild_id, say = managed_guild(interaction), words_for(interaction.locale.value)
        sample = sample_story(interaction.user.id, interaction.user.display_name, interaction.created_at, say)
        delivery = await self._guilds.send_test(guild_id, sample, self._publisher)
        await show_instead(interaction, test_card(delivery, say))
