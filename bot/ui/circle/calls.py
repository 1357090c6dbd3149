"""The collaboration board: the form, the lists, and the card in the private thread."""

from typing import Any

import discord
from discord import ui

from bot.domain.circle.call_views import DAYS_LIMIT, CallCard, ListedCall
from bot.domain.circle.collaborations import (
    LONGEST_DAYS,
    SHORTEST_DAYS,
    TITLE_LIMIT,
    USUAL_DAYS,
    WORDS_LIMIT,
    Call,
    CallKind,
    CallState,
)
from bot.domain.kit.pages import Page
from bot.domain.stories.about import MAX_TOPICS, TOPIC_LIMIT
from bot.domain.text.text import clean
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Form, choice_field, line_field, paragraph_field
from bot.ui.kit.layout import isolated, lines, row, small, text
from bot.ui.kit.pager import Order, pager
from bot.ui.kit.selects import CardSelect, Option, options_for
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.look import Look
from bot.ui.stories.topics import topic

POSTED = Action("calls.posted", kind=CallKind, title=str, words=str, topics=str, days=str)
PAGE = Action("calls.page", kind=CallKind | None, page=int)
FILTER = Action("calls.filter", kind=CallKind | None)
INTERESTED = Action("calls.interested", call_id=int)
MINE = Action("calls.mine", page=int)
RENEW = Action("calls.renew", call_id=int)
"""Also used in direct messages."""
CLOSE = Action("calls.close", call_id=int, page=int)
"""On the member's own list. ``page``: of that list."""
CLOSE_ANY = Action("calls.close_any", call_id=int)
"""On the board: for the member's own calls, and for moderators on every call."""
BOARD = Action("calls.board", call_id=int, member_id=int)
"""On the card of a private thread. The arguments make its id unique, so that the thread is found again by it."""

TITLE_SHOWN = 120
"""Characters of a title as shown, with room for the backslashes of escaping."""

EXCERPT = 240
"""Characters of a call's text in a list of five on a card of 4,000."""

FULL = 1500
"""Characters of a line of a call's text in the thread, where it is the only one."""


def kind_words(kind: CallKind, say: Words) -> str:
    """The name of a kind of call."""
    return {
        CallKind.CO_AUTHOR: say("A co-author"),
        CallKind.BETA_READER: say("A beta reader"),
        CallKind.GUEST_POST: say("A guest post"),
        CallKind.EDITOR: say("An editor"),
        CallKind.PUBLICATION: say("Writers for a publication"),
        CallKind.PODCAST: say("A podcast"),
        CallKind.INTERVIEW: say("An interview"),
        CallKind.TRANSLATION: say("A translation"),
        CallKind.ILLUSTRATION: say("An illustration"),
        CallKind.OTHER: say("Something else"),
    }[kind]


def post_form(say: Words) -> Form:
    """The form for a call."""
    kinds = options_for(CallKind, kind_words, None, say)
    stands = say("From {least} to {most}; it can be renewed", least=SHORTEST_DAYS, most=LONGEST_DAYS)
    fields: list[ui.Label[Any]] = [
        choice_field("kind", say("What is it about?"), say("For work on writing, never for reads or claps"), kinds),
        line_field("title", say("In a line"), None, "", limit=TITLE_LIMIT, required=True),
        paragraph_field("words", say("More about it"), say("May stay empty"), "", limit=WORDS_LIMIT, required=False),
        line_field(
            "topics",
            say("Topics"),
            say("Up to five, with commas between them"),
            "",
            limit=MAX_TOPICS * (TOPIC_LIMIT + 2),
        ),
        line_field("days", say("For how many days does it stand?"), stands, str(USUAL_DAYS), limit=DAYS_LIMIT),
    ]
    return Form(POSTED, title=say("A call for collaboration"), fields=fields)


def posted_card(call: Call, say: Words) -> Card:
    """The card after a call was posted."""
    return Card(
        text(
            "**" + say("Your call is on the board: {title}", title=shown_title(call)) + "**",
            say("It stands until {when}, and goes by itself.", when=stamp(call.until, "D")),
            say("When somebody is interested, I open a private thread for the two of you."),
            small(say("`/collab mine` renews or closes it.")),
        )
    )


def shown_title(call: Call) -> str:
    """A call's title, cleaned."""
    return isolated(clean(call.title, limit=TITLE_SHOWN))


def browse_card(found: Page[ListedCall], kind: CallKind | None, reader_id: int, say: Words, *, manages: bool) -> Card:
    """A page of the board. ``kind``: the only kind that is shown; ``None`` for all. ``manages``: the reader may manage
    the server, and so close every call."""
    parts: list[ui.Item[Any]] = [text("### " + say("Calls for collaboration")), row(_filter(kind, say))]
    if not found.items:
        none = say("There is none at the moment.") if kind is None else say("There is none of this kind.")
        parts.append(text(none, say("`/collab post` puts one up.")))
    for listed in found.items:
        call = listed.call
        parts.append(text(_about(listed, say)))
        buttons = []
        if call.member_id != reader_id:
            label = say("You said that you are interested") if listed.answered else say("I am interested")
            buttons.append(CardButton(INTERESTED, call.id, label=label, disabled=listed.answered))
        if manages or call.member_id == reader_id:
            buttons.append(CardButton(CLOSE_ANY, call.id, label=say("Close")))
        parts.append(row(*buttons))
    parts += pager(PAGE, kind, page=found, order=Order.OTHER, say=say)
    parts.append(text(small(say("Only you see this list. Calls with topics of yours come first."))))
    return Card(*parts)


def _filter(chosen: CallKind | None, say: Words) -> CardSelect:
    options = [Option(None, say("All kinds"), chosen=chosen is None), *options_for(CallKind, kind_words, chosen, say)]
    return CardSelect(FILTER, options=options, label=say("The kind of call to show"))


def _about(listed: ListedCall, say: Words) -> str:
    call = listed.call
    common = say("Topics of yours: {topics}", topics=say.listing(map(topic, listed.shared))) if listed.shared else None
    about = say("Topics: {topics}", topics=say.listing(map(topic, call.topics))) if call.topics else None
    return lines(
        f"**{shown_title(call)}**",
        say(
            "{kind} · <@{member}> · until {when}",
            kind=kind_words(call.kind, say),
            member=call.member_id,
            when=stamp(call.until, "D"),
        ),
        clean(" ".join(call.words.split()), limit=EXCERPT),
        small(common) if common else small(about) if about else None,
    )


def mine_card(found: Page[ListedCall], say: Words) -> Card:
    """A page of the member's own calls."""
    parts: list[ui.Item[Any]] = [text("### " + say("Your calls"))]
    if not found.items:
        parts.append(text(say("You have none."), say("`/collab post` puts one up.")))
    for listed in found.items:
        call = listed.call
        stands = listed.state is CallState.OPEN
        until = stamp(call.until, "D")
        state = say("Stands until {when}.", when=until) if stands else say("Ended {when}.", when=until)
        parts.append(text(f"**{shown_title(call)}**", kind_words(call.kind, say), small(state)))
        buttons = [CardButton(RENEW, call.id, label=say("Renew"))] if listed.renewable else []
        buttons.append(CardButton(CLOSE, call.id, found.number, label=say("Close"), style=discord.ButtonStyle.danger))
        parts.append(row(*buttons))
    parts += pager(MINE, page=found, order=Order.TIME, say=say)
    return Card(*parts)


def interested_card(call: Call, say: Words) -> Card:
    """The card after the member said that they are interested."""
    return Card(
        text(
            "**" + say("Good! I open a thread for you and <@{member}>.", member=call.member_id) + "**",
            say("It is private: besides you only moderators can look in. Discord tells you once it is there."),
        )
    )


def renewed_card(call: Call, say: Words) -> Card:
    """The card after a call was renewed."""
    return Card(
        text(say("Renewed: {title} stands until {when}.", title=shown_title(call), when=stamp(call.until, "D")))
    )


def closed_card(call: Call, say: Words) -> Card:
    """The card after a call was closed."""
    return Card(text(say("Closed: {title} is no longer on the board.", title=shown_title(call))))


def thread_card(card: CallCard, say: Words) -> Card:
    """The first card in the private thread of a call."""
    call = card.call
    words = [clean(line, limit=FULL) for line in call.words.splitlines()]
    return Card(
        text(
            small(kind_words(call.kind, say)),
            f"### {shown_title(call)}",
            say("<@{member}> is interested, <@{caller}>.", member=card.member_id, caller=call.member_id),
        ),
        *([text(*words)] if call.words else []),
        text(
            small(
                say(
                    "This thread is private: besides the two of you only moderators can look in. Agree on what, and"
                    " until when: that helps both."
                )
            )
        ),
        row(CardButton(BOARD, call.id, card.member_id, label=say("See the board"))),
    )


CALL = Look(
    card=CallCard,
    view=thread_card,
    title=lambda card, say: card.call.title or kind_words(card.call.kind, say),
    mark=lambda card: custom_id("ink", BOARD, (card.call.id, card.member_id)),
    people=lambda card: (card.call.member_id, card.member_id),
)
