"""Connections: remarks, introductions, calls, milestones, members' own numbers and monthly reports."""

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.shorthand import NUMBER, Column, code, count, create, flag, instant, snowflake, text, word

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """In the order in which they refer to each other."""
    remarks()
    introductions()
    calls()
    growth()
    op.create_index("ix_stories_dated_at", "stories", ["dated_at"])


def remarks() -> None:
    create(
        "care_hints",
        "Who was last hinted at new voices, so that nobody is told often",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who was told"),
        instant("hinted_at", "when last"),
        key=("guild_id", "member_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
    )
    create(
        "dismissals",
        "Suggestions of people gone quiet that members dismissed",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who does not want the suggestion"),
        snowflake("about_id", "whom it was about"),
        instant("dismissed_at", "when"),
        key=("guild_id", "member_id", "about_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "about_id")],
    )
    create(
        "map_choices",
        "Members who opted in to the community's map",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who wants to be on the map"),
        instant("chosen_at", "since when"),
        key=("guild_id", "member_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
    )
    create(
        "remarks",
        "Private remarks of members on others",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "whose remark it is; nobody else sees it"),
        snowflake("about_id", "about whom"),
        text("said", 500, "the remark"),
        instant("changed_at", "when it was last changed"),
        key=("guild_id", "member_id", "about_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "about_id")],
    )


def introductions() -> None:
    create(
        "introduction_rounds",
        "Rounds of introductions that were held",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        instant("held_at", "when"),
        key=("guild_id", "held_at"),
        refers={("guild_id",): ("guilds.id",)},
    )
    create(
        "introductions",
        "Members who were introduced to each other",
        Column("id", NUMBER, "our own id"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        instant("introduced_at", "when they were brought together"),
        snowflake("thread_id", "the private thread; null: not opened yet", null=True),
        instant("asked_at", "when the check-in was sent; null: not yet", null=True),
        refers={("guild_id",): ("guilds.id",)},
        indexes=[("asked_at",), ("guild_id", "introduced_at")],
    )
    create(
        "introduction_blocks",
        "Whom members do not want to be introduced to",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who does not want to be introduced; nobody else sees it"),
        snowflake("blocked_id", "to whom"),
        instant("blocked_at", "since when"),
        key=("guild_id", "member_id", "blocked_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "blocked_id")],
    )
    create(
        "introduction_choices",
        "Members who opted in to introductions",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who wants to be introduced"),
        instant("since", "from when"),
        text("topics", 10000, "what about, folded, a list of strings; empty: their own topics"),
        instant("paused_until", "not before; null: not paused", null=True),
        count("ignored", "rounds in a row without an answer to the check-in"),
        flag("left_out", "whether the last round found nobody for them"),
        key=("guild_id", "member_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
    )
    create(
        "introduction_members",
        "Who was in an introduction",
        Column("introduction_id", NUMBER, "in which"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who"),
        code("answer", "met planned not_this_time", "their answer to the check-in; null: none so far", null=True),
        instant("answered_at", "when; without an answer: when it was over for them", null=True),
        key=("introduction_id", "member_id"),
        refers={
            ("guild_id", "member_id"): ("members.guild_id", "members.member_id"),
            ("introduction_id",): ("introductions.id",),
        },
        indexes=[("guild_id", "member_id")],
    )


def calls() -> None:
    create(
        "calls",
        "The collaboration board",
        Column("id", NUMBER, "our own id"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who calls"),
        code(
            "kind",
            "co_author beta_reader guest_post editor publication podcast interview translation illustration other",
            "for whom",
        ),
        text("title", 100, "in a line, plain text"),
        text("words", 1000, "more about it, plain text, may be empty"),
        text("topics", 10000, "topics, folded, a list of strings"),
        instant("posted_at", "when it was posted, or last renewed"),
        instant("until", "when it expires by itself"),
        instant("closed_at", "when its member closed it; null: never", null=True),
        instant("reminded_at", "when its member was told that it ends; null: not yet", null=True),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "member_id"), ("guild_id", "until")],
    )
    create(
        "call_interests",
        "Who answered a call",
        Column("call_id", NUMBER, "in which call"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who is interested"),
        instant("said_at", "when"),
        snowflake("thread_id", "the private thread; null: not opened yet", null=True),
        key=("call_id", "member_id"),
        refers={("call_id",): ("calls.id",), ("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "member_id")],
    )


def growth() -> None:
    create(
        "monthly_reports",
        "The monthly reports as they were posted",
        Column("guild_id", sa.BigInteger(), "of which guild"),
        word("month", 7, "which month, as in 2026-11"),
        instant("made_at", "when it was made"),
        text("zone", 64, "the IANA zone whose month it was"),
        count("formulas", "version of the formulas behind the numbers"),
        text("numbers", 10000, "the numbers by name; they name nobody"),
        key=("guild_id", "month"),
        refers={("guild_id",): ("guilds.id",)},
    )
    create(
        "growth_log",
        "Numbers that members keep for themselves",
        Column("guild_id", sa.BigInteger(), "in which guild it was logged"),
        Column("member_id", sa.BigInteger(), "whose numbers; nobody else sees them"),
        code("measure", "followers views reads read_ratio earnings", "which number"),
        word("day", 10, "of which day, as ISO date in the member's zone"),
        count("value", "in the smallest unit of its measure (bot.domain.growth.growth)"),
        key=("guild_id", "member_id", "measure", "day"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
    )
    create(
        "milestones",
        "What members have reached",
        Column("id", NUMBER, "our own id"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "whose"),
        code(
            "kind",
            "stories years writing_streak reading_streak followers earnings publication boosted book other",
            "what was reached",
        ),
        count("amount", "how many or how much; 0 where the words say it"),
        text("words", 200, "in the member's words, may be empty"),
        instant("noticed_at", "when the bot found it, or the member said so"),
        instant("offered_at", "when it was offered to be shared; null: it was not", null=True),
        instant("shared_at", "when the member shared it; null: they did not", null=True),
        unique=[("guild_id", "member_id", "kind", "amount", "words")],
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "shared_at")],
    )
