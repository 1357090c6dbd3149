"""Who may go on: checked on every command and every press, whatever Discord hid or showed."""

import discord

from bot.domain.errors import GuildOnly, MayNotManage


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
