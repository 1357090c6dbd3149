"""Moderators choose the publications that their server follows."""

from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.stories.errors import StoriesKind
from bot.services.stories.publications import PublicationService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.choices import choices, page_label, picked_id
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import managed_guild
from bot.ui.stories import publications as ui


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Publications(Wired, commands.GroupCog, group_name=names.PUBLICATION, group_description=names.PUBLICATION_ABOUT):
    """``/publication``: for members who may manage the server, which is checked at every command and press."""

    def __init__(self, handlers: CardHandlers, publications: PublicationService) -> None:
        super().__init__()
        self._handlers = handlers
        self._publications = publications
        self._actions = {ui.CONFIRM: self.confirm, ui.CANCEL: self.cancel}

    @app_commands.command(name=names.PUBLICATION_ADD, description=names.PUBLICATION_ADD_ABOUT)
    @app_commands.rename(link=names.PROFILE_LINK, others=names.PUBLICATION_OTHERS)
    @app_commands.describe(link=names.PUBLICATION_LINK_ABOUT, others=names.PUBLICATION_OTHERS_ABOUT)
    async def add(
        self, interaction: discord.Interaction, link: app_commands.Range[str, 1, 500], others: bool = False
    ) -> None:
        """Fetch what the address leads to and show it privately, with Follow and Cancel."""
        ask = Ask.of(interaction)
        guild_id = managed_guild(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        preview = await self._publications.preview(guild_id, ask.member_id, link, others=others)
        await ask.answer(ui.preview_card(preview, ask.say))

    async def confirm(self, ask: Ask, feed_id: int, previewed_at: datetime, others: bool) -> None:
        """Follow the publication of the preview."""
        publication = await self._publications.confirm(
            managed_guild(ask.interaction), feed_id, previewed_at, others=others
        )
        await ask.replace(ui.followed_card(publication, ask.say))

    async def cancel(self, ask: Ask) -> None:
        """Close the preview without following."""
        managed_guild(ask.interaction)
        await ask.replace(ui.cancelled_card(ask.say))

    @app_commands.command(name=names.PUBLICATION_LIST, description=names.PUBLICATION_LIST_ABOUT)
    async def show(self, interaction: discord.Interaction) -> None:
        """List the publications that the server follows."""
        ask = Ask.of(interaction)
        publications = await self._publications.of_guild(managed_guild(interaction))
        await ask.answer(ui.publications_card(publications, ask.say))

    @app_commands.command(name=names.PUBLICATION_REMOVE, description=names.PUBLICATION_REMOVE_ABOUT)
    @app_commands.rename(which=names.PUBLICATION)
    @app_commands.describe(which=names.PROFILE_WHICH_ABOUT)
    async def remove(self, interaction: discord.Interaction, which: str) -> None:
        """Stop following a publication. Not asked before, as it is easily added again."""
        ask = Ask.of(interaction)
        guild_id = managed_guild(interaction)
        publication = await self._publications.remove(guild_id, picked_id(which, StoriesKind.FEED))
        await ask.answer(ui.removed_card(publication, ask.say))

    @remove.autocomplete("which")
    async def followed(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The publications that the server follows."""
        publications = await self._publications.of_guild(managed_guild(interaction))
        return choices(((page_label(each.name, each.page), str(each.id)) for each in publications), current)
