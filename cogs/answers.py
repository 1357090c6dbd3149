"""Authors answer notes on their stories: in the thread, on a private card, or in a direct message."""

from discord.ext import commands

from bot.domain.boards.points import AnswerKind
from bot.services.reading.answers import AnswerService
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.reading.answers_to_notes import (
    HELPED,
    HIDE,
    MORE,
    REPORT,
    REPORTED,
    THANKS,
    WITHDRAW,
    answered_card,
    hidden_card,
    note_card,
    report_form,
    reported_card,
)


class Answers(Wired, commands.Cog):
    """The buttons below notes. In a direct message the interaction has no guild; the note's own is used."""

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
            REPORTED: self.reported,
        }

    async def helped(self, ask: Ask, note_id: int) -> None:
        """The button "This helped me"."""
        await self._answer(ask, note_id, AnswerKind.HELPED)

    async def thanks(self, ask: Ask, note_id: int) -> None:
        """The button "Thank you"."""
        await self._answer(ask, note_id, AnswerKind.THANKS)

    async def _answer(self, ask: Ask, note_id: int, kind: AnswerKind) -> None:
        answered = await self._answers.answer(ask.interaction.guild_id, ask.member_id, note_id, kind)
        await ask.answer(answered_card(answered, ask.say))

    async def more(self, ask: Ask, note_id: int) -> None:
        """Show the whole note privately, with everything that its story's author can do with it."""
        note = await self._answers.note(ask.interaction.guild_id, ask.member_id, note_id)
        await ask.answer(note_card(note, ask.say))

    async def withdraw(self, ask: Ask, note_id: int, kind: AnswerKind) -> None:
        """Withdraw an answer."""
        answered = await self._answers.withdraw(ask.interaction.guild_id, ask.member_id, note_id, kind)
        await ask.replace(answered_card(answered, ask.say))

    async def hide(self, ask: Ask, note_id: int) -> None:
        """Hide the note from the thread."""
        note = await self._answers.hide(ask.interaction.guild_id, ask.member_id, note_id)
        await ask.replace(hidden_card(note, ask.say))

    async def report(self, ask: Ask, note_id: int) -> None:
        """Open the form for a report."""
        note = await self._answers.note(ask.interaction.guild_id, ask.member_id, note_id)
        await ask.hand(report_form(note.id, ask.say))

    async def reported(self, ask: Ask, note_id: int, reason: str) -> None:
        """Report the note to the moderators."""
        await self._answers.report(ask.interaction.guild_id, ask.member_id, note_id, reason)
        await ask.answer(reported_card(ask.say))
