"""Notices: the members' choices how to get them, and the loops that send and expire them."""

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.domain.kit.errors import CardOutdated
from bot.domain.posting.delivery import Publisher
from bot.domain.posting.notices import NoticeWay
from bot.runtime.loops import GuardedLoop
from bot.services.posting.notices import NoticeService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import WiredWhenReady
from bot.ui.posting.notice_look import NoticeLooks
from bot.ui.posting.notices import CHOOSE, KIND, choices_card, waiting_card

log = structlog.get_logger(__name__)

DELIVER_EVERY = 5.0
"""Seconds between checks for notices to be sent: nobody waits for one."""

EXPIRE_EVERY = 3600.0
"""Seconds between deletions of notices that were not shown within a month: the month is kept to the hour."""


class Notices(WiredWhenReady, commands.Cog):
    """``/notifications``, and the notices that are shown after a member's next command."""

    def __init__(
        self, handlers: CardHandlers, notices: NoticeService, looks: NoticeLooks, publisher: Publisher
    ) -> None:
        self._handlers = handlers
        self._notices = notices
        self._looks = looks
        self._actions = {KIND: self.show, CHOOSE: self.choose}
        self._loops = (
            GuardedLoop("notices", lambda: notices.deliver_due(publisher), seconds=DELIVER_EVERY),
            GuardedLoop("notice_expiry", notices.expire, seconds=EXPIRE_EVERY),
        )

    @app_commands.command(name=names.NOTIFICATIONS, description=names.NOTIFICATIONS_ABOUT)
    @app_commands.guild_only()
    async def notifications(self, interaction: discord.Interaction) -> None:
        """Show every kind of notice, with how the member gets it."""
        ask = Ask.of(interaction)
        choices = await self._notices.choices(ask.guild_id, ask.member_id)
        await ask.answer(choices_card(choices, self._looks, ask.say))

    async def show(self, ask: Ask, kind: str) -> None:
        """Show the choices for a kind of notice."""
        self._check(kind)
        choices = await self._notices.choices(ask.guild_id, ask.member_id)
        await ask.replace(choices_card(choices, self._looks, ask.say, kind))

    async def choose(self, ask: Ask, kind: str, way: NoticeWay) -> None:
        """Save how the member gets a kind of notice."""
        self._check(kind)
        choices = await self._notices.choose(ask.guild_id, ask.member_id, kind, way)
        await ask.replace(choices_card(choices, self._looks, ask.say, kind))

    def _check(self, kind: str) -> None:
        if kind not in self._looks:
            raise CardOutdated  # a kind of an earlier version

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: discord.Interaction, _: object) -> None:
        """After a command was answered, show the notices that wait for the member, on a card of their own."""
        if interaction.guild_id is None or interaction.response.type is discord.InteractionResponseType.modal:
            return  # Discord accepts no follow-up to a form before it is submitted
        ask = Ask.of(interaction)
        heard = await self._notices.take(interaction.guild_id, ask.member_id)
        if not heard.notices:
            return
        try:
            await ask.answer(waiting_card(heard, self._looks, ask.say))
        except discord.HTTPException as failure:
            log.warning("words_not_shown", error=str(failure))
            await self._notices.give_back(heard)
