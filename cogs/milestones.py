"""Milestones: offered in private, told by the member's own word, shared by choice."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.growth.milestones import MilestoneKind
from bot.runtime.loops import GuardedLoop
from bot.services.growth.milestones import MilestoneService
from bot.ui.growth.milestones import (
    AMOUNT,
    BACK,
    DROP,
    LOOK,
    PAGE,
    PRIVATE,
    SHARE,
    STORIES,
    WORDS,
    list_card,
    look_card,
    milestone_form,
    private_card,
    shared_card,
)
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import guild_of
from bot.ui.kit.words import words_for
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
        chosen = MilestoneKind(kind.value)

        async def told(submitted: discord.Interaction, typed: dict[str, str]) -> None:
            sharing = await self._milestones.tell(
                guild_of(submitted), submitted.user.id, chosen, typed.get(AMOUNT, ""), typed.get(WORDS, "")
            )
            await answer(submitted, look_card(sharing, words_for(submitted.locale.value)))

        await interaction.response.send_modal(milestone_form(chosen, told, words_for(interaction.locale.value)))

    @app_commands.command(name=names.MILESTONE_LIST, description=names.MILESTONE_LIST_ABOUT)
    async def mine(self, interaction: discord.Interaction) -> None:
        """The member's own milestones, for them alone."""
        page = await self._milestones.mine(guild_of(interaction), interaction.user.id, 0)
        await answer(interaction, list_card(page, words_for(interaction.locale.value)))

    async def look(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """How a milestone would look in the channel."""
        sharing = await self._milestones.look(interaction.user.id, int(args[0]))
        await answer(interaction, look_card(sharing, words_for(interaction.locale.value)))

    async def shared(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Share it."""
        sharing = await self._milestones.share(interaction.user.id, int(args[0]))
        await replace(interaction, shared_card(sharing, words_for(interaction.locale.value)))

    async def kept_private(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Keep it to oneself: nothing changes. A card with other words on it stays."""
        show = replace if args[1] == "1" else answer
        await show(interaction, private_card(words_for(interaction.locale.value)))

    async def taken_back(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Take it from the channel."""
        page = await self._milestones.take_back(interaction.user.id, int(args[0]), int(args[1]))
        await replace(interaction, list_card(page, words_for(interaction.locale.value)))

    async def dropped(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Forget what the member told."""
        page = await self._milestones.drop(interaction.user.id, int(args[0]), int(args[1]))
        await replace(interaction, list_card(page, words_for(interaction.locale.value)))

    async def turn(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of the list."""
        page = await self._milestones.mine(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, list_card(page, words_for(interaction.locale.value)))

    async def stories(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """The newest stories of whoever is celebrated, for whoever pressed."""
        page = await self._milestones.stories(guild_of(interaction), int(args[0]))
        await answer(interaction, story_list(page, words_for(interaction.locale.value)))
