"""The cards about answers to notes and about moderation, for the tests over every card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.app.kinds import OURS
from bot.domain.boards.points import AnswerKind
from bot.domain.kit.pages import Page
from bot.domain.posting.notices import Heard, Notice, NoticeKind
from bot.domain.reading.answers import Answer, Answered, NotCounted, NoteOnStory, Outcome
from bot.domain.reading.moderation import Act, AuditEntry, Exclusion, NoteRecord, Report, ReportCard
from bot.domain.reading.notes import NoteVisibility
from bot.ui.kit.layout import FramedCard
from bot.ui.kit.words import Words
from bot.ui.posting import notices
from bot.ui.reading import answers_to_notes, moderation

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINK = "https://medium.com/@ada/on-bees-1a2b3c4d5e6f"
READER, AUTHOR, MODERATOR = (80351110224678912 + each for each in range(3))

HELPED, THANKS = (Answer(kind, NOW, counts=True) for kind in AnswerKind)
NOTE = NoteOnStory(5, 1, READER, AUTHOR, "TITLE", LINK, NoteVisibility.THREAD, "TAG\nTAG", "TAG", NOW)
LONG = replace(
    NOTE, title="*" * 300, link=LINK + "x" * (500 - len(LINK)), said="*\n" * 750, liked="*" * 300, reader_id=77
)
HIDDEN = replace(NOTE, hidden_at=NOW, answers=(HELPED, THANKS))
REPORT = Report(3, NOTE, AUTHOR, "TAG", NOW)
LONG_REPORT = Report(3, LONG, AUTHOR, "*" * 300, NOW)
RECORD = NoteRecord(5, READER, "TITLE", LINK, NoteVisibility.PRIVATE, NOW, None)
WORD = Notice(
    1,
    NoticeKind.NOTE,
    {"about": "note", "note": 5},
    NOW,
    {"title": "TITLE", "reader": READER, "quoted": "TAG " * 60},
)
LONG_WORD = replace(WORD, live={"title": "*" * 300, "reader": READER, "quoted": "*" * 300})
LONG_VERDICT = Notice(
    1, NoticeKind.ANSWER, {"about": "void", "note": 5, "reason": "*" * 300}, NOW, {"title": "*" * 300}
)
ACTS = tuple(AuditEntry(1, act, READER, MODERATOR, "TAG", NOW, "TITLE") for act in Act)


def answered(kind: AnswerKind, outcome: Outcome, why: NotCounted | None = None, left: int | None = None) -> Answered:
    return Answered(replace(NOTE, answers=(HELPED, THANKS)), kind, outcome, why, left)


def _answered(each: Answered) -> Callable[[Words], FramedCard]:
    return lambda say: answers_to_notes.answered_card(each, say)


CARDS: dict[str, Callable[[Words], FramedCard]] = {
    "note for its author": lambda say: answers_to_notes.note_card(NOTE, say),
    "note for its author, at its longest": lambda say: answers_to_notes.note_card(LONG, say),
    "note for its author, hidden and answered": lambda say: answers_to_notes.note_card(HIDDEN, say),
    **{
        f"answered: {each.kind}, {each.outcome}, {each.not_counted}, {each.left_today}": _answered(each)
        for each in [
            *(answered(kind, outcome, left=4) for kind in AnswerKind for outcome in Outcome),
            *(answered(AnswerKind.HELPED, outcome, why, left=0) for outcome in Outcome for why in NotCounted),
        ]
    },
    "note hidden": lambda say: answers_to_notes.hidden_card(NOTE, say),
    "note reported": answers_to_notes.reported_card,
    "report": lambda say: moderation.report_card(ReportCard(REPORT), say),
    "report at its longest": lambda say: moderation.report_card(ReportCard(LONG_REPORT), say),
    "report dismissed": lambda say: moderation.settled_card(replace(REPORT, settled_by=MODERATOR), say),
    "report upheld": lambda say: moderation.settled_card(
        replace(REPORT, note=replace(NOTE, voided_at=NOW), settled_by=MODERATOR), say
    ),
    "reports": lambda say: moderation.reports_card(Page((LONG_REPORT,), 1, 3, 3), say),
    "no reports": lambda say: moderation.reports_card(Page(()), say),
    "note for moderators": lambda say: moderation.record_card(RECORD, say),
    "note for moderators, voided": lambda say: moderation.record_card(replace(RECORD, voided_at=NOW), say),
    "excluded": lambda say: moderation.excluded_card(Exclusion(READER, NOW, MODERATOR, "TAG"), say),
    "included": lambda say: moderation.included_card(READER, say),
    "log": lambda say: moderation.log_card(Page((*ACTS[1:], replace(ACTS[0], title=None)), 1, 3, 15), say),
    "empty log": lambda say: moderation.log_card(Page(()), say),
    "words about notes": lambda say: notices.waiting_card(Heard((WORD,) * 5, 2), OURS.notice_looks, say),
    "words about notes at their longest": lambda say: notices.waiting_card(
        Heard((LONG_WORD,) * 5, 2), OURS.notice_looks, say
    ),
    "words about verdicts at their longest": lambda say: notices.waiting_card(
        Heard((LONG_VERDICT,) * 5, 2), OURS.notice_looks, say
    ),
    "direct message about a note": lambda say: notices.direct_card(WORD, OURS.notice_looks[WORD.kind], "NAME", say),
}
