"""What members keep about one another for themselves, and who wants to be on the map."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint

from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.storage.database.types import Instant, Snowflake, Text, table
from bot.storage.schema.guilds import of_member

remarks = table(
    "remarks",
    *of_member("whose remark it is; nobody else sees it"),
    Column("about_id", Snowflake, nullable=False, comment="about whom"),
    Column("said", Text(500), nullable=False, comment="the remark"),
    Column("changed_at", Instant, nullable=False, comment="when it was last changed"),
    PrimaryKeyConstraint("guild_id", "member_id", "about_id"),
    Index("ix_remarks_guild_id_about_id", "guild_id", "about_id"),  # erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.CONNECTIONS, "member_id", others=("about_id",)),
    comment="Private remarks of members on others",
)

dismissals = table(
    "dismissals",
    *of_member("who does not want the suggestion"),
    Column("about_id", Snowflake, nullable=False, comment="whom it was about"),
    Column("dismissed_at", Instant, nullable=False, comment="when"),
    PrimaryKeyConstraint("guild_id", "member_id", "about_id"),
    Index("ix_dismissals_guild_id_about_id", "guild_id", "about_id"),  # erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.CONNECTIONS, "member_id", others=("about_id",)),
    comment="Suggestions of people gone quiet that members dismissed",
)

care_hints = table(
    "care_hints",
    *of_member("who was told"),
    Column("hinted_at", Instant, nullable=False, comment="when last"),
    PrimaryKeyConstraint("guild_id", "member_id"),
    erasure=Erasure(ErasureRule.DELETE, DataKind.CONNECTIONS, "member_id"),
    comment="Who was last hinted at new voices, so that nobody is told often",
)

map_choices = table(
    "map_choices",
    *of_member("who wants to be on the map"),
    Column("chosen_at", Instant, nullable=False, comment="since when"),
    PrimaryKeyConstraint("guild_id", "member_id"),
    erasure=Erasure(ErasureRule.DELETE, DataKind.CHOICES, "member_id"),
    comment="Members who opted in to the community's map",
)
