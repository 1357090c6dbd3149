"""Challenges: their posts, a member's progress, the list, and the texts of scheduled events."""

from typing import Any

import discord
from babel.dates import format_date
from discord import ui

from bot.domain.challenges.challenge_views import ChallengeCard, ChallengeStanding, ListedChallenge, Progress
from bot.domain.challenges.challenges import NAME_LIMIT, OPEN, Challenge, ChallengeKind, ChallengeState, Moment
from bot.domain.challenges.events import Event
from bot.domain.kit.pages import Page
from bot.domain.text.text import clean, plain
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.choices import CHOICE_LIMIT
from bot.ui.kit.layout import isolated, lines, masked, row, small, text
from bot.ui.kit.pager import Order, pager
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.look import Look
from bot.ui.reading.spotlight import spotlight_lines
from bot.ui.stories.topics import topic

JOIN = Action("challenge.join", challenge_id=int)
LEAVE = Action("challenge.leave", challenge_id=int)
PROGRESS = Action("challenge.progress", challenge_id=int, moment=Moment | None)
"""``moment`` distinguishes the posts about a challenge; it is ``None`` in the list."""
RULES = Action("challenge.rules")
PAGE = Action("challenge.page", page=int)
CHANGE = Action("challenge.change", challenge_id=int)
ASK_OFF = Action("challenge.ask_off", challenge_id=int)

SHOWN_NAME = 2 * NAME_LIMIT
SHOWN_THEME = 450
LISTED_THEME = 300
"""Characters of a theme as shown, with backslashes; a list shows four of them on a card of 4,000."""

NOTES_SHOWN = 10
"""Stories on the card of a member's progress: as many as the largest goal."""

EVENT_NAME_LIMIT = 100
EVENT_ABOUT_LIMIT = 1000
"""Characters of a scheduled event's name and description (Discord)."""


def plain_name(kind: ChallengeKind, name: str, say: Words) -> str:
    """A challenge's name as plain text."""
    return name if kind is ChallengeKind.ONCE else say("The week's reading")


def _name(challenge: Challenge, say: Words) -> str:
    return isolated(clean(plain_name(challenge.kind, challenge.name, say), limit=SHOWN_NAME))


def challenge_choice(challenge: Challenge, say: Words) -> str:
    """A challenge in one plain line, for an autocomplete choice."""
    return plain(plain_name(challenge.kind, challenge.name, say), limit=CHOICE_LIMIT)


def goal_words(goal: int, say: Words) -> str:
    """The goal in a sentence."""
    return say.many(
        "Write a note on {n} story that you liked, by another member.",
        "Write notes on {n} stories that you liked, by other members.",
        goal,
    )


def about_lines(challenge: Challenge, say: Words, *, theme: int = SHOWN_THEME) -> str:
    """The theme, the goal, and which stories and members take part."""
    tags = say.listing(f"**{topic(tag)}**" for tag in challenge.tags)
    return lines(
        clean(challenge.theme, limit=theme) if challenge.theme else None,
        goal_words(challenge.goal, say),
        say("Stories with one of these tags count: {tags}.", tags=tags) if tags else None,
        say("For members with the role <@&{role}>.", role=challenge.role_id) if challenge.role_id else None,
    )


def post_title(card: ChallengeCard, say: Words) -> str:
    """The name of the forum post."""
    challenge = card.challenge
    name = plain_name(challenge.kind, challenge.name, say)
    if challenge.kind is ChallengeKind.ONCE:
        return name
    return say("{name}, until {day}", name=name, day=format_date(challenge.ends_at, locale=say.locale))


def join_button(challenge: Challenge, say: Words) -> CardButton:
    """The button that joins: on every post, as long as the challenge can be joined."""
    return CardButton(JOIN, challenge.id, label=say("Join"), style=discord.ButtonStyle.success)


def post_card(card: ChallengeCard, say: Words) -> Card:
    """The post about a moment of a challenge. Nobody is pinged; only the spotlight names members."""
    challenge = card.challenge
    name = _name(challenge, say)
    parts: list[ui.Item[Any]] = []
    progress = CardButton(PROGRESS, challenge.id, card.moment, label=say("My progress"))
    buttons = [progress, CardButton(RULES, label=say("How it works"))]
    match card.moment:
        case Moment.START:
            parts += [text("## " + say("{name} begins", name=name)), text(about_lines(challenge, say))]
            if card.spotlight:
                parts.append(text(spotlight_lines(card.spotlight, say)))
            parts.append(text(small(_until(challenge, say) + " " + say("Join at any time; nobody owes a read."))))
        case Moment.HALF:
            parts += [text("## " + say("Half-way: {name}", name=name)), text(_standing(card.standing, say))]
            parts.append(text(small(_until(challenge, say) + " " + say("There is room for one more voice: yours."))))
        case Moment.LAST_DAY:
            parts += [text("## " + say("The last day: {name}", name=name)), text(_standing(card.standing, say))]
            parts.append(text(small(_until(challenge, say) + " " + say("A single note is a good one, too."))))
        case Moment.END:
            parts += [text("## " + say("{name} has ended", name=name)), text(_outcome(card, say))]
        case Moment.CALLED_OFF:
            parts.append(text("## " + say("{name} was called off", name=name)))
            parts.append(text(say("It ends here. The notes you wrote are yours, and count as all notes do.")))
    if challenge.state in OPEN:
        buttons.insert(0, join_button(challenge, say))
    parts.append(row(*buttons))
    return Card(*parts)


def _until(challenge: Challenge, say: Words) -> str:
    when, left = stamp(challenge.ends_at, "f"), stamp(challenge.ends_at)
    return say("Until {when}, that is {left}.", when=when, left=left)


def _standing(standing: ChallengeStanding, say: Words) -> str:
    return lines(
        say.many("{n} member takes part.", "{n} members take part.", standing.participants)
        if standing.participants
        else say("Nobody has joined yet: the first one makes it a circle."),
        say.many("{n} story was talked about.", "{n} stories were talked about.", standing.talked_about)
        if standing.talked_about
        else None,
    )


def _outcome(card: ChallengeCard, say: Words) -> str:
    standing = card.standing
    if not standing.participants:
        return say("Nobody joined this time. The stories are still there to be read.")
    return lines(
        say.many("{n} member took part.", "{n} members took part.", standing.participants),
        say.many("{n} story was talked about.", "{n} stories were talked about.", standing.talked_about)
        if standing.talked_about
        else None,
        say.many("{n} reached the goal.", "{n} reached the goal.", card.challenge.reached)
        if card.challenge.reached
        else None,
        say("Thank you for reading each other."),
    )


def progress_card(progress: Progress, say: Words, *, news: str | None = None) -> Card:
    """A member's progress, for them alone. ``news``: a line about what has just happened."""
    challenge = progress.challenge
    parts: list[ui.Item[Any]] = [text(f"### {_name(challenge, say)}", news)]
    parts.append(text(_how_far(progress, say), _time_words(challenge, say)))
    if progress.counted:
        shown = [f"- {masked(story.title, story.link, limit=100)}" for story in progress.counted[-NOTES_SHOWN:]]
        parts.append(text("**" + say("What you noted") + "**", *shown))
    if challenge.state in OPEN:
        parts.append(text(about_lines(challenge, say)))
        leave = CardButton(LEAVE, challenge.id, label=say("Leave"))
        mine = leave if progress.joined else join_button(challenge, say)
        parts.append(row(mine, CardButton(RULES, label=say("How it works"))))
    return Card(*parts)


def joined_words(say: Words) -> str:
    """The line after a member joined."""
    return say("You take part. Notes that you wrote since it began count already.")


def _how_far(progress: Progress, say: Words) -> str:
    done, goal = say.number(len(progress.counted)), say.number(progress.challenge.goal)
    counted = say("{done} of {goal} noted.", done=done, goal=goal)
    if not progress.joined and progress.challenge.state in OPEN:
        return lines(counted, say("You do not take part yet."))
    if not progress.left:
        return lines(counted, "**" + say("You have reached the goal.") + "**")
    if progress.challenge.state not in OPEN:
        return counted
    return lines(counted, say.many("{n} more makes the goal.", "{n} more make the goal.", progress.left))


def _time_words(challenge: Challenge, say: Words) -> str:
    match challenge.state:
        case ChallengeState.SCHEDULED:
            return say("It begins {when}.", when=stamp(challenge.starts_at))
        case ChallengeState.RUNNING:
            return _until(challenge, say)
        case ChallengeState.CALLED_OFF:
            return say("It was called off.")
        case _:
            return say("It has ended.")


def left_card(challenge: Challenge, say: Words) -> Card:
    """The card after a member left."""
    return Card(
        text(
            say("You no longer take part in {name}.", name=_name(challenge, say)),
            small(say("Your notes stay yours. `/challenge join` is open until its end.")),
        )
    )


def list_card(page: Page[ListedChallenge], say: Words, *, organises: bool) -> Card:
    """The list of challenges that are planned or running. ``organises``: with buttons to change and to call off."""
    parts: list[ui.Item[Any]] = [text("### " + say("Challenges"))]
    if not page.items:
        parts.append(text(say("None at the moment. Moderators make one with `/challenge create`.")))
        return Card(*parts)
    for line in page.items:
        parts.append(text(_listed(line, say)))
        parts.append(row(*_list_buttons(line, say, organises=organises)))
    return Card(*parts, *pager(PAGE, page=page, order=Order.OTHER, say=say))


def _listed(line: ListedChallenge, say: Words) -> str:
    marks = [
        _time_words(line.challenge, say),
        say.many("{n} member takes part.", "{n} members take part.", line.participants),
        say("You take part.") if line.joined else "",
    ]
    about = about_lines(line.challenge, say, theme=LISTED_THEME)
    return lines(f"**{_name(line.challenge, say)}**", about, small(" ".join(filter(None, marks))))


def _list_buttons(line: ListedChallenge, say: Words, *, organises: bool) -> list[CardButton]:
    challenge = line.challenge
    progress = CardButton(PROGRESS, challenge.id, None, label=say("My progress"))
    buttons = [progress if line.joined else join_button(challenge, say)]
    if organises:
        if challenge.state is ChallengeState.SCHEDULED and challenge.kind is ChallengeKind.ONCE:
            buttons.append(CardButton(CHANGE, challenge.id, label=say("Change")))
        buttons.append(CardButton(ASK_OFF, challenge.id, label=say("Call off"), style=discord.ButtonStyle.danger))
    return buttons


def event_name(event: Event, say: Words) -> str:
    """The scheduled event's name."""
    return plain(plain_name(event.kind, event.name, say), limit=EVENT_NAME_LIMIT)


def event_about(event: Event, say: Words) -> str:
    """The scheduled event's description."""
    about = lines(event.theme, goal_words(event.goal, say), say("Join with /challenge join; nobody owes a read."))
    return about[:EVENT_ABOUT_LIMIT]


CHALLENGE = Look(
    card=ChallengeCard,
    view=post_card,
    title=post_title,
    mark=lambda card: custom_id("ink", PROGRESS, (card.challenge.id, card.moment)),
)
