"""The collaboration board: members look for co-authors, readers and editors."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.circle.collaborations import CallKind
from bot.runtime.loops import GuardedLoop
from bot.services.circle.calls import CallService
from bot.ui.circle import calls as ui
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.card import Card
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of

REMIND_EVERY = 3600.0
"""Seconds between checks for calls that end soon. A call lasts for days, so an hour is exact enough."""


@app_commands.guild_only()
class Calls(Wired, commands.GroupCog, group_name=names.COLLAB, group_description=names.COLLAB_ABOUT):
    """``/collab``, and the buttons of the board, of its private threads and of its notices."""

    def __init__(self, handlers: CardHandlers, calls: CallService) -> None:
        super().__init__()
        self._handlers = handlers
        self._calls = calls
        self._actions = {
            ui.POSTED: self.posted,
            ui.PAGE: self.turn,
            ui.FILTER: self.narrow,
            ui.INTERESTED: self.interested,
            ui.MINE: self.turn_mine,
            ui.RENEW: self.renew,
            ui.CLOSE: self.close,
            ui.CLOSE_ANY: self.close_any,
            ui.BOARD: self.board,
        }
        self._loops = (GuardedLoop("calls", calls.remind, seconds=REMIND_EVERY),)

    @app_commands.command(name=names.COLLAB_POST, description=names.COLLAB_POST_ABOUT)
    async def post(self, interaction: discord.Interaction) -> None:
        """Open the form for a call."""
        guild_of(interaction)  # refuse before the member fills the form in
        ask = Ask.of(interaction)
        await ask.hand(ui.post_form(ask.say))

    async def posted(  # noqa: PLR0917 - the fields of the form
        self, ask: Ask, kind: CallKind, title: str, words: str, topics: str, days: str
    ) -> None:
        """Post the call."""
        call = await self._calls.post(
            ask.guild_id, ask.member_id, kind, title=title, words=words, topics=topics, days=days
        )
        await ask.answer(ui.posted_card(call, ask.say))

    @app_commands.command(name=names.COLLAB_BROWSE, description=names.COLLAB_BROWSE_ABOUT)
    async def browse(self, interaction: discord.Interaction) -> None:
        """Show the board."""
        await self.turn(Ask.of(interaction), None, 0)

    @app_commands.command(name=names.COLLAB_MINE, description=names.COLLAB_MINE_ABOUT)
    async def mine(self, interaction: discord.Interaction) -> None:
        """Show the member's own calls."""
        await self.turn_mine(Ask.of(interaction), 0)

    async def turn(self, ask: Ask, kind: CallKind | None, page: int) -> None:
        """Another page of the board."""
        await ask.show(await self._board(ask, kind, page))

    async def narrow(self, ask: Ask, kind: CallKind | None) -> None:
        """Show one kind of calls, or all."""
        await self.turn(ask, kind, 0)

    async def board(self, ask: Ask, call_id: int, member_id: int) -> None:  # noqa: ARG002 - they only make the id unique
        """Show the board, from the button in a private thread."""
        await ask.answer(await self._board(ask, None, 0))

    async def interested(self, ask: Ask, call_id: int) -> None:
        """Open a private thread with the caller."""
        call = await self._calls.interested(ask.guild_id, ask.member_id, call_id)
        await ask.answer(ui.interested_card(call, ask.say))

    async def turn_mine(self, ask: Ask, page: int) -> None:
        """Another page of the member's own calls."""
        await ask.show(ui.mine_card(await self._calls.mine(ask.guild_id, ask.member_id, page), ask.say))

    async def renew(self, ask: Ask, call_id: int) -> None:
        """Renew the member's own call. Also used in direct messages."""
        await ask.answer(ui.renewed_card(await self._calls.renew(ask.member_id, call_id), ask.say))

    async def close(self, ask: Ask, call_id: int, page: int) -> None:
        """Close a call on the member's own list."""
        await self._calls.close(ask.guild_id, ask.member_id, call_id)
        await self.turn_mine(ask, page)

    async def close_any(self, ask: Ask, call_id: int) -> None:
        """Close a call on the board: the member's own, or any if they manage the server."""
        manages = ask.interaction.permissions.manage_guild
        call = await self._calls.close(ask.guild_id, ask.member_id, call_id, manages=manages)
        await ask.answer(ui.closed_card(call, ask.say))

    async def _board(self, ask: Ask, kind: CallKind | None, page: int) -> Card:
        found = await self._calls.browse(ask.guild_id, ask.member_id, kind, page)
        manages = ask.interaction.permissions.manage_guild
        return ui.browse_card(found, kind, ask.member_id, ask.say, manages=manages)
