"""``/help``: the commands, grouped by what a member wants to do."""

from bot.ui.kit.card import Card
from bot.ui.kit.layout import small, text
from bot.ui.kit.words import Words


def topics(say: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    """(purpose, [(command, what it does)]). A test compares the list with the commands that exist."""
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
                ("/plan", say("up to three stories for today, and why")),
                ("/stories latest", say("the newest stories by members")),
                ("/stories catch-up", say("what is new since you last looked")),
                ("/stories search", say("by words, tag or member")),
                ("/spotlight", say("stories that nobody has noted yet")),
                ("/stories why", say("why a story was announced, or was not")),
            ],
        ),
        (
            say("Write down what stayed with you"),
            [
                ("/read log", say("a note on a story you read")),
                ("/read history", say("your notes: only you see the list")),
                ("/read later", say("what you saved for later")),
                ("/read drafts", say("notes to be mended")),
                ("/read export", say("your notes as files")),
            ],
        ),
        (
            say("Remember who reads whom"),
            [
                ("/connections show", say("whom you read and who read you: only you see it")),
                ("/connections note", say("a remark on somebody, for yourself")),
                ("/connections export", say("both as files")),
                ("/medium-rules", say("what Medium's rules mean for a circle like this one")),
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
            say("Read together"),
            [
                ("/challenge join", say("take part in a challenge")),
                ("/challenge progress", say("what you noted, and what is left")),
                ("/challenge list", say("what runs, and what is planned")),
                ("/challenge leave", say("take part no more")),
                ("/leaderboard", say("who read widely, and where you stand")),
                ("/challenge rules", say("how challenges, points and boards work")),
                ("/community report", say("a month in numbers")),
                ("/community map", say("who is in conversation, by their own choice")),
            ],
        ),
        (
            say("Find company in writing"),
            [
                ("/introduce me", say("meet somebody new every two weeks")),
                ("/collab browse", say("what others are looking for")),
                ("/collab post", say("look for somebody")),
                ("/collab mine", say("your own calls")),
            ],
        ),
        (
            say("See how far you have come"),
            [
                ("/milestone share", say("tell of something you have reached")),
                ("/milestone list", say("your milestones, to share or take back")),
                ("/growth log", say("keep your numbers, for you alone")),
                ("/growth show", say("the newest, and a line over time")),
                ("/growth export", say("all of them as a file")),
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
                ("/challenge create", say("make a challenge for the server")),
                ("/route add", say("send some stories to another channel")),
                ("/route list", say("see and remove these routes")),
                ("/publication add", say("follow a publication")),
                ("/publication remove", say("stop following it")),
                ("/publication list", say("see which are followed")),
                ("/feeds status", say("how each feed fares")),
                ("/feeds poll", say("look at feeds soon")),
                ("/feeds pause", say("announce nothing from a feed for now")),
                ("/feeds resume", say("announce from it again")),
                ("/moderate reports", say("notes that writers reported")),
                ("/moderate note", say("take a note out of the counting, or back in")),
                ("/moderate exclude", say("take a member out of the boards")),
                ("/moderate include", say("let them in again")),
                ("/moderate log", say("what moderators did, and why")),
                ("/community health", say("how many circles read mostly each other")),
                ("/help", say("this page")),
            ],
        ),
    ]


def help_card(say: Words) -> Card:
    """The page of ``/help``."""
    parts = [text("### " + say("What would you like to do?"))]
    for wish, commands in topics(say):
        parts.append(text(f"**{wish}**", *(f"- `{command}`: {about}" for command, about in commands)))
    parts.append(
        text(small(say("Inklings is a reading circle: nobody owes a read, and nothing here counts claps or follows.")))
    )
    return Card(*parts)
