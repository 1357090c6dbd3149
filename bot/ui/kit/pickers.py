"""Menus of channels, of roles and of people. Like those of ``bot.ui.kit.selects`` they still work after a restart."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import SelectDefaultValue, SelectDefaultValueType, ui

from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardItem, custom_id, ids

POSTABLE = (discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum)
"""Channels in which the bot can post."""


def _defaults(chosen: Sequence[int | None], kind: SelectDefaultValueType) -> list[SelectDefaultValue]:
    return [SelectDefaultValue(id=each, type=kind) for each in chosen if each]


class ChannelPick(CardItem[ui.ChannelSelect[Any]], template=ids("channel")):
    """A menu of channels: ``channel/<action>/<argument>/...``. Its handler gets the arguments, then the id of the
    picked channel, or ``None`` where the choice was cleared. ``kinds``: the types of channels that it offers."""

    def __init__(
        self,
        action: Action,
        *args: object,
        label: str,
        chosen: int | None,
        kinds: Sequence[discord.ChannelType] = POSTABLE,
    ) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id=custom_id("channel", action, args, left=1),
                channel_types=list(kinds),
                placeholder=label,
                min_values=0,
                default_values=_defaults([chosen], SelectDefaultValueType.channel),
            )
        )

    def picked(self) -> Sequence[str]:
        """The channel's id."""
        return [str(channel.id) for channel in self.item.values]


class RolePick(CardItem[ui.RoleSelect[Any]], template=ids("role")):
    """A menu of roles: ``role/<action>/<argument>/...``. Its handler gets the arguments, then the id of the picked
    role, or ``None`` where the choice was cleared."""

    def __init__(self, action: Action, *args: object, label: str, chosen: int | None) -> None:
        super().__init__(
            ui.RoleSelect(
                custom_id=custom_id("role", action, args, left=1),
                placeholder=label,
                min_values=0,
                default_values=_defaults([chosen], SelectDefaultValueType.role),
            )
        )

    def picked(self) -> Sequence[str]:
        """The role's id."""
        return [str(role.id) for role in self.item.values]


class PeoplePick(CardItem[ui.UserSelect[Any]], template=ids("people")):
    """A menu of users: ``people/<action>/<argument>/...``. Its handler gets the arguments, then the ids of all who are
    picked: none, or up to ``most``. Discord shows the names of those in ``chosen``, which the bot may not know."""

    def __init__(self, action: Action, *args: object, label: str, chosen: Sequence[int], most: int) -> None:
        super().__init__(
            ui.UserSelect(
                custom_id=custom_id("people", action, args, left=1),
                placeholder=label,
                min_values=0,
                max_values=most,
                default_values=_defaults(chosen[:most], SelectDefaultValueType.user),
            )
        )

    def picked(self) -> Sequence[str]:
        """The users' ids."""
        return [str(user.id) for user in self.item.values]
