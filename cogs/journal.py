"""What a member has read, means to read, and has not finished writing. Part of ``/read``."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.runtime.loops import GuardedLoop
from bot.services.reading.journal import JournalService
from bot.services.reading.notes import NoteService
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for
from bot.ui.reading.journal import (
    DELETE,
    DELETED,
    DISCARD,
    DRAFTS,
    HISTORY,
    LATER,
    OPEN,
    UNSAVE,
    delete_card,
    drafts_card,
    history_card,
    later_card,
    note_page,
    saved_card,
)
from bot.ui.reading.notes import SAVE

SWEEP_EVERY = 3600.0
"""Seconds between looks for drafts whose week is over: nobody is shown one meanwhile."""


@app_commands.guild_only()
class Journal(Wired, commands.GroupCog, group_name=names.READ, group_description=names.READ_ABOUT):
    """The lists of ``/read``. The command tree joins the group with the other cog's."""

    def __init__(self, handlers: CardHandlers, journal: JournalService, notes: NoteService) -> None:
        super().__init__()
        self._handlers = handlers
        self._journal = journal
        self._notes = notes
        self._actions = {
            HISTORY: self.turn_history,
            OPEN: self.open,
            DELETE: self.delete,
            DELETED: self.deleted,
            DRAFTS: self.turn_drafts,
            DISCARD: self.discard,
            LATER: self.turn_later,
            SAVE: self.save,
            UNSAVE: self.unsave,
        }
        self._loops = (GuardedLoop("drafts", journal.sweep, seconds=SWEEP_EVERY),)

    @app_commands.command(name=names.READ_HISTORY, description=names.READ_HISTORY_ABOUT)
    async def history(self, interaction: discord.Interaction) -> None:
        """The member's notes."""
        page = await self._journal.history(guild_of(interaction), interaction.user.id, 0)
        await answer(interaction, history_card(page, words_for(interaction.locale.value)))

    @app_commands.command(name=names.READ_LATER, description=names.READ_LATER_ABOUT)
    async def later(self, interaction: discord.Interaction) -> None:
        """What the member wants to read."""
        page = await self._journal.later(guild_of(interaction), interaction.user.id, 0)
        await answer(interaction, later_card(page, words_for(interaction.locale.value)))

    @app_commands.command(name=names.READ_DRAFTS, description=names.READ_DRAFTS_ABOUT)
    async def drafts(self, interaction: discord.Interaction) -> None:
        """What the member has not finished writing."""
        page = await self._journal.drafts(guild_of(interaction), interaction.user.id, 0)
        await answer(interaction, drafts_card(page, words_for(interaction.locale.value)))

    async def turn_history(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of the notes."""
        page = await self._journal.history(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, history_card(page, words_for(interaction.locale.value)))

    async def turn_drafts(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of the drafts."""
        page = await self._journal.drafts(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, drafts_card(page, words_for(interaction.locale.value)))

    async def turn_later(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of what is saved."""
        page = await self._journal.later(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, later_card(page, words_for(interaction.locale.value)))

    async def open(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """One note in full."""
        note = await self._journal.note(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, note_page(note, int(args[1]), words_for(interaction.locale.value)))

    async def delete(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Ask before deleting."""
        note = await self._journal.note(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, delete_card(note, int(args[1]), words_for(interaction.locale.value)))

    async def deleted(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Delete it."""
        await self._notes.delete(guild_of(interaction), interaction.user.id, int(args[0]))
        await self.turn_history(interaction, args[1:])

    async def discard(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Throw a draft away."""
        await self._journal.discard(guild_of(interaction), interaction.user.id, int(args[0]))
        await self.turn_drafts(interaction, args[1:])

    async def save(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """The button on a story's card."""
        story = await self._journal.save(guild_of(interaction), interaction.user.id, args[0])
        await answer(interaction, saved_card(story, words_for(interaction.locale.value)))

    async def unsave(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Take a story off the list."""
        await self._journal.unsave(guild_of(interaction), interaction.user.id, args[0])
        await self.turn_later(interaction, args[1:])
