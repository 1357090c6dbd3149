"""Milestones, members' own numbers, and the monthly reports."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint

from bot.domain.growth.growth import Measure
from bot.domain.growth.milestones import MilestoneKind
from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.storage.database.types import Code, Count, Identity, Instant, Json, Text, Word, table
from bot.storage.schema.guilds import of_member

milestones = table(
    "milestones",
    Column("id", Identity, primary_key=True, comment="our own id"),
    *of_member("whose"),
    Column("kind", Code(MilestoneKind), nullable=False, comment="what was reached"),
    Column("amount", Count, nullable=False, comment="how many or how much; 0 where the words say it"),
    Column("words", Text(200), nullable=False, comment="in the member's words, may be empty"),
    Column("noticed_at", Instant, nullable=False, comment="when the bot found it, or the member said so"),
    Column("offered_at", Instant, comment="when it was offered to be shared; null: it was not"),
    Column("shared_at", Instant, comment="when the member shared it; null: they did not"),
    UniqueConstraint("guild_id", "member_id", "kind", "amount", "words"),
    Index("ix_milestones_guild_id_shared_at", "guild_id", "shared_at"),  # the month's
    erasure=Erasure(ErasureRule.DELETE, DataKind.GROWTH, "member_id"),
    comment="What members have reached",
)

growth_log = table(
    "growth_log",
    *of_member("whose numbers; nobody else sees them"),
    Column("measure", Code(Measure), nullable=False, comment="which number"),
    Column("day", Word(10), nullable=False, comment="of which day, as ISO date in the member's zone"),
    Column("value", Count, nullable=False, comment="in the smallest unit of its measure (bot.domain.growth.growth)"),
    PrimaryKeyConstraint("guild_id", "member_id", "measure", "day"),
    erasure=Erasure(ErasureRule.DELETE, DataKind.GROWTH, "member_id"),
    comment="Numbers that members keep for themselves",
)

monthly_reports = table(
    "monthly_reports",
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="of which guild"),
    Column("month", Word(7), nullable=False, comment="which month, as in 2026-11"),
    Column("made_at", Instant, nullable=False, comment="when it was made"),
    Column("zone", Text(64), nullable=False, comment="the IANA zone whose month it was"),
    Column("formulas", Count, nullable=False, comment="version of the formulas behind the numbers"),
    Column("numbers", Json, nullable=False, comment="the numbers by name; they name nobody"),
    PrimaryKeyConstraint("guild_id", "month"),
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="The monthly reports as they were posted",
)
