"""Milestones: those that the bot finds and offers its member in private, and those that a member tells of.

The bot finds only what happened in this guild (stories told here, weeks, years). What is Medium's own (followers, a
publication, earnings) is the member's word, asked of nobody and proved to nobody. Whether and where either is
celebrated is the member's choice each time.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class MilestoneKind(StrEnum):
    """What was reached."""

    STORIES = "stories"
    """Stories told here: the first, the tenth, ..."""
    YEARS = "years"
    """Whole years of writing here since the first profile was registered."""
    WRITING_STREAK = "writing_streak"
    """Weeks in a row with a story."""
    READING_STREAK = "reading_streak"
    """Weeks in a row with a note."""
    FOLLOWERS = "followers"
    EARNINGS = "earnings"
    """US dollars earned, in all."""
    PUBLICATION = "publication"
    """Taken in by a publication, or began one."""
    BOOSTED = "boosted"
    """A story that Medium's curators boosted."""
    BOOK = "book"
    OTHER = "other"
    """Anything else, in the member's words."""


FOUND = (
    MilestoneKind.STORIES,
    MilestoneKind.YEARS,
    MilestoneKind.WRITING_STREAK,
    MilestoneKind.READING_STREAK,
)
"""What the bot finds by itself."""

TOLD = (
    MilestoneKind.FOLLOWERS,
    MilestoneKind.EARNINGS,
    MilestoneKind.PUBLICATION,
    MilestoneKind.BOOSTED,
    MilestoneKind.BOOK,
    MilestoneKind.OTHER,
)
"""What only the member's own word can say."""

STORY_STEPS = (1, 10, 25, 50, 100, 250, 500, 1000)
"""Stories worth a word: the first two are the issue's; further on about a doubling, so that each is rarer."""

STREAK_STEPS = (4, 12, 26, 52, 104)
"""Weeks worth a word: a month, a quarter, half a year, a year, two."""

MOST_AMOUNT = {MilestoneKind.FOLLOWERS: 100_000_000, MilestoneKind.EARNINGS: 10_000_000}
"""Kinds that have a number, and the most that is believed: beyond, a digit too many was typed."""

WORDS_LIMIT = 200
"""Characters of the member's own words about it: two lines on a phone."""

NEEDS_WORDS = frozenset({MilestoneKind.PUBLICATION, MilestoneKind.OTHER})
"""Kinds that say nothing without words: which publication, what else."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something reached. ``amount`` is a number of what the kind counts; 0 for kinds that count nothing. With its kind
    it is what the offer is remembered by: each is offered once."""

    kind: MilestoneKind
    amount: int


@dataclass(frozen=True, slots=True)
class ToldMilestone:
    """A milestone by the member's own word. ``words`` are plain text, may be empty."""

    kind: MilestoneKind
    amount: int = 0
    words: str = ""


class ToldProblem(StrEnum):
    """Why a member's own milestone cannot be shared as it is."""

    FOUND_BY_THE_BOT = "found_by_the_bot"
    """The bot counts these itself."""
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_TOO_HIGH = "amount_too_high"
    WORDS_MISSING = "words_missing"
    WORDS_TOO_LONG = "words_too_long"


@dataclass(frozen=True, slots=True)
class Record:
    """What the bot knows of a member's writing and reading in a guild, all of it counted here.

    ``stories``: stories told here, not those that were there before the member registered (baseline).
    ``registered_on`` and ``today`` are days of the member's zone. Streaks are in the guild's weeks.
    """

    stories: int
    registered_on: date
    today: date
    writing_weeks: int = 0
    reading_weeks: int = 0


def years_since(day: date, today: date) -> int:
    """Whole years between two days; 29 February has its anniversary on 1 March in common years. 0 if it is to come.

    >>> years_since(date(2024, 2, 29), date(2025, 2, 28)), years_since(date(2024, 2, 29), date(2025, 3, 1))
    (0, 1)
    """
    return max(0, today.year - day.year - ((today.month, today.day) < (day.month, day.day)))


def weeks_in_a_row(starts: Iterable[date], current: date) -> int:
    """How many weeks in a row, up to the current one, are among ``starts`` (first days of weeks, all of one weekday).

    A current week that is not among them is not over yet, and does not end the row.
    """
    weeks = set(starts)
    week = current if current in weeks else current - timedelta(weeks=1)
    count = 0
    while week in weeks:
        count += 1
        week -= timedelta(weeks=1)
    return count


def reached(record: Record) -> tuple[Milestone, ...]:
    """Every milestone that the record has passed, by kind in the order of ``FOUND``, ascending.

    A year without a story written here is no year of writing.
    """
    years = years_since(record.registered_on, record.today) if record.stories else 0
    steps: dict[MilestoneKind, Iterable[int]] = {
        MilestoneKind.STORIES: (step for step in STORY_STEPS if step <= record.stories),
        MilestoneKind.YEARS: range(1, years + 1),
        MilestoneKind.WRITING_STREAK: (step for step in STREAK_STEPS if step <= record.writing_weeks),
        MilestoneKind.READING_STREAK: (step for step in STREAK_STEPS if step <= record.reading_weeks),
    }
    return tuple(Milestone(kind, step) for kind in FOUND for step in steps[kind])


def to_offer(record: Record, remembered: Collection[Milestone]) -> tuple[tuple[Milestone, ...], tuple[Milestone, ...]]:
    """(what to offer the member now, what to remember): each milestone is offered once.

    Of several of one kind that were passed since the last look only the highest is offered: "the tenth" says "the
    first" too. All are remembered, so that a streak that begins anew is not offered again for what it was. Milestones
    lower than a remembered one of their kind are no news.
    """
    highest = {kind: max((each.amount for each in remembered if each.kind is kind), default=0) for kind in FOUND}
    news = tuple(each for each in reached(record) if each.amount > highest[each.kind])
    top = {each.kind: each for each in news}
    return tuple(top.values()), news


def check(told: ToldMilestone) -> ToldProblem | None:
    """What keeps the member's own milestone from being shared, or ``None``."""
    if told.kind not in TOLD:
        return ToldProblem.FOUND_BY_THE_BOT
    if told.kind in MOST_AMOUNT:
        if told.amount < 1:
            return ToldProblem.AMOUNT_MISSING
        if told.amount > MOST_AMOUNT[told.kind]:
            return ToldProblem.AMOUNT_TOO_HIGH
    if told.kind in NEEDS_WORDS and not told.words.strip():
        return ToldProblem.WORDS_MISSING
    return ToldProblem.WORDS_TOO_LONG if len(told.words) > WORDS_LIMIT else None
