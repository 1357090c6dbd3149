"""Members follow topics."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.stories.topics import FollowUntil
from bot.runtime.loops import GuardedLoop
from bot.services.stories.topics import TopicService
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.choices import choices
from bot.ui.kit.cog import Wired
from bot.ui.stories import topics as ui

SWEEP_EVERY = 3600.0
"""Seconds between deletions of follows that have ended. They ping nobody after their end in any case."""

Tag = app_commands.Range[str, 1, 100]
"""A tag as typed. No tag on Medium is nearly as long."""

UNTIL = [
    app_commands.Choice(name=names.TOPICS_UNTIL_STOPPED, value=FollowUntil.STOPPED.value),
    app_commands.Choice(name=names.TOPICS_UNTIL_PINGS, value=FollowUntil.PINGS.value),
    app_commands.Choice(name=names.TOPICS_UNTIL_DAYS, value=FollowUntil.DAYS.value),
]


@app_commands.guild_only()
class Topics(Wired, commands.GroupCog, group_name=names.TOPICS, group_description=names.TOPICS_ABOUT):
    """``/topics``, and the buttons on its list and on announcements that ping."""

    def __init__(self, handlers: CardHandlers, topics: TopicService) -> None:
        super().__init__()
        self._handlers = handlers
        self._topics = topics
        self._actions = {
            ui.PAGE: self.turn,
            ui.MUTE: self.mute_pressed,
            ui.STOP: self.stop_pressed,
            ui.STOP_STORY: self.stop_story_pressed,
        }
        self._loops = (GuardedLoop("topics", topics.sweep, seconds=SWEEP_EVERY),)

    @app_commands.command(name=names.TOPICS_FOLLOW, description=names.TOPICS_FOLLOW_ABOUT)
    @app_commands.rename(tag=names.TOPICS_TAG, until=names.TOPICS_UNTIL)
    @app_commands.describe(tag=names.TOPICS_TAG_ABOUT, until=names.TOPICS_UNTIL_ABOUT)
    @app_commands.choices(until=UNTIL)
    async def follow(
        self, interaction: discord.Interaction, tag: Tag, until: app_commands.Choice[str] | None = None
    ) -> None:
        """Follow a tag: the member is pinged for it from now on."""
        ask = Ask.of(interaction)
        end = FollowUntil(until.value) if until else FollowUntil.STOPPED
        followed = await self._topics.follow(ask.guild_id, ask.member_id, tag, end)
        await ask.answer(ui.followed_card(followed, ask.say))

    @app_commands.command(name=names.TOPICS_LIST, description=names.TOPICS_LIST_ABOUT)
    async def listed(self, interaction: discord.Interaction) -> None:
        """Show the topics that the member follows."""
        await self.turn(Ask.of(interaction), 0)

    @app_commands.command(name=names.TOPICS_MUTE, description=names.TOPICS_MUTE_ABOUT)
    @app_commands.rename(tag=names.TOPICS_TAG)
    @app_commands.describe(tag=names.TOPICS_TAG_ABOUT)
    async def mute(self, interaction: discord.Interaction, tag: Tag) -> None:
        """Mute a topic: it stays in the list, without pings."""
        ask = Ask.of(interaction)
        muted = await self._topics.mute(ask.guild_id, ask.member_id, tag, muted=True)
        await ask.answer(ui.muted_card(muted, ask.say))

    @app_commands.command(name=names.TOPICS_UNFOLLOW, description=names.TOPICS_UNFOLLOW_ABOUT)
    @app_commands.rename(tag=names.TOPICS_TAG)
    @app_commands.describe(tag=names.TOPICS_TAG_ABOUT)
    async def unfollow(self, interaction: discord.Interaction, tag: Tag) -> None:
        """Unfollow a topic."""
        ask = Ask.of(interaction)
        stopped = await self._topics.stop(ask.guild_id, ask.member_id, tag)
        await ask.answer(ui.stopped_card(stopped, ask.say))

    @follow.autocomplete("tag")
    async def seen_tags(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Tags of the server's stories."""
        ask = Ask.of(interaction)
        return choices((tag, tag) for tag in await self._topics.suggest(ask.guild_id, current))

    @mute.autocomplete("tag")
    @unfollow.autocomplete("tag")
    async def own_tags(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """The member's own topics."""
        ask = Ask.of(interaction)
        return choices((tag, tag) for tag in await self._topics.own(ask.guild_id, ask.member_id, current))

    async def turn(self, ask: Ask, page: int) -> None:
        """Another page of the list."""
        shown = await self._topics.followed(ask.guild_id, ask.member_id, page)
        await ask.show(ui.list_card(shown, ask.say))

    async def mute_pressed(self, ask: Ask, tag: str, page: int, muted: bool) -> None:
        """Mute or unmute a topic, by its button in the list."""
        await self._topics.mute(ask.guild_id, ask.member_id, tag, muted=muted)
        await self.turn(ask, page)

    async def stop_pressed(self, ask: Ask, tag: str, page: int) -> None:
        """Unfollow a topic, by its button in the list."""
        await self._topics.stop(ask.guild_id, ask.member_id, tag)
        await self.turn(ask, page)

    async def stop_story_pressed(self, ask: Ask, story_id: str) -> None:
        """Unfollow the topics of a story, by the button on its announcement. Acts for the member who pressed."""
        stopped = await self._topics.stop_story(ask.guild_id, ask.member_id, story_id)
        await ask.answer(ui.stopped_story_card(stopped, ask.say))
