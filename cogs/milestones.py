"""Milestones: found by the bot or entered by the member, and shared only if the member chooses to."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.growth.milestones import MilestoneKind
from bot.runtime.loops import GuardedLoop
from bot.services.growth.milestones import MilestoneService
from bot.ui.growth import milestones as ui
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.stories.stories import story_list

NOTICE_EVERY = 86_400.0
"""Seconds between checks for milestones; the first one is at the start. Each milestone is offered once."""

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
    """``/milestone``, and the buttons of its cards. In a direct message the guild is that of the milestone."""

    def __init__(self, handlers: CardHandlers, milestones: MilestoneService) -> None:
        super().__init__()
        self._handlers = handlers
        self._milestones = milestones
        self._actions = {
            ui.TOLD: self.told,
            ui.LOOK: self.look,
            ui.SHARE: self.shared,
            ui.PRIVATE: self.kept_private,
            ui.BACK: self.taken_back,
            ui.DROP: self.dropped,
            ui.PAGE: self.turn,
            ui.STORIES: self.stories,
        }
        self._loops = (GuardedLoop("milestones", milestones.notice, seconds=NOTICE_EVERY),)

    @app_commands.command(name=names.MILESTONE_SHARE, description=names.MILESTONE_SHARE_ABOUT)
    @app_commands.rename(kind=names.MILESTONE_KIND)
    @app_commands.describe(kind=names.MILESTONE_KIND_ABOUT)
    @app_commands.choices(kind=KINDS)
    async def share(self, interaction: discord.Interaction, kind: app_commands.Choice[str]) -> None:
        """Open the form for a milestone. A preview follows."""
        ask = Ask.of(interaction)
        await ask.hand(ui.milestone_form(MilestoneKind(kind.value), ask.say))

    async def told(self, ask: Ask, kind: MilestoneKind, amount: str | None, words: str) -> None:
        """Save the milestone from the form, and show the preview."""
        sharing = await self._milestones.tell(ask.guild_id, ask.member_id, kind, amount or "", words)
        await ask.answer(ui.look_card(sharing, ask.say))

    @app_commands.command(name=names.MILESTONE_LIST, description=names.MILESTONE_LIST_ABOUT)
    async def mine(self, interaction: discord.Interaction) -> None:
        """Show the member's own milestones, to them alone."""
        await self.turn(Ask.of(interaction), 0)

    async def look(self, ask: Ask, milestone_id: int) -> None:
        """Show the preview of a milestone's post."""
        sharing = await self._milestones.look(ask.member_id, milestone_id)
        await ask.answer(ui.look_card(sharing, ask.say))

    async def shared(self, ask: Ask, milestone_id: int) -> None:
        """Share it."""
        sharing = await self._milestones.share(ask.member_id, milestone_id)
        await ask.replace(ui.shared_card(sharing, ask.say))

    async def kept_private(
        self,
        ask: Ask,
        milestone_id: int,  # noqa: ARG002 - it only makes the id unique
        in_place: bool,
    ) -> None:
        """Do not share it: nothing is changed."""
        show = ask.replace if in_place else ask.answer
        await show(ui.private_card(ask.say))

    async def taken_back(self, ask: Ask, milestone_id: int, page: int) -> None:
        """Remove the post from the channel."""
        left = await self._milestones.take_back(ask.member_id, milestone_id, page)
        await ask.replace(ui.list_card(left, ask.say))

    async def dropped(self, ask: Ask, milestone_id: int, page: int) -> None:
        """Delete a milestone that the member entered."""
        left = await self._milestones.drop(ask.member_id, milestone_id, page)
        await ask.replace(ui.list_card(left, ask.say))

    async def turn(self, ask: Ask, page: int) -> None:
        """Another page of the list."""
        found = await self._milestones.mine(ask.guild_id, ask.member_id, page)
        await ask.show(ui.list_card(found, ask.say))

    async def stories(self, ask: Ask, milestone_id: int) -> None:
        """Show the newest stories of the milestone's member to the member who pressed."""
        page = await self._milestones.stories(ask.guild_id, milestone_id)
        await ask.answer(story_list(page, ask.say))
