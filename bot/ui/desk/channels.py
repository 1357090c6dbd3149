"""What the bot may do in a channel, asked of Discord's own data."""

import discord

from bot.domain.desk.overview import GuildOverview
from bot.domain.servers.errors import ChannelUnusable, RoleUnmentionable
from bot.domain.servers.guilds import NEEDED_FOR_THREADS, NEEDED_IN_CHANNEL, Feature, missing_permissions

NEEDED_IN_FORUM = ("send_messages_in_threads",)
"""What the later posts about a challenge need besides, where its first one began a forum post."""


def held_permissions(channel: discord.abc.GuildChannel, feature: Feature) -> frozenset[str]:
    """Those of the permissions that the feature needs which the bot itself holds in the channel."""
    held = channel.permissions_for(channel.guild.me)
    return frozenset(name for name in NEEDED_IN_CHANNEL[feature] if getattr(held, name))


def channel_of(interaction: discord.Interaction, channel_id: int) -> discord.abc.GuildChannel:
    """A channel of the interaction's guild.

    Raises:
        ChannelUnusable: the bot does not even see it.
    """
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None:
        raise ChannelUnusable(channel_id, ("view_channel",))
    return channel


def check_usable(interaction: discord.Interaction, channel_id: int, feature: Feature) -> None:
    """Whether the bot can use a channel of the interaction's guild for a feature now.

    Raises:
        ChannelUnusable: it lacks permissions there.
    """
    missing = missing_permissions(feature, held_permissions(channel_of(interaction, channel_id), feature))
    if missing:
        raise ChannelUnusable(channel_id, missing)


def missing_in(interaction: discord.Interaction, overview: GuildOverview) -> dict[int, tuple[str, ...]]:
    """For each chosen channel that is there, what the bot lacks in it now; channels where it lacks nothing are left
    out."""
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
    """Whether the bot may mention a role of the interaction's guild; no role is nothing to ask.

    Raises:
        RoleUnmentionable: it may not, or there is no such role.
    """
    if role_id is None:
        return
    role = interaction.guild.get_role(role_id) if interaction.guild else None
    if role is None or not (role.mentionable or interaction.app_permissions.mention_everyone):
        raise RoleUnmentionable(role_id)
