"""The page of ``/setup`` about challenges. Who may is checked at every press."""

from collections.abc import Callable
from dataclasses import replace

import discord
from discord.ext import commands

from bot.domain.boards.weeks import WeeklySettings
from bot.domain.servers.guilds import Feature
from bot.services.challenges.weekly import WeeklyService
from bot.services.desk.setup import GuildService
from bot.ui.challenges.challenge_forms import NEEDED_FOR_EVENTS
from bot.ui.desk import setup_challenges as page
from bot.ui.desk.channels import channel_of, held_permissions, missing_in
from bot.ui.desk.setup import CHALLENGES
from bot.ui.desk.setup_challenges import challenges_page
from bot.ui.kit.answer import replace as show_instead
from bot.ui.kit.buttons import CardHandlers, Handler
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import managed_guild
from bot.ui.kit.words import words_for

Change = Callable[[WeeklySettings, str], WeeklySettings]

CHANGES: dict[str, Change] = {
    page.ACTIVE: lambda now, _: replace(now, active=not now.active),
    page.EVENT: lambda now, _: replace(now, event=not now.event),
    page.WEEKDAY: lambda now, picked: replace(now, weekday=int(picked)),
    page.HOUR: lambda now, picked: replace(now, hour=int(picked)),
    page.GOAL: lambda now, picked: replace(now, goal=int(picked)),
}
"""What each menu and button of the page changes."""


class Weekly(Wired, commands.Cog):
    """The page, opened by a button of the panel."""

    def __init__(self, handlers: CardHandlers, guilds: GuildService, weekly: WeeklyService) -> None:
        self._handlers = handlers
        self._guilds = guilds
        self._weekly = weekly
        self._actions = {
            CHALLENGES: self.show,
            page.CHANNEL: self.channel,
            **{action: self._changer(change) for action, change in CHANGES.items()},
        }

    async def show(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """The page, as things stand."""
        overview = await self._guilds.overview(managed_guild(interaction))
        say = words_for(interaction.locale.value)
        missing = missing_in(interaction, overview)
        may_events = getattr(interaction.app_permissions, NEEDED_FOR_EVENTS)
        await show_instead(interaction, challenges_page(overview, missing, say, may_events=may_events))

    async def channel(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """A channel was picked, or taken back; one that the bot cannot use is refused."""
        guild_id, feature = managed_guild(interaction), Feature(args[0])
        if len(args) == 1:
            await self._guilds.forget_channel(guild_id, feature)
        else:
            channel_id = int(args[1])
            held = held_permissions(channel_of(interaction, channel_id), feature)
            await self._guilds.choose_channel(guild_id, feature, channel_id, held)
        await self.show(interaction, ())

    def _changer(self, change: Change) -> Handler:
        async def changed(interaction: discord.Interaction, args: tuple[str, ...]) -> None:
            guild_id = managed_guild(interaction)
            await self._weekly.choose(guild_id, lambda now: change(now, args[-1] if args else ""))
            await self.show(interaction, ())

        return changed
