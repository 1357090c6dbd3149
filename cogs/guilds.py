"""Guilds come and go."""

import discord
from discord.ext import commands

from bot.services.desk.setup import GuildService


class Guilds(commands.Cog):
    """What happens to the bot's guilds."""

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
