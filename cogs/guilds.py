"""The bot is added to guilds and removed from them."""

import discord
from discord.ext import commands

from bot.services.desk.setup import GuildService


class Guilds(commands.Cog):
    """The listeners for events of guilds."""

    def __init__(self, bot: commands.Bot, guilds: GuildService) -> None:
        self._bot = bot
        self._guilds = guilds

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Compare the stored guilds with those that the bot is in: they may have changed while it was offline. Discord
        sends this event at every new session."""
        await self._guilds.reconcile([guild.id for guild in self._bot.guilds])

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was added to a guild."""
        await self._guilds.joined(guild.id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A guild is reachable again after an outage, during which the bot may have been added."""
        await self._guilds.joined(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a guild. An outage is another event."""
        await self._guilds.left(guild.id)
