"""Challenges, who takes part in them, the guild's choices for its weeks, and the reading plans of members."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint

from bot.domain.challenges.challenges import ChallengeKind, ChallengeState
from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.domain.plan.plan import PickReason
from bot.storage.database.types import Code, Count, Flag, Identity, Instant, Json, Snowflake, Text, Word, table
from bot.storage.schema.guilds import of_member

weekly_challenges = table(
    "weekly_challenges",
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="whose choices they are"),
    Column("active", Flag, nullable=False, comment="whether a challenge renews itself every week"),
    Column("weekday", Count, nullable=False, comment="day on which the guild's week ends, 0 is Monday"),
    Column("hour", Count, nullable=False, comment="hour at which it ends, of the guild's day"),
    Column("goal", Count, nullable=False, comment="how many stories to note"),
    Column("event", Flag, nullable=False, comment="whether it gets a scheduled event on Discord"),
    PrimaryKeyConstraint("guild_id"),
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="How a guild wants its weeks; a guild without a row has the defaults",
)

challenges = table(
    "challenges",
    Column("id", Identity, primary_key=True, comment="our own id"),
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="in which guild"),
    Column("kind", Code(ChallengeKind), nullable=False, comment="made once, or renewed every week"),
    Column("week_id", ForeignKey("weeks.id", ondelete="CASCADE"), comment="the week of a weekly one; else null"),
    Column("name", Text(80), nullable=False, comment="what it is called, plain text; empty for a weekly one"),
    Column("theme", Text(300), nullable=False, comment="what it is about, plain text, may be empty"),
    Column("tags", Json, nullable=False, comment="tags of the stories that fit, folded; an empty list: any"),
    Column("goal", Count, nullable=False, comment="how many stories to note"),
    Column("starts_at", Instant, nullable=False, comment="from when notes count"),
    Column("ends_at", Instant, nullable=False, comment="the first instant at which they do not"),
    Column("state", Code(ChallengeState), nullable=False, comment="where it is"),
    Column("next_at", Instant, comment="when something is due with it next; null: never again"),
    Column("role_id", Snowflake, comment="who may join: members with this role; null: everybody"),
    Column("channel_id", Snowflake, comment="where it is posted; null: where challenges go"),
    Column("thread_id", Snowflake, comment="the forum post that its start began; null: none"),
    Column("event", Flag, nullable=False, comment="whether it is to have a scheduled event on Discord"),
    Column("event_id", Snowflake, comment="Discord's id of that event; null: none yet"),
    Column("event_said", Text(64), comment="hash of what the event was last made to say; null: nothing yet"),
    Column("event_due_at", Instant, comment="when the event is to be brought in step; null: it is"),
    Column("created_by", Snowflake, comment="which moderator made it; null for a weekly one"),
    Column("created_at", Instant, nullable=False, comment="when"),
    Column("reached", Count, nullable=False, server_default="0", comment="how many reached the goal, at the end"),
    UniqueConstraint("week_id"),  # a week has one
    Index("ix_challenges_guild_id_state", "guild_id", "state"),  # what runs in a guild
    Index("ix_challenges_next_at", "next_at"),  # ticking: what is due
    Index("ix_challenges_event_due_at", "event_due_at"),  # ticking: whose event is out of step
    erasure=Erasure(ErasureRule.TOMBSTONE, DataKind.CHALLENGES, "created_by"),
    comment="Times in which members read and write notes",
)

participants = table(
    "participants",
    Column("challenge_id", ForeignKey("challenges.id", ondelete="CASCADE"), nullable=False, comment="in what"),
    *of_member("who takes part"),
    Column("joined_at", Instant, nullable=False, comment="when"),
    PrimaryKeyConstraint("challenge_id", "member_id"),
    Index("ix_participants_guild_id_member_id", "guild_id", "member_id"),  # a member's challenges; erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.CHALLENGES, "member_id"),
    comment="Who takes part in a challenge",
)

plan_picks = table(
    "plan_picks",
    *of_member("for whom"),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, comment="the story"),
    Column("author_id", Snowflake, nullable=False, comment="the member who wrote it"),
    Column("day", Word(10), nullable=False, comment="the member's day, as ISO date"),
    Column("place", Count, nullable=False, comment="its place in the day's plan, from 0"),
    Column("reason", Code(PickReason), nullable=False, comment="why it was picked"),
    Column("swapped_at", Instant, comment="when the member asked for another one instead; null: it stands"),
    PrimaryKeyConstraint("guild_id", "member_id", "story_id"),  # a plan never repeats itself
    Index("ix_plan_picks_guild_id_member_id_day", "guild_id", "member_id", "day"),  # the plan of a day
    Index("ix_plan_picks_story_id", "story_id"),  # orphans
    erasure=Erasure(ErasureRule.DELETE, DataKind.READING, "member_id", others=("author_id",)),
    comment="What was in the reading plans of members",
)
