"""``/stories search``, ``/stories catch-up`` and ``/stories why``."""

from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.stories.catchup import Window
from bot.services.stories.corrections import CorrectionService
from bot.services.stories.finding import FindingService
from bot.services.stories.way import WayService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.choices import choices
from bot.ui.kit.cog import Wired
from bot.ui.stories import finding as ui
from bot.ui.stories.why import PROMOTE, SILENCE, why_card


def _manages(interaction: discord.Interaction) -> bool:
    """Whether the member may manage the server."""
    return interaction.permissions.manage_guild


@app_commands.guild_only()
class Finding(Wired, commands.GroupCog, group_name=names.STORIES, group_description=names.STORIES_ABOUT):
    """The commands of ``/stories`` that find stories. The command tree merges the group with that of ``Stories``."""

    def __init__(
        self, handlers: CardHandlers, finding: FindingService, ways: WayService, corrections: CorrectionService
    ) -> None:
        super().__init__()
        self._handlers = handlers
        self._finding = finding
        self._ways = ways
        self._corrections = corrections
        self._actions = {
            ui.FOUND: self.turn_found,
            ui.NEWS: self.turn_news,
            ui.CAUGHT_UP: self.caught_up,
            PROMOTE: self.promote,
            SILENCE: self.silence,
        }

    @app_commands.command(name=names.STORIES_SEARCH, description=names.STORIES_SEARCH_ABOUT)
    @app_commands.rename(words=names.STORIES_WORDS, tag=names.STORIES_TAG, member=names.PROFILE_MEMBER)
    @app_commands.describe(
        words=names.STORIES_WORDS_ABOUT, tag=names.STORIES_TAG_ABOUT, member=names.STORIES_MEMBER_ABOUT
    )
    async def search(
        self,
        interaction: discord.Interaction,
        words: app_commands.Range[str, 1, 100],
        tag: app_commands.Range[str, 1, 40] = "",
        member: discord.Member | None = None,
    ) -> None:
        """Search for stories that contain all of the words."""
        ask = Ask.of(interaction)
        member_id = member.id if member else None
        found = await self._finding.search(ask.guild_id, words, tag, member_id, 0)
        await ask.answer(ui.found_card(found, ask.say))

    @search.autocomplete("tag")
    async def tags_here(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The tags of the server's stories."""
        ask = Ask.of(interaction)
        return choices((tag, tag) for tag in await self._finding.tags(ask.guild_id, current))

    async def turn_found(self, ask: Ask, member_id: int | None, tag: str, words: str, page: int) -> None:
        """Another page of what was found."""
        found = await self._finding.search(ask.guild_id, words, tag, member_id, page)
        await ask.replace(ui.found_card(found, ask.say))

    @app_commands.command(name=names.STORIES_CATCH_UP, description=names.STORIES_CATCH_UP_ABOUT)
    async def catch_up(self, interaction: discord.Interaction) -> None:
        """Show what was published since the member last looked."""
        ask = Ask.of(interaction)
        news = await self._finding.catch_up(ask.guild_id, ask.member_id)
        await ask.answer(ui.catch_up_card(news, ask.say))

    async def turn_news(self, ask: Ask, since: datetime, until: datetime, page: int) -> None:
        """Another page of what is new."""
        news = await self._finding.turn(ask.guild_id, ask.member_id, Window(since, until), page)
        await ask.replace(ui.catch_up_card(news, ask.say))

    async def caught_up(self, ask: Ask, since: datetime, until: datetime) -> None:
        """Record that the member has seen everything in the window."""
        marked = await self._finding.caught_up(ask.guild_id, ask.member_id, Window(since, until))
        await ask.replace(ui.caught_up_card(marked, ask.say))

    @app_commands.command(name=names.STORIES_WHY, description=names.STORIES_WHY_ABOUT)
    @app_commands.rename(link=names.PROFILE_LINK)
    @app_commands.describe(link=names.STORIES_LINK_ABOUT)
    async def why(self, interaction: discord.Interaction, link: app_commands.Range[str, 1, 500]) -> None:
        """Show the history of a story, and why it was announced or was not."""
        ask = Ask.of(interaction)
        guild_id = ask.guild_id
        explained = await self._ways.why(guild_id, ask.member_id, link, manages=_manages(interaction))
        await ask.answer(why_card(explained, guild_id, ask.say))

    async def promote(self, ask: Ask, story_id: str) -> None:
        """Correct the classification: it is a story, and may be announced."""
        guild_id = ask.guild_id
        explained = await self._corrections.promote(
            guild_id, ask.member_id, story_id, manages=_manages(ask.interaction)
        )
        await ask.replace(why_card(explained, guild_id, ask.say))

    async def silence(self, ask: Ask, story_id: str) -> None:
        """Do not announce the story."""
        guild_id = ask.guild_id
        explained = await self._corrections.silence(
            guild_id, ask.member_id, story_id, manages=_manages(ask.interaction)
        )
        await ask.replace(why_card(explained, guild_id, ask.say))
