"""The Discord client: intents, the command tree with its one error handler, and commands synced only when they
changed."""

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
"""Nothing privileged: commands, buttons and menus carry what the bot must know."""

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, attach_files=True, read_message_history=True
)
"""What the invitation asks for. What only some servers need (threads, events) they give where they want it."""

LONGEST_RATE_LIMIT = 60.0
"""Seconds that discord.py may sleep on a rate limit before it gives the request back. Without a bound, one 429 could
hold the outbox for hours."""


class Tree(app_commands.CommandTree[commands.Bot]):
    """The command tree; its errors are reported like all others."""

    privacy: PrivacyService

    def add_command(self, command: RootCommand, /, **options: Any) -> None:
        """A group of a name that is there already brings its commands to that one, so that several cogs, which do not
        know each other, can share a group. They are there together: taking one cog out takes the group out."""
        standing = self.get_command(command.name) if isinstance(command, app_commands.Group) else None
        if not isinstance(command, app_commands.Group) or not isinstance(standing, app_commands.Group):
            super().add_command(command, **options)
            return
        for each in command.commands:
            standing.add_command(each)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Whoever uses the bot in a guild is there, whatever was believed before."""
        if interaction.guild_id is not None:
            await self.privacy.returned(interaction.guild_id, interaction.user.id)
        return True

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """One way for every error."""
        await report(interaction, error)


class InklingsBot(commands.Bot):
    """The client. Everything it works with is opened before and handed in; it closes its cogs before itself."""

    tree: Tree  # type: ignore[assignment]  # the class that tree_cls names

    def __init__(self, *, command_state: CommandService, privacy: PrivacyService, clock: Clock) -> None:
        super().__init__(
            # Never triggers in practice: without the message content intent a mention is all the bot could read.
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
        """Cogs to be added once the client has a loop."""
        self._pending.extend(cogs)

    async def setup_hook(self) -> None:
        """Once, before the gateway: add the cogs, sync the commands if they changed."""
        if has_catalogues():
            await self.tree.set_translator(CatalogueTranslator())
        self.add_dynamic_items(CardButton, CardSelect, ChannelPick, RolePick, PeoplePick)
        for cog in self._pending:
            await self.add_cog(cog)
        await self._sync()

    async def _sync(self) -> None:
        """A guild may be given 200 commands a day, so Discord is told only what it does not know."""
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
        """Forms come here: the library knows only those that were opened since the start."""
        if interaction.type is discord.InteractionType.modal_submit:
            await take_form(interaction)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:  # noqa: ARG002 - discord.py's signature
        """A listener failed: logged with its traceback."""
        log.error("event_failed", listener=event_method, exc_info=sys.exception())

    async def close(self) -> None:
        """Cogs first, so that no loop works with a client or a database that is closing."""
        for name in list(self.cogs):
            await self.remove_cog(name)
        await super().close()
