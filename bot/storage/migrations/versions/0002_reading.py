"""Reading: notes and what was answered to them, weeks and boards, challenges and plans."""

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.challenges import boards, challenges, weeks
from bot.storage.migrations.shorthand import NUMBER, Column, code, count, create, flag, instant, snowflake, text

revision = "0002"
down_revision = "0001"

FEATURES = "stories digest challenges moderation community"
KINDS = (
    "story digest roundup edit notice note note_edit note_removal challenge board report"
    " milestone monthly introduction call"
)
NOTICES = "topic_ping feed_trouble profile note answer plan care first_reader introduction call milestone"


def upgrade() -> None:
    """New tables in the order in which they refer to each other; then what older ones learn."""
    notes()
    moderation()
    weeks()
    challenges()
    boards()
    older()


def notes() -> None:
    create(
        "note_drafts",
        "Notes that were not taken, kept for their writers to mend",
        Column("id", NUMBER, "our own id"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "whose draft it is"),
        text("story_id", 40, "the story's key"),
        text("link", 500, "the story's address"),
        text("title", 300, "the story's title, plain text"),
        code("visibility", "thread author private", "who was to see it"),
        text("said", 2000, "the words"),
        text("liked", 500, "the line that was liked, may be empty"),
        code("problem", "own_story too_short stock_phrase repeated", "why it was not taken"),
        instant("kept_until", "when it is deleted"),
        unique=[("guild_id", "member_id", "story_id")],
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("kept_until",)],
    )
    create(
        "notes",
        "What members read, and what they wrote down about it",
        Column("id", NUMBER, "our own id; of two notes of one instant the lower was first"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who read"),
        text("story_id", 40, "the story's key; it may be one the bot does not know"),
        snowflake("author_id", "the member who wrote the story; null where the bot knows of none", null=True),
        text("link", 500, "the story's address when it was noted"),
        text("title", 300, "the story's title when it was noted, plain text"),
        text("author_name", 80, "its author's name when it was noted, may be empty"),
        count("minutes", "its reading time in minutes; null where nobody knows", null=True),
        code("visibility", "thread author private", "who sees the note"),
        text("said", 2000, "what stayed with the reader, in their words"),
        text("liked", 500, "a line of the story that they liked, may be empty"),
        instant("noted_at", "when it was first written"),
        instant("edited_at", "when its words were last changed; null for never", null=True),
        instant("hidden_at", "when the author hid it from the thread; null: not hidden", null=True),
        instant("voided_at", "when a moderator took it out of the counting; null: it counts", null=True),
        unique=[("guild_id", "member_id", "story_id")],
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "story_id")],
    )
    create(
        "saved_stories",
        "Stories that members want to read later",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who saved it"),
        Column("story_id", sa.Text(), "the story"),
        instant("saved_at", "when"),
        key=("guild_id", "member_id", "story_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id"), ("story_id",): ("stories.id",)},
        indexes=[("story_id",)],
    )
    create(
        "note_answers",
        "What the authors of stories answered to notes",
        Column("note_id", NUMBER, "to which note"),
        code("kind", "helped thanks", "helped or thanks"),
        snowflake("guild_id", "in which guild"),
        snowflake("reader_id", "whose note it is"),
        snowflake("author_id", "who answered: the story's author"),
        instant("given_at", "when"),
        flag("counts", "its giver was verified and not excluded"),
        flag("mutual", "given back in its week, as that one closed", default=sa.false()),
        key=("note_id", "kind"),
        refers={("note_id",): ("notes.id",)},
        indexes=[
            ("guild_id", "author_id", "given_at"),
            ("guild_id", "given_at"),
            ("guild_id", "reader_id", "given_at"),
        ],
    )
    counted = ["guild_id", "noted_at", "member_id", "author_id", "story_id", "voided_at"]
    op.create_index("ix_notes_counting", "notes", counted)
    of_author = ["guild_id", "author_id", "noted_at", "member_id", "visibility", "hidden_at"]
    op.create_index("ix_notes_of_author", "notes", of_author)
    op.create_index(
        "ix_notes_reading", "notes", ["guild_id", "member_id", "noted_at", "author_id", "voided_at", "story_id"]
    )


def moderation() -> None:
    create(
        "audit",
        "What moderators did about notes and members",
        Column("id", NUMBER, "our own id; acts in their order"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        snowflake("member_id", "about whom"),
        snowflake("actor_id", "which moderator"),
        code("act", "void restore exclude include dismiss", "what they did"),
        count("note_id", "about which note; it may be gone by now; null for none", null=True),
        text("reason", 500, "in their words"),
        instant("done_at", "when"),
        refers={("guild_id",): ("guilds.id",)},
        indexes=[("guild_id", "id"), ("guild_id", "member_id")],
    )
    create(
        "exclusions",
        "Members whom moderators excluded from counting, at present",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who is left out of boards and whose answers do not count"),
        instant("since", "from when"),
        snowflake("actor_id", "which moderator decided so"),
        text("reason", 500, "in their words; the member may see it"),
        key=("guild_id", "member_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
    )
    create(
        "note_reports",
        "Notes that were reported to the moderators",
        Column("id", NUMBER, "our own id"),
        snowflake("guild_id", "in which guild"),
        Column("note_id", NUMBER, "the note"),
        snowflake("reporter_id", "who reported it"),
        text("reason", 500, "in their words"),
        instant("reported_at", "when"),
        instant("settled_at", "when a moderator dealt with it; null: open", null=True),
        snowflake("settled_by", "which moderator", null=True),
        unique=[("note_id", "reporter_id")],
        refers={("note_id",): ("notes.id",)},
        indexes=[("guild_id", "settled_at")],
    )


def older() -> None:
    _may_be("guild_channels", "feature", FEATURES)
    _may_be("notice_choices", "kind", NOTICES)
    referred = {"note_id": "notes", "challenge_id": "challenges", "week_id": "weeks", "report_id": "note_reports"}
    comments = {
        "note_id": "the note it shows; null for none",
        "challenge_id": "its challenge; null for none",
        "week_id": "the week whose board it is; null for none",
        "report_id": "its report; null for none",
    }
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name, table in referred.items():
            batch.add_column(sa.Column(name, NUMBER, nullable=True, comment=comments[name]))
            batch.create_foreign_key(op.f(f"fk_outbox_{name}"), table, [name], ["id"], ondelete="CASCADE")
        for name, values in (("kind", KINDS), ("notice", NOTICES)):
            batch.drop_constraint(op.f(f"ck_outbox_{name}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_outbox_{name}"), _one_of(name, values))
        batch.alter_column("said", existing_type=sa.Text(), comment="what it says besides, by name")
    for name in referred:
        op.create_index(op.f(f"ix_outbox_{name}"), "outbox", [name])
    op.create_index("ix_announcements_newest", "announcements", ["guild_id", "decided_at", "story_id"])


def _may_be(table: str, column: str, values: str) -> None:
    """Other words than before are allowed in a column."""
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch.create_check_constraint(op.f(f"ck_{table}_{column}"), _one_of(column, values))


def _one_of(column: str, values: str) -> str:
    quoted = ", ".join(f"'{value}'" for value in values.split())
    return f"{column} IN ({quoted})"
