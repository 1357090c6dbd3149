"""Milestones: offered in private, told by the member's own word, shared by choice."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.growth.milestones import MilestoneKind
from bot.runtime.loops import GuardedLoop
from bot.services.growth.milestones import MilestoneService
from bot.ui.growth.milestones import (
    BACK,
    DROP,
    LOOK,
    PAGE,
    PRIVATE,
    SHARE,
    STORIES,
    TOLD,
    list_card,
    look_card,
    milestone_form,
    private_card,
    shared_card,
)
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.stories.stories import story_list

NOTICE_EVERY = 86_400.0
"""Seconds between looks for milestones, and once at the start: a word a day later is as warm. Each is offered once."""

KINDS = [
    app_commands.Choice(name=names.MILESTONE_FOLLOWERS, value=MilestoneKind.FOLLOWERS.value),
    app_commands.Choice(name=names.MILESTONE_EARNINGS, value=MilestoneKind.EARNINGS.value),
    app_commands.Choice(name=names.MILESTONE_PUBLICATION, value=MilestoneKind.PUBLICATION.value),
    app_commands.Choice(name=names.MILESTONE_BOOSTED, value=MilestoneKind.BOOSTED.value),
    app_commands.Choice(name=names.MILESTONE_BOOK, value=MilestoneKind.BOOK.value),
    app_commands.Choice(name=names.MILESTONE_OTHER, value=MilestoneKind.OTHER.value),
]


@app_commands.guild_only()
class Milestones(Wired, commands.GroupCog, group_name=names.MILESTONE, group_description=names.MILESTONE_ABOUT):
    """``/milestone``, and the buttons of what it shows. In a direct message the milestone leads to its guild."""

    def __init__(self, handlers: CardHandlers, milestones: MilestoneService) -> None:
        super().__init__()
        self._handlers = handlers
        self._milestones = milestones
        self._actions = {
            TOLD: self.told,
            LOOK: self.look,
            SHARE: self.shared,
            PRIVATE: self.kept_private,
            BACK: self.taken_back,
            DROP: self.dropped,
            PAGE: self.turn,
            STORIES: self.stories,
        }
        self._loops = (GuardedLoop("milestones", milestones.notice, seconds=NOTICE_EVERY),)

    @app_commands.command(name=names.MILESTONE_SHARE, description=names.MILESTONE_SHARE_ABOUT)
    @app_commands.rename(kind=names.MILESTONE_KIND)
    @app_commands.describe(kind=names.MILESTONE_KIND_ABOUT)
    @app_commands.choices(kind=KINDS)
    async def share(self, interaction: discord.Interaction, kind: app_commands.Choice[str]) -> None:
        """Ask for a milestone by the member's own word; a look at it comes after."""
        ask = Ask.of(interaction)
        await ask.hand(milestone_form(MilestoneKind(kind.value), ask.say))

    async def told(self, ask: Ask, kind: MilestoneKind, amount: str | None, words: str) -> None:
        """Keep what the member told, and show how it would look."""
        sharing = await self._milestones.tell(ask.guild_id, ask.member_id, kind, amount or "", words)
        await ask.answer(look_card(sharing, ask.say))

    @app_commands.command(name=names.MILESTONE_LIST, description=names.MILESTONE_LIST_ABOUT)
    async def mine(self, interaction: discord.Interaction) -> None:
        """The member's own milestones, for them alone."""
        await self.turn(Ask.of(interaction), 0)

    async def look(self, ask: Ask, milestone_id: int) -> None:
        """How a milestone would look in the channel."""
        sharing = await self._milestones.look(ask.member_id, milestone_id)
        await ask.answer(look_card(sharing, ask.say))

    async def shared(self, ask: Ask, milestone_id: int) -> None:
        """Share it."""
        sharing = await self._milestones.share(ask.member_id, milestone_id)
        await ask.replace(shared_card(sharing, ask.say))

    async def kept_private(
        self,
        ask: Ask,
        milestone_id: int,  # noqa: ARG002 - only tells the buttons of one card apart
        in_place: bool,
    ) -> None:
        """Keep it to oneself: nothing changes."""
        show = ask.replace if in_place else ask.answer
        await show(private_card(ask.say))

    async def taken_back(self, ask: Ask, milestone_id: int, page: int) -> None:
        """Take it from the channel."""
        left = await self._milestones.take_back(ask.member_id, milestone_id, page)
        await ask.replace(list_card(left, ask.say))

    async def dropped(self, ask: Ask, milestone_id: int, page: int) -> None:
        """Forget what the member told."""
        left = await self._milestones.drop(ask.member_id, milestone_id, page)
        await ask.replace(list_card(left, ask.say))

    async def turn(self, ask: Ask, page: int) -> None:
        """Another page of the list."""
        found = await self._milestones.mine(ask.guild_id, ask.member_id, page)
        await ask.show(list_card(found, ask.say))

    async def stories(self, ask: Ask, milestone_id: int) -> None:
        """The newest stories of whoever is celebrated, for whoever pressed."""
        page = await self._milestones.stories(ask.guild_id, milestone_id)
        await ask.answer(story_list(page, ask.say))
