"""How private words look: after a command, in a direct message, and the card on which one chooses."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from discord import ui

from bot.domain.posting.notices import Heard, Notice, NoticeChoice, NoticeKind, NoticeWay, Said
from bot.domain.text.text import clean
from bot.ui.circle.care_notices import ABOUT as ABOUT_CARE
from bot.ui.circle.notices import ABOUT as ABOUT_COMMUNITY
from bot.ui.circle.notices import buttons as community_buttons
from bot.ui.growth.notices import ABOUT as ABOUT_MILESTONES
from bot.ui.growth.notices import milestone_buttons
from bot.ui.kit.actions import Action
from bot.ui.kit.card import Card
from bot.ui.kit.layout import lines, masked, row, small, text
from bot.ui.kit.selects import CardSelect, Option
from bot.ui.kit.words import Words, stamp
from bot.ui.plan.notices import ABOUT as ABOUT_PLAN
from bot.ui.reading.notices import ABOUT as ABOUT_ANSWERS
from bot.ui.reading.notices import buttons, quotation

KIND = Action("notices.kind", kind=NoticeKind)
CHOOSE = Action("notices.choose", kind=NoticeKind, way=NoticeWay)

SERVER_LIMIT = 100
"""Characters of a server's name: Discord's own limit."""

TOPIC_LIMIT = 60
"""Characters of a topic as shown, with room for the backslashes of one of 40."""


KIND_WORDS: dict[NoticeKind, Callable[[Words], tuple[str, str]]] = {
    NoticeKind.TOPIC_PING: lambda say: (
        say("Topics you follow"),
        say("when one has run its course; `/topics list` has the pings themselves"),
    ),
    NoticeKind.FEED_TROUBLE: lambda say: (
        say("Trouble with your feed"),
        say("when Medium has long not shown the stories of your profile"),
    ),
    NoticeKind.PROFILE: lambda say: (
        say("Your profile"),
        say("when it is verified, found to be somebody else's, paused, or moderated"),
    ),
    NoticeKind.NOTE: lambda say: (
        say("Notes on your stories"),
        say("when somebody wrote one for you to see"),
    ),
    NoticeKind.ANSWER: lambda say: (
        say("Answers to your notes"),
        say("when one helped its story's writer, or a moderator decided on it"),
    ),
    NoticeKind.PLAN: lambda say: (
        say("Your reading plan"),
        say("in the morning, once you have asked for it with `/plan`"),
    ),
    NoticeKind.CARE: lambda say: (
        say("New voices"),
        say("now and then, when most of your reading is of the same few people"),
    ),
    NoticeKind.FIRST_READER: lambda say: (
        say("First readers"),
        say("when you were the first to note a story"),
    ),
    NoticeKind.INTRODUCTION: lambda say: (
        say("Introductions"),
        say("a week after one, whether you have met"),
    ),
    NoticeKind.CALL: lambda say: (
        say("Your calls"),
        say("when somebody is interested, or one ends soon"),
    ),
    NoticeKind.MILESTONE: lambda say: (
        say("Your milestones"),
        say("when you have reached one that you may want to share"),
    ),
}
"""What a kind of private word is called, and when one comes."""


def kind_words(kind: NoticeKind, say: Words) -> tuple[str, str]:
    """(what a kind of private word is called, when one comes)."""
    return KIND_WORDS[kind](say)


def way_words(way: NoticeWay, say: Words) -> str:
    """What a way of being told is called."""
    match way:
        case NoticeWay.NEXT_COMMAND:
            return say("Next time I use a command")
        case NoticeWay.DIRECT:
            return say("Direct message")
        case NoticeWay.OFF:
            return say("Off")


def _profile(said: Said, say: Words) -> str:
    """The profile that a word is about, by what is known of it."""
    page = str(said.get("page", ""))
    shown = str(said.get("name", "")) or page.removeprefix("https://")
    return masked(shown, page) if shown else say("your Medium profile")


def _since(said: Said, say: Words) -> str | None:
    """Since when, in small print; ``when`` counts seconds since 1970."""
    when = said.get("when")
    return (
        small(say("Since {when}.", when=stamp(datetime.fromtimestamp(when, UTC), "D")))
        if isinstance(when, int)
        else None
    )


_Teller = Callable[[Said, Words], str]

ABOUT: dict[tuple[NoticeKind, str], _Teller] = {
    (NoticeKind.PROFILE, "verified"): lambda said, say: lines(
        [
            say("Verified: {profile} is yours.", profile=_profile(said, say)),
            say("You can change your name on Medium back now."),
        ]
    ),
    (NoticeKind.PROFILE, "claim_lost"): lambda said, say: lines(
        [
            say("Another member has proved that {profile} is theirs.", profile=_profile(said, say)),
            say("It is no longer registered to you here. If that is wrong, talk to a moderator."),
        ]
    ),
    (NoticeKind.PROFILE, "identity_changed"): lambda said, say: lines(
        [
            say("Somebody else seems to write at the address of {profile} now.", profile=_profile(said, say)),
            say("I have paused it. If it is still yours, `/profile verify` proves it and starts it again."),
            _since(said, say),
        ]
    ),
    (NoticeKind.FEED_TROUBLE, "feed_missing"): lambda said, say: lines(
        [
            say("Medium has not shown the stories of {profile} for some time.", profile=_profile(said, say)),
            say(
                "Nothing was deleted, and I keep looking. If you have moved, `/profile register` takes the new address."
            ),
            _since(said, say),
        ]
    ),
    (NoticeKind.TOPIC_PING, "topic_ended"): lambda said, say: lines(
        [
            say(
                "You are no longer pinged for {topic}: your choice has run its course.",
                topic=_topic(said, say),
            ),
            say("`/topics follow` follows it again."),
        ]
    ),
    **ABOUT_ANSWERS,
    **ABOUT_PLAN,
    **ABOUT_COMMUNITY,
    **ABOUT_CARE,
    **ABOUT_MILESTONES,
}
"""What a private word is about to its words. A value that is missing leaves a sentence that still holds."""


def _topic(said: Said, say: Words) -> str:
    return clean(str(said.get("tag", "")), limit=TOPIC_LIMIT) or say("a topic")


def notice_words(notice: Notice, say: Words) -> str:
    """A private word. One that this version has no words for says at least what it is about."""
    teller = ABOUT.get((notice.kind, str(notice.said.get("about", ""))))
    if teller is None:
        return say("There is news: {subject}.", subject=kind_words(notice.kind, say)[0])
    return teller({**notice.said, **notice.live}, say)


def _below(notice: Notice, say: Words, print_: str | None = None) -> list[ui.Item[Any]]:
    """What stands below a word: what it quotes with small print, and what can be pressed."""
    below = lines([quotation(notice), print_])
    pressed = buttons(notice, say) or community_buttons(notice, say) or milestone_buttons(notice, say)
    return [*([text(below)] if below else []), *([row(*pressed)] if pressed else [])]


def waiting_card(heard: Heard, say: Words) -> Card:
    """What waited for the member, after the answer to their command."""
    parts: list[ui.Item[Any]] = [text("### " + say("While you were away"))]
    for notice in heard.notices:
        parts.append(text(notice_words(notice, say)))
        parts.extend(_below(notice, say, small(stamp(notice.created_at))))
    more = None
    if heard.more:
        more = small(
            say.many("{n} more waits for your next command.", "{n} more wait for your next command.", heard.more)
        )
    parts.append(text(lines([more, small(say("Only you see this. `/notifications` says how you want such words."))])))
    return Card(*parts)


def direct_card(notice: Notice, server: str, say: Words) -> Card:
    """A private word as a direct message. ``server`` is the name of the server that it is about, or empty."""
    where = say("From {server}.", server=clean(server, limit=SERVER_LIMIT)) if server else None
    asked = say("You asked for direct messages; `/notifications` in the server changes that.")
    print_ = text(lines([small(where) if where else None, small(asked)]))
    return Card(text(notice_words(notice, say)), *_below(notice, say), print_)


def choices_card(choices: tuple[NoticeChoice, ...], say: Words, shown: NoticeKind | None = None) -> Card:
    """Every kind of private word with its way; a menu of the kinds, and below it the ways of the one that is shown."""
    parts: list[ui.Item[Any]] = [
        text(lines(["### " + say("How do you want to be told?"), say("Each is a word to you alone, in this server.")])),
        text("\n".join(_standing(choice, say) for choice in choices)),
        row(CardSelect(KIND, options=_kinds(choices, shown, say), label=say("Change one of them"))),
    ]
    for choice in choices:
        if choice.kind is shown:
            parts.append(row(CardSelect(CHOOSE, choice.kind, label=say("How it comes"), options=_ways(choice, say))))
            parts.append(text(small(say("Saved as you choose."))))
    return Card(*parts)


def _standing(choice: NoticeChoice, say: Words) -> str:
    called, _ = kind_words(choice.kind, say)
    return lines([f"**{called}**: {way_words(choice.way, say)}", _closed(choice, say)])


def _kinds(choices: tuple[NoticeChoice, ...], shown: NoticeKind | None, say: Words) -> list[Option]:
    kinds = (choice.kind for choice in choices)
    return [Option(kind, *kind_words(kind, say), chosen=kind is shown) for kind in kinds]


def _ways(choice: NoticeChoice, say: Words) -> list[Option]:
    return [Option(way, way_words(way, say), chosen=way is choice.way) for way in NoticeWay]


def _closed(choice: NoticeChoice, say: Words) -> str | None:
    """That a direct message was refused, and what to do about it."""
    if choice.closed_at is None:
        return None
    return say(
        "Your direct messages were closed to me {when}, so this waits for your next command. To have it there: allow"
        " direct messages in this server's privacy settings, then choose it again.",
        when=stamp(choice.closed_at),
    )
