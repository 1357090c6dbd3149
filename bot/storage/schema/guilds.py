"""Guilds, their settings, and the members the bot knows in them."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint

from bot.domain.guilds import ChannelOff, Feature
from bot.domain.privacy import DataKind, Erasure, ErasureRule
from bot.storage.types import Code, Instant, Snowflake, Text, table

guilds = table(
    "guilds",
    Column("id", Snowflake, primary_key=True, autoincrement=False, comment="Discord's id of the guild"),
    Column(
        "time_zone",
        Text(64),
        nullable=False,
        server_default="UTC",
        comment="IANA zone that gives the guild its days",
    ),
    Column("joined_at", Instant, nullable=False, comment="when the bot was first seen in it"),
    Column("left_at", Instant, comment="when the bot was removed; erased after the grace"),
    Index("ix_guilds_left_at", "left_at"),  # housekeeping: whose grace is over
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="The servers that the bot serves",
)

guild_channels = table(
    "guild_channels",
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="whose setting it is"),
    Column("feature", Code(Feature), nullable=False, comment="what the channel is used for"),
    Column("channel_id", Snowflake, nullable=False, comment="Discord's id of the channel"),
    Column("off", Code(ChannelOff), comment="why the bot stopped using it; null while it works"),
    Column("off_at", Instant, comment="when it stopped"),
    PrimaryKeyConstraint("guild_id", "feature"),
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="Which channel a guild chose for what",
)

members = table(
    "members",
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="in which guild"),
    Column("member_id", Snowflake, nullable=False, comment="Discord's id of the user"),
    Column("known_since", Instant, nullable=False, comment="when the member first used the bot there"),
    Column("left_at", Instant, comment="when the member was found to have left; erased after the grace"),
    PrimaryKeyConstraint("guild_id", "member_id"),
    Index("ix_members_member_id", "member_id"),  # privacy: one person's rows in every guild
    Index("ix_members_left_at", "left_at"),  # housekeeping: whose grace is over
    erasure=Erasure(ErasureRule.DELETE, DataKind.MEMBERSHIP, "member_id"),
    comment="Members of a guild who use the bot",
)
