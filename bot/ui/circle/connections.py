"""A member's connections: the journal, a person's page, and the form for a remark.

They show dates and texts but no counts, so that nobody compares what they gave with what they got.
"""

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.domain.circle.connection_views import JournalLine, JournalPage, PersonPage, Where
from bot.domain.circle.connections import REMARK_LIMIT, Acquaintance, JournalOrder, Show
from bot.domain.kit.pages import PAGE_SIZE
from bot.domain.text.text import clean, plain
from bot.ui.circle.breadth import breadth_words
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Form, paragraph_field
from bot.ui.kit.kinds import Kind
from bot.ui.kit.layout import isolated, lines, masked, row, small, text, whom
from bot.ui.kit.pager import Order, pager
from bot.ui.kit.selects import CardSelect, Option, options_for
from bot.ui.kit.words import Words, stamp
from bot.ui.reading.journal import excerpt
from bot.ui.reading.notes import visibility_words
from bot.ui.stories.topics import topic


def _where_text(where: Where) -> str:
    return f"{where.order.value}.{where.show.value}.{where.page}"


def _where_from(text: str) -> Where:
    order, show, page = text.split(".")
    return Where(JournalOrder(order), Show(show), int(page))


WHERE = Kind(Where, _where_text, _where_from)
"""The page of the journal to go back to, as a single argument of a button."""

PAGE = Action("ties.page", order=JournalOrder, show=Show, page=int)
ORDER = Action("ties.order", show=Show, order=JournalOrder)
SHOW = Action("ties.show", order=JournalOrder, show=Show)
PERSON = Action("ties.person", where=WHERE, member_id=int)
DISMISS = Action("ties.dismiss", where=WHERE, member_id=int)
REMARK = Action("ties.remark", where=WHERE, member_id=int)
"""Opens the form for a remark."""
REMARKED = Action("ties.remarked", where=WHERE, member_id=int, said=str)

LABEL_LIMIT = 90
"""Characters of a name in a menu; with its number it fits into Discord's 100."""

TITLE_LIMIT, LONGEST_LINK, EXCERPT_LIMIT, REMARK_SHOWN = 80, 160, 100, 650
"""Characters of a title, of an address (a longer one is left out), of a note's beginning, and of a remark with its
backslashes. With these limits, everything on a person's page fits into a card's 4,000."""


def order_words(order: JournalOrder, say: Words) -> str:
    """An order's name."""
    match order:
        case JournalOrder.LAST:
            return say("The latest first")
        case JournalOrder.NAME:
            return say("By name")


def show_words(show: Show, say: Words) -> str:
    """A filter's name."""
    match show:
        case Show.ALL:
            return say("Everybody")
        case Show.IN_CONVERSATION:
            return say("In conversation")
        case Show.READ_BY_ME:
            return say("Whom I have read")
        case Show.READ_ME:
            return say("Who has read me")
        case Show.HELPED:
            return say("Where a note helped")


def person_words(member_id: int, say: Words, *, former: bool) -> str:
    """A member's mention, which pings nobody; one who has left the server is not named."""
    return say("a former member") if former else whom(member_id, say)


def journal_card(page: JournalPage, say: Words) -> Card:
    """A page of the journal, with its menus."""
    parts: list[ui.Item[Any]] = [text("### " + say("Your connections"))]
    if not page.any:
        parts.append(
            text(
                say(
                    "Nobody yet. When you note a member's story, or somebody writes a note on yours for you to see,"
                    " they appear here."
                )
            )
        )
        return Card(*parts)
    if page.own is not None:
        parts.append(text(breadth_words(page.own, say)))
    parts.extend(_quiet(page, say))
    first = page.people.number * PAGE_SIZE + 1
    if not page.people.items:
        parts.append(text(say("Nobody under this choice.")))
    for number, line in enumerate(page.people.items, first):
        parts.append(text(_line(number, line, say)))
    where = page.where
    if page.people.items:
        people = _people(page.people.items, first, say)
        parts.append(row(CardSelect(PERSON, where, options=people, label=say("Open somebody's page"))))
    orders = options_for(JournalOrder, order_words, where.order, say)
    parts.append(row(CardSelect(ORDER, where.show, options=orders, label=say("In which order"))))
    filters = options_for(Show, show_words, where.show, say)
    parts.append(row(CardSelect(SHOW, where.order, options=filters, label=say("Who is shown"))))
    order = Order.TIME if where.order is JournalOrder.LAST else Order.OTHER
    parts += pager(PAGE, where.order, where.show, page=page.people, order=order, say=say)
    parts.append(text(small(say("A journal, for you alone. It asks nothing of anybody."))))
    return Card(*parts)


def _line(number: int, line: JournalLine, say: Words) -> str:
    called = person_words(line.connection.member_id, say, former=line.former)
    if line.name:
        called += f" · {isolated(clean(line.name, limit=LABEL_LIMIT))}"
    return lines(f"**{number}.** {called}", small(" · ".join(_dates(line.connection, say))))


def _dates(connection: Acquaintance, say: Words) -> list[str]:
    """The first and the last date, and whether the two are in conversation or a note helped."""
    said = [
        say("since {when}", when=stamp(connection.since, "D")),
        say("the last time {when}", when=stamp(connection.last)),
    ]
    if connection.in_conversation:
        said.append(say("in conversation"))
    if connection.helped:
        said.append(say("a note helped"))
    return said


def _quiet(page: JournalPage, say: Words) -> list[ui.Item[Any]]:
    """Suggestions: members with whom the conversation has stopped. Each can be dismissed."""
    if not page.quiet:
        return []
    parts: list[ui.Item[Any]] = [
        text(
            "**" + say("Quiet for a while") + "**",
            small(say("You used to be in conversation. Perhaps you are curious what they write now.")),
        )
    ]
    for member_id in page.quiet:
        parts.append(text(whom(member_id, say)))
        parts.append(
            row(
                CardButton(PERSON, page.where, member_id, label=say("What they wrote")),
                CardButton(DISMISS, page.where, member_id, label=say("Dismiss")),
            )
        )
    return parts


def _people(people: Sequence[JournalLine], first: int, say: Words) -> list[Option]:
    """An option for each member on the page, by number and name, since a menu shows no mentions."""
    nameless = say("A member")
    return [
        Option(line.connection.member_id, f"{number}. {plain(line.name, limit=LABEL_LIMIT) or nameless}")
        for number, line in enumerate(people, first)
    ]


def person_card(page: PersonPage, where: Where, say: Words) -> Card:
    """A person's page. ``where``: the page of the journal to go back to."""
    parts: list[ui.Item[Any]] = [
        text("### " + person_words(page.member_id, say, former=page.former), _history(page, say))
    ]
    if page.topics:
        named = say.listing(topic(each) for each in page.topics)
        parts.append(text("**" + say("Writes about") + "**: " + named))
    if page.unread:
        stories = [f"- {_linked(each.title, each.link)}" for each in page.unread]
        parts.append(text("**" + say("New to you") + "**", *stories))
    if page.mine:
        parts.append(text("**" + say("What you noted, lately") + "**", *_own_notes(page, say)))
    if page.theirs:
        noted = [f"- {_linked(each.title, each.link)} · {stamp(each.noted_at, 'D')}" for each in page.theirs]
        parts.append(text("**" + say("Of your stories, they noted lately") + "**", *noted))
    if page.remark:
        parts.append(text("**" + say("Your remark") + "**", _remark(page.remark)))
    label = say("Change the remark") if page.remark else say("Write a remark")
    parts.append(
        row(
            CardButton(REMARK, where, page.member_id, label=label),
            CardButton(PAGE, where.order, where.show, where.page, label=say("All connections")),
        )
    )
    parts.append(text(small(say("Only you see this page. Your remark is shown to nobody else."))))
    return Card(*parts)


def _history(page: PersonPage, say: Words) -> str:
    """The dates of the notes between the two members."""
    connection = page.connection
    if connection is None:
        return small(say("No notes between you so far."))
    dates = [
        say("You noted a story of theirs {when}.", when=stamp(connection.noted_by_me, "D"))
        if connection.noted_by_me
        else None,
        say("They noted a story of yours {when}.", when=stamp(connection.noted_by_them, "D"))
        if connection.noted_by_them
        else None,
    ]
    return lines(small(" · ".join(_dates(connection, say))), *dates)


def _own_notes(page: PersonPage, say: Words) -> list[str]:
    said = []
    for note in page.mine:
        print_ = " · ".join([stamp(note.noted_at, "D"), visibility_words(note.fields.visibility, say)[0]])
        beginning = excerpt(note.fields.said, limit=EXCERPT_LIMIT)
        said.append(lines(f"- {_linked(note.title, note.link)}", f"  {beginning}", f"  {small(print_)}"))
    return said


def _linked(title: str, link: str) -> str:
    return masked(title, link if len(link) <= LONGEST_LINK else "", limit=TITLE_LIMIT)


def _remark(said: str) -> str:
    """A remark, cleaned line by line and shortened."""
    shown: list[str] = []
    room = REMARK_SHOWN
    for line in said.splitlines():
        cleaned = clean(line, limit=max(0, room))
        shown.append(isolated(cleaned))
        room -= len(cleaned) + 1
    return lines(*shown)


def remark_form(member_id: int, where: Where, remark: str, say: Words) -> Form:
    """The form for a remark on a member, filled in with the present one. Submitted empty, it deletes the remark."""
    about = say("Where you met, what they care for. Empty: no remark")
    field = paragraph_field("said", say("For you alone"), about, remark, limit=REMARK_LIMIT, required=False)
    return Form(REMARKED, where, member_id, title=say("Your remark"), fields=[field])
