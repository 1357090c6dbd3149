"""Authors answer notes about their stories: in the thread, on a private card, in a direct message."""

import discord
from discord.ext import commands

from bot.domain.boards.points import AnswerKind
from bot.domain.kit.errors import CardOutdated
from bot.services.reading.answers import AnswerService
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.words import words_for
from bot.ui.reading.answers_to_notes import (
    HELPED,
    HIDE,
    MORE,
    REASON,
    REPORT,
    THANKS,
    WITHDRAW,
    answered_card,
    hidden_card,
    note_card,
    report_form,
    reported_card,
)


class Answers(Wired, commands.Cog):
    """The buttons under notes. In a direct message there is no guild: the note leads to its own."""

    def __init__(self, handlers: CardHandlers, answers: AnswerService) -> None:
        self._handlers = handlers
        self._answers = answers
        self._actions = {
            HELPED: self.helped,
            THANKS: self.thanks,
            MORE: self.more,
            WITHDRAW: self.withdraw,
            HIDE: self.hide,
            REPORT: self.report,
        }

    async def helped(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """This helped me."""
        await self._answer(interaction, int(args[0]), AnswerKind.HELPED)

    async def thanks(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Thank you."""
        await self._answer(interaction, int(args[0]), AnswerKind.THANKS)

    async def _answer(self, interaction: discord.Interaction, note_id: int, kind: AnswerKind) -> None:
        answered = await self._answers.answer(interaction.guild_id, interaction.user.id, note_id, kind)
        await answer(interaction, answered_card(answered, words_for(interaction.locale.value)))

    async def more(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """The whole note, privately, and all that its story's author can do with it."""
        note = await self._answers.note(interaction.guild_id, interaction.user.id, int(args[0]))
        await answer(interaction, note_card(note, words_for(interaction.locale.value)))

    async def withdraw(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Take an answer back."""
        try:
            kind = AnswerKind(args[1])
        except ValueError:
            raise CardOutdated from None  # an answer of an earlier version
        answered = await self._answers.withdraw(interaction.guild_id, interaction.user.id, int(args[0]), kind)
        await replace(interaction, answered_card(answered, words_for(interaction.locale.value)))

    async def hide(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Out of the thread."""
        note = await self._answers.hide(interaction.guild_id, interaction.user.id, int(args[0]))
        await replace(interaction, hidden_card(note, words_for(interaction.locale.value)))

    async def report(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Ask what is wrong with the note, then show it to the moderators."""
        say = words_for(interaction.locale.value)
        note = await self._answers.note(interaction.guild_id, interaction.user.id, int(args[0]))

        async def filled(sent: discord.Interaction, values: dict[str, str]) -> None:
            await self._answers.report(sent.guild_id, sent.user.id, note.id, values[REASON])
            await answer(sent, reported_card(say))

        await interaction.response.send_modal(report_form(filled, say))
