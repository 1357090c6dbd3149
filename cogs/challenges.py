"""Challenges as members meet them, and the loop that turns them."""

from collections.abc import Iterable

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.challenges.challenges import Challenge
from bot.domain.challenges.errors import ChallengesKind
from bot.domain.challenges.events import EventKeeper
from bot.domain.kit.errors import NotThereAnyMore
from bot.runtime.loops import GuardedLoop
from bot.services.challenges.challenges import ChallengeService
from bot.services.challenges.turning import TurningService
from bot.ui.boards.rules import rules_card
from bot.ui.challenges.challenges import (
    JOIN,
    LEAVE,
    PAGE,
    PROGRESS,
    RULES,
    challenge_choice,
    joined_words,
    left_card,
    list_card,
    progress_card,
)
from bot.ui.kit import names
from bot.ui.kit.answer import answer, replace
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.cog import WiredWhenReady
from bot.ui.kit.guard import guild_of, organises
from bot.ui.kit.words import Words, words_for

TURN_EVERY = 30.0
"""Seconds between looks for what is due: nobody sets a watch by a challenge, and a look costs next to nothing."""


def _roles(interaction: discord.Interaction) -> tuple[int, ...]:
    """The ids of the member's roles at this moment."""
    return tuple(role.id for role in interaction.user.roles) if isinstance(interaction.user, discord.Member) else ()


def _say(interaction: discord.Interaction) -> Words:
    return words_for(interaction.locale.value)


def _picked(text: str | None) -> int | None:
    """The challenge that was picked from the list; what was typed past it is none."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise NotThereAnyMore(ChallengesKind.CHALLENGE)
    return int(text)


def _choices(found: Iterable[Challenge], current: str, say: Words) -> list[app_commands.Choice[str]]:
    named = [(challenge_choice(each, say), str(each.id)) for each in found]
    wanted = current.casefold()
    return [app_commands.Choice(name=name, value=value) for name, value in named if wanted in name.casefold()]


@app_commands.guild_only()
class Challenges(
    WiredWhenReady, commands.GroupCog, group_name=names.CHALLENGE, group_description=names.CHALLENGE_ABOUT
):
    """The commands of ``/challenge`` that are everybody's, and the buttons on posts. The command tree joins the group
    with the other cog's."""

    def __init__(
        self, handlers: CardHandlers, challenges: ChallengeService, turning: TurningService, keeper: EventKeeper
    ) -> None:
        super().__init__()
        self._handlers = handlers
        self._challenges = challenges
        self._actions = {
            JOIN: self.join_pressed,
            LEAVE: self.leave_pressed,
            PROGRESS: self.progress_pressed,
            RULES: self.rules_pressed,
            PAGE: self.turn_page,
        }
        self._loops = (GuardedLoop("challenges", lambda: turning.turn(keeper), seconds=TURN_EVERY),)

    @app_commands.command(name=names.CHALLENGE_JOIN, description=names.CHALLENGE_JOIN_ABOUT)
    @app_commands.rename(challenge=names.CHALLENGE_WHICH)
    @app_commands.describe(challenge=names.CHALLENGE_WHICH_ABOUT)
    async def join(self, interaction: discord.Interaction, challenge: str | None = None) -> None:
        """Take part."""
        await self._join(interaction, _picked(challenge))

    @app_commands.command(name=names.CHALLENGE_LEAVE, description=names.CHALLENGE_LEAVE_ABOUT)
    @app_commands.rename(challenge=names.CHALLENGE_WHICH)
    @app_commands.describe(challenge=names.CHALLENGE_WHICH_ABOUT)
    async def leave(self, interaction: discord.Interaction, challenge: str | None = None) -> None:
        """Take part no more."""
        left = await self._challenges.leave(guild_of(interaction), interaction.user.id, _picked(challenge))
        await answer(interaction, left_card(left, _say(interaction)))

    @app_commands.command(name=names.CHALLENGE_LIST, description=names.CHALLENGE_LIST_ABOUT)
    async def listed(self, interaction: discord.Interaction) -> None:
        """What runs and what is planned."""
        page = await self._challenges.listed(guild_of(interaction), interaction.user.id, 0)
        await answer(interaction, list_card(page, _say(interaction), organises=organises(interaction)))

    @app_commands.command(name=names.CHALLENGE_PROGRESS, description=names.CHALLENGE_PROGRESS_ABOUT)
    @app_commands.rename(challenge=names.CHALLENGE_WHICH)
    @app_commands.describe(challenge=names.CHALLENGE_WHICH_ABOUT)
    async def progress(self, interaction: discord.Interaction, challenge: str | None = None) -> None:
        """What is noted, and what is left."""
        progress = await self._challenges.progress(guild_of(interaction), interaction.user.id, _picked(challenge))
        await answer(interaction, progress_card(progress, _say(interaction)))

    @app_commands.command(name=names.CHALLENGE_RULES, description=names.CHALLENGE_RULES_ABOUT)
    async def rules(self, interaction: discord.Interaction) -> None:
        """The rules."""
        await answer(interaction, rules_card(_say(interaction)))

    @join.autocomplete("challenge")
    async def to_join(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """What the member does not take part in yet."""
        found = await self._challenges.choices(guild_of(interaction), interaction.user.id, mine=False)
        return _choices(found, current, _say(interaction))

    @leave.autocomplete("challenge")
    async def to_leave(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """What the member takes part in."""
        found = await self._challenges.choices(guild_of(interaction), interaction.user.id, mine=True)
        return _choices(found, current, _say(interaction))

    @progress.autocomplete("challenge")
    async def to_look_at(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """All of them."""
        found = await self._challenges.choices(guild_of(interaction), interaction.user.id)
        return _choices(found, current, _say(interaction))

    async def join_pressed(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Join, on a post or a list: acts for whoever pressed."""
        await self._join(interaction, int(args[0]))

    async def leave_pressed(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Leave, on the card of one's progress."""
        left = await self._challenges.leave(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, left_card(left, _say(interaction)))

    async def progress_pressed(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """One's own progress, beside the post."""
        progress = await self._challenges.progress(guild_of(interaction), interaction.user.id, int(args[0]))
        await answer(interaction, progress_card(progress, _say(interaction)))

    async def rules_pressed(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """The rules, beside the post."""
        await answer(interaction, rules_card(_say(interaction)))

    async def turn_page(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another page of the list."""
        page = await self._challenges.listed(guild_of(interaction), interaction.user.id, int(args[0]))
        await replace(interaction, list_card(page, _say(interaction), organises=organises(interaction)))

    async def _join(self, interaction: discord.Interaction, challenge_id: int | None) -> None:
        say = _say(interaction)
        joined = await self._challenges.join(
            guild_of(interaction), interaction.user.id, challenge_id, _roles(interaction)
        )
        await answer(interaction, progress_card(joined, say, news=joined_words(say)))
