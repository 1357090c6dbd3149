"""Members write notes on what they read: from a card, from any message, and by command."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.reading.notes import NotedStory, Opened, Refused
from bot.services.reading.notes import NoteService
from bot.ui.kit import names
from bot.ui.kit.answer import answer
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for
from bot.ui.reading.note_forms import LIKED, SAID, TITLE, note_form, seen_by
from bot.ui.reading.notes import EDIT, MEND, PICK, READ, choice_words, links_in, pick_card, refused_card, taken_card


@app_commands.guild_only()
class Notes(Wired, commands.GroupCog, group_name=names.READ, group_description=names.READ_ABOUT):
    """``/read log``, the context menu of the same subject, and the buttons that open the form."""

    def __init__(self, bot: commands.Bot, handlers: CardHandlers, notes: NoteService) -> None:
        super().__init__()
        self._bot = bot
        self._handlers = handlers
        self._notes = notes
        self._menu = app_commands.ContextMenu(name=names.READ_MENU, callback=self.menu)
        self._menu.guild_only = True
        self._actions = {READ: self.read, PICK: self.read, EDIT: self.edit, MEND: self.mend}

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)
        await super().cog_load()

    async def cog_unload(self) -> None:
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)
        await super().cog_unload()

    @app_commands.command(name=names.READ_LOG, description=names.READ_LOG_ABOUT)
    @app_commands.rename(story=names.READ_STORY)
    @app_commands.describe(story=names.READ_STORY_ABOUT)
    async def log(self, interaction: discord.Interaction, story: app_commands.Range[str, 1, 1000]) -> None:
        """Open the form for a story that was picked or pasted."""
        opened = await self._notes.open_typed(guild_of(interaction), interaction.user.id, story)
        await self._ask(interaction, opened)

    @log.autocomplete("story")
    async def recent(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Recent stories by others."""
        found = await self._notes.suggest(guild_of(interaction), interaction.user.id, current)
        return [app_commands.Choice(name=choice_words(story), value=story.story_id) for story in found]

    async def menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Open the form for the story that a message links to, or let the member choose among several."""
        guild_id, member_id = guild_of(interaction), interaction.user.id
        stories = await self._notes.in_message(guild_id, links_in(message))
        if len(stories) > 1:
            await answer(interaction, pick_card(stories, words_for(interaction.locale.value)))
            return
        (story,) = stories
        address = story.story_id if story.known else story.link
        await self._ask(interaction, await self._notes.open_typed(guild_id, member_id, address))

    async def read(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """The button on a story's card, and the choice among several."""
        await self._ask(interaction, await self._notes.open(guild_of(interaction), interaction.user.id, args[0]))

    async def edit(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Open the form for a note that stands."""
        opened = await self._notes.open_note(guild_of(interaction), interaction.user.id, int(args[0]))
        await self._ask(interaction, opened)

    async def mend(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Open the form for a note that was not taken."""
        opened = await self._notes.open_draft(guild_of(interaction), interaction.user.id, int(args[0]))
        await self._ask(interaction, opened)

    async def _ask(self, interaction: discord.Interaction, opened: Opened) -> None:
        form = note_form(opened, partial(self.written, opened.story), words_for(interaction.locale.value))
        await interaction.response.send_modal(form)

    async def written(self, story: NotedStory, interaction: discord.Interaction, filled: dict[str, str]) -> None:
        """Take the note, or give its words back and say why not."""
        outcome = await self._notes.write(
            guild_of(interaction),
            interaction.user.id,
            story,
            said=filled[SAID],
            liked=filled[LIKED],
            wished=seen_by(filled),
            title=filled.get(TITLE, ""),
        )
        say = words_for(interaction.locale.value)
        card = refused_card(outcome.draft, say) if isinstance(outcome, Refused) else taken_card(outcome, say)
        await answer(interaction, card)
