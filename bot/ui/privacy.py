"""What is kept, in words; and the question before it is erased."""

import json
from io import BytesIO
from typing import Any

import discord

from bot.domain.privacy import DataKind, KeptOverview
from bot.ui.buttons import CardButton
from bot.ui.card import Card
from bot.ui.layout import RED, lines, row, small, text
from bot.ui.words import Words

ERASE = "privacy.erase"
KEEP = "privacy.keep"


def kind_words(kind: DataKind, say: Words) -> tuple[str, str]:
    """(what it is, why it is kept) for a kind of data."""
    match kind:
        case DataKind.MEMBERSHIP:
            return say("Your Discord id"), say("so that what you register is yours, in each server where you use me")
        case DataKind.PROFILES:
            return say("Your Medium profiles"), say("to show them and to look for your new stories")
        case DataKind.STORIES:
            return (
                say("Your public feed's stories: title, link, subtitle, picture, tags, dates"),
                say("to announce and list them; never their text"),
            )
        case DataKind.ANNOUNCEMENTS:
            return say("What was announced where, and when"), say("so that nothing is told twice")
        case DataKind.CHOICES:
            return (
                say("What you chose: topics you write about or follow, a line about you, how you want to be told"),
                say("to do as you chose"),
            )
        case DataKind.NOTICES:
            return say("Private words to you"), say("until you have seen them")
        case DataKind.SERVER:
            return say("Your server's settings"), say("chosen by its moderators; they say nothing about you")
        case DataKind.MACHINERY:
            return say("Technical notes about the bot itself"), say("they say nothing about anybody")


def privacy_card(overview: KeptOverview, say: Words) -> Card:
    """What is kept about the reader, why, and for how long."""
    kept = [f"- **{what}**, {why}." for what, why in (kind_words(kind, say) for kind in DataKind)]
    numbers = say(
        "Right now: {profiles}, {stories}, in {guilds}.",
        profiles=say.many("{n} profile", "{n} profiles", overview.profiles),
        stories=say.many("{n} story", "{n} stories", overview.stories),
        guilds=say.many("{n} server", "{n} servers", overview.guilds),
    )
    until = say.many(
        "Kept until you remove it. If you leave a server, or it removes me, I am silent at once and forget you there"
        " after {n} day.",
        "Kept until you remove it. If you leave a server, or it removes me, I am silent at once and forget you there"
        " after {n} days.",
        overview.grace_days,
    )
    return Card(
        text("### " + say("What Inklings keeps about you")),
        text("\n".join(kept)),
        text(numbers),
        text(until),
        text(
            small(
                say("`/privacy export` hands you everything; `/privacy erase` has it forgotten. Messages that were")
                + " "
                + say("posted stay in their channels, where moderators can delete them.")
            )
        ),
    )


def export_file(everything: dict[str, Any]) -> discord.File:
    """The export as a JSON file, made in memory."""
    content = json.dumps(everything, ensure_ascii=False, indent=2).encode()
    return discord.File(BytesIO(content), filename="inklings-about-me.json")


def export_line(say: Words) -> str:
    """What comes with the file."""
    return say("Everything I keep about you, in every server. Only you see this.")


def erase_card(overview: KeptOverview, say: Words) -> Card:
    """The question before erasing."""
    return Card(
        text(
            lines(
                [
                    "### " + say("Forget you everywhere?"),
                    say(
                        "This deletes {profiles} and {stories} from {guilds}, now and for good.",
                        profiles=say.many("{n} profile", "{n} profiles", overview.profiles),
                        stories=say.many("{n} story", "{n} stories", overview.stories),
                        guilds=say.many("{n} server", "{n} servers", overview.guilds),
                    ),
                    small(say("`/privacy export` hands you a copy first.")),
                ]
            )
        ),
        row(
            CardButton(ERASE, label=say("Erase everything"), style=discord.ButtonStyle.danger),
            CardButton(KEEP, label=say("Keep it")),
        ),
        colour=RED,
    )


def erased_card(say: Words) -> Card:
    """After erasing."""
    return Card(text(say("Done: I have forgotten you. You are welcome to come back.")))


def kept_card(say: Words) -> Card:
    """After thinking better of it."""
    return Card(text(say("Nothing was erased.")))
