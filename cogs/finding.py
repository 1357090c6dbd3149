"""Finding: search, catching up, and why a story was announced or was not. Part of ``/stories``."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.stories.corrections import CorrectionService
from bot.services.stories.finding import FindingService
from bot.services.stories.way import WayService
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for
from bot.ui.stories.finding import (
    CAUGHT_UP,
    FOUND,
    NEWS,
    catch_up_card,
    caught_up_card,
    found_card,
    read_found,
    read_window,
)
from bot.ui.stories.why import PROMOTE, SILENCE, why_card


def _manages(interaction: discord.Interaction) -> bool:
    """Whether the member looks after the server at this moment."""
    return interaction.permissions.manage_guild


@app_commands.guild_only()
class Finding(Wired, commands.GroupCog, group_name=names.STORIES, group_description=names.STORIES_ABOUT):
    """The commands of ``/stories`` that find something. The command tree joins the group with the other cog's."""

    def __init__(
        self, handlers: CardHandlers, finding: FindingService, ways: WayService, corrections: CorrectionService
    ) -> None:
        super().__init__()
        self._handlers = handlers
        self._finding = finding
        self._ways = ways
        self._corrections = corrections
        self._actions = {
            FOUND: self.turn_found,
            NEWS: self.turn_news,
            CAUGHT_UP: self.caught_up,
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
        """Stories with all of these words."""
        member_id = member.id if member else None
        found = await self._finding.search(guild_of(interaction), words, tag, member_id, 0)
        await answer(interaction, found_card(found, words_for(interaction.locale.value)))

    @search.autocomplete("tag")
    async def tags_here(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The tags of stories here."""
        tags = await self._finding.tags(guild_of(interaction), current)
        return [app_commands.Choice(name=tag, value=tag) for tag in tags]

    async def turn_found(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of what was found."""
        words, tag, member_id, page = read_found(args)
        found = await self._finding.search(guild_of(interaction), words, tag, member_id, page)
        await replace(interaction, found_card(found, words_for(interaction.locale.value)))

    @app_commands.command(name=names.STORIES_CATCH_UP, description=names.STORIES_CATCH_UP_ABOUT)
    async def catch_up(self, interaction: discord.Interaction) -> None:
        """What was published since the member last looked."""
        news = await self._finding.catch_up(guild_of(interaction), interaction.user.id)
        await answer(interaction, catch_up_card(news, words_for(interaction.locale.value)))

    async def turn_news(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of what is new."""
        page, since, until = args
        shown = read_window(since, until)
        news = await self._finding.turn(guild_of(interaction), interaction.user.id, shown, int(page))
        await replace(interaction, catch_up_card(news, words_for(interaction.locale.value)))

    async def caught_up(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """The member has seen it all."""
        until = await self._finding.caught_up(guild_of(interaction), interaction.user.id, read_window(*args))
        await replace(interaction, caught_up_card(until, words_for(interaction.locale.value)))

    @app_commands.command(name=names.STORIES_WHY, description=names.STORIES_WHY_ABOUT)
    @app_commands.rename(link=names.PROFILE_LINK)
    @app_commands.describe(link=names.STORIES_LINK_ABOUT)
    async def why(self, interaction: discord.Interaction, link: app_commands.Range[str, 1, 500]) -> None:
        """A story's whole way."""
        guild_id = guild_of(interaction)
        explained = await self._ways.why(guild_id, interaction.user.id, link, manages=_manages(interaction))
        await answer(interaction, why_card(explained, guild_id, words_for(interaction.locale.value)))

    async def promote(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """It is a story."""
        guild_id = guild_of(interaction)
        explained = await self._corrections.promote(
            guild_id, interaction.user.id, args[0], manages=_manages(interaction)
        )
        await replace(interaction, why_card(explained, guild_id, words_for(interaction.locale.value)))

    async def silence(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """It is not to be announced."""
        guild_id = guild_of(interaction)
        explained = await self._corrections.silence(
            guild_id, interaction.user.id, args[0], manages=_manages(interaction)
        )
        await replace(interaction, why_card(explained, guild_id, words_for(interaction.locale.value)))
