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
                ("/profile edit", say("say what you write about, pause announcements")),
                ("/profile verify", say("prove that it is yours")),
                ("/profile remove", say("stop it")),
            ],
        ),
        (
            say("Find something to read"),
            [
                ("/stories latest", say("the newest stories by members")),
                ("/stories catch-up", say("what is new since you last looked")),
                ("/stories search", say("by words, tag or member")),
                ("/stories why", say("why a story was announced, or was not")),
            ],
        ),
        (
            say("Be told of what you like"),
            [
                ("/topics follow", say("be pinged for stories with a tag")),
                ("/topics list", say("what you follow, and how long it lasts")),
                ("/topics mute", say("keep a topic without its pings")),
                ("/topics unfollow", say("stop it")),
                ("/notifications", say("how private words reach you, or not at all")),
            ],
        ),
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
                ("/setup", say("where, how and when new stories are announced")),
                ("/route add", say("send some stories to another channel")),
                ("/route list", say("see and remove these routes")),
                ("/publication add", say("follow a publication")),
                ("/publication remove", say("stop following it")),
                ("/publication list", say("see which are followed")),
                ("/feeds status", say("how each feed fares")),
                ("/feeds poll", say("look at feeds soon")),
                ("/feeds pause", say("announce nothing from a feed for now")),
                ("/feeds resume", say("announce from it again")),
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
