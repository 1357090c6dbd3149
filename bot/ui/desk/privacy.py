"""What is stored about a member, and the question before it is erased."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import discord

from bot.domain.kit.privacy import DataKind, KeptOverview
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import RED, row, small, text
from bot.ui.kit.words import Words

ERASE = Action("privacy.erase")
KEEP = Action("privacy.keep")

KINDS: dict[DataKind, Callable[[Words], tuple[str, str]]] = {
    DataKind.MEMBERSHIP: lambda say: (
        say("Your Discord id"),
        say("so that what you register is yours, in each server where you use me"),
    ),
    DataKind.PROFILES: lambda say: (
        say("Your Medium profiles"),
        say("to show them and to look for your new stories"),
    ),
    DataKind.STORIES: lambda say: (
        say("Your public feed's stories: title, link, subtitle, picture, tags, dates"),
        say("to announce and list them; never their text"),
    ),
    DataKind.ANNOUNCEMENTS: lambda say: (
        say("What was announced where, and when"),
        say("so that nothing is told twice"),
    ),
    DataKind.CHOICES: lambda say: (
        say("What you chose: topics you write about or follow, a line about you, how you want to be told"),
        say("to do as you chose"),
    ),
    DataKind.READING: lambda say: (
        say("Your reading: notes, drafts, saved stories, plans, ranks"),
        say("for your own journal, and for what the boards count"),
    ),
    DataKind.CHALLENGES: lambda say: (
        say("The challenges you joined or made"),
        say("to show you how far you are"),
    ),
    DataKind.MODERATION: lambda say: (
        say("What moderators decided about your notes, and what you reported to them"),
        say("so that they can be asked about it"),
    ),
    DataKind.CONNECTIONS: lambda say: (
        say("Remarks, introductions, blocks and calls of yours"),
        say("to bring you together with whom you like, and with nobody else"),
    ),
    DataKind.GROWTH: lambda say: (
        say("Your milestones and the numbers you log"),
        say("for you alone, until you share one"),
    ),
    DataKind.NOTICES: lambda say: (
        say("Private words to you"),
        say("until you have seen them"),
    ),
    DataKind.SERVER: lambda say: (
        say("Your server's settings"),
        say("chosen by its moderators; they say nothing about you"),
    ),
    DataKind.MACHINERY: lambda say: (
        say("Technical notes about the bot itself"),
        say("they say nothing about anybody"),
    ),
}
"""For each kind of data: what it is, and why it is kept."""


def privacy_card(overview: KeptOverview, say: Words) -> Card:
    """What is stored about the member, why, and for how long."""
    kept = [f"- **{what}**, {why}." for what, why in (KINDS[kind](say) for kind in DataKind)]
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
                say(
                    "`/privacy export` hands you everything; `/privacy erase` has it forgotten, and takes down your"
                    " notes and milestones. Other messages stay in their channels, where moderators can delete them."
                )
            )
        ),
    )


def export_file(everything: dict[str, Any]) -> discord.File:
    """The export as a JSON file, made in memory."""
    content = json.dumps(everything, ensure_ascii=False, indent=2).encode()
    return discord.File(BytesIO(content), filename="inklings-about-me.json")


def export_line(say: Words) -> str:
    """The line that is sent with the file."""
    return say("Everything I keep about you, in every server. Only you see this.")


def erase_card(overview: KeptOverview, say: Words) -> Card:
    """The question before erasing."""
    return Card(
        text(
            "### " + say("Forget you everywhere?"),
            say(
                "This deletes {profiles} and {stories} from {guilds}, now and for good.",
                profiles=say.many("{n} profile", "{n} profiles", overview.profiles),
                stories=say.many("{n} story", "{n} stories", overview.stories),
                guilds=say.many("{n} server", "{n} servers", overview.guilds),
            ),
            small(say("`/privacy export` hands you a copy first.")),
        ),
        row(
            CardButton(ERASE, label=say("Erase everything"), style=discord.ButtonStyle.danger),
            CardButton(KEEP, label=say("Keep it")),
        ),
        colour=RED,
    )


def erased_card(say: Words) -> Card:
    """The card after everything was erased."""
    return Card(text(say("Done: I have forgotten you. You are welcome to come back.")))


def kept_card(say: Words) -> Card:
    """The card after the member chose not to erase."""
    return Card(text(say("Nothing was erased.")))
