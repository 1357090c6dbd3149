"""Authors answer notes on their stories: in the thread, on a private card, or in a direct message."""

from discord.ext import commands

from bot.domain.boards.points import AnswerKind
from bot.services.reading.answers import AnswerService
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.reading import answers_to_notes as ui


class Answers(Wired, commands.Cog):
    """The buttons below notes. In a direct message the interaction has no guild; the note's own is used."""

    def __init__(self, handlers: CardHandlers, answers: AnswerService) -> None:
        self._handlers = handlers
        self._answers = answers
        self._actions = {
            ui.HELPED: self.helped,
            ui.THANKS: self.thanks,
            ui.MORE: self.more,
            ui.WITHDRAW: self.withdraw,
            ui.HIDE: self.hide,
            ui.REPORT: self.report,
            ui.REPORTED: self.reported,
        }

    async def helped(self, ask: Ask, note_id: int) -> None:
        """The button "This helped me"."""
        await self._answer(ask, note_id, AnswerKind.HELPED)

    async def thanks(self, ask: Ask, note_id: int) -> None:
        """The button "Thank you"."""
        await self._answer(ask, note_id, AnswerKind.THANKS)

    async def _answer(self, ask: Ask, note_id: int, kind: AnswerKind) -> None:
        answered = await self._answers.answer(ask.interaction.guild_id, ask.member_id, note_id, kind)
        await ask.answer(ui.answered_card(answered, ask.say))

    async def more(self, ask: Ask, note_id: int) -> None:
        """Show the whole note privately, with everything that its story's author can do with it."""
        note = await self._answers.note(ask.interaction.guild_id, ask.member_id, note_id)
        await ask.answer(ui.note_card(note, ask.say))

    async def withdraw(self, ask: Ask, note_id: int, kind: AnswerKind) -> None:
        """Withdraw an answer."""
        answered = await self._answers.withdraw(ask.interaction.guild_id, ask.member_id, note_id, kind)
        await ask.replace(ui.answered_card(answered, ask.say))

    async def hide(self, ask: Ask, note_id: int) -> None:
        """Hide the note from the thread."""
        note = await self._answers.hide(ask.interaction.guild_id, ask.member_id, note_id)
        await ask.replace(ui.hidden_card(note, ask.say))

    async def report(self, ask: Ask, note_id: int) -> None:
        """Open the form for a report."""
        note = await self._answers.note(ask.interaction.guild_id, ask.member_id, note_id)
        await ask.hand(ui.report_form(note.id, ask.say))

    async def reported(self, ask: Ask, note_id: int, reason: str) -> None:
        """Report the note to the moderators."""
        await self._answers.report(ask.interaction.guild_id, ask.member_id, note_id, reason)
        await ask.answer(ui.reported_card(ask.say))
