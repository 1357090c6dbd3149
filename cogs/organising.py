"""Making challenges, for organisers. The permission is checked at every command and press."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.challenges.challenge_views import Making
from bot.domain.servers.guilds import Feature
from bot.services.challenges.organising import Change, OrganisingService
from bot.ui.challenges import challenge_forms as forms
from bot.ui.challenges.challenges import ASK_OFF, CHANGE
from bot.ui.desk.channels import check_usable
from bot.ui.kit import names
from bot.ui.kit.ask import Ask
from bot.ui.kit.buttons import CardHandlers
from bot.ui.kit.card import Card
from bot.ui.kit.cog import Wired
from bot.ui.kit.guard import organised_guild


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
            forms.DRAFTED: self.draft,
            forms.RENAMED: self.rename,
            forms.TIMED: self.retime,
            forms.OPEN: self.open,
            forms.CALL_OFF: self.call_off,
            forms.KEEP: self.keep,
            CHANGE: self.change,
            ASK_OFF: self.ask_off,
        }

    @app_commands.command(name=names.CHALLENGE_CREATE, description=names.CHALLENGE_CREATE_ABOUT)
    async def create(self, interaction: discord.Interaction) -> None:
        """Open the form for name, theme and tags. The panel follows."""
        organised_guild(interaction)
        ask = Ask.of(interaction)
        await ask.hand(forms.draft_form(ask.say))

    async def draft(self, ask: Ask, name: str, theme: str, tags: str) -> None:
        """Make a draft with the name, theme and tags of the form."""
        making = await self._organising.draft(organised_guild(ask.interaction), ask.member_id, name, theme, tags)
        await ask.answer(_panel(ask, making))

    async def ask_for_words(self, ask: Ask, challenge_id: int) -> None:
        """Open the form to change name, theme and tags."""
        making = await self._organising.making(organised_guild(ask.interaction), challenge_id)
        await ask.hand(forms.words_form(making.challenge, ask.say))

    async def rename(self, ask: Ask, challenge_id: int, name: str, theme: str, tags: str) -> None:
        """Change name, theme and tags."""
        making = await self._organising.rename(organised_guild(ask.interaction), challenge_id, name, theme, tags)
        await ask.replace(_panel(ask, making))

    async def ask_for_time(self, ask: Ask, challenge_id: int) -> None:
        """Open the form to change start and end."""
        making = await self._organising.making(organised_guild(ask.interaction), challenge_id)
        await ask.hand(forms.when_form(making, ask.say))

    async def retime(self, ask: Ask, challenge_id: int, start: str, end: str) -> None:
        """Change start and end."""
        making = await self._organising.retime(organised_guild(ask.interaction), challenge_id, start, end)
        await ask.replace(_panel(ask, making))

    async def goal(self, ask: Ask, challenge_id: int, goal: int) -> None:
        """Change the goal."""
        await self._change(ask, challenge_id, lambda was: replace(was, goal=goal))

    async def length(self, ask: Ask, challenge_id: int, days: int | None) -> None:
        """Change the length in days; ``None`` keeps the one that was typed."""
        guild_id = organised_guild(ask.interaction)
        if days is None:
            making = await self._organising.making(guild_id, challenge_id)
        else:
            making = await self._organising.lengthen(guild_id, challenge_id, days)
        await ask.replace(_panel(ask, making))

    async def role(self, ask: Ask, challenge_id: int, role_id: int | None) -> None:
        """Choose the role that may join; that of everybody, whose id is the guild's, means no restriction."""
        wanted = None if role_id == ask.guild_id else role_id
        await self._change(ask, challenge_id, lambda was: replace(was, role_id=wanted))

    async def channel(self, ask: Ask, challenge_id: int, channel_id: int | None) -> None:
        """Choose the channel for its posts. One that the bot cannot use is refused."""
        organised_guild(ask.interaction)
        if channel_id is not None:
            check_usable(ask.interaction, channel_id, Feature.CHALLENGES)
        await self._change(ask, challenge_id, lambda was: replace(was, channel_id=channel_id))

    async def event(self, ask: Ask, challenge_id: int, on: bool) -> None:
        """Switch the scheduled event on or off."""
        await self._change(ask, challenge_id, lambda was: replace(was, event=on))

    async def change(self, ask: Ask, challenge_id: int) -> None:
        """Show the panel of a planned challenge, from its button in the list."""
        making = await self._organising.making(organised_guild(ask.interaction), challenge_id)
        await ask.answer(_panel(ask, making))

    async def open(self, ask: Ask, challenge_id: int) -> None:
        """Open the challenge: from now on every member sees it."""
        opened = await self._organising.open(organised_guild(ask.interaction), challenge_id)
        await ask.replace(forms.opened_card(opened, ask.say))

    async def ask_off(self, ask: Ask, challenge_id: int) -> None:
        """Ask before a challenge is called off."""
        challenge = await self._organising.open_one(organised_guild(ask.interaction), challenge_id)
        await ask.answer(forms.ask_off_card(challenge, ask.say))

    async def call_off(self, ask: Ask, challenge_id: int) -> None:
        """Call a challenge off, or delete a draft."""
        challenge = await self._organising.call_off(organised_guild(ask.interaction), challenge_id)
        await ask.replace(forms.called_off_card(challenge, ask.say))

    async def keep(self, ask: Ask) -> None:
        """Do not call it off."""
        await ask.replace(forms.kept_card(ask.say))

    async def _change(self, ask: Ask, challenge_id: int, change: Change) -> None:
        making = await self._organising.change(organised_guild(ask.interaction), challenge_id, change)
        await ask.replace(_panel(ask, making))


def _panel(ask: Ask, making: Making) -> Card:
    may_events = getattr(ask.interaction.app_permissions, forms.NEEDED_FOR_EVENTS)
    return forms.making_card(making, ask.say, may_events=may_events)
