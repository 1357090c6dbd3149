"""How the collaboration board looks: the form, the lists, and the card in the private thread."""

from typing import Any

import discord
from discord import ui

from bot.domain.circle.call_views import DAYS_LIMIT, CallCard, CallList, ListedCall
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
from bot.domain.stories.about import MAX_TOPICS, TOPIC_LIMIT
from bot.domain.text.text import clean
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Filled, HeldForm, choice_field, line_field
from bot.ui.kit.layout import isolated, lines, row, small, text
from bot.ui.kit.selects import CardSelect
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.look import Look
from bot.ui.stories.topics import topic

PAGE = "calls.page"
"""kind or all, page"""
FILTER = "calls.filter"
"""what is picked is a kind, or all"""
INTERESTED = "calls.interested"
"""call"""
MINE = "calls.mine"
"""page"""
RENEW = "calls.renew"
"""call; in a direct message too"""
CLOSE = "calls.close"
"""call, page of one's own list"""
CLOSE_ANY = "calls.close_any"
"""call; for who looks after the server"""
BOARD = "calls.board"
"""call, member; on the card of the private thread, which it marks"""

ALL = "all"

KIND, TITLE, WORDS, TOPICS, DAYS = "kind", "title", "words", "topics", "days"
"""The form's fields."""

TITLE_SHOWN = 120
"""Characters of a title as shown, with room for backslashes."""

EXCERPT = 240
"""Characters of a call's words in a list: five of them share a card of 4,000."""

FULL = 1500
"""The same in the thread, where it stands alone."""


def kind_words(kind: CallKind, say: Words) -> str:
    """What is looked for, or offered."""
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


def post_form(filled: Filled, say: Words) -> HeldForm:
    """Asks for a call."""
    title: ui.TextInput[ui.Modal] = ui.TextInput(custom_id=TITLE, required=True, max_length=TITLE_LIMIT)
    words: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=WORDS, required=False, max_length=WORDS_LIMIT, style=discord.TextStyle.paragraph
    )
    options = [discord.SelectOption(label=kind_words(kind, say), value=kind.value) for kind in CallKind]
    stands = say("From {least} to {most}; it can be renewed", least=SHORTEST_DAYS, most=LONGEST_DAYS)
    fields: list[ui.Label[ui.Modal]] = [
        choice_field(KIND, say("What is it about?"), say("For work on writing, never for reads or claps"), options),
        ui.Label(text=say("In a line"), component=title),
        ui.Label(text=say("More about it"), description=say("May stay empty"), component=words),
        line_field(
            TOPICS,
            say("Topics"),
            say("Up to five, with commas between them"),
            "",
            limit=MAX_TOPICS * (TOPIC_LIMIT + 2),
        ),
        line_field(DAYS, say("For how many days does it stand?"), stands, str(USUAL_DAYS), limit=DAYS_LIMIT),
    ]
    return HeldForm(say("A call for collaboration"), fields, filled)


def posted_card(call: Call, say: Words) -> Card:
    """After posting."""
    return Card(
        text(
            lines(
                [
                    "**" + say("Your call is on the board: {title}", title=shown_title(call)) + "**",
                    say("It stands until {when}, and goes by itself.", when=stamp(call.until, "D")),
                    say("When somebody is interested, I open a private thread for the two of you."),
                    small(say("`/collab mine` renews or closes it.")),
                ]
            )
        )
    )


def shown_title(call: Call) -> str:
    """A call's title, cleaned."""
    return isolated(clean(call.title, limit=TITLE_SHOWN))


def browse_card(found: CallList, reader_id: int, say: Words, *, manages: bool) -> Card:
    """A page of the board. ``manages``: the reader looks after the server, and may close any call."""
    parts: list[ui.Item[Any]] = [text("### " + say("Calls for collaboration")), row(_filter(found, say))]
    if not found.calls:
        none = say("There is none at the moment.") if found.kind is None else say("There is none of this kind.")
        parts.append(text(lines([none, say("`/collab post` puts one up.")])))
    for listed in found.calls:
        call = listed.call
        parts.append(text(_about(listed, say)))
        buttons = []
        if call.member_id != reader_id:
            label = say("You said that you are interested") if listed.answered else say("I am interested")
            buttons.append(CardButton(INTERESTED, call.id, label=label, disabled=listed.answered))
        if manages or call.member_id == reader_id:
            buttons.append(CardButton(CLOSE_ANY, call.id, label=say("Close")))
        parts.append(row(*buttons))
    parts += _pages(found, PAGE, (found.kind.value if found.kind else ALL,), say)
    parts.append(text(small(say("Only you see this list. Calls with topics of yours come first."))))
    return Card(*parts)


def _filter(found: CallList, say: Words) -> CardSelect:
    options = [discord.SelectOption(label=say("All kinds"), value=ALL, default=found.kind is None)]
    options += [
        discord.SelectOption(label=kind_words(kind, say), value=kind.value, default=kind is found.kind)
        for kind in CallKind
    ]
    return CardSelect(FILTER, options=options)


def _about(listed: ListedCall, say: Words) -> str:
    call = listed.call
    common = say("Topics of yours: {topics}", topics=say.listing(map(topic, listed.shared))) if listed.shared else None
    about = say("Topics: {topics}", topics=say.listing(map(topic, call.topics))) if call.topics else None
    return lines(
        [
            f"**{shown_title(call)}**",
            say(
                "{kind} · <@{member}> · until {when}",
                kind=kind_words(call.kind, say),
                member=call.member_id,
                when=stamp(call.until, "D"),
            ),
            clean(" ".join(call.words.split()), limit=EXCERPT),
            small(common) if common else small(about) if about else None,
        ]
    )


def mine_card(found: CallList, say: Words) -> Card:
    """A member's own calls."""
    parts: list[ui.Item[Any]] = [text("### " + say("Your calls"))]
    if not found.calls:
        parts.append(text(lines([say("You have none."), say("`/collab post` puts one up.")])))
    for listed in found.calls:
        call = listed.call
        stands = listed.state is CallState.OPEN
        until = stamp(call.until, "D")
        state = say("Stands until {when}.", when=until) if stands else say("Ended {when}.", when=until)
        parts.append(text(lines([f"**{shown_title(call)}**", kind_words(call.kind, say), small(state)])))
        buttons = [CardButton(RENEW, call.id, label=say("Renew"))] if listed.renewable else []
        buttons.append(CardButton(CLOSE, call.id, found.page, label=say("Close"), style=discord.ButtonStyle.danger))
        parts.append(row(*buttons))
    parts += _pages(found, MINE, (), say)
    return Card(*parts)


def _pages(found: CallList, action: str, args: tuple[str, ...], say: Words) -> list[ui.Item[Any]]:
    if found.pages <= 1:
        return []
    return [
        text(small(say("Page {page} of {pages}", page=found.page + 1, pages=found.pages))),
        row(
            CardButton(action, *args, found.page - 1, label=say("Back"), disabled=found.page == 0),
            CardButton(action, *args, found.page + 1, label=say("Next"), disabled=found.page + 1 >= found.pages),
        ),
    ]


def interested_card(call: Call, say: Words) -> Card:
    """After saying that one is interested."""
    return Card(
        text(
            lines(
                [
                    "**" + say("Good! I open a thread for you and <@{member}>.", member=call.member_id) + "**",
                    say("It is private: besides you only moderators can look in. Discord tells you once it is there."),
                ]
            )
        )
    )


def renewed_card(call: Call, say: Words) -> Card:
    """After renewing."""
    return Card(
        text(say("Renewed: {title} stands until {when}.", title=shown_title(call), when=stamp(call.until, "D")))
    )


def closed_card(call: Call, say: Words) -> Card:
    """After closing."""
    return Card(text(say("Closed: {title} is no longer on the board.", title=shown_title(call))))


def thread_title(card: CallCard, say: Words) -> str:
    """What the private thread is called."""
    return card.call.title or kind_words(card.call.kind, say)


def thread_mark(card: CallCard) -> str:
    """The id of the button that only this thread's card has."""
    return custom_id("ink", BOARD, (card.call.id, card.member_id))


def thread_card(card: CallCard, say: Words) -> Card:
    """The first card in the private thread of a call."""
    call = card.call
    words = [clean(line, limit=FULL) for line in call.words.splitlines()]
    return Card(
        text(
            lines(
                [
                    small(kind_words(call.kind, say)),
                    f"### {shown_title(call)}",
                    say("<@{member}> is interested, <@{caller}>.", member=card.member_id, caller=call.member_id),
                ]
            )
        ),
        *([text(lines(words))] if call.words else []),
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
    title=thread_title,
    mark=thread_mark,
    people=lambda card: (card.call.member_id, card.member_id),
)
