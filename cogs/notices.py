"""Private words: how members want them, sent, and shown after a command."""

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.domain.kit.errors import CardOutdated
from bot.domain.posting.delivery import Publisher
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.runtime.loops import GuardedLoop
from bot.services.posting.notices import NoticeService
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import WiredWhenReady
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for
from bot.ui.posting.notices import CHOOSE, KIND, choices_card, waiting_card

log = structlog.get_logger(__name__)

DELIVER_EVERY = 5.0
"""Seconds between looks for private words: nobody waits for one."""

EXPIRE_EVERY = 3600.0
"""Seconds between looks for private words that nobody came for: their month is kept to the hour."""


class Notices(WiredWhenReady, commands.Cog):
    """``/notifications``, and what waits for a member's next command."""

    def __init__(self, handlers: CardHandlers, notices: NoticeService, publisher: Publisher) -> None:
        self._handlers = handlers
        self._notices = notices
        self._actions = {KIND: self.show, CHOOSE: self.choose}
        self._loops = (
            GuardedLoop("notices", lambda: notices.deliver_due(publisher), seconds=DELIVER_EVERY),
            GuardedLoop("notice_expiry", notices.expire, seconds=EXPIRE_EVERY),
        )

    @app_commands.command(name=names.NOTIFICATIONS, description=names.NOTIFICATIONS_ABOUT)
    @app_commands.guild_only()
    async def notifications(self, interaction: discord.Interaction) -> None:
        """Every kind of private word, with its way."""
        choices = await self._notices.choices(guild_of(interaction), interaction.user.id)
        await answer(interaction, choices_card(choices, words_for(interaction.locale.value)))

    async def show(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """The ways of one kind."""
        try:
            kind = NoticeKind(args[-1])
        except ValueError:
            raise CardOutdated from None  # a kind of an earlier version
        choices = await self._notices.choices(guild_of(interaction), interaction.user.id)
        await replace(interaction, choices_card(choices, words_for(interaction.locale.value), kind))

    async def choose(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another way for a kind, saved as it is chosen."""
        try:
            kind, way = NoticeKind(args[0]), NoticeWay(args[1])
        except ValueError:
            raise CardOutdated from None  # a kind or way of an earlier version
        choices = await self._notices.choose(guild_of(interaction), interaction.user.id, kind, way)
        await replace(interaction, choices_card(choices, words_for(interaction.locale.value), kind))

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: discord.Interaction, _: object) -> None:
        """A command was answered: one more card with what waited, which only the member sees."""
        if interaction.guild_id is None or interaction.response.type is discord.InteractionResponseType.modal:
            return  # nothing can follow a modal until it is sent in
        heard = await self._notices.take(interaction.guild_id, interaction.user.id)
        if not heard.notices:
            return
        try:
            await answer(interaction, waiting_card(heard, words_for(interaction.locale.value)))
        except discord.HTTPException as failure:
            log.warning("words_not_shown", error=str(failure))
            await self._notices.give_back(heard)
