"""The first tables: guilds and their settings, members, feeds, profiles, stories, the outbox."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # what SQLite numbers must be spelled INTEGER
Columns = tuple[str, ...]


class Column(NamedTuple):
    """A column, with the CHECK that makes SQLite hold it to its type."""

    name: str
    type: sa.types.TypeEngine[Any]
    comment: str
    condition: str | None = None
    null: bool = False
    default: str | None = None


def snowflake(name: str, comment: str, *, null: bool = False) -> Column:
    """An id of Discord's."""
    return Column(name, sa.BigInteger(), comment, f"{name} BETWEEN 1 AND 9223372036854775807", null)


def instant(name: str, comment: str, *, null: bool = False) -> Column:
    """Microseconds since 1970, UTC, from the year 1 to 9999."""
    condition = f"{name} BETWEEN -62135596800000000 AND 253402300799999999"
    return Column(name, sa.BigInteger(), comment, condition, null)


def count(name: str, comment: str, *, null: bool = False, default: str | None = None) -> Column:
    """A number that is never negative."""
    return Column(name, sa.Integer(), comment, f"{name} BETWEEN 0 AND 2147483647", null, default)


def text(name: str, limit: int, comment: str, *, null: bool = False, default: str | None = None) -> Column:
    """At most ``limit`` characters."""
    return Column(name, sa.Text(), comment, f"length({name}) <= {limit}", null, default)


def code(name: str, values: str, comment: str, *, null: bool = False) -> Column:
    """One of these words."""
    quoted = ", ".join(f"'{value}'" for value in values.split())
    return Column(name, sa.Text(), comment, f"{name} IN ({quoted})", null)


def create(
    table: str,
    comment: str,
    *columns: Column,
    key: Columns = ("id",),
    unique: Sequence[Columns] = (),
    refers: Mapping[Columns, Columns] | None = None,
    indexes: Sequence[Columns] = (),
) -> None:
    """A table, its rules and its indexes, named by convention. What refers to a row goes with it."""
    numbered = any(c.type is NUMBER and key == (c.name,) for c in columns)
    op.create_table(
        table,
        *(
            sa.Column(
                c.name,
                c.type,
                nullable=c.null,
                server_default=c.default,
                comment=c.comment,
                autoincrement=numbered and c.name == "id",
            )
            for c in columns
        ),
        *(sa.CheckConstraint(c.condition, name=op.f(f"ck_{table}_{c.name}")) for c in columns if c.condition),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
        *(sa.UniqueConstraint(*names, name=op.f(f"uq_{table}_{'_'.join(names)}")) for names in unique),
        *(
            sa.ForeignKeyConstraint(names, of, name=op.f(f"fk_{table}_{'_'.join(names)}"), ondelete="CASCADE")
            for names, of in (refers or {}).items()
        ),
        comment=comment,
        sqlite_autoincrement=numbered,
    )
    for names in indexes:
        op.create_index(op.f(f"ix_{table}_{'_'.join(names)}"), table, names)


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
        code("feature", "stories", "what the channel is used for"),
        snowflake("channel_id", "Discord's id of the channel"),
        code("off", "gone forbidden", "why the bot stopped using it; null while it works", null=True),
        instant("off_at", "when it stopped", null=True),
        key=("guild_id", "feature"),
        refers={("guild_id",): ("guilds.id",)},
    )
    create(
        "members",
        "Members of a guild who use the bot",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        snowflake("member_id", "Discord's id of the user"),
        instant("known_since", "when the member first used the bot there"),
        instant("left_at", "when the member was found to have left; erased after the grace", null=True),
        key=("guild_id", "member_id"),
        refers={("guild_id",): ("guilds.id",)},
        indexes=[("left_at",), ("member_id",)],
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
        unique=[("guild_id", "feed_id"), ("guild_id", "identity")],
        refers={("feed_id",): ("feeds.id",), ("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("feed_id",), ("guild_id", "member_id")],
    )


def stories() -> None:
    create(
        "stories",
        "Stories as their feeds last gave them: never their text",
        text("id", 40, "Medium's id of the story, or a key derived from its link"),
        code("kind", "story response unsure", "story, response or unsure"),
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
        "announcements",
        "What each guild was told, and why not",
        Column("guild_id", sa.BigInteger(), "who was to be told"),
        Column("story_id", sa.Text(), "of what"),
        code(
            "reason",
            "new baseline response unsure no_channel channel_off member_left known edited unchanged",
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
        Column("guild_id", sa.BigInteger(), "where to"),
        Column("member_id", sa.BigInteger(), "the member whom the post names"),
        Column("story_id", sa.Text(), "what it announces"),
        text("key", 100, "says the same post twice is the same post; part of the nonce"),
        code("state", "pending claimed sent withheld", "pending, claimed, sent or withheld"),
        code("withheld", "member_left profile_removed too_late", "why it will not be sent", null=True),
        snowflake("channel_id", "where it was last tried; null before, and after a certain failure", null=True),
        snowflake("message_id", "Discord's id of the message, once sent", null=True),
        count("attempts", "failures in a row", default="0"),
        instant("not_before", "when it may be tried"),
        instant("claimed_at", "when a program took it up; an old claim belongs to one that died", null=True),
        instant("tried_at", "when it was first handed to Discord in this channel without a certain answer", null=True),
        instant("created_at", "when it was decided upon"),
        instant("done_at", "when it was sent or withheld", null=True),
        unique=[("key",)],
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id"), ("story_id",): ("stories.id",)},
        indexes=[("guild_id", "member_id"), ("state", "not_before"), ("story_id",)],
    )
