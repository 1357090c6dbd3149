"""What somebody asks of the bot, by a command, a press, a menu or a form: who asks where, in which language, when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self, cast

import discord
from discord import ui

from bot.domain.kit.clock import Clock
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import Words, words_for


class HasClock(Protocol):
    """What a client has to carry for its handlers to know the time."""

    clock: Clock


@dataclass(frozen=True, slots=True)
class Ask:
    """An interaction as its handler needs it. ``say`` are the words in the member's language."""

    interaction: discord.Interaction
    say: Words
    now: datetime

    @classmethod
    def of(cls, interaction: discord.Interaction) -> Self:
        """For a command; presses, menus and forms are handed one."""
        client = cast("HasClock", interaction.client)
        return cls(interaction, words_for(interaction.locale.value), client.clock())

    @property
    def guild_id(self) -> int:
        """The guild in which it is asked. Who may be asked in private takes ``ask.interaction.guild_id``.

        Raises:
            GuildOnly: it is asked in a private channel.
        """
        return guild_of(self.interaction)

    @property
    def member_id(self) -> int:
        """Who asks."""
        return self.interaction.user.id

    async def answer(self, card: ui.LayoutView) -> None:
        """Show a card in answer, privately."""
        await answer(self.interaction, card)

    async def replace(self, card: ui.LayoutView) -> None:
        """Turn the card whose button was pressed into another."""
        await replace(self.interaction, card)

    async def show(self, card: ui.LayoutView) -> None:
        """Answer a command with the card; turn the card whose button was pressed into it."""
        await (self.answer if self.interaction.message is None else self.replace)(card)

    async def hand(self, form: ui.Modal) -> None:
        """Hand a form to be filled in. It has to be the first answer."""
        await self.interaction.response.send_modal(form)
