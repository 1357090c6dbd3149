"""``/read history``, ``/read later`` and ``/read drafts``."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.runtime.loops import GuardedLoop
from bot.services.reading.journal import JournalService
from bot.services.reading.notes import NoteService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.reading import journal as ui
from bot.ui.reading.notes import SAVE

SWEEP_EVERY = 3600.0
"""Seconds between deletions of expired drafts. They are not shown after their week in any case."""


@app_commands.guild_only()
class Journal(Wired, commands.GroupCog, group_name=names.READ, group_description=names.READ_ABOUT):
    """The lists of ``/read``. The command tree merges the group with that of ``Notes``."""

    def __init__(self, handlers: CardHandlers, journal: JournalService, notes: NoteService) -> None:
        super().__init__()
        self._handlers = handlers
        self._journal = journal
        self._notes = notes
        self._actions = {
            ui.HISTORY: self.turn_history,
            ui.OPEN: self.open,
            ui.DELETE: self.delete,
            ui.DELETED: self.deleted,
            ui.DRAFTS: self.turn_drafts,
            ui.DISCARD: self.discard,
            ui.LATER: self.turn_later,
            SAVE: self.save,
            ui.UNSAVE: self.unsave,
        }
        self._loops = (GuardedLoop("drafts", journal.sweep, seconds=SWEEP_EVERY),)

    @app_commands.command(name=names.READ_HISTORY, description=names.READ_HISTORY_ABOUT)
    async def history(self, interaction: discord.Interaction) -> None:
        """Show the member's notes."""
        await self.turn_history(Ask.of(interaction), 0)

    @app_commands.command(name=names.READ_LATER, description=names.READ_LATER_ABOUT)
    async def later(self, interaction: discord.Interaction) -> None:
        """Show the stories that the member saved for later."""
        await self.turn_later(Ask.of(interaction), 0)

    @app_commands.command(name=names.READ_DRAFTS, description=names.READ_DRAFTS_ABOUT)
    async def drafts(self, interaction: discord.Interaction) -> None:
        """Show the member's drafts."""
        await self.turn_drafts(Ask.of(interaction), 0)

    async def turn_history(self, ask: Ask, page: int) -> None:
        """Another page of the notes."""
        shown = await self._journal.history(ask.guild_id, ask.member_id, page)
        await ask.show(ui.history_card(shown, ask.say))

    async def turn_drafts(self, ask: Ask, page: int) -> None:
        """Another page of the drafts."""
        shown = await self._journal.drafts(ask.guild_id, ask.member_id, page)
        await ask.show(ui.drafts_card(shown, ask.say))

    async def turn_later(self, ask: Ask, page: int) -> None:
        """Another page of the saved stories."""
        shown = await self._journal.later(ask.guild_id, ask.member_id, page)
        await ask.show(ui.later_card(shown, ask.say))

    async def open(self, ask: Ask, note_id: int, page: int) -> None:
        """Show a whole note."""
        note = await self._journal.note(ask.guild_id, ask.member_id, note_id)
        await ask.replace(ui.note_page(note, page, ask.say))

    async def delete(self, ask: Ask, note_id: int, page: int) -> None:
        """Ask before deleting."""
        note = await self._journal.note(ask.guild_id, ask.member_id, note_id)
        await ask.replace(ui.delete_card(note, page, ask.say))

    async def deleted(self, ask: Ask, note_id: int, page: int) -> None:
        """Delete it."""
        await self._notes.delete(ask.guild_id, ask.member_id, note_id)
        await self.turn_history(ask, page)

    async def discard(self, ask: Ask, draft_id: int, page: int) -> None:
        """Delete a draft."""
        await self._journal.discard(ask.guild_id, ask.member_id, draft_id)
        await self.turn_drafts(ask, page)

    async def save(self, ask: Ask, story_id: str) -> None:
        """Save a story for later, by the button on its card."""
        story = await self._journal.save(ask.guild_id, ask.member_id, story_id)
        await ask.answer(ui.saved_card(story, ask.say))

    async def unsave(self, ask: Ask, story_id: str, page: int) -> None:
        """Take a story off the list."""
        await self._journal.unsave(ask.guild_id, ask.member_id, story_id)
        await self.turn_later(ask, page)
