"""``/stories latest``, and the loops that poll feeds and send announcements."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.posting.delivery import Publisher
from bot.runtime.loops import GuardedLoop
from bot.services.posting.outbox import OutboxService
from bot.services.stories.feeds import FeedService
from bot.services.stories.stories import StoryService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import WiredWhenReady
from bot.ui.stories.digests import OPEN
from bot.ui.stories.stories import PAGE, story_list

POLL_EVERY = 5.0
"""Seconds between checks for feeds that are due. How often Medium is asked depends on the lane's gap, not on this."""

DELIVER_EVERY = 2.0
"""Seconds between checks of the outbox: the longest delay of an announcement after a story was found."""


@app_commands.guild_only()
class Stories(WiredWhenReady, commands.GroupCog, group_name=names.STORIES, group_description=names.STORIES_ABOUT):
    """``/stories latest``, the button of digests, and the two loops."""

    def __init__(
        self,
        handlers: CardHandlers,
        stories: StoryService,
        feeds: FeedService,
        outbox: OutboxService,
        publisher: Publisher,
    ) -> None:
        super().__init__()
        self._handlers = handlers
        self._stories = stories
        self._actions = {PAGE: self.turn, OPEN: self.open}
        self._loops = (
            GuardedLoop("poll", feeds.poll_due, seconds=POLL_EVERY),
            GuardedLoop("deliver", lambda: outbox.deliver_due(publisher), seconds=DELIVER_EVERY),
        )

    @app_commands.command(name=names.STORIES_LATEST, description=names.STORIES_LATEST_ABOUT)
    @app_commands.rename(member=names.PROFILE_MEMBER)
    @app_commands.describe(member=names.STORIES_MEMBER_ABOUT)
    async def latest(self, interaction: discord.Interaction, member: discord.Member | None = None) -> None:
        """Show the newest stories of everybody, or of one member."""
        await self.turn(Ask.of(interaction), member.id if member else None, 0)

    async def open(self, ask: Ask, digest: str) -> None:  # noqa: ARG002 - it only makes the id unique
        """Show the newest stories privately to the member who pressed the button of a digest."""
        page = await self._stories.latest(ask.guild_id, None, 0)
        await ask.answer(story_list(page, ask.say))

    async def turn(self, ask: Ask, member_id: int | None, page: int) -> None:
        """Another page."""
        await ask.show(story_list(await self._stories.latest(ask.guild_id, member_id, page), ask.say))
