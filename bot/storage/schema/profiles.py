"""Feeds, which guilds share, and the profiles that members registered: member x feed x guild."""

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint, false

from bot.domain.feeds.feed import OutcomeCode
from bot.domain.kit.privacy import DataKind, Erasure, ErasureRule
from bot.domain.stories.profiles import ProfilePause
from bot.storage.database.types import Code, Count, Flag, Identity, Instant, Json, Text, table
from bot.storage.schema.guilds import of_member

feeds = table(
    "feeds",
    Column("id", Identity, primary_key=True, comment="our own id"),
    Column("key", Text(200), nullable=False, comment="FeedAddress.key: the canonical address, one row for each"),
    Column("url", Text(500), nullable=False, comment="where it is asked for; follows permanent redirects"),
    Column("title", Text(300), nullable=False, server_default="", comment="the channel's title"),
    Column("user_id", Text(40), comment="Medium's permanent hex id of the writer, from the channel's link"),
    Column("picture", Text(500), comment="the channel's picture: the writer's avatar"),
    Column("etag", Text(300), comment="validator of the last good answer, where there was one"),
    Column("last_modified", Text(100), comment="validator of the last good answer, where there was one"),
    Column(
        "items_hash",
        Text(64),
        comment="hash over the items at the last poll: the same items are not parsed again",
    ),
    Column("created_at", Instant, nullable=False, comment="when it was first asked for"),
    Column("fetched_at", Instant, comment="when it was last asked for"),
    Column("outcome", Code(OutcomeCode), comment="what came of it"),
    Column(
        "failures",
        Count,
        nullable=False,
        server_default="0",
        comment="failures in a row that count against the feed",
    ),
    Column("missing_since", Instant, comment="since when Medium says there is nothing there"),
    Column("next_poll_at", Instant, nullable=False, comment="not to be asked for before"),
    Column("rhythm", Json(500), comment="when its stories come, as learnt; null until it was read"),
    Column("pull", Count, comment="what it promises a day, in thousandths; null while nobody wants it or knows it"),
    UniqueConstraint("key"),
    Index("ix_feeds_next_poll_at", "next_poll_at"),  # polling: who is due
    erasure=Erasure(ErasureRule.ORPHAN, DataKind.STORIES),
    comment="Medium feeds; one fetch serves every guild",
)

profiles = table(
    "profiles",
    Column("id", Identity, primary_key=True, comment="our own id"),
    *of_member("whose it is"),
    Column(
        "feed_id",
        ForeignKey("feeds.id", ondelete="CASCADE"),
        nullable=False,
        comment="the feed it is read from",
    ),
    Column(
        "identity",
        Text(240),
        nullable=False,
        comment="who stands behind it: Medium's user id, else the feed's key",
    ),
    Column("name", Text(80), nullable=False, comment="the writer's name on Medium"),
    Column("registered_at", Instant, nullable=False, comment="when the member confirmed it"),
    Column("verified_at", Instant, comment="when its owner was proved by a code in the name on Medium"),
    Column("verify_code", Text(16), comment="the code that was asked for"),
    Column("verify_until", Instant, comment="how long it is looked for"),
    Column("pause", Code(ProfilePause), comment="why its feed is not asked for; null while it is"),
    UniqueConstraint("guild_id", "identity"),  # one writer belongs to one member per guild
    UniqueConstraint("guild_id", "feed_id"),  # and so does one feed
    Index("ix_profiles_guild_id_member_id", "guild_id", "member_id"),  # /profile show, the limit of three
    Index("ix_profiles_feed_id", "feed_id"),  # polling: which guilds want this feed; orphans
    erasure=Erasure(ErasureRule.DELETE, DataKind.PROFILES, "member_id"),
    comment="Which member of which guild writes which feed",
)

claims = table(
    "claims",
    *of_member("who says that the writer is theirs"),
    Column(
        "feed_id",
        ForeignKey("feeds.id", ondelete="CASCADE"),
        nullable=False,
        comment="the feed that another member has registered",
    ),
    Column("code", Text(16), nullable=False, comment="the code that was asked for in the name on Medium"),
    Column("until", Instant, nullable=False, comment="how long it is looked for"),
    PrimaryKeyConstraint("guild_id", "member_id"),  # one at a time
    Index("ix_claims_feed_id", "feed_id"),  # polling: which codes to look for
    erasure=Erasure(ErasureRule.DELETE, DataKind.PROFILES, "member_id"),
    comment="Members who are proving that a registered profile is theirs",
)

publications = table(
    "publications",
    Column("id", Identity, primary_key=True, comment="our own id"),
    Column("guild_id", ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False, comment="in which guild"),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, comment="the publication's feed"),
    Column("others", Flag, nullable=False, comment="whether writers who are no members are announced too"),
    Column("paused", Flag, nullable=False, server_default=false(), comment="whether a moderator paused it"),
    Column("added_at", Instant, nullable=False, comment="when it was added"),
    UniqueConstraint("guild_id", "feed_id"),
    Index("ix_publications_feed_id", "feed_id"),  # polling: which guilds want this feed; orphans
    erasure=Erasure(ErasureRule.GUILD, DataKind.SERVER),
    comment="Publications whose feeds a guild follows",
)
