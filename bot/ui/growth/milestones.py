"""Milestones: the public post, the preview before sharing, and the member's own list."""

from typing import Any

import discord
from discord import ui

from bot.domain.growth.milestone_views import KeptMilestone, MilestoneCard, Sharing, card_of
from bot.domain.growth.milestones import MOST_AMOUNT, NEEDS_WORDS, WORDS_LIMIT, MilestoneKind
from bot.domain.kit.pages import Page
from bot.domain.text.text import clean
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Form, line_field, paragraph_field
from bot.ui.kit.layout import WARM, isolated, lines, row, small, text, whom
from bot.ui.kit.pager import Order, pager
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.look import Look

TOLD = Action("milestone.told", kind=MilestoneKind, amount=str | None, words=str)
"""What is typed into the form; it has the field ``amount`` for kinds that have a number."""
LOOK = Action("milestone.look", milestone_id=int)
SHARE = Action("milestone.share", milestone_id=int)
PRIVATE = Action("milestone.private", milestone_id=int, in_place=bool)
"""Do not share it. ``in_place``: replace the card with the button; a card of notices is left as it is."""
BACK = Action("milestone.back", milestone_id=int, page=int)
DROP = Action("milestone.drop", milestone_id=int, page=int)
PAGE = Action("milestone.page", page=int)
STORIES = Action("milestone.stories", milestone_id=int)

AMOUNT_LIMIT = 40
"""Characters that can be typed as a number."""

SPARKLES = "\N{PARTY POPPER}"


def kind_words(kind: MilestoneKind, say: Words) -> str:
    """The name of a kind that members can enter themselves."""
    match kind:
        case MilestoneKind.FOLLOWERS:
            return say("Followers on Medium")
        case MilestoneKind.EARNINGS:
            return say("Earnings on Medium")
        case MilestoneKind.PUBLICATION:
            return say("A publication")
        case MilestoneKind.BOOSTED:
            return say("A story that Medium boosted")
        case MilestoneKind.BOOK:
            return say("A book")
        case _:
            return say("Something to celebrate")


def reached_words(kind: MilestoneKind, amount: int, say: Words) -> str:
    """What was reached, as a headline."""
    match kind:
        case MilestoneKind.STORIES:
            if amount == 1:
                return say("The first story told here")
            return say.many("{n} story told here", "{n} stories told here", amount)
        case MilestoneKind.YEARS:
            return say.many("{n} year of writing here", "{n} years of writing here", amount)
        case MilestoneKind.WRITING_STREAK:
            return say.many("A story every week, {n} week in a row", "A story every week, {n} weeks in a row", amount)
        case MilestoneKind.READING_STREAK:
            return say.many("A note every week, {n} week in a row", "A note every week, {n} weeks in a row", amount)
        case MilestoneKind.FOLLOWERS:
            return say.many("{n} follower on Medium", "{n} followers on Medium", amount)
        case MilestoneKind.EARNINGS:
            return say.many("{n} US dollar earned on Medium", "{n} US dollars earned on Medium", amount)
        case _:
            return kind_words(kind, say)


def post_card(card: MilestoneCard, say: Words) -> Card:
    """The public post of a milestone. Nobody is pinged."""
    stories = CardButton(STORIES, card.milestone_id, label=say("Read their stories"))
    return Card(*_about(card, say), row(stories), colour=WARM)


def _about(card: MilestoneCard, say: Words) -> list[ui.Item[Any]]:
    who = whom(card.member_id, say)
    by = (
        say("{who} says so, and wanted you to know.", who=who)
        if card.told
        else say("Reached by {who}, who wanted you to know.", who=who)
    )
    return [text(f"## {SPARKLES} {reached_words(card.kind, card.amount, say)}", by, _quoted(card.words))]


def _quoted(words: str) -> str | None:
    """The member's words as a quotation. The limit allows for escaping, which at most doubles the length."""
    return "> " + isolated(clean(words, limit=2 * WORDS_LIMIT)) if words else None


def milestone_form(kind: MilestoneKind, say: Words) -> Form:
    """The form for a milestone that the member enters themselves."""
    fields: list[ui.Label[Any]] = []
    if kind in MOST_AMOUNT:
        unit = say("In US dollars, in all") if kind is MilestoneKind.EARNINGS else say("How many")
        fields.append(line_field("amount", say("Number"), unit, "", limit=AMOUNT_LIMIT))
    if kind in NEEDS_WORDS:
        asked = say("What is it? Everybody reads this once you share it")
        fields.append(paragraph_field("words", say("In your words"), asked, "", limit=WORDS_LIMIT))
    else:
        asked = say("May stay empty. Everybody reads this once you share it")
        fields.append(line_field("words", say("In your words"), asked, "", limit=WORDS_LIMIT))
    return Form(TOLD, kind, title=kind_words(kind, say), fields=fields)


def look_card(sharing: Sharing, say: Words) -> Card:
    """The preview of the post, and the question whether to share it."""
    milestone = sharing.milestone
    if milestone.shared_at is not None:
        return shared_card(sharing, say)
    where = (
        say("It goes to {channel}, where everybody can see it.", channel=f"<#{sharing.channel_id}>")
        if sharing.channel_id is not None
        else say("This server has chosen no channel for it yet: it waits up to three days for one.")
    )
    return Card(
        text(small(say("This is how it will look:"))),
        *_about(card_of(milestone), say),
        text(where, small(say("Nothing is shared before you say so."))),
        row(
            CardButton(SHARE, milestone.id, label=say("Share it"), style=discord.ButtonStyle.success),
            CardButton(PRIVATE, milestone.id, True, label=say("Keep it to myself")),
        ),
        colour=WARM,
    )


def shared_card(sharing: Sharing, say: Words) -> Card:
    """The card after a milestone was shared."""
    where = (
        say("It goes to {channel} in a moment, or when the quiet hours here end.", channel=f"<#{sharing.channel_id}>")
        if sharing.channel_id is not None
        else say("It goes out once this server has chosen a channel, within three days.")
    )
    again = small(say("`/milestone list` in the server takes it back at any time."))
    return Card(text("**" + say("Shared: well done!") + "**", where, again))


def private_card(say: Words) -> Card:
    """The card after the member chose not to share."""
    kept = say("It stays with you. Well done!")
    later = say("`/milestone list` in the server has it, should you change your mind.")
    return Card(text(f"**{kept}**", small(later)))


def list_card(page: Page[KeptMilestone], say: Words) -> Card:
    """A page of the member's milestones, each with its buttons."""
    parts: list[ui.Item[Any]] = [text("### " + say("Your milestones"))]
    if not page.items:
        parts.append(text(say("None yet. I tell you in private when you reach one, and you can tell of others.")))
    for milestone in page.items:
        parts.append(text(_line(milestone, say)))
        parts.append(row(*_buttons(milestone, page.number, say)))
    parts += pager(PAGE, page=page, order=Order.TIME, say=say)
    parts.append(text(small(say("Only you see this list. `/milestone share` tells of one that I cannot know."))))
    return Card(*parts)


def _line(milestone: KeptMilestone, say: Words) -> str:
    shared = (
        say("Shared {when}", when=stamp(milestone.shared_at)) if milestone.shared_at is not None else say("Not shared")
    )
    noticed = stamp(milestone.noticed_at, "D")
    found = say("by your own word") if milestone.told else say("found {when}", when=noticed)
    return lines(
        f"**{reached_words(milestone.kind, milestone.amount, say)}**",
        _quoted(milestone.words),
        small(f"{shared} · {found}"),
    )


def _buttons(milestone: KeptMilestone, page: int, say: Words) -> list[CardButton]:
    buttons = [
        CardButton(LOOK, milestone.id, label=say("Share it"))
        if milestone.shared_at is None
        else CardButton(BACK, milestone.id, page, label=say("Take it back"))
    ]
    if milestone.told:
        buttons.append(CardButton(DROP, milestone.id, page, label=say("Delete it")))
    return buttons


MILESTONE = Look(
    card=MilestoneCard,
    view=post_card,
    title=lambda card, say: reached_words(card.kind, card.amount, say),
    mark=lambda card: custom_id("ink", STORIES, (card.milestone_id,)),
)
