"""Challenges as moderators make them. Who may is checked at every press."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.challenges.challenge_views import Making
from bot.domain.challenges.challenges import goal_within
from bot.domain.servers.guilds import Feature
from bot.services.challenges.organising import Change, OrganisingService
from bot.ui.challenges import challenge_forms as forms
from bot.ui.challenges.challenge_forms import (
    NEEDED_FOR_EVENTS,
    ask_off_card,
    called_off_card,
    making_card,
    opened_card,
    when_form,
    words_form,
)
from bot.ui.challenges.challenges import ASK_OFF, CHANGE
from bot.ui.desk.channels import check_usable
from bot.ui.kit import names
from bot.ui.kit.answer import answer
from bot.ui.kit.answer import replace as show_instead
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.card import Card
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import organised_guild
from bot.ui.kit.words import words_for


@app_commands.guild_only()
class Organising(Wired, commands.GroupCog, group_name=names.CHALLENGE, group_description=names.CHALLENGE_ABOUT):
    """``/challenge create`` and its panel."""

    def __init__(self, handlers: CardHandlers, organising: OrganisingService) -> None:
        super().__init__()
        self._handlers = handlers
        self._organising = organising
        self._actions = {
            forms.GOAL: self.goal,
            forms.LENGTH: self.length,
            forms.ROLE: self.role,
            forms.CHANNEL: self.channel,
            forms.EVENT: self.event,
            forms.WORDS: self.ask_for_words,
            forms.WHEN: self.ask_for_time,
            forms.OPEN: self.open,
            forms.CALL_OFF: self.call_off,
            forms.KEEP: self.keep,
            CHANGE: self.change,
            ASK_OFF: self.ask_off,
        }

    @app_commands.command(name=names.CHALLENGE_CREATE, description=names.CHALLENGE_CREATE_ABOUT)
    async def create(self, interaction: discord.Interaction) -> None:
        """Ask for the words; the panel comes after."""
        organised_guild(interaction)
        say = words_for(interaction.locale.value)

        async def named(submitted: discord.Interaction, typed: dict[str, str]) -> None:
            guild_id = organised_guild(submitted)
            words = typed[forms.NAME], typed[forms.THEME], typed[forms.TAGS]
            making = await self._organising.draft(guild_id, submitted.user.id, *words)
            await answer(submitted, _panel(submitted, making))

        await interaction.response.send_modal(words_form(None, named, say))

    async def ask_for_words(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Ask for other words."""
        guild_id, challenge_id = organised_guild(interaction), int(args[0])
        making = await self._organising.making(guild_id, challenge_id)

        async def renamed(submitted: discord.Interaction, typed: dict[str, str]) -> None:
            words = typed[forms.NAME], typed[forms.THEME], typed[forms.TAGS]
            changed = await self._organising.rename(organised_guild(submitted), challenge_id, *words)
            await show_instead(submitted, _panel(submitted, changed))

        await interaction.response.send_modal(words_form(making, renamed, words_for(interaction.locale.value)))

    async def ask_for_time(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Ask for another time."""
        guild_id, challenge_id = organised_guild(interaction), int(args[0])
        making = await self._organising.making(guild_id, challenge_id)

        async def timed(submitted: discord.Interaction, typed: dict[str, str]) -> None:
            times = typed[forms.START], typed[forms.END]
            changed = await self._organising.retime(organised_guild(submitted), challenge_id, *times)
            await show_instead(submitted, _panel(submitted, changed))

        await interaction.response.send_modal(when_form(making, timed, words_for(interaction.locale.value)))

    async def goal(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another goal."""
        goal = goal_within(int(args[1]))
        await self._change(interaction, args, lambda was: replace(was, goal=goal))

    async def length(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Another length; 0 is the one that was typed."""
        guild_id, challenge_id, days = organised_guild(interaction), int(args[0]), int(args[1])
        if days:
            making = await self._organising.lengthen(guild_id, challenge_id, days)
        else:
            making = await self._organising.making(guild_id, challenge_id)
        await show_instead(interaction, _panel(interaction, making))

    async def role(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Who may join; the role that everybody has is everybody."""
        role_id = int(args[1]) if len(args) > 1 and int(args[1]) != interaction.guild_id else None
        await self._change(interaction, args, lambda was: replace(was, role_id=role_id))

    async def channel(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Where it is told; a channel that the bot cannot use is refused."""
        organised_guild(interaction)
        channel_id = int(args[1]) if len(args) > 1 else None
        if channel_id is not None:
            check_usable(interaction, channel_id, Feature.CHALLENGES)
        await self._change(interaction, args, lambda was: replace(was, channel_id=channel_id))

    async def event(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """With a scheduled event, or without."""
        await self._change(interaction, args, lambda was: replace(was, event=not was.event))

    async def change(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """The panel of a challenge that is planned, beside the list."""
        making = await self._organising.making(organised_guild(interaction), int(args[0]))
        await answer(interaction, _panel(interaction, making))

    async def open(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """From now on everybody sees it."""
        opened = await self._organising.open(organised_guild(interaction), int(args[0]))
        await show_instead(interaction, opened_card(opened, words_for(interaction.locale.value)))

    async def ask_off(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Ask before calling off."""
        challenge = await self._organising.open_one(organised_guild(interaction), int(args[0]))
        await answer(interaction, ask_off_card(challenge, words_for(interaction.locale.value)))

    async def call_off(self, interaction: discord.Interaction, args: tuple[str, ...]) -> None:
        """Take it back."""
        challenge = await self._organising.call_off(organised_guild(interaction), int(args[0]))
        await show_instead(interaction, called_off_card(challenge, words_for(interaction.locale.value)))

    async def keep(self, interaction: discord.Interaction, _: tuple[str, ...]) -> None:
        """Not called off."""
        await show_instead(interaction, forms.kept_card(words_for(interaction.locale.value)))

    async def _change(self, interaction: discord.Interaction, args: tuple[str, ...], change: Change) -> None:
        making = await self._organising.change(organised_guild(interaction), int(args[0]), change)
        await show_instead(interaction, _panel(interaction, making))


def _panel(interaction: discord.Interaction, making: Making) -> Card:
    may_events = getattr(interaction.app_permissions, NEEDED_FOR_EVENTS)
    return making_card(making, words_for(interaction.locale.value), may_events=may_events)
