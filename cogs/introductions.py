"""Introductions: how a member wants them, the rounds, and what came of them."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.circle.introductions import CheckIn
from bot.domain.kit.errors import CardOutdated
from bot.domain.posting.delivery import Publisher
from bot.runtime.loops import GuardedLoop
from bot.services.circle.introductions import IntroductionService
from bot.ui.circle import introductions as ui
from bot.ui.circle.introductions import again_card, checked_in_card, page_card, topics_form
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import WiredWhenReady
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for

TURN_EVERY = 3600.0
"""Seconds between looks for rounds and check-ins: both are a matter of days."""


@app_commands.guild_only()
class Introductions(
    WiredWhenReady, commands.GroupCog, group_name=names.INTRODUCE, group_description=names.INTRODUCE_ABOUT
):
    """``/introduce me``, and the buttons of its card, of the private threads and of the check-in."""

    def __init__(self, handlers: CardHandlers, introductions: IntroductionService, publisher: Publisher) -> None:
        super().__init__()
        self._handlers = handlers
        self._introductions = introductions
        self._actions = {
            ui.JOIN: self.join,
            ui.LEAVE: self.leave,
            ui.TOPICS: self.ask_for_topics,
            ui.PAUSE: self.pause,
            ui.BLOCK: self.block,
            ui.MINE: self.mine,
            ui.CHECK_IN: self.check_in,
            ui.AGAIN: self.again,
        }
        self._loops = (GuardedLoop("introductions", lambda: introductions.turn(publisher), seconds=TURN_EVERY),)

    @app_commands.command(name=names.INTRODUCE_ME, description=names.INTRODUCE_ME_ABOUT)
    async def me(self, interaction: discord.Interaction) -> None:
        """The member's own card."""
        page = await self._introductions.page(guild_of(interaction), interaction.user.id)
        await answer(interaction, page_card(page, words_for(interaction.locale.value)))

    async def mine(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """The same, from a private thread."""
        page = await self._introductions.page(guild_of(interaction), interaction.user.id)
        await answer(interaction, page_card(page, words_for(interaction.locale.value)))

    async def join(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Opt in, or start again."""
        page = await self._introductions.join(guild_of(interaction), interaction.user.id)
        await replace(interaction, page_card(page, words_for(interaction.locale.value)))

    async def leave(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Opt out."""
        page = await self._introductions.leave(guild_of(interaction), interaction.user.id)
        await replace(interaction, page_card(page, words_for(interaction.locale.value)))

    async def ask_for_topics(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Ask what one likes to talk about."""
        page = await self._introductions.page(guild_of(interaction), interaction.user.id)
        say = words_for(interaction.locale.value)

        async def filled(sent: discord.Interaction, typed: dict[str, str]) -> None:
            changed = await self._introductions.choose_topics(guild_of(sent), sent.user.id, typed[ui.TOPICS_FIELD])
            await replace(sent, page_card(changed, say))

        await interaction.response.send_modal(topics_form(page, filled, say))

    async def pause(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Nobody for some weeks."""
        page = await self._introductions.pause(guild_of(interaction), interaction.user.id, int(args[-1]))
        await replace(interaction, page_card(page, words_for(interaction.locale.value)))

    async def block(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Whom one would rather not meet: the whole list, as it was picked."""
        picked = frozenset(map(int, args))
        page = await self._introductions.block(guild_of(interaction), interaction.user.id, picked)
        await replace(interaction, page_card(page, words_for(interaction.locale.value)))

    async def check_in(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Whether they met; in a direct message too."""
        try:
            answered = CheckIn(args[1])
        except ValueError:
            raise CardOutdated from None  # an answer of an earlier version
        checked = await self._introductions.answer(int(args[0]), interaction.user.id, answered)
        await answer(interaction, checked_in_card(checked, words_for(interaction.locale.value)))

    async def again(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Start again, in the guild that the word is about; in a direct message too."""
        page = await self._introductions.join(int(args[0]), interaction.user.id)
        await answer(interaction, again_card(page, words_for(interaction.locale.value)))
