"""A member's connections: the journal, and the pages of people in it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.circle.connection_views import Where
from bot.services.circle.connections import ConnectionService
from bot.ui.circle.connections import (
    DISMISS,
    ORDER,
    PAGE,
    PERSON,
    REMARK,
    SAID,
    SHOW,
    journal_card,
    person_card,
    remark_form,
    where_of,
)
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for


@app_commands.guild_only()
class Connections(Wired, commands.GroupCog, group_name=names.CONNECTIONS, group_description=names.CONNECTIONS_ABOUT):
    """``/connections``, and what can be pressed on its cards. Everything is for whoever asks, and for nobody else."""

    def __init__(self, handlers: CardHandlers, connections: ConnectionService) -> None:
        super().__init__()
        self._handlers = handlers
        self._connections = connections
        self._actions = {
            PAGE: self.turn,
            ORDER: self.sort,
            SHOW: self.filter,
            PERSON: self.open,
            DISMISS: self.dismiss,
            REMARK: self.ask,
        }

    @app_commands.command(name=names.CONNECTIONS_SHOW, description=names.CONNECTIONS_SHOW_ABOUT)
    @app_commands.rename(member=names.CONNECTIONS_MEMBER)
    @app_commands.describe(member=names.CONNECTIONS_MEMBER_ABOUT)
    async def show(self, interaction: discord.Interaction, member: discord.Member | None = None) -> None:
        """The journal, or one person in it."""
        guild_id, say = guild_of(interaction), words_for(interaction.locale.value)
        if member is None:
            page = await self._connections.page(guild_id, interaction.user.id, Where())
            await answer(interaction, journal_card(page, say))
            return
        person = await self._connections.person(guild_id, interaction.user.id, member.id)
        await answer(interaction, person_card(person, Where(), say))

    @app_commands.command(name=names.CONNECTIONS_NOTE, description=names.CONNECTIONS_NOTE_ABOUT)
    @app_commands.rename(member=names.CONNECTIONS_MEMBER)
    @app_commands.describe(member=names.CONNECTIONS_WHOM_ABOUT)
    async def note(self, interaction: discord.Interaction, member: discord.Member) -> None:
        """Write down something about somebody, for oneself."""
        await self._ask(interaction, member.id, Where())

    async def turn(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page."""
        await self._list(interaction, where_of(args))

    async def sort(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another order, from its first page."""
        where = where_of((args[-1], args[1], "0"))
        await self._list(interaction, where)

    async def filter(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another filter, from its first page."""
        where = where_of((args[0], args[-1], "0"))
        await self._list(interaction, where)

    async def open(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """One person."""
        where = where_of(args)
        person = await self._connections.person(guild_of(interaction), interaction.user.id, int(args[-1]))
        await replace(interaction, person_card(person, where, words_for(interaction.locale.value)))

    async def dismiss(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Suggest somebody no more."""
        guild_id, where = guild_of(interaction), where_of(args)
        page = await self._connections.dismiss(guild_id, interaction.user.id, int(args[-1]), where)
        await replace(interaction, journal_card(page, words_for(interaction.locale.value)))

    async def ask(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """The form for a remark, from a person's page."""
        await self._ask(interaction, int(args[-1]), where_of(args))

    async def _ask(self, interaction: discord.Interaction, other_id: int, where: Where) -> None:
        remark = await self._connections.remark(guild_of(interaction), interaction.user.id, other_id)

        async def written(submitted: discord.Interaction, filled: dict[str, str]) -> None:
            person = await self._connections.write_remark(
                guild_of(submitted), submitted.user.id, other_id, filled[SAID]
            )
            card = person_card(person, where, words_for(submitted.locale.value))
            await (replace if submitted.message else answer)(submitted, card)

        await interaction.response.send_modal(remark_form(remark, written, words_for(interaction.locale.value)))

    async def _list(self, interaction: discord.Interaction, where: Where) -> None:
        page = await self._connections.page(guild_of(interaction), interaction.user.id, where)
        await replace(interaction, journal_card(page, words_for(interaction.locale.value)))
