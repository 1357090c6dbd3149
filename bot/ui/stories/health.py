"""The state of a guild's feeds, for its moderators: as pages, and as a file."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.domain.feeds.feed import OutcomeCode
from bot.domain.stories.health import FeedHealth, HealthPage, PollAsked
from bot.domain.stories.profiles import ProfilePause
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import WARM, lines, masked, row, small, text
from bot.ui.kit.pager import Order, page_buttons, page_words
from bot.ui.kit.tables import csv_bytes
from bot.ui.kit.words import Words, stamp

PAGE = Action("feeds.page", page=int)
FILE = Action("feeds.csv")


def outcome_words(code: OutcomeCode | None, say: Words) -> str:
    """The outcome of the last request, in words."""
    match code:
        case None:
            return say("not asked yet")
        case OutcomeCode.READ:
            return say("read")
        case OutcomeCode.UNCHANGED:
            return say("nothing new")
        case OutcomeCode.LATER:
            return say("Medium asked for patience")
        case OutcomeCode.MISSING:
            return say("nothing there")
        case OutcomeCode.REFUSED:
            return say("the address may not be opened")
        case OutcomeCode.NOT_A_FEED:
            return say("not a feed made by Medium")


def pause_words(pause: ProfilePause, say: Words) -> str:
    """Why a feed is paused, in words."""
    match pause:
        case ProfilePause.MODERATOR:
            return say("paused by a moderator")
        case ProfilePause.IDENTITY_CHANGED:
            return say("paused: somebody else writes there now")


def _feed(feed: FeedHealth, say: Words) -> str:
    whose = say("by <@{member}>", member=feed.member_id) if feed.member_id else say("a publication")
    happened = outcome_words(feed.outcome, say)
    if feed.fetched_at is not None:
        happened += f" {stamp(feed.fetched_at)}"
    marks = [happened]
    if feed.failures:
        marks.append(say.many("{n} failure in a row", "{n} failures in a row", feed.failures))
    if feed.missing_since is not None:
        marks.append(say("gone since {when}", when=stamp(feed.missing_since, "D")))
    if feed.pause is not None:
        marks.append(f"**{pause_words(feed.pause, say)}**")
    else:
        marks.append(say("next {when}", when=stamp(feed.next_poll_at)))
    return lines(f"{masked(feed.name, feed.page)} {whose}", small(" · ".join(marks)))


def health_card(health: HealthPage, say: Words) -> Card:
    """A page of feeds, those with problems first."""
    page = health.page
    parts: list[ui.Item[Any]] = [text("### " + say("The feeds I look at for this server"))]
    if not page.items:
        parts.append(text(say("None yet: members add theirs with `/profile register`.")))
        return Card(*parts)
    feeds = say.many("{n} feed", "{n} feeds", page.count)
    trouble = say.many("{n} needs a look", "{n} need a look", health.troubled) if health.troubled else say("all well")
    parts.append(text(small(f"{feeds} · {trouble}")))
    parts.extend(text(_feed(feed, say)) for feed in page.items)
    file = CardButton(FILE, label=say("All as a file"))
    if which := page_words(page, say):
        turning = page_buttons(PAGE, page=page, order=Order.OTHER, say=say)
        return Card(*parts, text(small(which)), row(*turning, file))
    return Card(*parts, row(file))


def polled_card(asked: PollAsked, say: Words) -> Card:
    """The card after feeds were asked for: how many will be, and why others will not."""
    happened = [
        say.many("{n} feed will be asked for.", "{n} feeds will be asked for.", asked.due) if asked.due else None,
        say("Medium's answers are up to 15 minutes old, so the last of them is due {when}.", when=stamp(asked.by))
        if asked.by
        else None,
        say.many(
            "{n} feed waits because Medium asked for patience.",
            "{n} feeds wait because Medium asked for patience.",
            asked.waiting,
        )
        if asked.waiting
        else None,
        say.many("{n} feed is paused here.", "{n} feeds are paused here.", asked.paused) if asked.paused else None,
    ]
    return Card(text(lines(*happened) or say("There is nothing to ask for yet.")))


def feed_card(feed: FeedHealth, say: Words) -> Card:
    """A feed after it was paused or resumed."""
    if feed.pause is None:
        happened = say("Resumed. What was seen meanwhile stays quiet; what comes next is announced.")
        return Card(text(f"**{happened}**", _feed(feed, say)))
    happened = say("Paused: nothing from it is announced here until somebody uses `/feeds resume`.")
    return Card(text(f"**{happened}**", _feed(feed, say)), colour=WARM)


def health_file(feeds: Sequence[FeedHealth], say: Words) -> discord.File:
    """All feeds as a CSV file in memory. Instants are in ISO 8601, UTC."""
    headings = (
        say("name"),
        say("address"),
        say("member"),
        say("last asked"),
        say("outcome"),
        say("failures"),
        say("missing since"),
        say("next turn"),
        say("pause"),
    )
    content = csv_bytes([headings, *(_cells(feed, say) for feed in feeds)])
    return discord.File(BytesIO(content), filename="inklings-feeds.csv")


def _cells(feed: FeedHealth, say: Words) -> tuple[object, ...]:
    instants = (feed.fetched_at, feed.missing_since, feed.next_poll_at)
    asked, missing, following = (each.isoformat(timespec="seconds") if each else None for each in instants)
    outcome = outcome_words(feed.outcome, say)
    pause = pause_words(feed.pause, say) if feed.pause else None
    return feed.name, feed.page, feed.member_id, asked, outcome, feed.failures, missing, following, pause


def file_line(say: Words) -> str:
    """The line that is sent with the file."""
    return say("The feeds of this server. Only you see this.")
