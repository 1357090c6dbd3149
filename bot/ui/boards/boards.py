"""A leaderboard on a private card: its lines, the member's own score, and the menus for other boards."""

from typing import Any

from discord import ui

from bot.domain.boards.boards import (
    Board,
    BoardLine,
    BoardPresence,
    BoardView,
    Correction,
    CorrectionReason,
    Naming,
    Span,
)
from bot.domain.text.text import clean
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.layout import NAME_LIMIT, isolated, mention, row, small, text
from bot.ui.kit.selects import CardSelect, options_for
from bot.ui.kit.words import Words, stamp

TURN_WEEK = Action("board.week", board=Board, week_id=int)
PICK_SPAN = Action("board.span", board=Board, span=Span)
PICK_BOARD = Action("board.board", span=Span, week_id=int | None, board=Board)
PRESENCE = Action("board.presence", span=Span, board=Board, week_id=int | None, presence=BoardPresence)
"""``week_id`` is ``None`` for a board of another span than a week."""

NO_WEEK_BEFORE, NO_WEEK_AFTER = 0, -1
"""Ids of no week, for disabled buttons: the ids of a card's components have to differ."""


def board_words(board: Board, say: Words) -> str:
    """A board's name."""
    match board:
        case Board.POINTS:
            return say("Points")
        case Board.READERS:
            return say("Different writers read")
        case Board.HELPFUL:
            return say("Helpful notes")
        case Board.CONNECTIONS:
            return say("New connections")
        case Board.STREAK:
            return say("Weeks in a row")


def score_words(board: Board, score: int, say: Words) -> str:
    """A score with its unit."""
    match board:
        case Board.POINTS:
            return say.many("{n} point", "{n} points", score)
        case Board.READERS:
            return say.many("{n} writer", "{n} writers", score)
        case Board.HELPFUL:
            return say.many("helped {n} writer", "helped {n} writers", score)
        case Board.CONNECTIONS:
            return say.many("{n} new writer", "{n} new writers", score)
        case Board.STREAK:
            return say.many("{n} week", "{n} weeks", score)


def span_words(span: Span, say: Words) -> str:
    """A span's name."""
    match span:
        case Span.WEEK:
            return say("This week")
        case Span.MONTH:
            return say("This month")
        case Span.ALL:
            return say("All time")
        case Span.CHALLENGE:
            return say("The challenge")


def presence_words(presence: BoardPresence, say: Words) -> str:
    """A way of being shown on boards, as the label of a choice."""
    match presence:
        case BoardPresence.SHOWN:
            return say("Show me with my name")
        case BoardPresence.ANONYMOUS:
            return say("Show me without my name")
        case BoardPresence.ABSENT:
            return say("Leave me out")


def who_words(member_id: int, naming: Naming, say: Words) -> str:
    """How a member is named. A mention pings nobody, as the sender allows no pings."""
    match naming:
        case Naming.NAMED:
            return mention(member_id)
        case Naming.ANONYMOUS:
            return say("somebody who stays unnamed")
        case Naming.FORMER:
            return say("a former member")


def line_words(line: BoardLine, board: Board, say: Words) -> str:
    """A line of a board."""
    return say(
        "**{rank}.** {who}: {score}",
        rank=say.number(line.rank),
        who=who_words(line.member_id, line.naming, say),
        score=score_words(board, line.score, say),
    )


def board_card(view: BoardView, say: Words) -> Card:
    """A board, for the member who asked, with the menus for other spans and boards."""
    parts: list[ui.Item[Any]] = [text(f"## {board_words(view.board, say)}", small(_when(view, say)))]
    parts.append(text("\n".join(line_words(line, view.board, say) for line in view.lines) or _nobody(view, say)))
    parts.append(text(_own(view, say), *_beside(view, say)))
    if view.corrections:
        corrected = [_correction(each, view.board, say) for each in view.corrections]
        parts.append(text("**" + say("Corrected since") + "**", *corrected))
    if view.span is Span.WEEK:
        parts.append(_weeks(view, say))
    boards = options_for(Board, board_words, view.board, say)
    presences = options_for(BoardPresence, presence_words, view.own.presence, say)
    # Of a past week no span is marked: picking "this week" leads back.
    marked = None if view.span is Span.WEEK and view.later is not None else view.span
    spans = options_for(Span, span_words, marked, say)
    where = view.span, view.week_id
    shown = view.span, view.board, view.week_id
    parts.append(row(CardSelect(PICK_SPAN, view.board, label=say("Which time"), options=spans)))
    parts.append(row(CardSelect(PICK_BOARD, *where, label=say("Which board"), options=boards)))
    parts.append(row(CardSelect(PRESENCE, *shown, label=say("How boards show you"), options=presences)))
    return Card(*parts)


def _when(view: BoardView, say: Words) -> str:
    if view.starts_at is None or view.ends_at is None:
        return span_words(view.span, say)
    times = {"begins": stamp(view.starts_at, "D"), "ends": stamp(view.ends_at, "f")}
    if view.challenge:
        name = isolated(clean(view.challenge, limit=2 * NAME_LIMIT))
        return say("{name}: from {begins} to {ends}", name=name, **times)
    return say("From {begins} to {ends}", **times)


def _nobody(view: BoardView, say: Words) -> str:
    if view.span is Span.CHALLENGE and view.challenge is None:
        return say("There was no challenge here yet. `/challenge list` shows what is planned.")
    return say("Nobody yet. A note on a story that you read is enough: `/read log`, or the button under a story.")


def _own(view: BoardView, say: Words) -> str:
    own = view.own
    score = score_words(view.board, own.score, say)
    if own.excluded:
        return say("You: {score}. The moderators have taken you off the boards.", score=score)
    if own.rank is not None:
        return say("You: {score}, rank {rank}.", score=score, rank=say.number(own.rank))
    if own.presence is BoardPresence.ABSENT:
        return say("You: {score}, not on the board, as you chose.", score=score)
    return say("You: {score}, not on the board.", score=score)


def _beside(view: BoardView, say: Words) -> list[str]:
    """The small print under the lines."""
    found: list[str] = []
    if view.own.pending:
        found.append(
            say.many(
                "{n} more is pending: points for helpful notes count when the week ends, unless you two helped each"
                " other.",
                "{n} more are pending: points for helpful notes count when the week ends, unless you two helped each"
                " other.",
                view.own.pending,
            )
        )
    if view.talked_about is not None:
        found.append(say.many("{n} story was talked about.", "{n} stories were talked about.", view.talked_about))
    if view.span is Span.MONTH:
        found.append(say("A month has the weeks that end in it."))
    if view.closed:
        found.append(say("This is how it stood at the end."))
    return [small(each) for each in found]


def _why(reason: CorrectionReason, say: Words) -> str:
    match reason:
        case CorrectionReason.VOIDED:
            return say("a note was voided")
        case CorrectionReason.RESTORED:
            return say("a note counts again")
        case CorrectionReason.WITHDRAWN:
            return say("a note or a help was taken back")
        case CorrectionReason.EXCLUDED:
            return say("taken off the boards")
        case CorrectionReason.INCLUDED:
            return say("on the boards again")


def _correction(correction: Correction, board: Board, say: Words) -> str:
    return say(
        "- {who}: {score} now, {why} ({when})",
        who=who_words(correction.member_id, correction.naming, say),
        score=score_words(board, correction.score, say),
        why=_why(correction.reason, say),
        when=stamp(correction.corrected_at, "d"),
    )


def _weeks(view: BoardView, say: Words) -> ui.ActionRow[Any]:
    earlier, later = view.earlier or NO_WEEK_BEFORE, view.later or NO_WEEK_AFTER
    return row(
        CardButton(TURN_WEEK, view.board, earlier, label=say("The week before"), disabled=view.earlier is None),
        CardButton(TURN_WEEK, view.board, later, label=say("The next week"), disabled=view.later is None),
    )
