"""An interaction (command, button, menu or form) as handlers need it: who asks, where, in which language, when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self, cast

import discord
from discord import ui

from bot.domain.kit.clock import Clock
from bot.ui.kit.answer import NOBODY, answer
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import Words, words_for


class HasClock(Protocol):
    """The client's attribute from which handlers take the time."""

    clock: Clock


@dataclass(frozen=True, slots=True)
class Ask:
    """An interaction with the words in the member's language (``say``) and the current time (``now``)."""

    interaction: discord.Interaction
    say: Words
    now: datetime

    @classmethod
    def of(cls, interaction: discord.Interaction) -> Self:
        """For a command. The handlers of buttons, menus and forms are given an ``Ask``."""
        client = cast("HasClock", interaction.client)
        return cls(interaction, words_for(interaction.locale.value), client.clock())

    @property
    def guild_id(self) -> int:
        """The guild that the interaction comes from. Handlers that also work in direct messages use
        ``ask.interaction.guild_id``, which may be ``None``.

        Raises:
            GuildOnly: it comes from a direct message.
        """
        return guild_of(self.interaction)

    @property
    def member_id(self) -> int:
        """The id of the member who asks."""
        return self.interaction.user.id

    async def answer(self, card: ui.LayoutView) -> None:
        """Show a card that only the member sees."""
        await answer(self.interaction, card)

    async def replace(self, card: ui.LayoutView) -> None:
        """Replace the card whose button was pressed."""
        if self.interaction.response.is_done():
            await self.interaction.edit_original_response(view=card, allowed_mentions=NOBODY)
        else:
            await self.interaction.response.edit_message(view=card, allowed_mentions=NOBODY)

    async def show(self, card: ui.LayoutView) -> None:
        """Show a card: as the answer to a command, or in place of the card whose button was pressed."""
        await (self.answer if self.interaction.message is None else self.replace)(card)

    async def hand(self, form: ui.Modal) -> None:
        """Open a form. Discord accepts it only as the first response."""
        await self.interaction.response.send_modal(form)
