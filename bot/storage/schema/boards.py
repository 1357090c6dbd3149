"""Weeks, roll-ups of what members read, boards as they were posted, and how members want to be on them.

Roll-ups can be made anew from ``notes`` and ``note_answers`` at any time, and are checked against them.
"""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint

from bot.domain.boards.boards import Board, BoardPresence, CorrectionReason
from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.storage.database.types import Code, Count, Identity, Instant, Snowflake, Text, Word, table
from bot.storage.schema.guilds import of_member

weeks = table(
    "weeks",
    Column("id", Identity, primary_key=True, comment="our own id"),
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="whose week it is"),
    Column("starts_at", Instant, nullable=False, comment="its first instant"),
    Column("ends_at", Instant, nullable=False, comment="the first instant after it"),
    Column("closed_at", Instant, comment="when its points were settled; null: open"),
    UniqueConstraint("guild_id", "starts_at"),
    Index("ix_weeks_closed_at_ends_at", "closed_at", "ends_at"),  # ticking: which open ones are over
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="A guild's weeks, one after the other",
)

member_weeks = table(
    "member_weeks",
    Column("week_id", ForeignKey("weeks.id", ondelete="CASCADE"), nullable=False, comment="which week"),
    *of_member("whose"),
    Column("writers", Count, nullable=False, comment="different writers noted, of what counts"),
    Column("new_writers", Count, nullable=False, comment="of these, those new to the member"),
    Column("helpful", Count, nullable=False, comment="authors whom a note helped, of what counts"),
    Column("points", Count, nullable=False, comment="points; of an open week those that are certain"),
    Column("pending", Count, nullable=False, comment="points that wait for the week's end; none in a closed one"),
    Column("zone", Text(64), comment="the zone that gave the member their days when it closed; null: it is open"),
    PrimaryKeyConstraint("week_id", "member_id"),
    Index("ix_member_weeks_week_id_points", "week_id", "points"),  # the week's board
    Index("ix_member_weeks_guild_id_member_id", "guild_id", "member_id"),  # a member's weeks; erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.READING, "member_id"),
    comment="Roll-up: what a member's week comes to",
)

member_totals = table(
    "member_totals",
    *of_member("whose"),
    Column("writers", Count, nullable=False, comment="different writers ever noted"),
    Column("new_writers", Count, nullable=False, comment="sum over the weeks"),
    Column("helpful", Count, nullable=False, comment="sum over the weeks"),
    Column("points", Count, nullable=False, comment="sum over the weeks"),
    Column("streak", Count, nullable=False, comment="weeks in a row with a note, the last one included"),
    Column("longest_streak", Count, nullable=False, comment="the most there ever were"),
    Column("streak_until", Instant, comment="when the streak is over unless there is a note before; null: none"),
    Column("last_week", Word(10), comment="first day, as ISO date, of the member's last week with a note"),
    Column("graces", Count, nullable=False, comment="weeks of grace that the streak has used"),
    Column("grace_week", Word(10), comment="first day of the last week that a grace stood in for; null: none"),
    PrimaryKeyConstraint("guild_id", "member_id"),
    Index("ix_member_totals_guild_id_points", "guild_id", "points"),  # the board of all time
    Index("ix_member_totals_guild_id_streak", "guild_id", "streak"),  # the board of streaks
    erasure=Erasure(ErasureRule.DELETE, DataKind.READING, "member_id"),
    comment="Roll-up: what a member's reading comes to",
)

connections = table(
    "connections",
    *of_member("who read", column="reader_id"),
    Column("author_id", Snowflake, nullable=False, comment="whom"),
    Column("first_at", Instant, nullable=False, comment="when first"),
    Column("last_at", Instant, nullable=False, comment="when last"),
    Column("notes", Count, nullable=False, comment="how many notes"),
    Column("helpful", Count, nullable=False, comment="how many of them the author found helpful"),
    PrimaryKeyConstraint("guild_id", "reader_id", "author_id"),
    Index("ix_connections_guild_id_author_id", "guild_id", "author_id"),  # who read somebody; erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.READING, "reader_id", others=("author_id",)),
    comment="Roll-up: who read whom, since when and until when",
)

boards = table(
    "boards",
    Column("id", Identity, primary_key=True, comment="our own id"),
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="whose board it is"),
    Column("week_id", ForeignKey("weeks.id", ondelete="CASCADE"), comment="of which week; null for a challenge's"),
    Column("challenge_id", ForeignKey("challenges.id", ondelete="CASCADE"), comment="of which challenge; else null"),
    Column("board", Code(Board), nullable=False, comment="what it counts"),
    Column("talked_about", Count, nullable=False, comment="different stories noted in that time"),
    Column("made_at", Instant, nullable=False, comment="when it was made"),
    UniqueConstraint("week_id", "board"),
    UniqueConstraint("challenge_id", "board"),
    Index("ix_boards_guild_id", "guild_id"),  # erasure of the guild
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="Boards of times that are over, as they were then",
)

board_lines = table(
    "board_lines",
    Column("board_id", ForeignKey("boards.id", ondelete="CASCADE"), nullable=False, comment="on which board"),
    Column("guild_id", Snowflake, nullable=False, comment="in which guild"),
    Column("member_id", Snowflake, nullable=False, comment="who; a tombstone for somebody who was forgotten"),
    Column("rank", Count, nullable=False, comment="from 1; equal scores share one"),
    Column("score", Count, nullable=False, comment="what the board counts"),
    PrimaryKeyConstraint("board_id", "member_id"),
    Index("ix_board_lines_guild_id_member_id", "guild_id", "member_id"),  # erasure; a member's past ranks
    erasure=Erasure(ErasureRule.TOMBSTONE, DataKind.READING, "member_id"),
    comment="The lines of such boards",
)

board_corrections = table(
    "board_corrections",
    Column("id", Identity, primary_key=True, comment="our own id"),
    Column("board_id", ForeignKey("boards.id", ondelete="CASCADE"), nullable=False, comment="which board"),
    Column("guild_id", Snowflake, nullable=False, comment="in which guild"),
    Column("member_id", Snowflake, nullable=False, comment="whose line"),
    Column("reason", Code(CorrectionReason), nullable=False, comment="why"),
    Column("score", Count, nullable=False, comment="the score from then on"),
    Column("corrected_at", Instant, nullable=False, comment="when"),
    Index("ix_board_corrections_board_id", "board_id"),  # a board with its corrections
    Index("ix_board_corrections_guild_id_member_id", "guild_id", "member_id"),  # erasure
    erasure=Erasure(ErasureRule.TOMBSTONE, DataKind.READING, "member_id"),
    comment="What changed after a board was made: shown beside it, the board stays",
)

reading_choices = table(
    "reading_choices",
    *of_member("whose choices they are"),
    Column("presence", Code(BoardPresence), nullable=False, comment="how they are on boards"),
    Column("plan_hour", Count, comment="hour of their day for the reading plan; null: they ask for it themselves"),
    Column("planned_on", Word(10), comment="the last day, as ISO date in their zone, whose plan was sent"),
    PrimaryKeyConstraint("guild_id", "member_id"),
    Index("ix_reading_choices_plan_hour", "plan_hour"),  # mornings: who wants a plan
    erasure=Erasure(ErasureRule.DELETE, DataKind.CHOICES, "member_id"),
    comment="How members want boards and the reading plan",
)
