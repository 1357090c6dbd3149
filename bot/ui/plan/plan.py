"""The card of the reading plan: the day's stories with why each was picked, and the hour at which it is sent."""

from typing import Any

from discord import ui

from bot.domain.plan.plan import PickReason
from bot.domain.plan.plan_day import HOURS, PlanEntry, PlanPage
from bot.domain.posting.notices import NoticeWay
from bot.domain.text.text import clean
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.kinds import maybe
from bot.ui.kit.layout import lines, masked, name, row, small, text
from bot.ui.kit.selects import CardSelect, Option
from bot.ui.kit.words import Words, hour_name
from bot.ui.reading.notes import reading_buttons

SWAP = Action("plan.swap", story_id=str)
HOUR = Action("plan.hour", hour=maybe(range(HOURS)))

TAGS_SHOWN = 3
TAG_LIMIT = 40


def reason_words(reason: PickReason, author: str, say: Words) -> str:
    """Why a story was picked. ``author``: the cleaned name; empty if it is not known."""
    writer = author or say("its writer")
    match reason:
        case PickReason.TOPIC:
            return say("It is about something that you follow or write about.")
        case PickReason.CHALLENGE:
            return say("Takes part in your challenge, too: {writer}.", writer=writer)
        case PickReason.NEW_WRITER:
            return say("Somebody new here: {writer}.", writer=writer)
        case PickReason.LITTLE_READ:
            return say("Not many here have met the stories of {writer} yet.", writer=writer)
        case PickReason.LIKED_TAG:
            return say("It has a tag of stories that you have enjoyed.")
        case PickReason.TURN:
            return say("Every writer's turn comes. Today: {writer}.", writer=writer)
        case PickReason.LONG_UNREAD:
            return say("Somebody you have not read lately: {writer}.", writer=writer)
        case PickReason.FRESH:
            return say("It is new.")
        case PickReason.UNREAD:
            return say("You may not know it yet.")


def plan_card(page: PlanPage, say: Words) -> Card:
    """The card: each story with its buttons, and the menu for the hour at which the plan is sent."""
    parts: list[ui.Item[Any]] = [text("### " + say("Today you might like"))]
    if page.spent:
        parts.append(text(say("There is no other one for you today, so it stays. New stories bring new choices.")))
    for entry in page.entries:
        parts.append(text(_story(entry, say)))
        parts.append(row(*_buttons(entry, say)))
    parts.append(text(small(say("Read any of them, or none: nobody owes a read.")) if page.entries else _nothing(say)))
    parts.append(text("**" + say("Have it brought") + "**", _brought(page, say), _day(page, say)))
    parts.append(row(CardSelect(HOUR, label=say("The hour to bring it at"), options=_hours(page.choice.hour, say))))
    return Card(*parts)


def _story(entry: PlanEntry, say: Words) -> str:
    author = name(entry.author_name)
    about = [f"{author} (<@{entry.author_id}>)" if author else f"<@{entry.author_id}>"]
    if entry.minutes is not None:
        about.append(say.many("{n} min", "{n} min", entry.minutes))
    if entry.tags:
        about.append(", ".join(clean(tag, limit=TAG_LIMIT) for tag in entry.tags[:TAGS_SHOWN]))
    read = say("You wrote a note on it.") if entry.read else None
    return lines(
        f"**{masked(entry.title, entry.link)}**",
        small(" · ".join(about)),
        read or reason_words(entry.reason, author, say),
    )


def _buttons(entry: PlanEntry, say: Words) -> list[CardButton]:
    another = CardButton(SWAP, entry.story_id, label=say("Another one"))
    if entry.read:
        return [another]
    return [*reading_buttons(entry.story_id, say), another]


def _nothing(say: Words) -> str:
    return lines(
        say("Nothing: you have met all there is, or nobody here has registered a profile yet."),
        say("`/stories latest` lists every story. `/profile register` brings in yours, and others' come as they do."),
    )


def _brought(page: PlanPage, say: Words) -> str:
    if page.choice.hour is None:
        return say("At an hour of your day, privately, when there is something. It asks nothing of you.")
    hour = hour_name(page.choice.hour)
    match page.choice.way:
        case NoticeWay.DIRECT:
            return say(
                "It comes at {hour} as a direct message. Where yours are closed to me, it waits for your next command.",
                hour=hour,
            )
        case NoticeWay.NEXT_COMMAND:
            return say(
                "It is made at {hour} and waits for your next command. `/notifications` can make it a direct message.",
                hour=hour,
            )
        case NoticeWay.OFF:
            return say(
                "It is wanted at {hour}, but switched off under `/notifications`, so it does not come.", hour=hour
            )


def _day(page: PlanPage, say: Words) -> str:
    if page.own_zone:
        return small(say("Your time zone is {zone}; `/profile edit` changes it.", zone=f"`{page.zone}`"))
    return small(say("By this server's time zone, {zone}; `/profile edit` takes your own.", zone=f"`{page.zone}`"))


def _hours(chosen: int | None, say: Words) -> list[Option]:
    never = Option(None, say("Do not bring it"), chosen=chosen is None)
    return [never, *(Option(hour, hour_name(hour), chosen=hour == chosen) for hour in range(HOURS))]
