"""Introductions: who wants to be introduced, to whom not, and who was; and calls for collaboration."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint

from bot.domain.circle.collaborations import CallKind
from bot.domain.circle.introductions import CheckIn
from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.storage.database.types import Code, Count, Flag, Identity, Instant, Json, Snowflake, Text, table
from bot.storage.schema.guilds import of_member

introduction_choices = table(
    "introduction_choices",
    *of_member("who wants to be introduced"),
    Column("since", Instant, nullable=False, comment="from when"),
    Column("topics", Json, nullable=False, comment="what about, folded, a list of strings; empty: their own topics"),
    Column("paused_until", Instant, comment="not before; null: not paused"),
    Column("ignored", Count, nullable=False, comment="rounds in a row without an answer to the check-in"),
    Column("left_out", Flag, nullable=False, comment="whether the last round found nobody for them"),
    PrimaryKeyConstraint("guild_id", "member_id"),
    erasure=Erasure(ErasureRule.DELETE, DataKind.CONNECTIONS, "member_id"),
    comment="Members who opted in to introductions",
)

introduction_blocks = table(
    "introduction_blocks",
    *of_member("who does not want to be introduced; nobody else sees it"),
    Column("blocked_id", Snowflake, nullable=False, comment="to whom"),
    Column("blocked_at", Instant, nullable=False, comment="since when"),
    PrimaryKeyConstraint("guild_id", "member_id", "blocked_id"),
    Index("ix_introduction_blocks_guild_id_blocked_id", "guild_id", "blocked_id"),  # erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.CONNECTIONS, "member_id", others=("blocked_id",)),
    comment="Whom members do not want to be introduced to",
)

introduction_rounds = table(
    "introduction_rounds",
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="in which guild"),
    Column("held_at", Instant, nullable=False, comment="when"),
    PrimaryKeyConstraint("guild_id", "held_at"),
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="Rounds of introductions that were held",
)

introductions = table(
    "introductions",
    Column("id", Identity, primary_key=True, comment="our own id"),
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="in which guild"),
    Column("introduced_at", Instant, nullable=False, comment="when they were brought together"),
    Column("thread_id", Snowflake, comment="the private thread; null: not opened yet"),
    Column("asked_at", Instant, comment="when the check-in was sent; null: not yet"),
    Index("ix_introductions_guild_id_introduced_at", "guild_id", "introduced_at"),  # matching: the last quarter
    Index("ix_introductions_asked_at", "asked_at"),  # check-ins that are due
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="Members who were introduced to each other",
)

introduction_members = table(
    "introduction_members",
    Column("introduction_id", ForeignKey("introductions.id", ondelete="CASCADE"), nullable=False, comment="in which"),
    *of_member("who"),
    Column("answer", Code(CheckIn), comment="their answer to the check-in; null: none so far"),
    Column("answered_at", Instant, comment="when; without an answer: when it was over for them"),
    PrimaryKeyConstraint("introduction_id", "member_id"),
    Index("ix_introduction_members_guild_id_member_id", "guild_id", "member_id"),  # a member's; erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.CONNECTIONS, "member_id"),
    comment="Who was in an introduction",
)

calls = table(
    "calls",
    Column("id", Identity, primary_key=True, comment="our own id"),
    *of_member("who calls"),
    Column("kind", Code(CallKind), nullable=False, comment="for whom"),
    Column("title", Text(100), nullable=False, comment="in a line, plain text"),
    Column("words", Text(1000), nullable=False, comment="more about it, plain text, may be empty"),
    Column("topics", Json, nullable=False, comment="topics, folded, a list of strings"),
    Column("posted_at", Instant, nullable=False, comment="when it was posted, or last renewed"),
    Column("until", Instant, nullable=False, comment="when it expires by itself"),
    Column("closed_at", Instant, comment="when its member closed it; null: never"),
    Column("reminded_at", Instant, comment="when its member was told that it ends; null: not yet"),
    Index("ix_calls_guild_id_until", "guild_id", "until"),  # browsing: what is open
    Index("ix_calls_guild_id_member_id", "guild_id", "member_id"),  # one's own; erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.CONNECTIONS, "member_id"),
    comment="The collaboration board",
)

call_interests = table(
    "call_interests",
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False, comment="in which call"),
    *of_member("who is interested"),
    Column("said_at", Instant, nullable=False, comment="when"),
    Column("thread_id", Snowflake, comment="the private thread; null: not opened yet"),
    PrimaryKeyConstraint("call_id", "member_id"),
    Index("ix_call_interests_guild_id_member_id", "guild_id", "member_id"),  # erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.CONNECTIONS, "member_id"),
    comment="Who answered a call",
)
