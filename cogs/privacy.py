"""What is stored about a member: shown, exported, erased."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.posting.delivery import Publisher
from bot.runtime.loops import GuardedLoop
from bot.services.desk.privacy import PrivacyService
from bot.services.posting.outbox import OutboxService
from bot.ui.desk.privacy import ERASE, KEEP, erase_card, erased_card, export_file, export_line, kept_card, privacy_card
from bot.ui.kit import names
from bot.ui.kit.answer import answer_with_files
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import WiredWhenReady

HOUSEKEEP_EVERY = 3600.0
"""Seconds between rounds of housekeeping: periods of days are kept to the hour."""


class Privacy(WiredWhenReady, commands.GroupCog, group_name=names.PRIVACY, group_description=names.PRIVACY_ABOUT):
    """``/privacy``, and the housekeeping that deletes what is no longer to be stored."""

    def __init__(
        self, handlers: CardHandlers, privacy: PrivacyService, outbox: OutboxService, publisher: Publisher
    ) -> None:
        super().__init__()
        self._handlers = handlers
        self._privacy = privacy
        self._actions = {ERASE: self.erased, KEEP: self.kept}
        self._loops = (
            GuardedLoop("housekeeping", lambda: privacy.housekeep(publisher), seconds=HOUSEKEEP_EVERY),
            GuardedLoop("expiry", outbox.expire, seconds=HOUSEKEEP_EVERY),
        )

    @app_commands.command(name=names.PRIVACY_SHOW, description=names.PRIVACY_SHOW_ABOUT)
    async def show(self, interaction: discord.Interaction) -> None:
        """Show what is stored, why, and for how long."""
        ask = Ask.of(interaction)
        await ask.answer(privacy_card(await self._privacy.overview(ask.member_id), ask.say))

    @app_commands.command(name=names.PRIVACY_EXPORT, description=names.PRIVACY_EXPORT_ABOUT)
    async def export(self, interaction: discord.Interaction) -> None:
        """Send everything that is stored about the member, as a file."""
        ask = Ask.of(interaction)
        everything = await self._privacy.export(ask.member_id)
        await answer_with_files(interaction, export_line(ask.say), export_file(everything))

    @app_commands.command(name=names.PRIVACY_ERASE, description=names.PRIVACY_ERASE_ABOUT)
    async def erase(self, interaction: discord.Interaction) -> None:
        """Ask before everything is erased."""
        ask = Ask.of(interaction)
        await ask.answer(erase_card(await self._privacy.overview(ask.member_id), ask.say))

    async def erased(self, ask: Ask) -> None:
        """Erase everything about the member who pressed."""
        await self._privacy.erase(ask.member_id)
        await ask.replace(erased_card(ask.say))

    async def kept(self, ask: Ask) -> None:
        """Do not erase."""
        await ask.replace(kept_card(ask.say))
