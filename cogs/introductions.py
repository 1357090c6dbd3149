"""Introductions: the members' choices, the rounds, and the check-in afterwards."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.circle.introductions import CheckIn
from bot.domain.posting.delivery import Publisher
from bot.runtime.loops import GuardedLoop
from bot.services.circle.introductions import IntroductionService
from bot.ui.circle import introductions as ui
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import WiredWhenReady

TURN_EVERY = 3600.0
"""Seconds between checks for rounds and check-ins. Both are planned in days, so an hour is exact enough."""


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
            ui.NAMED: self.choose_topics,
            ui.PAUSE: self.pause,
            ui.BLOCK: self.block,
            ui.MINE: self.mine,
            ui.CHECK_IN: self.check_in,
            ui.AGAIN: self.again,
        }
        self._loops = (GuardedLoop("introductions", lambda: introductions.tick(publisher), seconds=TURN_EVERY),)

    @app_commands.command(name=names.INTRODUCE_ME, description=names.INTRODUCE_ME_ABOUT)
    async def me(self, interaction: discord.Interaction) -> None:
        """Show the member's own card."""
        await self._show(Ask.of(interaction))

    async def mine(self, ask: Ask, introduction_id: int) -> None:  # noqa: ARG002 - it only makes the id unique
        """Show the member's own card, from the button in a private thread."""
        await self._show(ask)

    async def join(self, ask: Ask) -> None:
        """Opt in, or start again."""
        page = await self._introductions.join(ask.guild_id, ask.member_id)
        await ask.replace(ui.page_card(page, ask.say))

    async def leave(self, ask: Ask) -> None:
        """Opt out."""
        page = await self._introductions.leave(ask.guild_id, ask.member_id)
        await ask.replace(ui.page_card(page, ask.say))

    async def ask_for_topics(self, ask: Ask) -> None:
        """Open the form for topics."""
        page = await self._introductions.page(ask.guild_id, ask.member_id)
        await ask.hand(ui.topics_form(page, ask.say))

    async def choose_topics(self, ask: Ask, topics: str) -> None:
        """Save the topics."""
        page = await self._introductions.choose_topics(ask.guild_id, ask.member_id, topics)
        await ask.replace(ui.page_card(page, ask.say))

    async def pause(self, ask: Ask, weeks: int) -> None:
        """Pause introductions for some weeks."""
        page = await self._introductions.pause(ask.guild_id, ask.member_id, weeks)
        await ask.replace(ui.page_card(page, ask.say))

    async def block(self, ask: Ask, people: tuple[int, ...]) -> None:
        """Replace the list of people whom the member does not want to meet."""
        page = await self._introductions.block(ask.guild_id, ask.member_id, frozenset(people))
        await ask.replace(ui.page_card(page, ask.say))

    async def check_in(self, ask: Ask, introduction_id: int, answer: CheckIn) -> None:
        """Answer the check-in. Also used in direct messages."""
        checked = await self._introductions.answer(introduction_id, ask.member_id, answer)
        await ask.answer(ui.checked_in_card(checked, ask.say))

    async def again(self, ask: Ask, guild_id: int) -> None:
        """Start again in the guild that the notice is about. Also used in direct messages."""
        page = await self._introductions.join(guild_id, ask.member_id)
        await ask.answer(ui.again_card(page, ask.say))

    async def _show(self, ask: Ask) -> None:
        page = await self._introductions.page(ask.guild_id, ask.member_id)
        await ask.answer(ui.page_card(page, ask.say))
