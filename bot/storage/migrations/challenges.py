"""The second half of the tables of revision 0002: weeks, challenges, boards. Frozen, as that script is."""

import sqlalchemy as sa

from bot.storage.migrations.shorthand import NUMBER, Column, code, count, create, flag, instant, snowflake, text, word


def weeks() -> None:
    """Weeks, and roll-ups by them."""
    create(
        "weeks",
        "A guild's weeks, one after the other",
        Column("id", NUMBER, "our own id"),
        Column("guild_id", sa.BigInteger(), "whose week it is"),
        instant("starts_at", "its first instant"),
        instant("ends_at", "the first instant after it"),
        instant("closed_at", "when its points were settled; null: open", null=True),
        unique=[("guild_id", "starts_at")],
        refers={("guild_id",): ("guilds.id",)},
        indexes=[("closed_at", "ends_at")],
    )
    create(
        "connections",
        "Roll-up: who read whom, since when and until when",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("reader_id", sa.BigInteger(), "who read"),
        snowflake("author_id", "whom"),
        instant("first_at", "when first"),
        instant("last_at", "when last"),
        count("notes", "how many notes"),
        count("helpful", "how many of them the author found helpful"),
        key=("guild_id", "reader_id", "author_id"),
        refers={("guild_id", "reader_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "author_id")],
    )
    create(
        "member_totals",
        "Roll-up: what a member's reading comes to",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "whose"),
        count("writers", "different writers ever noted"),
        count("new_writers", "sum over the weeks"),
        count("helpful", "sum over the weeks"),
        count("points", "sum over the weeks"),
        count("streak", "weeks in a row with a note, the last one included"),
        count("longest_streak", "the most there ever were"),
        instant("streak_until", "when the streak is over unless there is a note before; null: none", null=True),
        word("last_week", 10, "first day, as ISO date, of the member's last week with a note")._replace(null=True),
        count("graces", "weeks of grace that the streak has used"),
        word("grace_week", 10, "first day of the last week that a grace stood in for; null: none")._replace(null=True),
        key=("guild_id", "member_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("guild_id", "points"), ("guild_id", "streak")],
    )
    create(
        "member_weeks",
        "Roll-up: what a member's week comes to",
        Column("week_id", NUMBER, "which week"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "whose"),
        count("writers", "different writers noted, of what counts"),
        count("new_writers", "of these, those new to the member"),
        count("helpful", "authors whom a note helped, of what counts"),
        count("points", "points; of an open week those that are certain"),
        count("pending", "points that wait for the week's end; none in a closed one"),
        text("zone", 64, "the zone that gave the member their days when it closed; null: it is open", null=True),
        key=("week_id", "member_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id"), ("week_id",): ("weeks.id",)},
        indexes=[("guild_id", "member_id"), ("week_id", "points")],
    )
    create(
        "reading_choices",
        "How members want boards and the reading plan",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "whose choices they are"),
        code("presence", "shown anonymous absent", "how they are on boards"),
        count("plan_hour", "hour of their day for the reading plan; null: they ask for it themselves", null=True),
        word("planned_on", 10, "the last day, as ISO date in their zone, whose plan was sent")._replace(null=True),
        key=("guild_id", "member_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id")},
        indexes=[("plan_hour",)],
    )


def challenges() -> None:
    """Challenges, their participants, and plans."""
    create(
        "weekly_challenges",
        "How a guild wants its weeks; a guild without a row has the defaults",
        Column("guild_id", sa.BigInteger(), "whose choices they are"),
        flag("active", "whether a challenge renews itself every week"),
        count("weekday", "day on which the guild's week ends, 0 is Monday"),
        count("hour", "hour at which it ends, of the guild's day"),
        count("goal", "how many stories to note"),
        flag("event", "whether it gets a scheduled event on Discord"),
        key=("guild_id",),
        refers={("guild_id",): ("guilds.id",)},
    )
    create(
        "challenges",
        "Times in which members read and write notes",
        Column("id", NUMBER, "our own id"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        code("kind", "once weekly", "made once, or renewed every week"),
        Column("week_id", NUMBER, "the week of a weekly one; else null", null=True),
        text("name", 80, "what it is called, plain text; empty for a weekly one"),
        text("theme", 300, "what it is about, plain text, may be empty"),
        text("tags", 10000, "tags of the stories that fit, folded; an empty list: any"),
        count("goal", "how many stories to note"),
        instant("starts_at", "from when notes count"),
        instant("ends_at", "the first instant at which they do not"),
        code("state", "draft scheduled running closing closed called_off", "where it is"),
        instant("next_at", "when something is due with it next; null: never again", null=True),
        snowflake("role_id", "who may join: members with this role; null: everybody", null=True),
        snowflake("channel_id", "where it is posted; null: where challenges go", null=True),
        snowflake("thread_id", "the forum post that its start began; null: none", null=True),
        flag("event", "whether it is to have a scheduled event on Discord"),
        snowflake("event_id", "Discord's id of that event; null: none yet", null=True),
        text("event_said", 64, "hash of what the event was last made to say; null: nothing yet", null=True),
        instant("event_due_at", "when the event is to be brought in step; null: it is", null=True),
        snowflake("created_by", "which moderator made it; null for a weekly one", null=True),
        instant("created_at", "when"),
        count("reached", "how many reached the goal, at the end", default="0"),
        unique=[("week_id",)],
        refers={("guild_id",): ("guilds.id",), ("week_id",): ("weeks.id",)},
        indexes=[("event_due_at",), ("guild_id", "state"), ("next_at",)],
    )
    create(
        "plan_picks",
        "What was in the reading plans of members",
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "for whom"),
        Column("story_id", sa.Text(), "the story"),
        snowflake("author_id", "the member who wrote it"),
        word("day", 10, "the member's day, as ISO date"),
        count("place", "its place in the day's plan, from 0"),
        code(
            "reason",
            "topic challenge new_writer little_read liked_tag turn long_unread fresh unread",
            "why it was picked",
        ),
        instant("swapped_at", "when the member asked for another one instead; null: it stands", null=True),
        key=("guild_id", "member_id", "story_id"),
        refers={("guild_id", "member_id"): ("members.guild_id", "members.member_id"), ("story_id",): ("stories.id",)},
        indexes=[("guild_id", "member_id", "day"), ("story_id",)],
    )
    create(
        "participants",
        "Who takes part in a challenge",
        Column("challenge_id", NUMBER, "in what"),
        Column("guild_id", sa.BigInteger(), "in which guild"),
        Column("member_id", sa.BigInteger(), "who takes part"),
        instant("joined_at", "when"),
        key=("challenge_id", "member_id"),
        refers={
            ("challenge_id",): ("challenges.id",),
            ("guild_id", "member_id"): ("members.guild_id", "members.member_id"),
        },
        indexes=[("guild_id", "member_id")],
    )


def boards() -> None:
    """Boards as they were posted."""
    create(
        "boards",
        "Boards of times that are over, as they were then",
        Column("id", NUMBER, "our own id"),
        Column("guild_id", sa.BigInteger(), "whose board it is"),
        Column("week_id", NUMBER, "of which week; null for a challenge's", null=True),
        Column("challenge_id", NUMBER, "of which challenge; else null", null=True),
        code("board", "points readers helpful connections streak", "what it counts"),
        count("talked_about", "different stories noted in that time"),
        instant("made_at", "when it was made"),
        unique=[("challenge_id", "board"), ("week_id", "board")],
        refers={("challenge_id",): ("challenges.id",), ("guild_id",): ("guilds.id",), ("week_id",): ("weeks.id",)},
        indexes=[("guild_id",)],
    )
    create(
        "board_corrections",
        "What changed after a board was made: shown beside it, the board stays",
        Column("id", NUMBER, "our own id"),
        Column("board_id", NUMBER, "which board"),
        snowflake("guild_id", "in which guild"),
        snowflake("member_id", "whose line"),
        code("reason", "voided restored withdrawn excluded included", "why"),
        count("score", "the score from then on"),
        instant("corrected_at", "when"),
        refers={("board_id",): ("boards.id",)},
        indexes=[("board_id",), ("guild_id", "member_id")],
    )
    create(
        "board_lines",
        "The lines of such boards",
        Column("board_id", NUMBER, "on which board"),
        snowflake("guild_id", "in which guild"),
        snowflake("member_id", "who; a ghost for somebody who was forgotten"),
        count("rank", "from 1; equal scores share one"),
        count("score", "what the board counts"),
        key=("board_id", "member_id"),
        refers={("board_id",): ("boards.id",)},
        indexes=[("guild_id", "member_id")],
    )
