"""Introductions: the member's own card, the card in the private thread, and the answers to the check-in."""

from collections.abc import Callable, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.circle.introduction_views import (
    MOST_BLOCKED,
    PAUSE_WEEKS,
    CheckedIn,
    Introduced,
    IntroductionCard,
    IntroductionPage,
)
from bot.domain.circle.introductions import CheckIn, IntroductionStanding
from bot.domain.stories.about import MAX_TOPICS, TOPIC_LIMIT
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Form, line_field
from bot.ui.kit.layout import INK, WARM, lines, masked, row, small, text
from bot.ui.kit.pickers import PeoplePick
from bot.ui.kit.selects import CardSelect, Option
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.look import Look
from bot.ui.stories.topics import topic

JOIN = Action("introductions.join")
LEAVE = Action("introductions.leave")
TOPICS = Action("introductions.topics")
"""Opens the form for topics."""
NAMED = Action("introductions.named", topics=str)
PAUSE = Action("introductions.pause", weeks=range(1, max(PAUSE_WEEKS) + 1))
BLOCK = Action("introductions.block", people=tuple[int, ...])
"""What is picked replaces the whole list."""
MINE = Action("introductions.mine", introduction_id=int)
"""On the card of a private thread, which is found again by this id. Opens the member's own card."""
CHECK_IN = Action("introductions.check_in", introduction_id=int, answer=CheckIn)
"""Also used in direct messages."""
AGAIN = Action("introductions.again", guild_id=int)
"""Also used in direct messages, hence the guild's id."""

TITLE_SHOWN = 150
"""Characters of a story's title on the thread's card."""

SHARED_SHOWN = 3
"""Most topics in common that are named."""


def page_card(page: IntroductionPage, say: Words) -> Card:
    """The member's own card. Each choice is saved at once."""
    parts: list[ui.Item[Any]] = [
        text(
            "### " + say("Meet somebody new"),
            say("Every two weeks I bring two or three members together, in a private thread."),
            say("There is a question about what they wrote to begin with; the rest is yours, or nobody's."),
        ),
        text(_standing(page, say)),
    ]
    if page.standing is IntroductionStanding.OUT:
        parts.append(row(CardButton(JOIN, label=say("Introduce me"), style=discord.ButtonStyle.success)))
    else:
        parts += _choices(page, say)
    about = say("Is there anybody whom you would rather not meet? Pick them here; pick them off to undo it.")
    parts.append(text("**" + say("Not with these people") + "**", small(about)))
    parts.append(
        row(PeoplePick(BLOCK, label=say("Whom you would rather not meet"), chosen=page.blocked, most=MOST_BLOCKED))
    )
    parts.append(text(small(say("Only you see this, and nobody learns whom you picked. Saved as you choose."))))
    return Card(*parts, colour=INK if page.has_channel and not page.excluded else WARM)


def _choices(page: IntroductionPage, say: Words) -> list[ui.Item[Any]]:
    topics = page.opting.topics or page.own_topics
    named = say.listing(topic(each) for each in topics)
    own = small(say("These are the topics of your profile.")) if topics and not page.opting.topics else None
    buttons = [CardButton(TOPICS, label=say("Change the topics"))]
    if page.standing is not IntroductionStanding.IN:
        buttons.insert(0, CardButton(JOIN, label=say("Start again"), style=discord.ButtonStyle.success))
    buttons.append(CardButton(LEAVE, label=say("No more introductions"), style=discord.ButtonStyle.danger))
    about = say("You like to talk about {topics}.", topics=named) if topics else say("You named no topics yet.")
    weeks = [Option(each, say.many("Pause for {n} week", "Pause for {n} weeks", each)) for each in PAUSE_WEEKS]
    pause = CardSelect(PAUSE, options=weeks, label=say("For how long to pause"))
    return [text(about, own), row(pause), row(*buttons)]


def _standing(page: IntroductionPage, say: Words) -> str:
    return lines(_where(page, say), *_hindrances(page, say))


def _where(page: IntroductionPage, say: Words) -> str:
    match page.standing:
        case IntroductionStanding.OUT:
            return "**" + say("You are not taking part.") + "**"
        case IntroductionStanding.RESTING:
            asked = say("I asked twice whether you had met, and heard nothing: so I stopped, until you start again.")
            return lines("**" + say("Resting.") + "**", asked)
        case IntroductionStanding.PAUSED:
            until = page.opting.paused_until
            return "**" + (say("Paused until {when}.", when=stamp(until, "D")) if until else say("Paused.")) + "**"
        case IntroductionStanding.IN:
            if page.next_round is None:
                return "**" + say("You are in.") + "**"
            return lines(
                "**" + say("You are in.") + "**",
                say("The next round is on {day} or soon after.", day=stamp(page.next_round, "D")),
            )


def _hindrances(page: IntroductionPage, say: Words) -> list[str]:
    found = []
    if not page.has_channel:
        found.append(say("A moderator has to choose a channel for the community under `/setup` first."))
    if page.excluded:
        found.append(
            say("A moderator has taken you out of the counting; until that is undone I introduce you to nobody.")
        )
    return found


def topics_form(page: IntroductionPage, say: Words) -> Form:
    """The form for the topics."""
    limit = MAX_TOPICS * (TOPIC_LIMIT + 2)
    field = line_field(
        "topics",
        say("What do you like to talk about?"),
        say("Up to five, with commas between them; empty: the topics of your profile"),
        ", ".join(page.opting.topics),
        limit=limit,
    )
    return Form(NAMED, title=say("Introductions"), fields=[field])


def thread_title(card: IntroductionCard, say: Words) -> str:
    """The private thread's name: the members' names, if all are known."""
    names = [person.name for person in card.people]
    return say.listing(names) if all(names) else say("An introduction")


def thread_card(card: IntroductionCard, say: Words) -> Card:
    """The first card in the private thread: the members, a story by each, and an opening question."""
    who = say.listing(f"<@{person.member_id}>" for person in card.people)
    shared = say.listing(topic(each) for each in card.topics[:SHARED_SHOWN])
    common = say("You both like {topics}.", topics=shared) if len(card.people) == 2 else None  # noqa: PLR2004 - a pair
    common = common or say("You all like {topics}.", topics=shared)
    return Card(
        text(
            "### " + say("May I introduce you?"),
            say("{people}, you may enjoy each other's company.", people=who),
            common if card.topics else None,
        ),
        *_stories(card.people, say),
        text(f"**{question(card, say)}**"),
        text(
            small(
                say(
                    "This thread is private: besides you only moderators can look in. Nobody owes an answer, or a"
                    " read. In a week I ask each of you, in private, whether you have met."
                )
            )
        ),
        row(CardButton(MINE, card.introduction_id, label=say("My introductions"))),
    )


def _stories(people: Sequence[Introduced], say: Words) -> list[ui.Item[Any]]:
    wrote = [
        "- "
        + say(
            "<@{member}> wrote {title}",
            member=person.member_id,
            title=masked(person.title, person.link, limit=TITLE_SHOWN),
        )
        for person in people
        if person.title
    ]
    return [text(*wrote)] if wrote else []


_ABOUT_STORIES: tuple[Callable[[Words], str], ...] = (
    lambda say: say("What did you know at the end of your story that you did not know when you began it?"),
    lambda say: say("Which sentence of your story came first, and is it still there?"),
    lambda say: say("Whom did you have in mind while you wrote it?"),
    lambda say: say("What did you leave out of your story, and do you miss it?"),
    lambda say: say("Where were you when the idea of your story came to you?"),
)
_ABOUT_ONE: tuple[Callable[[Words], str], ...] = (
    lambda say: say("How did this story begin, and what would the others here have made of its idea?"),
    lambda say: say("What was hardest to get right in this story, and who has met the same?"),
    lambda say: say("What would you like to ask the writer of this story?"),
)
_ABOUT_NOTHING: tuple[Callable[[Words], str], ...] = (
    lambda say: say("Which story would you like to write this year?"),
    lambda say: say("What have you read lately that you still think about?"),
    lambda say: say("When do you write, and what is on the table beside you?"),
)


def question(card: IntroductionCard, say: Words) -> str:
    """The opening question. It depends on how many members have a story, and is fixed for an introduction."""
    written = sum(bool(person.title) for person in card.people)
    several = 2
    questions = _ABOUT_STORIES if written >= several else _ABOUT_ONE if written else _ABOUT_NOTHING
    return questions[card.introduction_id % len(questions)](say)


def answer_words(answer: CheckIn, say: Words) -> str:
    """The label of an answer to the check-in."""
    match answer:
        case CheckIn.MET:
            return say("We have met")
        case CheckIn.PLANNED:
            return say("We will")
        case CheckIn.NOT_THIS_TIME:
            return say("Not this time")


def check_in_buttons(introduction_id: int, say: Words) -> tuple[CardButton, ...]:
    """The buttons that answer the check-in."""
    return tuple(CardButton(CHECK_IN, introduction_id, each, label=answer_words(each, say)) for each in CheckIn)


def checked_in_card(checked: CheckedIn, say: Words) -> Card:
    """The card after the check-in was answered."""
    happened = {
        CheckIn.MET: say("How nice! I hope that it was a good conversation."),
        CheckIn.PLANNED: say("Good. There is no hurry."),
        CheckIn.NOT_THIS_TIME: say("That is fine: it does not always fit."),
    }[checked.answer]
    after = say("Nobody else sees your answer, and another one replaces it.")
    return Card(text(happened, small(after)))


def again_card(page: IntroductionPage, say: Words) -> Card:
    """The card after introductions were started again. Also used in direct messages."""
    return Card(text(_standing(page, say)))


INTRODUCTION = Look(
    card=IntroductionCard,
    view=thread_card,
    title=thread_title,
    mark=lambda card: custom_id("ink", MINE, (card.introduction_id,)),
    people=lambda card: tuple(each.member_id for each in card.people),
)
