"""Routes: stories with a tag, or by a member, go to another channel."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.servers.guilds import Feature
from bot.domain.stories.announcing import Route
from bot.services.desk.setup import GuildService
from bot.ui.desk.channels import channel_of, check_mentionable, held_permissions
from bot.ui.desk.setup_answers import REMOVE_ROUTE, routes_card
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import managed_guild


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Routes(Wired, commands.GroupCog, group_name=names.ROUTE, group_description=names.ROUTE_ABOUT):
    """``/route``."""

    def __init__(self, handlers: CardHandlers, guilds: GuildService) -> None:
        super().__init__()
        self._handlers = handlers
        self._guilds = guilds
        self._actions = {REMOVE_ROUTE: self.removed}

    @app_commands.command(name=names.ROUTE_ADD, description=names.ROUTE_ADD_ABOUT)
    @app_commands.rename(
        channel=names.ROUTE_CHANNEL, tag=names.ROUTE_TAG, member=names.ROUTE_MEMBER, ping=names.ROUTE_PING
    )
    @app_commands.describe(
        channel=names.ROUTE_CHANNEL_ABOUT,
        tag=names.ROUTE_TAG_ABOUT,
        member=names.ROUTE_MEMBER_ABOUT,
        ping=names.ROUTE_PING_ABOUT,
    )
    async def add(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | discord.ForumChannel,
        tag: app_commands.Range[str, 1, 40] | None = None,
        member: discord.Member | None = None,
        ping: discord.Role | None = None,
    ) -> None:
        """Add a route, if the bot can post in its channel."""
        ask, guild_id = Ask.of(interaction), managed_guild(interaction)
        held = held_permissions(channel_of(interaction, channel.id), Feature.STORIES)
        check_mentionable(interaction, ping.id if ping else None)
        route = Route(0, channel.id, tag, member.id if member else None, ping.id if ping else None)
        overview = await self._guilds.add_route(guild_id, route, held)
        await ask.answer(routes_card(overview.routes, ask.say))

    @app_commands.command(name=names.ROUTE_LIST, description=names.ROUTE_LIST_ABOUT)
    async def list(self, interaction: discord.Interaction) -> None:
        """List the server's routes."""
        ask = Ask.of(interaction)
        overview = await self._guilds.overview(managed_guild(interaction))
        await ask.answer(routes_card(overview.routes, ask.say))

    async def removed(self, ask: Ask, route_id: int) -> None:
        """Remove a route."""
        overview = await self._guilds.remove_route(managed_guild(ask.interaction), route_id)
        await ask.replace(routes_card(overview.routes, ask.say))
