"""The page of ``/setup`` for challenges. The permission is checked at every press."""

from collections.abc import Callable
from dataclasses import replace

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
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import managed_guild

Change = Callable[[WeeklySettings], WeeklySettings]


class Weekly(Wired, commands.Cog):
    """The page, which a button of the panel opens."""

    def __init__(self, handlers: CardHandlers, guilds: GuildService, weekly: WeeklyService) -> None:
        self._handlers = handlers
        self._guilds = guilds
        self._weekly = weekly
        self._actions = {
            CHALLENGES: self.show,
            page.CHANNEL: self.channel,
            page.ACTIVE: self.active,
            page.EVENT: self.event,
            page.WEEKDAY: self.weekday,
            page.HOUR: self.hour,
            page.GOAL: self.goal,
        }

    async def show(self, ask: Ask) -> None:
        """Show the page with the present settings."""
        overview = await self._guilds.overview(managed_guild(ask.interaction))
        missing = missing_in(ask.interaction, overview)
        may_events = getattr(ask.interaction.app_permissions, NEEDED_FOR_EVENTS)
        await ask.replace(challenges_page(overview, missing, ask.say, may_events=may_events))

    async def channel(self, ask: Ask, feature: Feature, channel_id: int | None) -> None:
        """Choose a feature's channel, or none. One that the bot cannot use is refused."""
        guild_id = managed_guild(ask.interaction)
        if channel_id is None:
            await self._guilds.forget_channel(guild_id, feature)
        else:
            held = held_permissions(channel_of(ask.interaction, channel_id), feature)
            await self._guilds.choose_channel(guild_id, feature, channel_id, held)
        await self.show(ask)

    async def active(self, ask: Ask, on: bool) -> None:
        """Switch the weekly challenge on or off."""
        await self._choose(ask, lambda now: replace(now, active=on))

    async def event(self, ask: Ask, on: bool) -> None:
        """Switch its scheduled event on or off."""
        await self._choose(ask, lambda now: replace(now, event=on))

    async def weekday(self, ask: Ask, day: int) -> None:
        """Choose the day on which the week ends."""
        await self._choose(ask, lambda now: replace(now, weekday=day))

    async def hour(self, ask: Ask, hour: int) -> None:
        """Choose the hour at which the week ends."""
        await self._choose(ask, lambda now: replace(now, hour=hour))

    async def goal(self, ask: Ask, goal: int) -> None:
        """Choose how many stories are to be noted."""
        await self._choose(ask, lambda now: replace(now, goal=goal))

    async def _choose(self, ask: Ask, change: Change) -> None:
        await self._weekly.choose(managed_guild(ask.interaction), change)
        await self.show(ask)
