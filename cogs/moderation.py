"""Moderators deal with reports, void notes and exclude members, and undo it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.reading.answers import REASON_LIMIT
from bot.services.reading.moderation import ModerationService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.choices import choices
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import moderated_guild
from bot.ui.reading import moderation as ui

Reason = app_commands.Range[str, 1, REASON_LIMIT]
"""The reason, which every action has to have."""

Which = app_commands.Range[str, 1, 200]
"""The link of a note's message, or the id of a note picked from the list."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Moderation(Wired, commands.GroupCog, group_name=names.MODERATE, group_description=names.MODERATE_ABOUT):
    """``/moderate``, and the buttons on reports: for moderators, which is checked at every command and press."""

    def __init__(self, handlers: CardHandlers, moderation: ModerationService) -> None:
        super().__init__()
        self._handlers = handlers
        self._moderation = moderation
        self._actions = {
            ui.REPORTS: self.turn_reports,
            ui.UPHOLD: self.uphold,
            ui.UPHELD: self.upheld,
            ui.DISMISS: self.dismiss,
            ui.VOID: self.void,
            ui.VOIDED: self.voided,
            ui.RESTORE: self.restore,
            ui.RESTORED: self.restored,
            ui.LOG: self.turn_log,
        }

    @app_commands.command(name=names.MODERATE_REPORTS, description=names.MODERATE_REPORTS_ABOUT)
    async def reports(self, interaction: discord.Interaction) -> None:
        """Show the open reports, one at a time."""
        await self.turn_reports(Ask.of(interaction), 0)

    @app_commands.command(name=names.MODERATE_NOTE, description=names.MODERATE_NOTE_ABOUT)
    @app_commands.rename(note=names.MODERATE_WHICH, member=names.MODERATE_MEMBER)
    @app_commands.describe(note=names.MODERATE_WHICH_ABOUT, member=names.MODERATE_WHOSE_ABOUT)
    async def note(self, interaction: discord.Interaction, note: Which, member: discord.User | None = None) -> None:  # noqa: ARG002 - used by the autocomplete
        """Show a note, without its text, with the button to void or restore it."""
        ask = Ask.of(interaction)
        record = await self._moderation.note(moderated_guild(interaction), note)
        await ask.answer(ui.record_card(record, ask.say))

    @note.autocomplete("note")
    async def recent(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The newest notes; only those of the member, if one is given."""
        say = Ask.of(interaction).say
        member = getattr(interaction.namespace, "member", None)
        found = await self._moderation.recent(moderated_guild(interaction), member.id if member else None)
        return choices(((ui.note_choice(record, say), str(record.id)) for record in found), current)

    @app_commands.command(name=names.MODERATE_EXCLUDE, description=names.MODERATE_EXCLUDE_ABOUT)
    @app_commands.rename(member=names.MODERATE_MEMBER, reason=names.MODERATE_REASON)
    @app_commands.describe(member=names.MODERATE_MEMBER_ABOUT, reason=names.MODERATE_REASON_ABOUT)
    async def exclude(self, interaction: discord.Interaction, member: discord.User, reason: Reason) -> None:
        """Exclude a member from the boards."""
        ask = Ask.of(interaction)
        guild_id = moderated_guild(interaction)
        excluded = await self._moderation.exclude(guild_id, ask.member_id, member.id, reason)
        await ask.answer(ui.excluded_card(excluded, ask.say))

    @app_commands.command(name=names.MODERATE_INCLUDE, description=names.MODERATE_INCLUDE_ABOUT)
    @app_commands.rename(member=names.MODERATE_MEMBER, reason=names.MODERATE_REASON)
    @app_commands.describe(member=names.MODERATE_MEMBER_ABOUT, reason=names.MODERATE_REASON_ABOUT)
    async def include(self, interaction: discord.Interaction, member: discord.User, reason: Reason) -> None:
        """Include a member in the boards again."""
        ask = Ask.of(interaction)
        await self._moderation.include(moderated_guild(interaction), ask.member_id, member.id, reason)
        await ask.answer(ui.included_card(member.id, ask.say))

    @app_commands.command(name=names.MODERATE_LOG, description=names.MODERATE_LOG_ABOUT)
    async def log(self, interaction: discord.Interaction) -> None:
        """Show the log of all actions, newest first."""
        await self.turn_log(Ask.of(interaction), 0)

    async def turn_reports(self, ask: Ask, page: int) -> None:
        """Another report."""
        shown = await self._moderation.reports(moderated_guild(ask.interaction), page)
        await ask.show(ui.reports_card(shown, ask.say))

    async def turn_log(self, ask: Ask, page: int) -> None:
        """Another page of the log."""
        shown = await self._moderation.log(moderated_guild(ask.interaction), page)
        await ask.show(ui.log_card(shown, ask.say))

    async def uphold(self, ask: Ask, report_id: int) -> None:
        """Open the form for the reason why the reported note is voided."""
        report = await self._moderation.report(moderated_guild(ask.interaction), report_id)
        await ask.hand(ui.uphold_form(report, ask.say))

    async def upheld(self, ask: Ask, report_id: int, reason: str) -> None:
        """Void the reported note."""
        guild_id = moderated_guild(ask.interaction)
        settled = await self._moderation.uphold(guild_id, ask.member_id, report_id, reason)
        await ask.replace(ui.settled_card(settled, ask.say))

    async def dismiss(self, ask: Ask, report_id: int) -> None:
        """Dismiss a report."""
        guild_id = moderated_guild(ask.interaction)
        settled = await self._moderation.dismiss(guild_id, ask.member_id, report_id)
        await ask.replace(ui.settled_card(settled, ask.say))

    async def void(self, ask: Ask, note_id: int) -> None:
        """Open the form for the reason why a note is voided."""
        moderated_guild(ask.interaction)
        await ask.hand(ui.void_form(note_id, ask.say))

    async def voided(self, ask: Ask, note_id: int, reason: str) -> None:
        """Void a note."""
        guild_id = moderated_guild(ask.interaction)
        record = await self._moderation.void(guild_id, ask.member_id, note_id, reason)
        await ask.replace(ui.record_card(record, ask.say))

    async def restore(self, ask: Ask, note_id: int) -> None:
        """Open the form for the reason why a note is restored."""
        moderated_guild(ask.interaction)
        await ask.hand(ui.restore_form(note_id, ask.say))

    async def restored(self, ask: Ask, note_id: int, reason: str) -> None:
        """Restore a voided note."""
        guild_id = moderated_guild(ask.interaction)
        record = await self._moderation.restore(guild_id, ask.member_id, note_id, reason)
        await ask.replace(ui.record_card(record, ask.say))
