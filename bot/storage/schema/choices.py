"""What members chose for themselves: how they want to be told, and which topics they follow."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint

from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.domain.posting.notices import NoticeKind, NoticeWay
from bot.storage.database.types import Code, Count, Flag, Instant, OpenCode, Text, table
from bot.storage.schema.guilds import of_member

notice_choices = table(
    "notice_choices",
    *of_member("whose choice"),
    Column("kind", OpenCode(NoticeKind), nullable=False, comment="for which private words"),
    Column("way", Code(NoticeWay), nullable=False, comment="how they are wanted; a kind without a row: next command"),
    Column("closed_at", Instant, comment="when direct messages were found closed, which changed the way; null: never"),
    PrimaryKeyConstraint("guild_id", "member_id", "kind"),
    erasure=Erasure(ErasureRule.DELETE, DataKind.CHOICES, "member_id"),
    comment="How members want private words",
)

topic_follows = table(
    "topic_follows",
    *of_member("who follows"),
    Column("tag", Text(40), nullable=False, comment="the topic, folded"),
    Column("muted", Flag, nullable=False, comment="kept in the list, and no pings"),
    Column("pings_left", Count, comment="pings until it ends; null for no such end"),
    Column("until", Instant, comment="when it ends; null for no such end"),
    Column("last_pinged_at", Instant, comment="for the fair turn among many followers; null for never"),
    PrimaryKeyConstraint("guild_id", "member_id", "tag"),
    Index("ix_topic_follows_guild_id_tag", "guild_id", "tag"),  # whom a story's tags ping
    erasure=Erasure(ErasureRule.DELETE, DataKind.CHOICES, "member_id"),
    comment="Topics that members want to be pinged for",
)
