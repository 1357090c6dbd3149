"""Challenges for members, and the loop that starts, posts and ends them."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.challenges.challenges import Moment
from bot.domain.challenges.errors import ChallengesKind
from bot.domain.challenges.events import EventKeeper
from bot.runtime.loops import GuardedLoop
from bot.services.challenges.challenges import ChallengeService
from bot.services.challenges.ticking import TickingService
from bot.ui.boards.rules import rules_card
from bot.ui.challenges import challenges as ui
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.choices import choices, picked_id
from bot.ui.kit.cog import WiredWhenReady
from bot.ui.kit.guard import organises

TURN_EVERY = 30.0
"""Seconds between checks for what is due. A check is cheap, and a delay of half a minute does no harm."""


def _roles(interaction: discord.Interaction) -> tuple[int, ...]:
    """The ids of the member's present roles."""
    return tuple(role.id for role in interaction.user.roles) if isinstance(interaction.user, discord.Member) else ()


def _picked(value: str | None) -> int | None:
    return None if value is None else picked_id(value, ChallengesKind.CHALLENGE)


@app_commands.guild_only()
class Challenges(
    WiredWhenReady, commands.GroupCog, group_name=names.CHALLENGE, group_description=names.CHALLENGE_ABOUT
):
    """The commands of ``/challenge`` for every member, and the buttons on posts. The command tree merges the group with
    that of ``Organising``."""

    def __init__(
        self, handlers: CardHandlers, challenges: ChallengeService, ticking: TickingService, keeper: EventKeeper
    ) -> None:
        super().__init__()
        self._handlers = handlers
        self._challenges = challenges
        self._actions = {
            ui.JOIN: self.join_pressed,
            ui.LEAVE: self.leave_pressed,
            ui.PROGRESS: self.progress_pressed,
            ui.RULES: self.rules_pressed,
            ui.PAGE: self.turn_page,
        }
        self._loops = (GuardedLoop("challenges", lambda: ticking.tick(keeper), seconds=TURN_EVERY),)

    @app_commands.command(name=names.CHALLENGE_JOIN, description=names.CHALLENGE_JOIN_ABOUT)
    @app_commands.rename(challenge=names.CHALLENGE_WHICH)
    @app_commands.describe(challenge=names.CHALLENGE_WHICH_ABOUT)
    async def join(self, interaction: discord.Interaction, challenge: str | None = None) -> None:
        """Join a challenge."""
        await self._join(Ask.of(interaction), _picked(challenge))

    @app_commands.command(name=names.CHALLENGE_LEAVE, description=names.CHALLENGE_LEAVE_ABOUT)
    @app_commands.rename(challenge=names.CHALLENGE_WHICH)
    @app_commands.describe(challenge=names.CHALLENGE_WHICH_ABOUT)
    async def leave(self, interaction: discord.Interaction, challenge: str | None = None) -> None:
        """Leave a challenge."""
        ask = Ask.of(interaction)
        left = await self._challenges.leave(ask.guild_id, ask.member_id, _picked(challenge))
        await ask.answer(ui.left_card(left, ask.say))

    @app_commands.command(name=names.CHALLENGE_LIST, description=names.CHALLENGE_LIST_ABOUT)
    async def listed(self, interaction: discord.Interaction) -> None:
        """List the challenges that run or are planned."""
        await self.turn_page(Ask.of(interaction), 0)

    @app_commands.command(name=names.CHALLENGE_PROGRESS, description=names.CHALLENGE_PROGRESS_ABOUT)
    @app_commands.rename(challenge=names.CHALLENGE_WHICH)
    @app_commands.describe(challenge=names.CHALLENGE_WHICH_ABOUT)
    async def progress(self, interaction: discord.Interaction, challenge: str | None = None) -> None:
        """Show the member's progress."""
        await self._answer_progress(Ask.of(interaction), _picked(challenge))

    @app_commands.command(name=names.CHALLENGE_RULES, description=names.CHALLENGE_RULES_ABOUT)
    async def rules(self, interaction: discord.Interaction) -> None:
        """Show the rules."""
        await self.rules_pressed(Ask.of(interaction))

    @join.autocomplete("challenge")
    async def to_join(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Challenges that the member does not take part in yet."""
        return await self._choices(Ask.of(interaction), current, mine=False)

    @leave.autocomplete("challenge")
    async def to_leave(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Challenges that the member takes part in."""
        return await self._choices(Ask.of(interaction), current, mine=True)

    @progress.autocomplete("challenge")
    async def to_look_at(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """All challenges."""
        return await self._choices(Ask.of(interaction), current, mine=None)

    async def _choices(self, ask: Ask, typed: str, *, mine: bool | None) -> list[app_commands.Choice[str]]:
        found = await self._challenges.choices(ask.guild_id, ask.member_id, mine=mine)
        return choices(((ui.challenge_choice(each, ask.say), str(each.id)) for each in found), typed)

    async def join_pressed(self, ask: Ask, challenge_id: int) -> None:
        """Join, by the button on a post or a list."""
        await self._join(ask, challenge_id)

    async def leave_pressed(self, ask: Ask, challenge_id: int) -> None:
        """Leave, by the button on the card of the member's progress."""
        left = await self._challenges.leave(ask.guild_id, ask.member_id, challenge_id)
        await ask.replace(ui.left_card(left, ask.say))

    async def progress_pressed(
        self,
        ask: Ask,
        challenge_id: int,
        moment: Moment | None,  # noqa: ARG002 - it only makes the id unique
    ) -> None:
        """Show the member's progress privately, below a post."""
        await self._answer_progress(ask, challenge_id)

    async def rules_pressed(self, ask: Ask) -> None:
        """Show the rules privately, below a post."""
        await ask.answer(rules_card(ask.say))

    async def turn_page(self, ask: Ask, page: int) -> None:
        """Another page of the list."""
        found = await self._challenges.listed(ask.guild_id, ask.member_id, page)
        await ask.show(ui.list_card(found, ask.say, organises=organises(ask.interaction)))

    async def _join(self, ask: Ask, challenge_id: int | None) -> None:
        joined = await self._challenges.join(ask.guild_id, ask.member_id, challenge_id, _roles(ask.interaction))
        await ask.answer(ui.progress_card(joined, ask.say, news=ui.joined_words(ask.say)))

    async def _answer_progress(self, ask: Ask, challenge_id: int | None) -> None:
        progress = await self._challenges.progress(ask.guild_id, ask.member_id, challenge_id)
        await ask.answer(ui.progress_card(progress, ask.say))
