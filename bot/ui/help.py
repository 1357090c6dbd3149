"""What one can do, by what one wants to do."""

from bot.ui.card import Card
from bot.ui.layout import lines, small, text
from bot.ui.words import Words


def topics(say: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """(what one wants, [(command, what it does)]): a test holds this to the commands that there are."""
    return [
        (
            say("Have your stories announced"),
            [
                ("/profile register", say("paste your Medium address and confirm")),
                ("/profile show", say("see yours, or a member's")),
                ("/profile remove", say("stop it")),
            ],
        ),
        (say("Find something to read"), [("/stories latest", say("the newest stories by members"))]),
        (
            say("Keep your data in your hands"),
            [
                ("/privacy show", say("what is kept, why, for how long")),
                ("/privacy export", say("a copy of everything")),
                ("/privacy erase", say("be forgotten")),
            ],
        ),
        (
            say("Look after the server"),
            [
                ("/setup", say("the channel for new stories, the time zone")),
                ("/help", say("this page")),
            ],
        ),
    ]


def help_card(say: Words) -> Card:
    """The page of ``/help``."""
    parts = [text(lines(["### " + say("What would you like to do?")]))]
    for wish, commands in topics(say):
        parts.append(text(lines([f"**{wish}**", *(f"- `{command}`: {about}" for command, about in commands)])))
    parts.append(
        text(small(say("Inklings is a reading circle: nobody owes a read, and nothing here counts claps or follows.")))
    )
    return Card(*parts)
