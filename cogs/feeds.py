"""The state of a server's feeds, and polling, pausing and resuming them, for its moderators."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.stories.health import HealthService
from bot.ui.kit import names
from bot.ui.kit.answer import answer_with_files
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.choices import choices, page_label
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import managed_guild
from bot.ui.stories.health import FILE, PAGE, feed_card, file_line, health_card, health_file, polled_card


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Feeds(Wired, commands.GroupCog, group_name=names.FEEDS, group_description=names.FEEDS_ABOUT):
    """``/feeds``: for members who may manage the server, which is checked at every command and press."""

    def __init__(self, handlers: CardHandlers, health: HealthService) -> None:
        super().__init__()
        self._handlers = handlers
        self._health = health
        self._actions = {PAGE: self.turn, FILE: self.file}

    @app_commands.command(name=names.FEEDS_STATUS, description=names.FEEDS_STATUS_ABOUT)
    async def status(self, interaction: discord.Interaction) -> None:
        """Show the state of each feed."""
        await self.turn(Ask.of(interaction), 0)

    async def turn(self, ask: Ask, page: int) -> None:
        """Another page."""
        shown = await self._health.page(managed_guild(ask.interaction), page)
        await ask.show(health_card(shown, ask.say))

    async def file(self, ask: Ask) -> None:
        """Send the state of all feeds as a file."""
        feeds = await self._health.everything(managed_guild(ask.interaction))
        await answer_with_files(ask.interaction, file_line(ask.say), health_file(feeds, ask.say))

    @app_commands.command(name=names.FEEDS_POLL, description=names.FEEDS_POLL_ABOUT)
    @app_commands.rename(feed=names.FEEDS_FEED)
    @app_commands.describe(feed=names.FEEDS_ONE_OR_ALL_ABOUT)
    async def poll(self, interaction: discord.Interaction, feed: str | None = None) -> None:
        """Let feeds be polled as soon as possible."""
        ask = Ask.of(interaction)
        asked = await self._health.poll(managed_guild(interaction), feed)
        await ask.answer(polled_card(asked, ask.say))

    @app_commands.command(name=names.FEEDS_PAUSE, description=names.FEEDS_PAUSE_ABOUT)
    @app_commands.rename(feed=names.FEEDS_FEED)
    @app_commands.describe(feed=names.PROFILE_WHICH_ABOUT)
    async def pause(self, interaction: discord.Interaction, feed: str) -> None:
        """Announce nothing from a feed for now."""
        ask = Ask.of(interaction)
        paused = await self._health.pause(managed_guild(interaction), feed)
        await ask.answer(feed_card(paused, ask.say))

    @app_commands.command(name=names.FEEDS_RESUME, description=names.FEEDS_RESUME_ABOUT)
    @app_commands.rename(feed=names.FEEDS_FEED)
    @app_commands.describe(feed=names.PROFILE_WHICH_ABOUT)
    async def resume(self, interaction: discord.Interaction, feed: str) -> None:
        """Resume a paused feed."""
        ask = Ask.of(interaction)
        resumed = await self._health.resume(managed_guild(interaction), feed)
        await ask.answer(feed_card(resumed, ask.say))

    @poll.autocomplete("feed")
    @pause.autocomplete("feed")
    @resume.autocomplete("feed")
    async def feeds(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The server's feeds, for what has been typed so far."""
        found = await self._health.everything(managed_guild(interaction))
        return choices(((page_label(feed.name, feed.page), feed.ref.text) for feed in found), current)
