"""The collaboration board: members look for company in writing."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.circle.collaborations import CallKind
from bot.domain.kit.errors import CardOutdated
from bot.runtime.loops import GuardedLoop
from bot.services.circle.calls import CallService
from bot.ui.circle import calls as ui
from bot.ui.circle.calls import (
    browse_card,
    closed_card,
    interested_card,
    mine_card,
    post_form,
    posted_card,
    renewed_card,
)
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for

REMIND_EVERY = 3600.0
"""Seconds between looks for calls that end soon: a matter of days."""


def _kind(picked: str) -> CallKind | None:
    """What a list is narrowed to; ``None`` for all."""
    try:
        return None if picked == ui.ALL else CallKind(picked)
    except ValueError:
        raise CardOutdated from None  # a kind of an earlier version


@app_commands.guild_only()
class Calls(Wired, commands.GroupCog, group_name=names.COLLAB, group_description=names.COLLAB_ABOUT):
    """``/collab``, and the buttons of the board, of its private threads and of its words."""

    def __init__(self, handlers: CardHandlers, calls: CallService) -> None:
        super().__init__()
        self._handlers = handlers
        self._calls = calls
        self._actions = {
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
        """Ask for the call, and put it up."""
        guild_of(interaction)
        say = words_for(interaction.locale.value)

        async def filled(sent: discord.Interaction, typed: dict[str, str]) -> None:
            call = await self._calls.post(
                guild_of(sent),
                sent.user.id,
                CallKind(typed[ui.KIND]),
                title=typed[ui.TITLE],
                words=typed[ui.WORDS],
                topics=typed[ui.TOPICS],
                days=typed[ui.DAYS],
            )
            await answer(sent, posted_card(call, say))

        await interaction.response.send_modal(post_form(filled, say))

    @app_commands.command(name=names.COLLAB_BROWSE, description=names.COLLAB_BROWSE_ABOUT)
    async def browse(self, interaction: discord.Interaction) -> None:
        """The board."""
        await answer(interaction, await self._board(interaction, None, 0))

    @app_commands.command(name=names.COLLAB_MINE, description=names.COLLAB_MINE_ABOUT)
    async def mine(self, interaction: discord.Interaction) -> None:
        """The member's own calls."""
        found = await self._calls.mine(guild_of(interaction), interaction.user.id)
        await answer(interaction, mine_card(found, words_for(interaction.locale.value)))

    async def turn(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of the board."""
        await replace(interaction, await self._board(interaction, _kind(args[0]), int(args[1])))

    async def narrow(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """One kind, or all."""
        await replace(interaction, await self._board(interaction, _kind(args[-1]), 0))

    async def board(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """The board, from a private thread."""
        await answer(interaction, await self._board(interaction, None, 0))

    async def interested(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Open a private thread with whose call it is."""
        call = await self._calls.interested(guild_of(interaction), interaction.user.id, int(args[0]))
        await answer(interaction, interested_card(call, words_for(interaction.locale.value)))

    async def turn_mine(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of one's own."""
        found = await self._calls.mine(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, mine_card(found, words_for(interaction.locale.value)))

    async def renew(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Let one's call stand for longer; in a direct message too."""
        call = await self._calls.renew(interaction.user.id, int(args[0]))
        await answer(interaction, renewed_card(call, words_for(interaction.locale.value)))

    async def close(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Close one of one's own, on their list."""
        guild_id = guild_of(interaction)
        await self._calls.close(guild_id, interaction.user.id, int(args[0]))
        found = await self._calls.mine(guild_id, interaction.user.id, int(args[1]))
        await replace(interaction, mine_card(found, words_for(interaction.locale.value)))

    async def close_any(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Close a call on the board: one's own, or any for who looks after the server."""
        manages = interaction.permissions.manage_guild
        call = await self._calls.close(guild_of(interaction), interaction.user.id, int(args[0]), manages=manages)
        await answer(interaction, closed_card(call, words_for(interaction.locale.value)))

    async def _board(self, interaction: discord.Interaction, kind: CallKind | None, page: int) -> discord.ui.LayoutView:
        found = await self._calls.browse(guild_of(interaction), interaction.user.id, kind, page)
        manages = interaction.permissions.manage_guild
        return browse_card(found, interaction.user.id, words_for(interaction.locale.value), manages=manages)
