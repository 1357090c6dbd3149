"""The panel of ``/setup``, a private card that is edited at each press. The permission is checked at every press."""

from collections.abc import Callable
from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.desk.overview import GuildOverview
from bot.domain.posting.delivery import Publisher
from bot.domain.servers.guilds import Feature, suggest_zones
from bot.domain.stories.announcing import AnnouncingSettings, Cadence, quiet_from
from bot.services.desk.setup import GuildService
from bot.ui.desk import setup as panel
from bot.ui.desk.channels import channel_of, check_mentionable, held_permissions, missing_in
from bot.ui.desk.setup import PanelPage, setup_card
from bot.ui.desk.setup_answers import CITY, ZONE_PICKED, city_form, sample_story, test_card, zone_card
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import managed_guild

Change = Callable[[AnnouncingSettings], AnnouncingSettings]


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
            panel.CADENCE: self.cadence,
            panel.HOUR: self.hour,
            panel.WEEKDAY: self.weekday,
            panel.THREADS: self.threads,
            panel.QUIET_FROM: self.quiet_from,
            panel.QUIET_UNTIL: self.quiet_until,
            panel.CAP: self.cap,
            panel.WEEK_START: self.week_start,
            panel.ZONE: self.ask_for_city,
            CITY: self.city,
            ZONE_PICKED: self.zone,
            panel.TEST: self.test,
        }

    @app_commands.command(name=names.SETUP, description=names.SETUP_ABOUT)
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: discord.Interaction) -> None:
        """Show the panel."""
        ask = Ask.of(interaction)
        overview = await self._guilds.overview(managed_guild(interaction))
        await ask.answer(setup_card(overview, missing_in(interaction, overview), ask.say))

    async def page(self, ask: Ask, page: PanelPage) -> None:
        """Show another page of the panel."""
        await _show(ask, await self._guilds.overview(managed_guild(ask.interaction)), page)

    async def channel(self, ask: Ask, feature: Feature, channel_id: int | None) -> None:
        """Choose a feature's channel, or none. One that the bot cannot use is refused."""
        guild_id = managed_guild(ask.interaction)
        if channel_id is None:
            overview = await self._guilds.forget_channel(guild_id, feature)
        else:
            held = held_permissions(channel_of(ask.interaction, channel_id), feature)
            overview = await self._guilds.choose_channel(guild_id, feature, channel_id, held)
        await _show(ask, overview, PanelPage.CHANNELS)

    async def role(self, ask: Ask, role_id: int | None) -> None:
        """Choose the role to ping, or none. One that the bot cannot mention is refused."""
        managed_guild(ask.interaction)
        check_mentionable(ask.interaction, role_id)
        await self._choose(ask, PanelPage.CHANNELS, lambda now: replace(now, ping_role_id=role_id))

    async def cadence(self, ask: Ask, cadence: Cadence) -> None:
        """Choose how new stories are announced."""
        await self._choose(ask, PanelPage.RHYTHM, lambda now: replace(now, cadence=cadence))

    async def hour(self, ask: Ask, hour: int) -> None:
        """Choose the hour of digests."""
        await self._choose(ask, PanelPage.RHYTHM, lambda now: replace(now, digest_hour=hour))

    async def weekday(self, ask: Ask, day: int) -> None:
        """Choose the day of weekly digests."""
        await self._choose(ask, PanelPage.RHYTHM, lambda now: replace(now, digest_weekday=day))

    async def threads(self, ask: Ask, on: bool) -> None:
        """Switch threads below announcements on or off."""
        await self._choose(ask, PanelPage.RHYTHM, lambda now: replace(now, threads=on))

    async def quiet_from(self, ask: Ask, hour: int | None) -> None:
        """Choose when quiet hours begin; ``None`` for none."""
        await self._choose(ask, PanelPage.LIMITS, lambda now: quiet_from(now, hour))

    async def quiet_until(self, ask: Ask, hour: int) -> None:
        """Choose when quiet hours end."""
        await self._choose(ask, PanelPage.LIMITS, lambda now: replace(now, quiet_until=hour))

    async def cap(self, ask: Ask, cap: int) -> None:
        """Choose how many stories of a writer are announced in a day."""
        await self._choose(ask, PanelPage.LIMITS, lambda now: replace(now, daily_cap=cap))

    async def week_start(self, ask: Ask, day: int) -> None:
        """Choose the day on which the week begins."""
        await self._choose(ask, PanelPage.LIMITS, lambda now: replace(now, week_start=day))

    async def _choose(self, ask: Ask, page: PanelPage, change: Change) -> None:
        await _show(ask, await self._guilds.choose(managed_guild(ask.interaction), change), page)

    async def ask_for_city(self, ask: Ask) -> None:
        """Open the form that asks for a city."""
        managed_guild(ask.interaction)
        await ask.hand(city_form(ask.say))

    async def city(self, ask: Ask, city: str) -> None:
        """Show the time zones for the city that was typed."""
        managed_guild(ask.interaction)
        await ask.replace(zone_card(suggest_zones(city), ask.say))

    async def zone(self, ask: Ask, zone: str) -> None:
        """Save the time zone that was picked."""
        overview = await self._guilds.choose_zone(managed_guild(ask.interaction), zone)
        await _show(ask, overview, PanelPage.HOME)

    async def test(self, ask: Ask) -> None:
        """Post a sample story and show the result."""
        guild_id, member = managed_guild(ask.interaction), ask.interaction.user
        sample = sample_story(member.id, member.display_name, ask.interaction.created_at, ask.say)
        delivery = await self._guilds.send_test(guild_id, sample, self._publisher)
        await ask.replace(test_card(delivery, ask.say))


async def _show(ask: Ask, overview: GuildOverview, page: PanelPage) -> None:
    await ask.replace(setup_card(overview, missing_in(ask.interaction, overview), ask.say, page))
