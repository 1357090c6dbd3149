"""Permission checks, made at every command and press: Discord hides commands, but does not prevent their use."""

import discord

from bot.domain.kit.errors import GuildOnly, MayNotManage, MayNotOrganise


def guild_of(interaction: discord.Interaction) -> int:
    """The id of the guild that the interaction comes from.

    Raises:
        GuildOnly: it comes from a private channel.
    """
    if interaction.guild_id is None:
        raise GuildOnly
    return interaction.guild_id


def managed_guild(interaction: discord.Interaction) -> int:
    """The id of the guild that the interaction comes from, for somebody who may manage it.

    Raises:
        GuildOnly: it comes from a private channel.
        MayNotManage: the member lacks Manage Server, perhaps since a moment ago.
    """
    guild_id = guild_of(interaction)
    if not interaction.permissions.manage_guild:
        raise MayNotManage(("manage_guild",))
    return guild_id


def moderated_guild(interaction: discord.Interaction) -> int:
    """The id of the guild that the interaction comes from, for one of its moderators.

    Raises:
        GuildOnly: it comes from a private channel.
        MayNotManage: the member has neither Manage Server nor Moderate Members, perhaps since a moment ago.
    """
    guild_id = guild_of(interaction)
    if not (interaction.permissions.manage_guild or interaction.permissions.moderate_members):
        raise MayNotManage(("moderate_members",))
    return guild_id


def organises(interaction: discord.Interaction) -> bool:
    """Whether the member may make challenges at this moment."""
    return interaction.permissions.manage_events or interaction.permissions.manage_guild


def organised_guild(interaction: discord.Interaction) -> int:
    """The id of the guild that the interaction comes from, for somebody who may make challenges there.

    Raises:
        GuildOnly: it comes from a private channel.
        MayNotOrganise: the member has neither Manage Events nor Manage Server, perhaps since a moment ago.
    """
    guild_id = guild_of(interaction)
    if not organises(interaction):
        raise MayNotOrganise
    return guild_id
