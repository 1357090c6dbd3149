"""Stories, the feeds they were seen in, and what each guild was told of them."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, false

from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.domain.stories.stories import EntryKind, Reason
from bot.storage.database.types import Code, Count, Flag, Instant, Json, Text, Word, table

stories = table(
    "stories",
    Column("id", Text(40), primary_key=True, comment="Medium's id of the story, or a key derived from its link"),
    Column("kind", Code(EntryKind), nullable=False, comment="story, response or unsure"),
    Column("by_hand", Flag, nullable=False, server_default=false(), comment="whether a person said what it is"),
    Column("link", Text(500), nullable=False, comment="its address, without tracking"),
    Column("title", Text(300), nullable=False, comment="plain text"),
    Column("author_name", Text(80), nullable=False, comment="the name the feed gives its author"),
    Column("subtitle", Text(300), nullable=False, comment="plain text, may be empty"),
    Column("picture", Text(500), comment="https address of its first picture"),
    Column("tags", Json, nullable=False, comment="its tags in the feed's order, a list of strings"),
    Column("minutes", Count, comment="reading time in minutes; null for a truncated item"),
    Column("published_at", Instant, comment="as the feed says; null where it says nothing readable"),
    Column("updated_at", Instant, comment="as the feed says"),
    Column("first_seen_at", Instant, nullable=False, comment="when the bot first read it"),
    Column(
        "dated_at",
        Instant,
        nullable=False,
        comment="published_at, else first_seen_at: what lists are sorted by",
    ),
    Column(
        "fingerprint",
        Text(64),
        nullable=False,
        comment="of the visible fields; another one means it was edited",
    ),
    Index("ix_stories_dated_at", "dated_at"),  # autocomplete: the newest, where old ones came last
    erasure=Erasure(ErasureRule.ORPHAN, DataKind.STORIES),
    comment="Stories as their feeds last gave them: never their text",
)

sightings = table(
    "sightings",
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, comment="where"),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, comment="what"),
    Column("seen_at", Instant, nullable=False, comment="when first"),
    PrimaryKeyConstraint("feed_id", "story_id"),
    Index("ix_sightings_story_id", "story_id"),  # whose story is it; orphans
    erasure=Erasure(ErasureRule.ORPHAN, DataKind.STORIES),
    comment="In which feeds a story was seen",
)

story_words = table(
    "story_words",
    Column("word", Word(40), nullable=False, comment="a word of its title, subtitle, tags or author, folded"),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, comment="whose"),
    PrimaryKeyConstraint("word", "story_id"),  # search: by word and by the beginning of one
    Index("ix_story_words_story_id", "story_id"),  # an edit replaces a story's words
    erasure=Erasure(ErasureRule.ORPHAN, DataKind.STORIES),
    comment="Where a word occurs, for the search",
)

announcements = table(
    "announcements",
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="who was to be told"),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, comment="of what"),
    Column("reason", Code(Reason), nullable=False, comment="why it was announced, or why not"),
    Column("decided_at", Instant, nullable=False, comment="when that was decided"),
    PrimaryKeyConstraint("guild_id", "story_id"),  # a story is decided upon once in a guild, whatever feed brings it
    Index("ix_announcements_story_id", "story_id"),  # orphans
    Index("ix_announcements_newest", "guild_id", "decided_at", "story_id"),  # plans: a guild's newest stories
    erasure=Erasure(ErasureRule.ORPHAN, DataKind.ANNOUNCEMENTS),
    comment="What each guild was told, and why not",
)
