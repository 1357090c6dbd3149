"""Menus of channels and of roles, in the manner of ``bot.ui.selects``."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.buttons import custom_id, hand_over

POSTABLE = (discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum)
"""Channels in which the bot can post."""


class ChannelPick(
    ui.DynamicItem[ui.ChannelSelect[Any]],
    template=re.compile(r"channel/(?P<action>[a-z_.]+)(?P<args>(?:/[^/]*)*)"),
):
    """A menu of channels: ``channel/<action>/<argument>/...``. Its handler gets the arguments, then the picked
    channel's id, or nothing where the choice was taken back. ``kinds`` are those that it offers."""

    def __init__(
        self,
        action: str,
        *args: object,
        label: str | None = None,
        chosen: int | None = None,
        kinds: Sequence[discord.ChannelType] = POSTABLE,
    ) -> None:
        self.action = action
        self.args = tuple(map(str, args))
        super().__init__(
            ui.ChannelSelect(
                custom_id=custom_id("channel", action, args),
                channel_types=list(kinds),
                placeholder=label,
                min_values=0,
                default_values=[discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.channel)]
                if chosen
                else [],
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],  # noqa: ARG003 - discord.py's signature
        match: re.Match[str],
        /,
    ) -> "ChannelPick":
        """The menu that was used, from its id alone."""
        return cls(match["action"], *match["args"].split("/")[1:])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the choice over."""
        await hand_over(interaction, self.action, (*self.args, *(str(channel.id) for channel in self.item.values)))


class RolePick(
    ui.DynamicItem[ui.RoleSelect[Any]], template=re.compile(r"role/(?P<action>[a-z_.]+)(?P<args>(?:/[^/]*)*)")
):
    """A menu of roles: ``role/<action>/<argument>/...``. Its handler gets the arguments, then the picked role's id, or
    nothing where the choice was taken back."""

    def __init__(self, action: str, *args: object, label: str | None = None, chosen: int | None = None) -> None:
        self.action = action
        self.args = tuple(map(str, args))
        super().__init__(
            ui.RoleSelect(
                custom_id=custom_id("role", action, args),
                placeholder=label,
                min_values=0,
                default_values=[discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.role)]
                if chosen
                else [],
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - discord.py's signature
        item: ui.Item[Any],  # noqa: ARG003 - discord.py's signature
        match: re.Match[str],
        /,
    ) -> "RolePick":
        """The menu that was used, from its id alone."""
        return cls(match["action"], *match["args"].split("/")[1:])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the choice over."""
        await hand_over(interaction, self.action, (*self.args, *(str(role.id) for role in self.item.values)))
