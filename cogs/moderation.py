"""Moderators deal with reports, void notes and exclude members, and undo it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.reading.answers import REASON_LIMIT
from bot.services.reading.moderation import ModerationService
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import moderated_guild
from bot.ui.kit.words import words_for
from bot.ui.reading.answers_to_notes import REASON
from bot.ui.reading.moderation import (
    DISMISS,
    LOG,
    REPORTS,
    RESTORE,
    UPHOLD,
    VOID,
    excluded_card,
    included_card,
    log_card,
    note_choice,
    record_card,
    reports_card,
    restore_form,
    settled_card,
    uphold_form,
    void_form,
)

Reason = app_commands.Range[str, 1, REASON_LIMIT]
"""Why something is done: every act has a reason."""

Which = app_commands.Range[str, 1, 200]
"""A message's link, or a note picked from the list."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Moderation(Wired, commands.GroupCog, group_name=names.MODERATE, group_description=names.MODERATE_ABOUT):
    """``/moderate``, and the buttons on reports: for moderators, asked anew at every command and press."""

    def __init__(self, handlers: CardHandlers, moderation: ModerationService) -> None:
        super().__init__()
        self._handlers = handlers
        self._moderation = moderation
        self._actions = {
            REPORTS: self.turn_reports,
            UPHOLD: self.uphold,
            DISMISS: self.dismiss,
            VOID: self.void,
            RESTORE: self.restore,
            LOG: self.turn_log,
        }

    @app_commands.command(name=names.MODERATE_REPORTS, description=names.MODERATE_REPORTS_ABOUT)
    async def reports(self, interaction: discord.Interaction) -> None:
        """The open reports, one at a time."""
        page = await self._moderation.reports(moderated_guild(interaction), 0)
        await answer(interaction, reports_card(page, words_for(interaction.locale.value)))

    @app_commands.command(name=names.MODERATE_NOTE, description=names.MODERATE_NOTE_ABOUT)
    @app_commands.rename(note=names.MODERATE_WHICH, member=names.MODERATE_MEMBER)
    @app_commands.describe(note=names.MODERATE_WHICH_ABOUT, member=names.MODERATE_WHOSE_ABOUT)
    async def note(self, interaction: discord.Interaction, note: Which, member: discord.User | None = None) -> None:  # noqa: ARG002 - it narrows what is offered to pick from
        """A note, without its text, to void or to restore."""
        record = await self._moderation.note(moderated_guild(interaction), note)
        await answer(interaction, record_card(record, words_for(interaction.locale.value)))

    @note.autocomplete("note")
    async def recent(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The newest notes, of the member where one is given."""
        say = words_for(interaction.locale.value)
        member = getattr(interaction.namespace, "member", None)
        found = await self._moderation.recent(moderated_guild(interaction), member.id if member else None)
        choices = [app_commands.Choice(name=note_choice(record, say), value=str(record.id)) for record in found]
        return [choice for choice in choices if current.casefold() in choice.name.casefold()]

    @app_commands.command(name=names.MODERATE_EXCLUDE, description=names.MODERATE_EXCLUDE_ABOUT)
    @app_commands.rename(member=names.MODERATE_MEMBER, reason=names.MODERATE_REASON)
    @app_commands.describe(member=names.MODERATE_MEMBER_ABOUT, reason=names.MODERATE_REASON_ABOUT)
    async def exclude(self, interaction: discord.Interaction, member: discord.User, reason: Reason) -> None:
        """Out of the counting."""
        guild_id = moderated_guild(interaction)
        excluded = await self._moderation.exclude(guild_id, interaction.user.id, member.id, reason)
        await answer(interaction, excluded_card(excluded, words_for(interaction.locale.value)))

    @app_commands.command(name=names.MODERATE_INCLUDE, description=names.MODERATE_INCLUDE_ABOUT)
    @app_commands.rename(member=names.MODERATE_MEMBER, reason=names.MODERATE_REASON)
    @app_commands.describe(member=names.MODERATE_MEMBER_ABOUT, reason=names.MODERATE_REASON_ABOUT)
    async def include(self, interaction: discord.Interaction, member: discord.User, reason: Reason) -> None:
        """Into the counting again."""
        await self._moderation.include(moderated_guild(interaction), interaction.user.id, member.id, reason)
        await answer(interaction, included_card(member.id, words_for(interaction.locale.value)))

    @app_commands.command(name=names.MODERATE_LOG, description=names.MODERATE_LOG_ABOUT)
    async def log(self, interaction: discord.Interaction) -> None:
        """Every act, newest first."""
        page = await self._moderation.log(moderated_guild(interaction), 0)
        await answer(interaction, log_card(page, words_for(interaction.locale.value)))

    async def turn_reports(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another report."""
        page = await self._moderation.reports(moderated_guild(interaction), int(args[0]))
        await replace(interaction, reports_card(page, words_for(interaction.locale.value)))

    async def turn_log(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of the log."""
        page = await self._moderation.log(moderated_guild(interaction), int(args[0]))
        await replace(interaction, log_card(page, words_for(interaction.locale.value)))

    async def uphold(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Ask why, then void the reported note."""
        say = words_for(interaction.locale.value)
        report = await self._moderation.report(moderated_guild(interaction), int(args[0]))

        async def filled(sent: discord.Interaction, values: dict[str, str]) -> None:
            guild_id = moderated_guild(sent)
            settled = await self._moderation.uphold(guild_id, sent.user.id, report.id, values[REASON])
            await replace(sent, settled_card(settled, say))

        await interaction.response.send_modal(uphold_form(report, filled, say))

    async def dismiss(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Nothing is to be done about a report."""
        guild_id = moderated_guild(interaction)
        settled = await self._moderation.dismiss(guild_id, interaction.user.id, int(args[0]))
        await replace(interaction, settled_card(settled, words_for(interaction.locale.value)))

    async def void(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Ask why, then void a note."""
        moderated_guild(interaction)
        say = words_for(interaction.locale.value)

        async def filled(sent: discord.Interaction, values: dict[str, str]) -> None:
            guild_id = moderated_guild(sent)
            record = await self._moderation.void(guild_id, sent.user.id, int(args[0]), values[REASON])
            await replace(sent, record_card(record, say))

        await interaction.response.send_modal(void_form(filled, say))

    async def restore(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Ask why, then let a note count again."""
        moderated_guild(interaction)
        say = words_for(interaction.locale.value)

        async def filled(sent: discord.Interaction, values: dict[str, str]) -> None:
            guild_id = moderated_guild(sent)
            record = await self._moderation.restore(guild_id, sent.user.id, int(args[0]), values[REASON])
            await replace(sent, record_card(record, say))

        await interaction.response.send_modal(restore_form(filled, say))
