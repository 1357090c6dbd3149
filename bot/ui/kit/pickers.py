"""Menus of channels and of roles, in the manner of ``bot.ui.kit.selects``."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardItem, custom_id, ids

POSTABLE = (discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum)
"""Channels in which the bot can post."""


class ChannelPick(CardItem[ui.ChannelSelect[Any]], template=ids("channel")):
    """A menu of channels: ``channel/<action>/<argument>/...``. Its handler gets the arguments, then the picked
    channel's id, or nothing where the choice was taken back. ``kinds`` are those that it offers."""

    def __init__(
        self,
        action: Action,
        *args: object,
        label: str,
        chosen: int | None = None,
        kinds: Sequence[discord.ChannelType] = POSTABLE,
    ) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id=custom_id("channel", action, args, left=1),
                channel_types=list(kinds),
                placeholder=label,
                min_values=0,
                default_values=[discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.channel)]
                if chosen
                else [],
            )
        )

    def picked(self) -> Sequence[str]:
        """The channel's id."""
        return [str(channel.id) for channel in self.item.values]


class RolePick(CardItem[ui.RoleSelect[Any]], template=ids("role")):
    """A menu of roles: ``role/<action>/<argument>/...``. Its handler gets the arguments, then the picked role's id, or
    nothing where the choice was taken back."""

    def __init__(self, action: Action, *args: object, label: str, chosen: int | None = None) -> None:
        super().__init__(
            ui.RoleSelect(
                custom_id=custom_id("role", action, args, left=1),
                placeholder=label,
                min_values=0,
                default_values=[discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.role)]
                if chosen
                else [],
            )
        )

    def picked(self) -> Sequence[str]:
        """The role's id."""
        return [str(role.id) for role in self.item.values]
