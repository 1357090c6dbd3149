"""Moderators look after the feeds of their server."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.stories.health import HealthService
from bot.ui.kit import names
from bot.ui.kit.answer import answer, answer_with_file, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import managed_guild
from bot.ui.kit.words import words_for
from bot.ui.stories.health import FILE, PAGE, feed_card, feed_choice, file_line, health_card, health_file, polled_card

CHOICES = 25
"""Discord shows at most 25 autocomplete results."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Feeds(Wired, commands.GroupCog, group_name=names.FEEDS, group_description=names.FEEDS_ABOUT):
    """``/feeds``: for who may manage the server, asked anew at every command and press."""

    def __init__(self, handlers: CardHandlers, health: HealthService) -> None:
        super().__init__()
        self._handlers = handlers
        self._health = health
        self._actions = {PAGE: self.turn, FILE: self.file}

    @app_commands.command(name=names.FEEDS_STATUS, description=names.FEEDS_STATUS_ABOUT)
    async def status(self, interaction: discord.Interaction) -> None:
        """Each feed: whose, last asked, what came of it, when next."""
        page = await self._health.page(managed_guild(interaction), 0)
        await answer(interaction, health_card(page, words_for(interaction.locale.value)))

    async def turn(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page."""
        page = await self._health.page(managed_guild(interaction), int(args[0]))
        await replace(interaction, health_card(page, words_for(interaction.locale.value)))

    async def file(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """All of them as a file."""
        feeds = await self._health.everything(managed_guild(interaction))
        say = words_for(interaction.locale.value)
        await answer_with_file(interaction, file_line(say), health_file(feeds, say))

    @app_commands.command(name=names.FEEDS_POLL, description=names.FEEDS_POLL_ABOUT)
    @app_commands.rename(feed=names.FEEDS_FEED)
    @app_commands.describe(feed=names.FEEDS_ONE_OR_ALL_ABOUT)
    async def poll(self, interaction: discord.Interaction, feed: str | None = None) -> None:
        """Have feeds asked for soon."""
        asked = await self._health.poll(managed_guild(interaction), feed)
        await answer(interaction, polled_card(asked, words_for(interaction.locale.value)))

    @app_commands.command(name=names.FEEDS_PAUSE, description=names.FEEDS_PAUSE_ABOUT)
    @app_commands.rename(feed=names.FEEDS_FEED)
    @app_commands.describe(feed=names.PROFILE_WHICH_ABOUT)
    async def pause(self, interaction: discord.Interaction, feed: str) -> None:
        """Nothing more from this feed here."""
        paused = await self._health.pause(managed_guild(interaction), feed)
        await answer(interaction, feed_card(paused, words_for(interaction.locale.value)))

    @app_commands.command(name=names.FEEDS_RESUME, description=names.FEEDS_RESUME_ABOUT)
    @app_commands.rename(feed=names.FEEDS_FEED)
    @app_commands.describe(feed=names.PROFILE_WHICH_ABOUT)
    async def resume(self, interaction: discord.Interaction, feed: str) -> None:
        """Look at this feed again."""
        resumed = await self._health.resume(managed_guild(interaction), feed)
        await answer(interaction, feed_card(resumed, words_for(interaction.locale.value)))

    @poll.autocomplete("feed")
    @pause.autocomplete("feed")
    @resume.autocomplete("feed")
    async def feeds(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The server's feeds, for what has been typed so far."""
        found = await self._health.everything(managed_guild(interaction))
        choices = [app_commands.Choice(name=feed_choice(feed), value=feed.ref.text) for feed in found]
        return [choice for choice in choices if current.casefold() in choice.name.casefold()][:CHOICES]
