"""The Discord client: intents, the command tree with its error handler, and the sync of commands that changed."""

import hashlib
import json
import sys
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.domain.kit.clock import Clock
from bot.services.desk.commands import CommandService
from bot.services.desk.privacy import PrivacyService
from bot.ui.kit.answer import NOBODY
from bot.ui.kit.buttons import CardButton, CardHandlers
from bot.ui.kit.errors import report
from bot.ui.kit.forms import take_form
from bot.ui.kit.pickers import ChannelPick, PeoplePick, RolePick
from bot.ui.kit.selects import CardSelect
from bot.ui.kit.translator import CatalogueTranslator, has_catalogues
from bot.ui.refusals import REFUSALS

log = structlog.get_logger(__name__)

RootCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

INTENTS = discord.Intents(guilds=True)
"""No privileged intents: interactions contain everything that the bot needs."""

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, attach_files=True, read_message_history=True
)
"""The permissions of the invitation. Those for threads and events are given by the servers that use them."""

LONGEST_RATE_LIMIT = 60.0
"""Seconds that discord.py may wait for a rate limit; for longer ones it raises. Without a bound one response of 429
could block the outbox for hours."""


class Tree(app_commands.CommandTree[commands.Bot]):
    """The command tree. Its errors are reported like those of components."""

    privacy: PrivacyService

    def add_command(self, command: RootCommand, /, **options: Any) -> None:
        """Add a command. The commands of a group whose name exists already are added to the existing group, so that
        several cogs can share it without knowing of each other. Removing one of these cogs removes the whole group."""
        standing = self.get_command(command.name) if isinstance(command, app_commands.Group) else None
        if not isinstance(command, app_commands.Group) or not isinstance(standing, app_commands.Group):
            super().add_command(command, **options)
            return
        for each in command.commands:
            standing.add_command(each)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Record that the member is in the guild: they may be stored as having left."""
        if interaction.guild_id is not None:
            await self.privacy.returned(interaction.guild_id, interaction.user.id)
        return True

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Report the error as everywhere else."""
        await report(interaction, error)


class InklingsBot(commands.Bot):
    """The client. What it uses is opened before and passed in. It closes its cogs before itself."""

    tree: Tree  # type: ignore[assignment]  # the class that tree_cls names

    def __init__(self, *, command_state: CommandService, privacy: PrivacyService, clock: Clock) -> None:
        super().__init__(
            # Never used: without the message content intent, the bot can read only messages that mention it.
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=INTENTS,
            allowed_mentions=NOBODY,
            tree_cls=Tree,
            max_ratelimit_timeout=LONGEST_RATE_LIMIT,
        )
        self.clock = clock
        self.card_handlers = CardHandlers()
        self.refusals = REFUSALS
        self.tree.privacy = privacy
        self._command_state = command_state
        self._pending: list[commands.Cog] = []

    def use(self, *cogs: commands.Cog) -> None:
        """Add cogs, once the client has an event loop."""
        self._pending.extend(cogs)

    async def setup_hook(self) -> None:
        """Add the cogs, and sync the commands if they changed. discord.py calls this once, before connecting."""
        if has_catalogues():
            await self.tree.set_translator(CatalogueTranslator())
        self.add_dynamic_items(CardButton, CardSelect, ChannelPick, RolePick, PeoplePick)
        for cog in self._pending:
            await self.add_cog(cog)
        await self._sync()

    async def _sync(self) -> None:
        """Sync the commands unless Discord has them already: it limits how many can be created in a day."""
        digest = await self._digest()
        application_id = self.application_id or 0
        if await self._command_state.synced_hash(application_id) == digest:
            return
        synced = await self.tree.sync()
        await self._command_state.remember(application_id, digest)
        log.info("commands_synced", commands=len(synced))

    async def _digest(self) -> str:
        translator = self.tree.translator
        payloads = []
        for command in self.tree.get_commands():
            if translator is None:
                payloads.append(command.to_dict(self.tree))
            else:
                payloads.append(await command.get_translated_payload(self.tree, translator))
        return hashlib.sha256(json.dumps(payloads, sort_keys=True).encode()).hexdigest()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Handle submitted forms: the library knows only those opened since the start."""
        if interaction.type is discord.InteractionType.modal_submit:
            await take_form(interaction)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:  # noqa: ARG002 - discord.py's signature
        """Log the exception of a listener, with its traceback."""
        log.error("event_failed", listener=event_method, exc_info=sys.exception())

    async def close(self) -> None:
        """Close the cogs first, so that no loop uses a client or a database that is closing."""
        for name in list(self.cogs):
            await self.remove_cog(name)
        await super().close()
