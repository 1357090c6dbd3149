"""Posts on their way to Discord, written in the transaction that decided on them."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, PrimaryKeyConstraint, UniqueConstraint

from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.domain.posting.notices import NoticeKind
from bot.domain.posting.outbox import PostKind, PostState, Withheld
from bot.storage.database.types import Code, Count, Identity, Instant, Json, OpenCode, Snowflake, Text, table
from bot.storage.schema.guilds import of_member

outbox = table(
    "outbox",
    Column("id", Identity, primary_key=True, comment="our own id; posts leave in its order"),
    Column("kind", OpenCode(PostKind), nullable=False, comment="what it is"),
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="where to"),
    Column("member_id", Snowflake, comment="whom it names or speaks to; null for several"),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), comment="the story it is about; null for none"),
    Column("note_id", ForeignKey("notes.id", ondelete="CASCADE"), comment="the note it shows; null for none"),
    Column("challenge_id", ForeignKey("challenges.id", ondelete="CASCADE"), comment="its challenge; null for none"),
    Column("week_id", ForeignKey("weeks.id", ondelete="CASCADE"), comment="the week whose board it is; null for none"),
    Column("report_id", ForeignKey("note_reports.id", ondelete="CASCADE"), comment="its report; null for none"),
    Column("notice", OpenCode(NoticeKind), comment="what a private word is about; null for posts"),
    Column("payload", Json, nullable=False, server_default="{}", comment="what it carries besides its ids, by name"),
    Column(
        "route_id", ForeignKey("routes.id", ondelete="CASCADE"), comment="the route it takes; null for the main one"
    ),
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
    Column("thread_id", Snowflake, comment="Discord's id of the forum post that it began"),
    Column("attempts", Count, nullable=False, server_default="0", comment="failures in a row"),
    Column("not_before", Instant, nullable=False, comment="when it may be tried"),
    Column("news_until", Instant, comment="when it is no news any more and is withheld; null for never"),
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
    Index("ix_outbox_note_id", "note_id"),  # where a note stands; its deletion
    Index("ix_outbox_challenge_id", "challenge_id"),  # what a challenge has told; its deletion
    Index("ix_outbox_week_id", "week_id"),  # a week's board; its deletion
    Index("ix_outbox_report_id", "report_id"),  # where a report stands; its deletion
    erasure=Erasure(ErasureRule.DELETE, DataKind.ANNOUNCEMENTS, "member_id"),
    comment="Posts that the publisher sends",
)

outbox_items = table(
    "outbox_items",
    Column("outbox_id", ForeignKey("outbox.id", ondelete="CASCADE"), nullable=False, comment="the digest or roundup"),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, comment="a story in it"),
    *of_member("who wrote it; null for a writer who is no member", nullable=True),
    PrimaryKeyConstraint("outbox_id", "story_id"),
    Index("ix_outbox_items_story_id", "story_id"),  # the way of one story; orphans
    Index("ix_outbox_items_guild_id_member_id", "guild_id", "member_id"),  # erasure
    erasure=Erasure(ErasureRule.DELETE, DataKind.ANNOUNCEMENTS, "member_id"),
    comment="The stories of digests and roundups",
)
