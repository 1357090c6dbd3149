"""The bot's permissions in channels, from discord.py's cache."""

import discord

from bot.domain.desk.overview import GuildOverview
from bot.domain.servers.errors import ChannelUnusable, RoleUnmentionable
from bot.domain.servers.guilds import NEEDED_FOR_THREADS, NEEDED_IN_CHANNEL, Feature, missing_permissions

NEEDED_IN_FORUM = ("send_messages_in_threads",)
"""What the later posts of a challenge need in addition, in a forum: they are replies in its forum post."""


def held_permissions(channel: discord.abc.GuildChannel, feature: Feature) -> frozenset[str]:
    """Which of the permissions that the feature needs the bot has in the channel."""
    held = channel.permissions_for(channel.guild.me)
    return frozenset(name for name in NEEDED_IN_CHANNEL[feature] if getattr(held, name))


def channel_of(interaction: discord.Interaction, channel_id: int) -> discord.abc.GuildChannel:
    """A channel of the interaction's guild.

    Raises:
        ChannelUnusable: the bot does not see it.
    """
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None:
        raise ChannelUnusable(channel_id, ("view_channel",))
    return channel


def check_usable(interaction: discord.Interaction, channel_id: int, feature: Feature) -> None:
    """Check that the bot can use a channel of the interaction's guild for a feature.

    Raises:
        ChannelUnusable: it lacks permissions there.
    """
    missing = missing_permissions(feature, held_permissions(channel_of(interaction, channel_id), feature))
    if missing:
        raise ChannelUnusable(channel_id, missing)


def missing_in(interaction: discord.Interaction, overview: GuildOverview) -> dict[int, tuple[str, ...]]:
    """The permissions that the bot lacks, by the id of each chosen channel that exists; without those where it lacks
    none."""
    found: dict[int, tuple[str, ...]] = {}
    for chosen in (overview.stories, overview.digest, overview.challenges, overview.moderation, overview.community):
        channel = interaction.guild.get_channel(chosen.channel_id) if interaction.guild and chosen else None
        if chosen is None or channel is None:
            continue
        wanted = NEEDED_IN_CHANNEL[chosen.feature]
        if chosen.feature is Feature.CHALLENGES and isinstance(channel, discord.ForumChannel):
            wanted += NEEDED_IN_FORUM
        threads = chosen.feature is Feature.STORIES and overview.settings.threads
        if threads and isinstance(channel, discord.TextChannel):  # a forum's posts are threads
            wanted += NEEDED_FOR_THREADS
        held = channel.permissions_for(channel.guild.me)
        lacking = tuple(name for name in wanted if not getattr(held, name))
        if lacking:
            found[chosen.channel_id] = lacking
    return found


def check_mentionable(interaction: discord.Interaction, role_id: int | None) -> None:
    """Check that the bot may mention a role of the interaction's guild; ``None`` always passes.

    Raises:
        RoleUnmentionable: it may not, or there is no such role.
    """
    if role_id is None:
        return
    role = interaction.guild.get_role(role_id) if interaction.guild else None
    if role is None or not (role.mentionable or interaction.app_permissions.mention_everyone):
        raise RoleUnmentionable(role_id)
