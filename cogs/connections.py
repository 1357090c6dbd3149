"""A member's connections: the journal, and the pages of people in it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.circle.connection_views import Where
from bot.domain.circle.connections import JournalOrder, Show
from bot.services.circle.connections import ConnectionService
from bot.ui.circle import connections as ui
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired


@app_commands.guild_only()
class Connections(Wired, commands.GroupCog, group_name=names.CONNECTIONS, group_description=names.CONNECTIONS_ABOUT):
    """``/connections``, and the components of its cards. Everything is shown only to the member who asks."""

    def __init__(self, handlers: CardHandlers, connections: ConnectionService) -> None:
        super().__init__()
        self._handlers = handlers
        self._connections = connections
        self._actions = {
            ui.PAGE: self.turn,
            ui.ORDER: self.sort,
            ui.SHOW: self.filter,
            ui.PERSON: self.open,
            ui.DISMISS: self.dismiss,
            ui.REMARK: self.remark,
            ui.REMARKED: self.remarked,
        }

    @app_commands.command(name=names.CONNECTIONS_SHOW, description=names.CONNECTIONS_SHOW_ABOUT)
    @app_commands.rename(member=names.CONNECTIONS_MEMBER)
    @app_commands.describe(member=names.CONNECTIONS_MEMBER_ABOUT)
    async def show(self, interaction: discord.Interaction, member: discord.Member | None = None) -> None:
        """Show the journal, or one person's page."""
        ask, where = Ask.of(interaction), Where()
        if member is None:
            await self.turn(ask, where.order, where.show, where.page)
        else:
            await self.open(ask, where, member.id)

    @app_commands.command(name=names.CONNECTIONS_NOTE, description=names.CONNECTIONS_NOTE_ABOUT)
    @app_commands.rename(member=names.CONNECTIONS_MEMBER)
    @app_commands.describe(member=names.CONNECTIONS_WHOM_ABOUT)
    async def note(self, interaction: discord.Interaction, member: discord.Member) -> None:
        """Open the form for a remark on a member."""
        await self.remark(Ask.of(interaction), Where(), member.id)

    async def turn(self, ask: Ask, order: JournalOrder, show: Show, page: int) -> None:
        """Another page."""
        found = await self._connections.page(ask.guild_id, ask.member_id, Where(order, show, page))
        await ask.show(ui.journal_card(found, ask.say))

    async def sort(self, ask: Ask, show: Show, order: JournalOrder) -> None:
        """Change the order, and start at the first page."""
        await self.turn(ask, order, show, 0)

    async def filter(self, ask: Ask, order: JournalOrder, show: Show) -> None:
        """Change the filter, and start at the first page."""
        await self.turn(ask, order, show, 0)

    async def open(self, ask: Ask, where: Where, member_id: int) -> None:
        """Show one person's page."""
        person = await self._connections.person(ask.guild_id, ask.member_id, member_id)
        await ask.show(ui.person_card(person, where, ask.say))

    async def dismiss(self, ask: Ask, where: Where, member_id: int) -> None:
        """Stop suggesting a member."""
        page = await self._connections.dismiss(ask.guild_id, ask.member_id, member_id, where)
        await ask.replace(ui.journal_card(page, ask.say))

    async def remark(self, ask: Ask, where: Where, member_id: int) -> None:
        """Open the form for a remark, from a person's page."""
        said = await self._connections.remark(ask.guild_id, ask.member_id, member_id)
        await ask.hand(ui.remark_form(member_id, where, said, ask.say))

    async def remarked(self, ask: Ask, where: Where, member_id: int, said: str) -> None:
        """Save the remark, and show the person's page, in place of the card from which the form was opened."""
        person = await self._connections.write_remark(ask.guild_id, ask.member_id, member_id, said)
        await ask.show(ui.person_card(person, where, ask.say))
