"""The rules of points and boards, as ``/challenge rules`` shows them.

Each number is taken from the constant that the computation uses, so the text cannot differ from what the bot does.
"""

from bot.domain.boards.points import (
    HELPED_A_DAY,
    HELPED_POINTS,
    NEW_AFTER,
    NEW_WRITER_POINTS,
    UNKNOWN_READING,
    WAKING,
    WRITER_POINTS,
    WRITERS_A_WEEK,
)
from bot.domain.boards.streaks import GRACES_A_QUARTER
from bot.ui.kit.card import Card
from bot.ui.kit.layout import small, text
from bot.ui.kit.words import Words


def rules_card(say: Words) -> Card:
    """The rules, word for word."""
    return Card(
        text("## " + say("How points and boards work")),
        text("**" + say("Points, each week") + "**", *(f"- {rule}" for rule in _points(say))),
        text("**" + say("What counts") + "**", *(f"- {rule}" for rule in _counting(say))),
        text("**" + say("Boards") + "**", *(f"- {rule}" for rule in _boards(say))),
        text(
            small(
                say(
                    "This is a reading circle: nobody owes a read, nobody is asked to return one, and nothing here"
                    " counts claps, follows or responses on Medium."
                )
            )
        ),
    )


def _points(say: Words) -> list[str]:
    """What gives points."""
    return [
        say.many(
            "{n} point for each different writer whose story you noted, for {most} writers a week at the most.",
            "{n} points for each different writer whose story you noted, for {most} writers a week at the most.",
            WRITER_POINTS,
            most=say.number(WRITERS_A_WEEK),
        ),
        say.many(
            "{n} more where the writer is new to you: not noted by you in the {days} days before.",
            "{n} more where the writer is new to you: not noted by you in the {days} days before.",
            NEW_WRITER_POINTS,
            days=say.number(NEW_AFTER.days),
        ),
        say.many(
            '{n} when the story\'s writer presses "This helped me" on your note, once for each writer in a week.',
            '{n} when the story\'s writer presses "This helped me" on your note, once for each writer in a week.',
            HELPED_POINTS,
        ),
        say("These wait until the week ends. They are void for two members who helped each other in that week."),
    ]


def _counting(say: Words) -> list[str]:
    """What counts, and what does not."""
    return [
        say(
            "There is no race to be first, and a second note on the same writer adds nothing: only your journal grows."
        ),
        say("Your own stories, and stories by nobody here, give no points."),
        say.many(
            '"This helped me" counts from writers whose profile is verified, {n} time a day for each writer.',
            '"This helped me" counts from writers whose profile is verified, {n} times a day for each writer.',
            HELPED_A_DAY,
        ),
        say(
            "What counts in a day cannot take longer to read than {hours} hours; a story of unknown length is taken for"
            " {minutes} minutes.",
            hours=say.number(int(WAKING.total_seconds()) // 3600),
            minutes=say.number(int(UNKNOWN_READING.total_seconds()) // 60),
        ),
        say("A note counts in the week in which it was first written, a help in the week in which it was given."),
    ]


def _boards(say: Words) -> list[str]:
    """What boards show, and what becomes of them."""
    return [
        say("Equal scores share a rank. On `/leaderboard` you choose to be named, unnamed, or absent."),
        say.many(
            "A streak counts your own weeks, Monday to Sunday, with a note. {n} week without one is forgiven in each"
            " quarter.",
            "A streak counts your own weeks, Monday to Sunday, with a note. {n} weeks without one are forgiven in each"
            " quarter.",
            GRACES_A_QUARTER,
        ),
        say(
            "When the week ends its boards are kept as they are. Nobody loses settled points but by a moderator who"
            " voids a note, or by a note or help that is taken back; the board then says so."
        ),
    ]
