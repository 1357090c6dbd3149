"""Members write notes on stories: from a card, from the context menu of any message, or by command."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.reading.notes import NoteRefused, NoteVisibility, Opened
from bot.services.reading.notes import NoteService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.choices import choices
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.reading.note_forms import WRITTEN, note_form
from bot.ui.reading.notes import EDIT, MEND, READ, choice_words, links_in, pick_card, refused_card, taken_card


@app_commands.guild_only()
class Notes(Wired, commands.GroupCog, group_name=names.READ, group_description=names.READ_ABOUT):
    """``/read log``, the context menu "Log a read", and the buttons that open the form."""

    def __init__(self, bot: commands.Bot, handlers: CardHandlers, notes: NoteService) -> None:
        super().__init__()
        self._bot = bot
        self._handlers = handlers
        self._notes = notes
        self._menus = (app_commands.ContextMenu(name=names.READ_MENU, callback=self.menu),)
        self._actions = {READ: self.read, EDIT: self.edit, MEND: self.mend, WRITTEN: self.written}

    @app_commands.command(name=names.READ_LOG, description=names.READ_LOG_ABOUT)
    @app_commands.rename(story=names.READ_STORY)
    @app_commands.describe(story=names.READ_STORY_ABOUT)
    async def log(self, interaction: discord.Interaction, story: app_commands.Range[str, 1, 1000]) -> None:
        """Open the form for a story that was picked or pasted."""
        ask = Ask.of(interaction)
        await _hand(ask, await self._notes.open_typed(ask.guild_id, ask.member_id, story))

    @log.autocomplete("story")
    async def recent(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Recent stories by others."""
        found = await self._notes.suggest(guild_of(interaction), interaction.user.id, current)
        return choices((choice_words(story), story.story_id) for story in found)

    async def menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Open the form for the story that a message links to, or let the member choose among several."""
        ask = Ask.of(interaction)
        stories = await self._notes.in_message(ask.guild_id, links_in(message))
        if len(stories) > 1:
            await ask.answer(pick_card(stories, ask.say))
            return
        (story,) = stories
        address = story.story_id if story.known else story.link
        await _hand(ask, await self._notes.open_typed(ask.guild_id, ask.member_id, address))

    async def read(self, ask: Ask, story_id: str) -> None:
        """Open the form, by the button on a story's card or the menu of several stories."""
        await _hand(ask, await self._notes.open(ask.guild_id, ask.member_id, story_id))

    async def edit(self, ask: Ask, note_id: int) -> None:
        """Open the form for an existing note."""
        await _hand(ask, await self._notes.open_note(ask.guild_id, ask.member_id, note_id))

    async def mend(self, ask: Ask, draft_id: int) -> None:
        """Open the form for the draft of a refused note."""
        await _hand(ask, await self._notes.open_draft(ask.guild_id, ask.member_id, draft_id))

    async def written(  # noqa: PLR0917 - the fields of the form
        self, ask: Ask, story_id: str, said: str, liked: str, seen_by: NoteVisibility | None, title: str | None
    ) -> None:
        """Save the note, or say why it was refused and keep it as a draft."""
        outcome = await self._notes.write(
            ask.guild_id,
            ask.member_id,
            story_id,
            said=said,
            liked=liked,
            wished=seen_by or NoteVisibility.PRIVATE,
            title=title or "",
        )
        say = ask.say
        await ask.answer(
            refused_card(outcome.draft, say) if isinstance(outcome, NoteRefused) else taken_card(outcome, say)
        )


async def _hand(ask: Ask, opened: Opened) -> None:
    await ask.hand(note_form(opened, ask.say))
