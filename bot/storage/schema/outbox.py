"""Posts on their way to Discord, written in the transaction that decided on them."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint

from bot.domain.outbox import PostState, Withheld
from bot.domain.privacy import DataKind, Erasure, ErasureRule
from bot.storage.types import Code, Count, Identity, Instant, Snowflake, Text, table

outbox = table(
    "outbox",
    Column("id", Identity, primary_key=True, comment="our own id; posts leave in its order"),
    Column("guild_id", Snowflake, nullable=False, comment="where to"),
    Column("member_id", Snowflake, nullable=False, comment="the member whom the post names"),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, comment="what it announces"),
    Column(
        "key",
        Text(100),
        nullable=False,
        comment="says the same post twice is the same post; part of the nonce",
    ),
    Column("state", Code(PostState), nullable=False, comment="pending, claimed, sent or withheld"),
    Column("withheld", Code(Withheld), comment="why it will not be sent"),
    Column("channel_id", Snowflake, comment="where it was last tried; null before, and after a certain failure"),
    Column("message_id", Snowflake, comment="Discord's id of the message, once sent"),
    Column("attempts", Count, nullable=False, server_default="0", comment="failures in a row"),
    Column("not_before", Instant, nullable=False, comment="when it may be tried"),
    Column("claimed_at", Instant, comment="when a program took it up; an old claim belongs to one that died"),
    Column(
        "tried_at",
        Instant,
        comment="when it was first handed to Discord in this channel without a certain answer",
    ),
    Column("created_at", Instant, nullable=False, comment="when it was decided upon"),
    Column("done_at", Instant, comment="when it was sent or withheld"),
    ForeignKeyConstraint(["guild_id", "member_id"], ["members.guild_id", "members.member_id"], ondelete="CASCADE"),
    UniqueConstraint("key"),
    Index("ix_outbox_state_not_before", "state", "not_before"),  # delivery: what is due
    Index("ix_outbox_guild_id_member_id", "guild_id", "member_id"),  # erasure, and posts that wait in a guild
    Index("ix_outbox_story_id", "story_id"),  # orphans, and the way of one story
    erasure=Erasure(ErasureRule.DELETE, DataKind.ANNOUNCEMENTS, "member_id"),
    comment="Posts that the publisher sends",
)
