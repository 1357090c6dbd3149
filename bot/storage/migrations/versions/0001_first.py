"""The first tables: guilds and their settings, members, feeds, profiles, stories, the outbox, members' choices."""

import sqlalchemy as sa

from bot.storage.migrations.shorthand import NUMBER, Column, code, count, create, flag, instant, snowflake, text, word

revision = "0001"
down_revision = None


def upgrade() -> None:
    """In the order in which they refer to each other."""
    servers()
    profiles()
    stories()
    posts()


def servers() -> None:
    create(
        "app_state",
        "Small facts about the program itself",
        text("key", 100, "what"),
        text("value", 200, "its value, such as the hash of the commands last synced"),
        key=("key",),
    )
    create(
        "guilds",
        "The servers that the bot serves",
        snowflake("id", "Discord's id of the guild"),
        text("time_zone", 64, "IANA zone that gives the guild its days", default="UTC"),
        instant("joined_at", "when the bot was first seen in it"),
        instant("left_at", "when the bot was removed; erased after the grace", null=True),
        indexes=[("left_at",)],
    )
    create(
        "guild_channels",
        "Which channel a guild chose for what",
        Column("guild_id", sa.BigInteger(), "whose setting it is"),
        code("feature", "stories digest", "what the channel is used for"),
        snowflake("channel_id", "Discord's id of the channel"),
        code("off", "gone forbidden", "why the bot stopped using it; null while it works", null=True),
        instant("off_at", "when it stopped", null=True),
        key=("guild_id", "feature"),
        refers={("guild_id",): ("guilds.id",)},
    )
    create(
        "announcing",
        "How a guild wants to be told; a guild without a row has the defaults",
        Column("guild_id", sa.BigInteger(), "whose choices they are"),
        code("cadence", "instant daily weekly", "one by one, or in a daily or weekly digest"),
        count("digest_hour", "hour of the guild's day for digests, 0 to 23"),
        count("digest_weekday", "day of a weekly digest, 0 is Monday"),
        flag("threads", "whether each announcement gets a discussion thread"),
        count("quiet_from", "first quiet hour of the guild's day; null for none", null=True),
        count("quiet_until", "hour at which the quiet ends", null=True),
        count("daily_cap", "announcements per member and day"),
        snowflake("ping_role_id", "the role that announcements mention; null for none", null=True),
        count("week_start", "first day of the guild's week, 0 is Monday"),
        key=("guild_id",),
        refers={("guild_id",): ("guilds.id",)},
    )
    create(
        "routes",
        "Stories with a tag or by a member that go to another channel",
        Column("id", NUMBER, "our own id; the first that fits is taken"),
        Column("guild_id", sa.BigInteger(), "whose route it is"),
        text("tag", 40, "stories with this tag, folded; null for any", null=True),
        snowflake("member_id", "stories by this member; null for anybody's", null=True),
        snowflake("channel_id", "go here instead"),
        snowflake("ping_role_id", "and mention this role; null for none", null=True),
        code("off", "gone forbidden", "why the bot stopped using the channel; null while it works", null=True),
        refers={("guild_id",): ("guilds.id",)},
        indexes=[("guild_id",)],
    )
    create(
        "members",
        "Members of a guild who use the bot",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        snowflake("member_id", "Discord's id of the user"),
        instant("known_since", "when the member first used the bot there"),
        instant("left_at", "when the member was found to have left; erased after the grace", null=True),
        text("time_zone", 64, "the member's own IANA zone; null for the guild's", null=True),
        text("about", 200, "a line about oneself, plain text", default=""),
        text("topics", 10000, "topics one writes about, a list of strings", default="[]"),
        code("announce", "announce digest_only silent", "what one wants", default="announce"),
        instant("announce_paused_until", "one's stories are listed and not announced until then", null=True),
        instant("looked_at", "up to when the member has caught up with the stories", null=True),
        key=("guild_id", "member_id"),
        refers={("guild_id",): ("guilds.id",)},
        indexes=[("left_at",), ("member_id",)],
    )
    create(
        "notice_choices",
        "How members want private words",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "whose choice"),
        code("kind", "topic_ping feed_trouble profile", "for which private words"),
        code("way", "next_command direct off", "how they are wanted; a kind without a row: next command"),
        instant("closed_at", "when direct messages were found closed, which changed the way; null: never", null=True),
        key=("guild_id", "member_id", "kind"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
    )
    create(
        "topic_follows",
        "Topics that members want to be pinged for",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who follows"),
        text("tag", 40, "the topic, folded"),
        flag("muted", "kept in the list, and no pings"),
        count("pings_left", "pings until it ends; null for no such end", null=True),
        instant("until", "when it ends; null for no such end", null=True),
        instant("last_pinged_at", "for the fair turn among many followers; null for never", null=True),
        key=("guild_id", "member_id", "tag"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "tag")],
    )


def profiles() -> None:
    create(
        "feeds",
        "Medium feeds; one fetch serves every guild",
        Column("id", NUMBER, "our own id"),
        text("key", 200, "FeedAddress.key: the canonical address, one row for each"),
        text("url", 500, "where it is asked for; follows permanent redirects"),
        text("title", 300, "the channel's title", default=""),
        text("user_id", 40, "Medium's permanent hex id of the writer, from the channel's link", null=True),
        text("picture", 500, "the channel's picture: the writer's avatar", null=True),
        text("etag", 300, "validator of the last good answer, where there was one", null=True),
        text("last_modified", 100, "validator of the last good answer, where there was one", null=True),
        text("items_hash", 64, "hash over the items at the last poll: the same items are not parsed again", null=True),
        instant("created_at", "when it was first asked for"),
        instant("fetched_at", "when it was last asked for", null=True),
        code("outcome", "read unchanged later missing refused not_a_feed", "what came of it", null=True),
        count("failures", "failures in a row that count against the feed", default="0"),
        instant("missing_since", "since when Medium says there is nothing there", null=True),
        instant("next_poll_at", "not to be asked for before"),
        unique=[("key",)],
        indexes=[("next_poll_at",)],
    )
    create(
        "profiles",
        "Which member of which guild writes which feed",
        Column("id", NUMBER, "our own id"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "whose it is"),
        Column("feed_id", NUMBER, "the feed it is read from"),
        text("identity", 240, "who stands behind it: Medium's user id, else the feed's key"),
        text("name", 80, "the writer's name on Medium"),
        instant("registered_at", "when the member confirmed it"),
        instant("verified_at", "when its owner was proved by a code in the name on Medium", null=True),
        text("verify_code", 16, "the code that was asked for", null=True),
        instant("verify_until", "how long it is looked for", null=True),
        code("pause", "moderator identity_changed", "why its feed is not asked for; null while it is", null=True),
        unique=[("guild_id", "feed_id"), ("guild_id", "identity")],
        refers={("feed_id",): ("feeds.id",), ("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("feed_id",), ("guild_id", "member_id")],
    )
    create(
        "claims",
        "Members who are proving that a registered profile is theirs",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who says that the writer is theirs"),
        Column("feed_id", NUMBER, "the feed that another member has registered"),
        text("code", 16, "the code that was asked for in the name on Medium"),
        instant("until", "how long it is looked for"),
        key=("guild_id", "member_id"),
        refers={("feed_id",): ("feeds.id",), ("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("feed_id",)],
    )
    create(
        "publications",
        "Publications whose feeds a guild follows",
        Column("id", NUMBER, "our own id"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("feed_id", NUMBER, "the publication's feed"),
        flag("others", "whether writers who are no members are announced too"),
        flag("paused", "whether a moderator paused it", default=sa.false()),
        instant("added_at", "when it was added"),
        unique=[("guild_id", "feed_id")],
        refers={("feed_id",): ("feeds.id",), ("guild_id",): ("guilds.id",)},
        indexes=[("feed_id",)],
    )


def stories() -> None:
    create(
        "stories",
        "Stories as their feeds last gave them: never their text",
        text("id", 40, "Medium's id of the story, or a key derived from its link"),
        code("kind", "story response unsure", "story, response or unsure"),
        flag("by_hand", "whether a person said what it is", default=sa.false()),
        text("link", 500, "its address, without tracking"),
        text("title", 300, "plain text"),
        text("author_name", 80, "the name the feed gives its author"),
        text("subtitle", 300, "plain text, may be empty"),
        text("picture", 500, "https address of its first picture", null=True),
        text("tags", 10000, "its tags in the feed's order, a list of strings"),
        count("minutes", "reading time in minutes; null for a truncated item", null=True),
        instant("published_at", "as the feed says; null where it says nothing readable", null=True),
        instant("updated_at", "as the feed says", null=True),
        instant("first_seen_at", "when the bot first read it"),
        instant("dated_at", "published_at, else first_seen_at: what lists are sorted by"),
        text("fingerprint", 64, "of the visible fields; another one means it was edited"),
    )
    create(
        "sightings",
        "In which feeds a story was seen",
        Column("feed_id", NUMBER, "where"),
        Column("story_id", sa.Text(), "what"),
        instant("seen_at", "when first"),
        key=("feed_id", "story_id"),
        refers={("feed_id",): ("feeds.id",), ("story_id",): ("stories.id",)},
        indexes=[("story_id",)],
    )
    create(
        "story_words",
        "Where a word occurs, for the search",
        word("word", 40, "a word of its title, subtitle, tags or author, folded"),
        Column("story_id", sa.Text(), "whose"),
        key=("word", "story_id"),
        refers={("story_id",): ("stories.id",)},
        indexes=[("story_id",)],
    )
    create(
        "announcements",
        "What each guild was told, and why not",
        Column("guild_id", sa.BigInteger(), "who was to be told"),
        Column("story_id", sa.Text(), "of what"),
        code(
            "reason",
            "new baseline response unsure no_channel channel_off member_left too_old"
            " digest roundup by_author others known edited unchanged",
            "why it was announced, or why not",
        ),
        instant("decided_at", "when that was decided"),
        key=("guild_id", "story_id"),
        refers={("guild_id",): ("guilds.id",), ("story_id",): ("stories.id",)},
        indexes=[("story_id",)],
    )


def posts() -> None:
    create(
        "outbox",
        "Posts that the publisher sends",
        Column("id", NUMBER, "our own id; posts leave in its order"),
        code("kind", "story digest roundup edit notice", "what it is"),
        Column("guild_id", sa.BigInteger(), "where to"),
        Column("member_id", sa.BigInteger(), "whom it names or speaks to; null for several", null=True),
        Column("story_id", sa.Text(), "the story it is about; null for none", null=True),
        code("notice", "topic_ping feed_trouble profile", "what a private word is about; null for posts", null=True),
        text("said", 10000, "what a private word says, by name", default="{}"),
        Column("route_id", NUMBER, "the route it takes; null for the main one", null=True),
        text("key", 100, "says the same post twice is the same post; part of the nonce"),
        code("state", "pending claimed sent waiting withheld", "pending, claimed, sent or withheld"),
        code(
            "withheld",
            "member_left profile_removed too_late by_author empty gathered message_gone switched_off",
            "why it will not be sent",
            null=True,
        ),
        snowflake("channel_id", "where it was last tried; null before, and after a certain failure", null=True),
        snowflake("message_id", "Discord's id of the message, once sent", null=True),
        snowflake("thread_id", "Discord's id of the forum post that it began", null=True),
        count("attempts", "failures in a row", default="0"),
        instant("not_before", "when it may be tried"),
        instant("news_until", "when it is no news any more and is withheld; null for never", null=True),
        instant("claimed_at", "when a program took it up; an old claim belongs to one that died", null=True),
        instant("tried_at", "when it was first handed to Discord in this channel without a certain answer", null=True),
        instant("created_at", "when it was decided upon"),
        instant("done_at", "when it was sent or withheld", null=True),
        unique=[("key",)],
        refers={
            ("guild_id",): ("guilds.id",),
            ("guild_id", "member_id"): ("members.guild_id", "members.member_id"),
            ("route_id",): ("routes.id",),
            ("story_id",): ("stories.id",),
        },
        indexes=[("guild_id", "member_id"), ("state", "not_before"), ("story_id",)],
    )
    create(
        "outbox_items",
        "The stories of digests and roundups",
        Column("outbox_id", NUMBER, "the digest or roundup"),
        Column("story_id", sa.Text(), "a story in it"),
        Column("guild_id", sa.BigInteger(), "where it goes"),
        Column("member_id", sa.BigInteger(), "who wrote it; null for a writer who is no member", null=True),
        key=("outbox_id", "story_id"),
        refers={
            ("guild_id", "member_id"): ("members.guild_id", "members.member_id"),
            ("outbox_id",): ("outbox.id",),
            ("story_id",): ("stories.id",),
        },
        indexes=[("guild_id", "member_id"), ("story_id",)],
    )
