"""The cards of connections and of care, for ``test_cards``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from bot.app.kinds import OURS
from bot.domain.circle.connection_views import JournalLine, JournalPage, NotedByThem, OwnReading, PersonPage, Where
from bot.domain.circle.connections import Acquaintance, JournalOrder, Show
from bot.domain.kit.pages import Page
from bot.domain.posting.notices import Notice, NoticeKind
from bot.domain.reading.notes import Note, NoteFields, NoteVisibility
from bot.domain.stories.profiles import StoryLine
from bot.ui.circle import connections, medium_rules
from bot.ui.kit.layout import FramedCard
from bot.ui.kit.words import Words
from bot.ui.posting import notices

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINK = "https://medium.com/@ada/on-bees-1a2b3c4d5e6f"
SOMEBODY = 80351110224678912

BOTH = Acquaintance(SOMEBODY, NOW, NOW, NOW, NOW, helped=True, in_conversation=True)
LINES = tuple(
    JournalLine(replace(BOTH, member_id=SOMEBODY + number), name, former)
    for number, (name, former) in enumerate([("NAME", False), ("", False), ("", True), ("NAME " * 16, False)])
)
QUIET = tuple(SOMEBODY + number for number in range(3))
JOURNAL = JournalPage(Page(LINES, 1, 3, 14), Where(page=1), any=True, quiet=QUIET, own=OwnReading(NOW, 5, 2, 0.75))


def person(title: str = "TITLE", link: str = LINK, remark: str = "TITLE\nTITLE") -> PersonPage:
    """A page with all that can stand on one."""
    fields = NoteFields("<@1> " * 60, "", NoteVisibility.THREAD)
    note = Note(1, 2, 42, "1a2b", SOMEBODY, link, title, "NAME", 5, fields, NOW)
    return PersonPage(
        SOMEBODY,
        False,
        BOTH,
        (note, note),
        (NotedByThem(2, title, link, NOW),) * 2,
        (StoryLine(title, link, NOW, 5),) * 3,
        ("TAG",) * 5,
        remark,
    )


def word(kind: NoticeKind, about: str, **live: str | int) -> Callable[[Words], FramedCard]:
    """A word of care, as a direct message."""
    notice = Notice(1, kind, {"about": about}, NOW, live)
    return lambda say: notices.direct_card(notice, OURS.notice_looks[notice.kind], "NAME", say)


VOICES = {
    f"{field}_{number}": value for number in (1, 2, 3) for field, value in {"title": "TITLE", "link": LINK}.items()
}

CARDS: dict[str, Callable[[Words], FramedCard]] = {
    "connections": partial(connections.journal_card, JOURNAL),
    "connections, full": partial(
        connections.journal_card,
        replace(JOURNAL, people=Page((LINES[3],) * 5, 1, 3, 14), where=Where(JournalOrder.NAME, Show.HELPED, 1)),
    ),
    "connections, nobody under the filter": partial(
        connections.journal_card, JournalPage(Page(()), Where(show=Show.READ_ME), any=True)
    ),
    "no connections": partial(connections.journal_card, JournalPage(Page(()), Where(), any=False)),
    "person": lambda say: connections.person_card(person(), Where(), say),
    "person, at its longest": lambda say: connections.person_card(
        person("<@1> " * 50, LINK + "x" * 100, "<@1> " * 100), Where(), say
    ),
    "person, former": lambda say: connections.person_card(
        PersonPage(SOMEBODY, True, replace(BOTH, noted_by_me=None)), Where(), say
    ),
    "person, nothing yet": lambda say: connections.person_card(PersonPage(SOMEBODY, False, None), Where(), say),
    "medium rules": medium_rules.medium_rules_card,
    "new voices": word(NoticeKind.CARE, "voices", author_1=SOMEBODY, **VOICES),
    "no new voices": word(NoticeKind.CARE, "voices"),
    "first reader": word(NoticeKind.FIRST_READER, "first", title="TITLE", link=LINK),
}
