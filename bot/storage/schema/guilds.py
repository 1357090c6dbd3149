"""Guilds, their settings, and the members the bot knows in them."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, PrimaryKeyConstraint
from sqlalchemy.schema import SchemaItem

from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.domain.servers.guilds import ChannelOff, Feature
from bot.domain.stories.announcing import AnnouncePreference, Cadence
from bot.storage.database.types import Code, Count, Flag, Identity, Instant, Json, Snowflake, Text, table

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

announcing = table(
    "announcing",
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="whose choices they are"),
    Column("cadence", Code(Cadence), nullable=False, comment="one by one, or in a daily or weekly digest"),
    Column("digest_hour", Count, nullable=False, comment="hour of the guild's day for digests, 0 to 23"),
    Column("digest_weekday", Count, nullable=False, comment="day of a weekly digest, 0 is Monday"),
    Column("threads", Flag, nullable=False, comment="whether each announcement gets a discussion thread"),
    Column("quiet_from", Count, comment="first quiet hour of the guild's day; null for none"),
    Column("quiet_until", Count, comment="hour at which the quiet ends"),
    Column("daily_cap", Count, nullable=False, comment="announcements per member and day"),
    Column("ping_role_id", Snowflake, comment="the role that announcements mention; null for none"),
    Column("week_start", Count, nullable=False, comment="first day of the guild's week, 0 is Monday"),
    PrimaryKeyConstraint("guild_id"),
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="How a guild wants to be told; a guild without a row has the defaults",
)

routes = table(
    "routes",
    Column("id", Identity, primary_key=True, comment="our own id; the first that fits is taken"),
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="whose route it is"),
    Column("tag", Text(40), comment="stories with this tag, folded; null for any"),
    Column("member_id", Snowflake, comment="stories by this member; null for anybody's"),
    Column("channel_id", Snowflake, nullable=False, comment="go here instead"),
    Column("ping_role_id", Snowflake, comment="and mention this role; null for none"),
    Column("off", Code(ChannelOff), comment="why the bot stopped using the channel; null while it works"),
    Index("ix_routes_guild_id", "guild_id"),  # deciding: the guild's routes
    erasure=Erasure(ErasureRule.DELETE, DataKind.CHOICES, "member_id"),
    comment="Stories with a tag or by a member that go to another channel",
)

members = table(
    "members",
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="in which guild"),
    Column("member_id", Snowflake, nullable=False, comment="Discord's id of the user"),
    Column("known_since", Instant, nullable=False, comment="when the member first used the bot there"),
    Column("left_at", Instant, comment="when the member was found to have left; erased after the grace"),
    Column("time_zone", Text(64), comment="the member's own IANA zone; null for the guild's"),
    Column("about", Text(200), nullable=False, server_default="", comment="a line about oneself, plain text"),
    Column("topics", Json, nullable=False, server_default="[]", comment="topics one writes about, a list of strings"),
    Column("announce", Code(AnnouncePreference), nullable=False, server_default="announce", comment="what one wants"),
    Column("announce_paused_until", Instant, comment="one's stories are listed and not announced until then"),
    Column("looked_at", Instant, comment="up to when the member has caught up with the stories"),
    PrimaryKeyConstraint("guild_id", "member_id"),
    Index("ix_members_member_id", "member_id"),  # privacy: one person's rows in every guild
    Index("ix_members_left_at", "left_at"),  # housekeeping: whose grace is over
    erasure=Erasure(ErasureRule.DELETE, DataKind.MEMBERSHIP, "member_id"),
    comment="Members of a guild who use the bot",
)


def of_member(comment: str, *, column: str = "member_id", nullable: bool = False) -> tuple[SchemaItem, ...]:
    """The columns of a row that belongs to a member of a guild and is deleted with them; ``comment`` says whose it is.

    With ``nullable`` a row may be nobody's: engines do not check a foreign key of which a column is null.
    """
    return (
        Column("guild_id", Snowflake, nullable=False, comment="in which guild"),
        Column(column, Snowflake, nullable=nullable, comment=comment),
        ForeignKeyConstraint(["guild_id", column], [members.c.guild_id, members.c.member_id], ondelete="CASCADE"),
    )
