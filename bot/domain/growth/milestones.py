"""Milestones: those that the bot finds and offers to its member in private, and those that a member reports.

The bot finds only what happened in this guild (announced stories, weeks, years). What happens on Medium (followers, a
publication, earnings) rests on the member's word: nobody asks for it and nobody has to prove it. Whether and where a
milestone is celebrated is the member's choice each time.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class MilestoneKind(StrEnum):
    """The kinds of milestones."""

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
    """Something that was reached. ``amount``: the number of what the kind counts; 0 for kinds that count nothing.
    Offers are remembered by kind and amount, so that each is made once."""

    kind: MilestoneKind
    amount: int


@dataclass(frozen=True, slots=True)
class ToldMilestone:
    """A milestone that the member reports. ``words`` are plain text, may be empty."""

    kind: MilestoneKind
    amount: int = 0
    words: str = ""


class ToldProblem(StrEnum):
    """Why a reported milestone cannot be shared as it is."""

    FOUND_BY_THE_BOT = "found_by_the_bot"
    """The bot counts these itself."""
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_TOO_HIGH = "amount_too_high"
    WORDS_MISSING = "words_missing"
    WORDS_TOO_LONG = "words_too_long"


@dataclass(frozen=True, slots=True)
class Record:
    """A member's writing and reading in a guild, as counted by the bot.

    ``stories``: announced stories, without those that existed before the member registered (baseline).
    ``registered_on`` and ``today`` are days of the member's time zone. Streaks are in the member's weeks.
    """

    stories: int
    registered_on: date
    today: date
    writing_weeks: int = 0
    reading_weeks: int = 0


def years_since(day: date, today: date) -> int:
    """Whole years between two days; 0 for a day in the future. The anniversary of 29 February is 1 March in common
    years.

    >>> years_since(date(2024, 2, 29), date(2025, 2, 28)), years_since(date(2024, 2, 29), date(2025, 3, 1))
    (0, 1)
    """
    return max(0, today.year - day.year - ((today.month, today.day) < (day.month, day.day)))


def weeks_in_a_row(starts: Iterable[date], current: date) -> int:
    """How many weeks in a row, up to the current one, are in ``starts`` (first days of weeks, all of the same weekday).

    The current week does not end the row if it is missing, because it is not over yet.
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

    Years count only for members with at least one story in the guild.
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
    """(what to offer to the member now, what to remember); each milestone is offered once.

    Of several new ones of the same kind only the highest is offered, because "the tenth" implies "the first". All are
    remembered, so that a streak that begins again is not offered again. Milestones lower than a remembered one of their
    kind are not new.
    """
    highest = {kind: max((each.amount for each in remembered if each.kind is kind), default=0) for kind in FOUND}
    news = tuple(each for each in reached(record) if each.amount > highest[each.kind])
    top = {each.kind: each for each in news}
    return tuple(top.values()), news


def check(told: ToldMilestone) -> ToldProblem | None:
    """Why the reported milestone cannot be shared; ``None`` if it can."""
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
