"""Guilds come and go, and their moderators choose settings."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.guilds import NEEDED_IN_CHANNEL, Feature, suggest_zones
from bot.services.guilds import GuildService
from bot.ui import names
from bot.ui.answer import answer
from bot.ui.guard import managed_guild
from bot.ui.guilds import setup_card
from bot.ui.words import words_for


def held_permissions(channel: discord.abc.GuildChannel, feature: Feature) -> frozenset[str]:
    """Those of the permissions that the feature needs which the bot itself holds in the channel."""
    held = channel.permissions_for(channel.guild.me)
    return frozenset(name for name in NEEDED_IN_CHANNEL[feature] if getattr(held, name))


class Guilds(commands.Cog):
    """``/setup``, and what happens to the bot's guilds."""

    def __init__(self, bot: commands.Bot, guilds: GuildService) -> None:
        self._bot = bot
        self._guilds = guilds

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Can come many times: what happened while the bot was away is made good each time."""
        await self._guilds.reconcile([guild.id for guild in self._bot.guilds])

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Added to a server."""
        await self._guilds.joined(guild.id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Reachable again after an outage, in the middle of which the bot may have been added."""
        await self._guilds.joined(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Removed from a server; an outage does not come here."""
        await self._guilds.left(guild.id)

    @app_commands.command(name=names.SETUP, description=names.SETUP_ABOUT)
    @app_commands.rename(channel=names.SETUP_CHANNEL, time_zone=names.SETUP_ZONE)
    @app_commands.describe(channel=names.SETUP_CHANNEL_ABOUT, time_zone=names.SETUP_ZONE_ABOUT)
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def setup(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | None = None,
        time_zone: str | None = None,
    ) -> None:
        """Show the settings, with what was given changed before."""
        guild_id = managed_guild(interaction)
        if time_zone is not None:
            await self._guilds.choose_zone(guild_id, time_zone)
        if channel is not None:
            held = held_permissions(channel, Feature.STORIES)
            await self._guilds.choose_channel(guild_id, Feature.STORIES, channel.id, held)
        overview = await self._guilds.overview(guild_id)
        changed = channel is not None or time_zone is not None
        await answer(interaction, setup_card(overview, words_for(interaction.locale.value), changed=changed))

    @setup.autocomplete("time_zone")
    async def zones(self, _: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Zones for what has been typed so far."""
        return [app_commands.Choice(name=zone.replace("_", " "), value=zone) for zone in suggest_zones(current)]
