"""Making a challenge: the forms, and a private panel that is edited until the challenge is opened."""

from typing import Any

import discord
from discord import ui

from bot.domain.challenges.challenge_times import LENGTHS, LONGEST, TYPED_LIMIT, as_typed
from bot.domain.challenges.challenge_views import Making
from bot.domain.challenges.challenges import MOST_TAGS, MOST_TO_NOTE, NAME_LIMIT, THEME_LIMIT, Challenge, ChallengeState
from bot.domain.stories.topics import TAG_LIMIT
from bot.domain.text.text import clean
from bot.ui.challenges.challenges import SHOWN_NAME, about_lines
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Form, line_field, paragraph_field
from bot.ui.kit.kinds import maybe
from bot.ui.kit.layout import RED, isolated, lines, row, small, text
from bot.ui.kit.permissions import permission_names
from bot.ui.kit.pickers import ChannelPick, RolePick
from bot.ui.kit.selects import CardSelect, Option
from bot.ui.kit.words import Words, stamp

GOALS = range(1, MOST_TO_NOTE + 1)

GOAL = Action("organise.goal", challenge_id=int, goal=GOALS)
LENGTH = Action("organise.length", challenge_id=int, days=maybe(range(1, LONGEST.days + 1)))
"""``days=None``: the length that was typed."""
ROLE = Action("organise.role", challenge_id=int, role_id=int | None)
CHANNEL = Action("organise.channel", challenge_id=int, channel_id=int | None)
EVENT = Action("organise.event", challenge_id=int, on=bool)
WORDS = Action("organise.words", challenge_id=int)
WHEN = Action("organise.when", challenge_id=int)
OPEN = Action("organise.open", challenge_id=int)
CALL_OFF = Action("organise.call_off", challenge_id=int)
KEEP = Action("organise.keep")

DRAFTED = Action("organise.drafted", name=str, theme=str, tags=str)
RENAMED = Action("organise.renamed", challenge_id=int, name=str, theme=str, tags=str)
TIMED = Action("organise.timed", challenge_id=int, start=str, end=str)
"""The fields of the forms."""

NEEDED_FOR_EVENTS = "manage_events"
"""discord.py's name of the permission that scheduled events need."""


def draft_form(say: Words) -> Form:
    """The form for the name, theme and tags of a new challenge."""
    return Form(DRAFTED, title=say("A challenge"), fields=_words_fields(None, say))


def words_form(challenge: Challenge, say: Words) -> Form:
    """The form for a challenge's name, theme and tags, filled in with the present ones."""
    return Form(RENAMED, challenge.id, title=say("A challenge"), fields=_words_fields(challenge, say))


def _words_fields(known: Challenge | None, say: Words) -> list[ui.Label[Any]]:
    name, theme = (known.name, known.theme) if known else ("", "")
    about = say("May stay empty")
    return [
        line_field("name", say("Name"), None, name, limit=NAME_LIMIT, required=True),
        paragraph_field("theme", say("What is it about?"), about, theme, limit=THEME_LIMIT, required=False),
        line_field(
            "tags",
            say("Only stories with one of these tags"),
            say("Up to five, with commas between them; empty for all stories"),
            ", ".join(known.tags) if known else "",
            limit=MOST_TAGS * (TAG_LIMIT + 2),
        ),
    ]


def when_form(making: Making, say: Words) -> Form:
    """The form for a challenge's start and end, in the server's time zone."""
    challenge, zone = making.challenge, making.zone
    starts = "" if _at_once(making) else as_typed(challenge.starts_at, zone)
    how = say("Such as 2026-12-01 18:00, tomorrow 18:00, in 3 days; empty: at once")
    ends = say("The same, or a length such as 7 days; empty: a week")
    fields = [
        line_field("start", say("Begins"), how, starts, limit=TYPED_LIMIT),
        line_field("end", say("Ends"), ends, as_typed(challenge.ends_at, zone), limit=TYPED_LIMIT),
    ]
    return Form(TIMED, challenge.id, title=say("When? In the server's time zone"), fields=fields)


def _at_once(making: Making) -> bool:
    return making.challenge.state is ChallengeState.DRAFT and making.challenge.starts_at <= making.now


def making_card(making: Making, say: Words, *, may_events: bool) -> Card:
    """The panel: a preview of the challenge, and its settings. ``may_events``: whether the bot has the
    permission that scheduled events need."""
    challenge = making.challenge
    draft = challenge.state is ChallengeState.DRAFT
    title = say("A challenge, not open yet") if draft else say("A challenge that is planned")
    wanted = goals(challenge.goal, say)
    parts: list[ui.Item[Any]] = [
        text(small(title), f"## {isolated(clean(challenge.name, limit=SHOWN_NAME))}"),
        text(about_lines(challenge, say)),
        text(_settings(making, say, may_events=may_events)),
        row(CardSelect(GOAL, challenge.id, label=say("How many stories make the goal"), options=wanted)),
        row(CardSelect(LENGTH, challenge.id, label=say("How long it lasts"), options=_lengths(making, say))),
        row(RolePick(ROLE, challenge.id, label=say("Everybody may join"), chosen=challenge.role_id)),
        row(ChannelPick(CHANNEL, challenge.id, label=say("Where challenges go"), chosen=challenge.channel_id)),
    ]
    buttons = [
        CardButton(WORDS, challenge.id, label=say("Change the words")),
        CardButton(WHEN, challenge.id, label=say("Change the time")),
        CardButton(
            EVENT,
            challenge.id,
            not challenge.event,
            label=say("No event") if challenge.event else say("With an event"),
        ),
    ]
    if draft:
        opening = CardButton(OPEN, challenge.id, label=say("Open it"), style=discord.ButtonStyle.success)
        buttons = [opening, *buttons, CardButton(CALL_OFF, challenge.id, label=say("Throw it away"))]
    parts.append(row(*buttons))
    footer = say("Only you see this. It waits for a day.") if draft else say("Saved as you choose, until it begins.")
    parts.append(text(small(footer)))
    return Card(*parts)


def _settings(making: Making, say: Words, *, may_events: bool) -> str:
    challenge = making.challenge
    starts = say("as soon as you open it") if _at_once(making) else stamp(challenge.starts_at, "f")
    where = f"<#{challenge.channel_id}>" if challenge.channel_id else say("where challenges go")
    return lines(
        "**" + say("Begins") + "**: " + starts,
        "**" + say("Ends") + "**: " + stamp(challenge.ends_at, "f"),
        "**" + say("Told in") + "**: " + where,
        event_lines(say, wanted=challenge.event, allowed=may_events),
    )


def goals(chosen: int, say: Words) -> list[Option]:
    """The goals to pick from."""
    return [
        Option(goal, say.many("Notes on {n} story", "Notes on {n} stories", goal), chosen=goal == chosen)
        for goal in GOALS
    ]


def event_lines(say: Words, *, wanted: bool, allowed: bool) -> str:
    """Whether the challenge has a scheduled event, and what the bot lacks to make it."""
    lacking = None
    if wanted and not allowed:
        names = say.listing(permission_names([NEEDED_FOR_EVENTS], say))
        lacking = say("For the event I still need: {permissions}. The challenge does without.", permissions=names)
    return lines("**" + say("Event on Discord") + "**: " + (say("yes") if wanted else say("no")), lacking)


def _lengths(making: Making, say: Words) -> list[Option]:
    typed = [Option(None, say("For as long as you typed"), chosen=True)] if making.days is None else []
    lengths = sorted({*LENGTHS, making.days}) if making.days else LENGTHS
    return typed + [
        Option(days, say.many("For {n} day", "For {n} days", days), chosen=days == making.days) for days in lengths
    ]


def opened_card(challenge: Challenge, say: Words) -> Card:
    """The card after a challenge was opened."""
    where = f"<#{challenge.channel_id}>" if challenge.channel_id else say("the channel for challenges")
    return Card(
        text(
            "### " + say("It is open"),
            say("I tell {where} when it begins: {when}.", where=where, when=stamp(challenge.starts_at)),
            small(say("`/challenge list` shows it, and lets you change it until then or call it off.")),
        )
    )


def ask_off_card(challenge: Challenge, say: Words) -> Card:
    """The question before a challenge is called off."""
    return Card(
        text(
            "**" + say("Call this challenge off?") + "**",
            isolated(clean(challenge.name, limit=SHOWN_NAME)) if challenge.name else say("The week's reading"),
            say("Its channel is told. Everybody keeps their notes. It cannot be taken back."),
        ),
        row(
            CardButton(CALL_OFF, challenge.id, label=say("Call it off"), style=discord.ButtonStyle.danger),
            CardButton(KEEP, label=say("Keep it")),
        ),
        colour=RED,
    )


def called_off_card(challenge: Challenge, say: Words) -> Card:
    """The card after a challenge was called off, or a draft deleted."""
    if challenge.state is ChallengeState.DRAFT:
        return Card(text(say("Thrown away: nobody saw it.")))
    return Card(text(say("Called off.")))


def kept_card(say: Words) -> Card:
    """The card after the member chose not to call it off."""
    return Card(text(say("It goes on.")))
