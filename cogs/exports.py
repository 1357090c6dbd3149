"""Exports of a member's notes and connections."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.desk.exports import ExportService
from bot.ui.desk.exports import attached, connections_files, connections_line, notes_files, notes_line
from bot.ui.kit import names
from bot.ui.kit.answer import answer_with_files
from bot.ui.kit.ask import Ask


@app_commands.guild_only()
class NoteExport(commands.GroupCog, group_name=names.READ, group_description=names.READ_ABOUT):
    """``/read export``. The command tree merges the group with those of ``Notes`` and ``Journal``."""

    def __init__(self, exports: ExportService) -> None:
        super().__init__()
        self._exports = exports

    @app_commands.command(name=names.READ_EXPORT, description=names.READ_EXPORT_ABOUT)
    async def export(self, interaction: discord.Interaction) -> None:
        """Send all the member's notes. The files are made in a thread, as a long journal would block the event loop."""
        ask = Ask.of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        exported = await self._exports.notes(ask.guild_id, ask.member_id)
        files = await asyncio.to_thread(lambda: attached(notes_files(exported)))
        await answer_with_files(interaction, notes_line(exported, ask.say), *files)


@app_commands.guild_only()
class ConnectionExport(commands.GroupCog, group_name=names.CONNECTIONS, group_description=names.CONNECTIONS_ABOUT):
    """``/connections export``. The command tree merges the group with that of ``Connections``."""

    def __init__(self, exports: ExportService) -> None:
        super().__init__()
        self._exports = exports

    @app_commands.command(name=names.CONNECTIONS_EXPORT, description=names.CONNECTIONS_EXPORT_ABOUT)
    async def export(self, interaction: discord.Interaction) -> None:
        """Send the member's connections and remarks."""
        ask = Ask.of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        exported = await self._exports.connections(ask.guild_id, ask.member_id)
        files = await asyncio.to_thread(lambda: attached(connections_files(exported)))
        await answer_with_files(interaction, connections_line(ask.say), *files)
