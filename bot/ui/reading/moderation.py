"""Reports, notes and the log of actions, for moderators. The text of a note is shown only if it was reported."""

from typing import Any

import discord
from discord import ui

from bot.domain.kit.pages import Page
from bot.domain.reading.moderation import Act, AuditEntry, Exclusion, NoteRecord, Report, ReportCard
from bot.domain.text.text import clean, plain
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.choices import CHOICE_LIMIT
from bot.ui.kit.forms import Form
from bot.ui.kit.layout import WARM, masked, row, small, text, whom
from bot.ui.kit.pager import Order, pager
from bot.ui.kit.words import Words, stamp
from bot.ui.posting.look import Look
from bot.ui.reading.answers_to_notes import TITLE_LIMIT, note_lines, reason_field, story_link

REPORTS = Action("moderate.reports", page=int)
UPHOLD = Action("moderate.uphold", report_id=int)
UPHELD = Action("moderate.upheld", report_id=int, reason=str)
DISMISS = Action("moderate.dismiss", report_id=int)
VOID = Action("moderate.void", note_id=int)
VOIDED = Action("moderate.voided", note_id=int, reason=str)
RESTORE = Action("moderate.restore", note_id=int)
RESTORED = Action("moderate.restored", note_id=int, reason=str)
LOG = Action("moderate.log", page=int)

REASON_SHOWN = 400
"""Characters of a reason as shown, with some room for the backslashes of escaping."""
REASON_IN_LOG = 300
"""Characters of a reason in the log, which has five entries on a page."""


def _report_parts(report: Report, say: Words) -> list[ui.Item[Any]]:
    reporter = whom(report.reporter_id, say)
    return [
        text(note_lines(report.note, say)),
        text(
            say("Reported by {member} {when}:", member=reporter, when=stamp(report.reported_at)),
            clean(report.reason, limit=REASON_SHOWN),
        ),
    ]


def _report_buttons(report: Report, say: Words) -> ui.ActionRow[Any]:
    return row(
        CardButton(UPHOLD, report.id, label=say("Void the note"), style=discord.ButtonStyle.danger),
        CardButton(DISMISS, report.id, label=say("Dismiss")),
    )


def report_card(card: ReportCard, say: Words) -> Card:
    """A report in the moderators' channel."""
    report = card.report
    about = say("To void it takes it out of the counting; only its story's author can hide it from the thread.")
    return Card(
        text("### " + say("A note was reported")),
        *_report_parts(report, say),
        _report_buttons(report, say),
        text(small(about)),
        colour=WARM,
    )


def settled_card(report: Report, say: Words) -> Card:
    """The card after a report was settled: the note's text is no longer shown."""
    by = whom(report.settled_by or 0, say)
    if report.note.voided_at is not None:
        done = say("{moderator} has voided the note.", moderator=by)
        step = say("`/moderate note` undoes it, `/moderate log` has every act with its reason.")
    else:
        done = say("{moderator} has dismissed the report.", moderator=by)
        step = say("`/moderate note` voids the note all the same, `/moderate log` has every act with its reason.")
    title = story_link(report.note)
    reader = whom(report.note.reader_id, say)
    return Card(
        text(
            f"**{done}**", say("It is about the note on {title}, by {reader}.", title=title, reader=reader), small(step)
        )
    )


def reports_card(page: Page[Report], say: Words) -> Card:
    """The open reports, one at a time."""
    title = text("### " + say("Reports that are open"))
    if not page.items:
        return Card(title, text(say("None. Writers can report notes on their own stories; each is listed here.")))
    (report,) = page.items
    turning = pager(REPORTS, page=page, order=Order.OTHER, say=say)
    return Card(title, *_report_parts(report, say), _report_buttons(report, say), *turning)


def uphold_form(report: Report, say: Words) -> Form:
    """The form for the reason why a reported note is voided, filled in with the report's reason."""
    return Form(UPHELD, report.id, title=say("Void the note"), fields=[_why(say, report.reason)])


def record_card(record: NoteRecord, say: Words) -> Card:
    """A note without its text, with the button to void or restore it."""
    title, reader = masked(record.title, record.link), whom(record.reader_id, say)
    if record.voided_at is not None:
        state = say("Voided {when}: it does not count.", when=stamp(record.voided_at))
        button = CardButton(RESTORE, record.id, label=say("Let it count again"))
    else:
        state = say("It counts like every other.")
        button = CardButton(VOID, record.id, label=say("Void the note"), style=discord.ButtonStyle.danger)
    about = say("Notes are shown to moderators only when a story's author reports them.")
    return Card(
        text(
            "**" + say("The note on {title}, by {reader}", title=title, reader=reader) + "**",
            small(stamp(record.noted_at, "f")),
            state,
        ),
        row(button),
        text(small(about)),
    )


def void_form(note_id: int, say: Words) -> Form:
    """The form for the reason why a note is voided."""
    return Form(VOIDED, note_id, title=say("Void the note"), fields=[_why(say)])


def restore_form(note_id: int, say: Words) -> Form:
    """The form for the reason why a note is restored."""
    return Form(RESTORED, note_id, title=say("Let the note count again"), fields=[_why(say)])


def _why(say: Words, value: str = "") -> ui.Label[Any]:
    return reason_field(say("Why?"), say("The member reads this, and it stands in the log."), value)


def note_choice(record: NoteRecord, say: Words) -> str:
    """A note in one plain line, for an autocomplete choice."""
    day = record.noted_at.date().isoformat()
    title = plain(record.title, limit=CHOICE_LIMIT)
    line = say("{day}, voided: {title}", day=day, title=title) if record.voided_at else f"{day}: {title}"
    return plain(line, limit=CHOICE_LIMIT)


def excluded_card(excluded: Exclusion, say: Words) -> Card:
    """The card after a member was excluded."""
    done = say("{member} is out of the counting.", member=whom(excluded.member_id, say))
    return Card(
        text(
            f"**{done}**",
            say("They are on no open board, and what they answer to notes counts for nobody."),
            say("I tell them, with your reason. `/moderate include` undoes it."),
        )
    )


def included_card(member_id: int, say: Words) -> Card:
    """The card after a member was included again."""
    done = say("{member} counts again.", member=whom(member_id, say))
    return Card(
        text(f"**{done}**", say("So does what they answered to notes meanwhile. I tell them, with your reason."))
    )


def log_card(page: Page[AuditEntry], say: Words) -> Card:
    """A page of the moderators' actions, newest first."""
    parts: list[ui.Item[Any]] = [text("### " + say("What moderators did"))]
    if not page.items:
        parts.append(text(say("Nothing yet. Whatever is done with `/moderate` is listed here.")))
    for entry in page.items:
        who = small(f"{whom(entry.actor_id, say)} · {stamp(entry.done_at, 'f')}")
        parts.append(text(f"**{_act(entry, say)}**", clean(entry.reason, limit=REASON_IN_LOG), who))
    return Card(*parts, *pager(LOG, page=page, order=Order.TIME, say=say))


def _act(entry: AuditEntry, say: Words) -> str:
    member = whom(entry.member_id, say)
    story = masked(entry.title, "", limit=TITLE_LIMIT) if entry.title else say("a note that is gone")
    match entry.act:
        case Act.VOID:
            return say("Voided a note by {member}: {story}", member=member, story=story)
        case Act.RESTORE:
            return say("Let a note by {member} count again: {story}", member=member, story=story)
        case Act.DISMISS:
            return say("Dismissed a report of a note by {member}: {story}", member=member, story=story)
        case Act.EXCLUDE:
            return say("Took {member} out of the counting", member=member)
        case Act.INCLUDE:
            return say("Let {member} count again", member=member)


REPORT = Look(
    card=ReportCard,
    view=report_card,
    title=lambda _, say: say("A note was reported"),
    mark=lambda card: custom_id("ink", DISMISS, (card.report.id,)),
)
