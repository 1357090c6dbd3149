"""Reading notes, drafts of them, what their story's author answered, and what moderators did."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint, false

from bot.domain.boards.points import AnswerKind
from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.domain.reading.moderation import Act
from bot.domain.reading.notes import NoteProblem, NoteVisibility
from bot.storage.database.types import Code, Count, Flag, Identity, Instant, Snowflake, Text, table
from bot.storage.schema.guilds import of_member

notes = table(
    "notes",
    Column("id", Identity, primary_key=True, comment="our own id; of two notes of one instant the lower was first"),
    *of_member("who read"),
    Column("story_id", Text(40), nullable=False, comment="the story's key; it may be one the bot does not know"),
    Column("author_id", Snowflake, comment="the member who wrote the story; null where the bot knows of none"),
    Column("link", Text(500), nullable=False, comment="the story's address when it was noted"),
    Column("title", Text(300), nullable=False, comment="the story's title when it was noted, plain text"),
    Column("author_name", Text(80), nullable=False, comment="its author's name when it was noted, may be empty"),
    Column("minutes", Count, comment="its reading time in minutes; null where nobody knows"),
    Column("visibility", Code(NoteVisibility), nullable=False, comment="who sees the note"),
    Column("said", Text(2000), nullable=False, comment="what stayed with the reader, in their words"),
    Column("liked", Text(500), nullable=False, comment="a line of the story that they liked, may be empty"),
    Column("noted_at", Instant, nullable=False, comment="when it was first written"),
    Column("edited_at", Instant, comment="when its words were last changed; null for never"),
    Column("hidden_at", Instant, comment="when the author hid it from the thread; null: not hidden"),
    Column("voided_at", Instant, comment="when a moderator took it out of the counting; null: it counts"),
    UniqueConstraint("guild_id", "member_id", "story_id"),  # noting a story again edits the note
    Index(
        "ix_notes_reading", "guild_id", "member_id", "noted_at", "author_id", "voided_at", "story_id"
    ),  # a journal; a member's weeks, streak and connections, from the index alone
    Index(
        "ix_notes_counting", "guild_id", "noted_at", "member_id", "author_id", "story_id", "voided_at"
    ),  # boards over a time, from the index alone
    Index(
        "ix_notes_of_author", "guild_id", "author_id", "noted_at", "member_id", "visibility", "hidden_at"
    ),  # notes on one's stories; who read somebody, from the index alone
    Index("ix_notes_guild_id_story_id", "guild_id", "story_id"),  # has anybody noted it
    erasure=Erasure(ErasureRule.DELETE, DataKind.READING, "member_id", others=("author_id",)),
    comment="What members read, and what they wrote down about it",
)

note_drafts = table(
    "note_drafts",
    Column("id", Identity, primary_key=True, comment="our own id"),
    *of_member("whose draft it is"),
    Column("story_id", Text(40), nullable=False, comment="the story's key"),
    Column("link", Text(500), nullable=False, comment="the story's address"),
    Column("title", Text(300), nullable=False, comment="the story's title, plain text"),
    Column("visibility", Code(NoteVisibility), nullable=False, comment="who was to see it"),
    Column("said", Text(2000), nullable=False, comment="the words"),
    Column("liked", Text(500), nullable=False, comment="the line that was liked, may be empty"),
    Column("problem", Code(NoteProblem), nullable=False, comment="why it was not taken"),
    Column("kept_until", Instant, nullable=False, comment="when it is deleted"),
    UniqueConstraint("guild_id", "member_id", "story_id"),  # one draft for a story: the last words
    Index("ix_note_drafts_kept_until", "kept_until"),  # housekeeping: whose time is over
    erasure=Erasure(ErasureRule.DELETE, DataKind.READING, "member_id"),
    comment="Notes that were not taken, kept for their writers to mend",
)

saved_stories = table(
    "saved_stories",
    *of_member("who saved it"),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, comment="the story"),
    Column("saved_at", Instant, nullable=False, comment="when"),
    PrimaryKeyConstraint("guild_id", "member_id", "story_id"),
    Index("ix_saved_stories_story_id", "story_id"),  # orphans
    erasure=Erasure(ErasureRule.DELETE, DataKind.READING, "member_id"),
    comment="Stories that members want to read later",
)

note_answers = table(
    "note_answers",
    Column("note_id", ForeignKey("notes.id", ondelete="CASCADE"), nullable=False, comment="to which note"),
    Column("kind", Code(AnswerKind), nullable=False, comment="helped or thanks"),
    Column("guild_id", Snowflake, nullable=False, comment="in which guild"),
    Column("reader_id", Snowflake, nullable=False, comment="whose note it is"),
    Column("author_id", Snowflake, nullable=False, comment="who answered: the story's author"),
    Column("given_at", Instant, nullable=False, comment="when"),
    Column("counts", Flag, nullable=False, comment="its giver was verified and not excluded"),
    Column(
        "mutual", Flag, nullable=False, server_default=false(), comment="given back in its week, as that one closed"
    ),
    PrimaryKeyConstraint("note_id", "kind"),  # an answer is given once
    Index("ix_note_answers_guild_id_reader_id_given_at", "guild_id", "reader_id", "given_at"),  # a reader's week
    Index("ix_note_answers_guild_id_given_at", "guild_id", "given_at"),  # closing: the helps of a week
    Index("ix_note_answers_guild_id_author_id_given_at", "guild_id", "author_id", "given_at"),  # an author's day
    erasure=Erasure(ErasureRule.DELETE, DataKind.READING, "reader_id", others=("author_id",)),
    comment="What the authors of stories answered to notes",
)

note_reports = table(
    "note_reports",
    Column("id", Identity, primary_key=True, comment="our own id"),
    Column("guild_id", Snowflake, nullable=False, comment="in which guild"),
    Column("note_id", ForeignKey("notes.id", ondelete="CASCADE"), nullable=False, comment="the note"),
    Column("reporter_id", Snowflake, nullable=False, comment="who reported it"),
    Column("reason", Text(500), nullable=False, comment="in their words"),
    Column("reported_at", Instant, nullable=False, comment="when"),
    Column("settled_at", Instant, comment="when a moderator dealt with it; null: open"),
    Column("settled_by", Snowflake, comment="which moderator"),
    UniqueConstraint("note_id", "reporter_id"),
    Index("ix_note_reports_guild_id_settled_at", "guild_id", "settled_at"),  # what is open
    erasure=Erasure(ErasureRule.TOMBSTONE, DataKind.MODERATION, "reporter_id", others=("settled_by",)),
    comment="Notes that were reported to the moderators",
)

exclusions = table(
    "exclusions",
    *of_member("who is left out of boards and whose answers do not count"),
    Column("since", Instant, nullable=False, comment="from when"),
    Column("actor_id", Snowflake, nullable=False, comment="which moderator decided so"),
    Column("reason", Text(500), nullable=False, comment="in their words; the member may see it"),
    PrimaryKeyConstraint("guild_id", "member_id"),
    erasure=Erasure(ErasureRule.DELETE, DataKind.MODERATION, "member_id", others=("actor_id",)),
    comment="Members whom moderators excluded from counting, at present",
)

audit = table(
    "audit",
    Column("id", Identity, primary_key=True, comment="our own id; acts in their order"),
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="in which guild"),
    Column("member_id", Snowflake, nullable=False, comment="about whom"),
    Column("actor_id", Snowflake, nullable=False, comment="which moderator"),
    Column("act", Code(Act), nullable=False, comment="what they did"),
    Column("note_id", Count, comment="about which note; it may be gone by now; null for none"),
    Column("reason", Text(500), nullable=False, comment="in their words"),
    Column("done_at", Instant, nullable=False, comment="when"),
    Index("ix_audit_guild_id_id", "guild_id", "id"),  # the log, newest first
    Index("ix_audit_guild_id_member_id", "guild_id", "member_id"),  # erasure, and one member's acts
    erasure=Erasure(ErasureRule.TOMBSTONE, DataKind.MODERATION, "member_id", others=("actor_id",)),
    comment="What moderators did about notes and members",
)
