"""A member's own numbers: the form, the private card with its chart, and the file."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import discord
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from discord import ui

from bot.domain.growth.growth import CSV_HEADER, LONGEST_TYPED, SCALES, Logged, Measure, Unit, in_unit
from bot.domain.growth.growth_views import GrowthPage, Latest, LogOutcome
from bot.domain.kit.pictures import DayTick, LinePoint, LinesPicture, ValueTick, day_ticks, value_ticks
from bot.domain.text.text import clean
from bot.ui.growth.refusals import number_problem
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton
from bot.ui.kit.card import Card
from bot.ui.kit.forms import Form, line_field
from bot.ui.kit.layout import RED, alt_text, attached_picture, lines, row, small, text
from bot.ui.kit.selects import CardSelect, Option, options_for
from bot.ui.kit.tables import csv_bytes
from bot.ui.kit.words import Words

LOGGED = Action("growth.logged", day=date, followers=str, views=str, reads=str, read_ratio=str, earnings=str)
"""One text field for each ``Measure``."""
TURN = Action("growth.turn", measure=Measure)
REMOVE = Action("growth.remove", measure=Measure, day=date | None)
"""``day=None`` deletes nothing: the menu's first option."""
ASK_CLEAR = Action("growth.clear")
CLEAR = Action("growth.cleared")
KEEP = Action("growth.keep")

PICTURE = "growth.png"
"""The file name of the chart, to which the card refers."""

LEAST_POINTS = 2
"""Least points of a chart: a single number is shown as text."""

_PATTERNS = {Unit.COUNT: "#,##0", Unit.PER_CENT: "#,##0.0", Unit.US_DOLLARS: "#,##0.00"}
"""Babel's number patterns, by unit."""

_AXIS_PATTERN = "#,##0.###"
"""The pattern for the labels of the chart's axis, without trailing zeros."""


def measure_words(measure: Measure, say: Words) -> str:
    """A measure's name."""
    match measure:
        case Measure.FOLLOWERS:
            return say("Followers")
        case Measure.VIEWS:
            return say("Views")
        case Measure.READS:
            return say("Reads")
        case Measure.READ_RATIO:
            return say("Read ratio")
        case Measure.EARNINGS:
            return say("Earnings")


def _unit_about(measure: Measure, say: Words) -> str:
    match SCALES[measure].unit:
        case Unit.COUNT:
            return say("How many, such as 1200 or 1.2k")
        case Unit.PER_CENT:
            return say("In per cent, such as 47.5")
        case Unit.US_DOLLARS:
            return say("In US dollars, such as 12.50")


def value_words(measure: Measure, value: Decimal, say: Words, *, axis: bool = False) -> str:
    """A number with its unit, in the format of the reader's language. ``axis``: without trailing zeros."""
    unit = SCALES[measure].unit
    number = format_decimal(value, format=_AXIS_PATTERN if axis else _PATTERNS[unit], locale=say.locale)
    match unit:
        case Unit.COUNT:
            return number
        case Unit.PER_CENT:
            return say("{number}%", number=number)
        case Unit.US_DOLLARS:
            return say("${number}", number=number)


def _number(logged: Logged, say: Words) -> str:
    return value_words(logged.measure, in_unit(logged.measure, logged.value), say)


def day_words(day: date, say: Words) -> str:
    """A date with its year. Not a Discord time stamp, which can show another day than that in the member's zone."""
    return format_date(day, "medium", locale=say.locale)


def log_form(day: date, say: Words) -> Form:
    """The form for a day's numbers. All fields are optional, and named after their measures."""
    fields = [
        line_field(each.value, measure_words(each, say), _unit_about(each, say), "", limit=LONGEST_TYPED)
        for each in Measure
    ]
    return Form(LOGGED, day, title=say("Your numbers of {day}", day=day_words(day, say)), fields=fields)


def logged_card(outcome: LogOutcome, say: Words) -> Card:
    """The card after the form: the numbers that were kept, and those that were refused, with why."""
    parts: list[ui.Item[Any]] = []
    if outcome.kept:
        kept = [f"- {measure_words(each.measure, say)}: **{_number(each, say)}**" for each in outcome.kept]
        parts.append(text("### " + say("Kept for {day}", day=day_words(outcome.day, say)), *kept))
    for measure, (typed, problem) in outcome.refused.items():
        shown = clean(typed, limit=2 * LONGEST_TYPED)
        parts.append(
            text(
                say("Not kept: {measure}, “{typed}”.", measure=measure_words(measure, say), typed=shown),
                number_problem(problem, say) + " " + say("`/growth log` takes it again."),
            )
        )
    if not parts:
        parts.append(text(say("You typed no number, so there is nothing to keep.")))
    parts.append(text(small(say("Only you ever see your numbers. `/growth show` has their lines."))))
    return Card(*parts)


def growth_card(page: GrowthPage, say: Words, alt: str = "") -> Card:
    """The member's newest numbers. ``alt``: the description of the chart that is attached; empty for no chart."""
    parts: list[ui.Item[Any]] = [text("### " + say("Your numbers"))]
    if page.measure is None:
        parts.append(text(say("You have logged none yet. `/growth log` keeps some, for you alone.")))
        return Card(*parts)
    parts.append(text("\n".join(_latest(each, say) for each in page.latest)))
    if alt:
        parts.append(attached_picture(PICTURE, alt))
    elif len(page.points) < LEAST_POINTS:
        parts.append(text(small(say("With a second number of another day there will be a line."))))
    else:
        parts.append(text(small(say("The chart could not be drawn just now; the numbers are safe."))))
    parts.append(row(CardSelect(TURN, label=say("Which line to show"), options=_measures(page, say))))
    entries = _entries(page, page.measure, say)
    parts.append(row(CardSelect(REMOVE, page.measure, label=say("Which number to delete"), options=entries)))
    parts.append(row(CardButton(ASK_CLEAR, label=say("Delete all"))))
    parts.append(text(small(say("Only you see this. `/growth log` adds to it, `/growth export` hands it out."))))
    return Card(*parts)


def _latest(latest: Latest, say: Words) -> str:
    newest, before = latest.newest, latest.before
    measure = newest.measure
    value = _number(newest, say)
    of = day_words(newest.day, say)
    shown = f"**{measure_words(measure, say)}**: {value}"
    if before is None:
        return lines(shown, small(of))
    change = in_unit(measure, newest.value - before.value)
    since = day_words(before.day, say)
    if not change:
        told = say("the same as on {day}", day=since)
    else:
        sign = "+" if change > 0 else "\N{MINUS SIGN}"
        told = say("{change} since {day}", change=sign + value_words(measure, abs(change), say), day=since)
    return lines(shown, small(f"{of} · {told}"))


def _measures(page: GrowthPage, say: Words) -> list[Option]:
    def words(measure: Measure, say: Words) -> str:
        return say("Show the line of: {measure}", measure=measure_words(measure, say))

    return options_for((each.newest.measure for each in page.latest), words, page.measure, say)


def _entries(page: GrowthPage, measure: Measure, say: Words) -> list[Option]:
    """The numbers that can be deleted, after an option that deletes nothing."""
    none = Option(None, say("Delete a number of: {measure}", measure=measure_words(measure, say)), chosen=True)
    return [none, *(Option(each.day, f"{day_words(each.day, say)}: {_number(each, say)}") for each in page.entries)]


def picture_of(page: GrowthPage, say: Words) -> LinesPicture | None:
    """The chart of the page's measure; ``None`` for fewer than two points."""
    if page.measure is None or len(page.points) < LEAST_POINTS:
        return None
    measure, points = page.measure, page.points
    whole = SCALES[measure].unit is Unit.COUNT
    last = points[-1]
    ticks = day_ticks(points[0].day, last.day)
    return LinesPicture(
        title=measure_words(measure, say),
        subtitle=say("{first} to {last}", first=day_words(points[0].day, say), last=day_words(last.day, say)),
        points=tuple(LinePoint(each.day, each.value) for each in points),
        values=tuple(
            ValueTick(value, value_words(measure, value, say, axis=True))
            for value in value_ticks((each.value for each in points), whole=whole)
        ),
        days=tuple(DayTick(day, _short_day(day, ticks, say)) for day in ticks),
        latest=value_words(measure, last.value, say),
        footer=say("Your own numbers, for you alone"),
    )


def _short_day(day: date, ticks: Sequence[date], say: Words) -> str:
    """A tick's label: a month if every tick is the first of one, else a day. The year is in the subtitle."""
    months = all(tick.day == 1 for tick in ticks)
    return format_skeleton("yMMM" if months else "MMMd", day, locale=say.locale)


def picture_alt(page: GrowthPage, picture: LinesPicture, say: Words) -> str:
    """The chart's description, for those who do not see it."""
    measure = page.measure
    values = [each.value for each in picture.points if each.value is not None]
    if measure is None or not values:
        return picture.title
    return alt_text(
        say(
            "A line of {measure}, {span}: from {first} to {last}; lowest {lowest}, highest {highest}.",
            measure=picture.title,
            span=picture.subtitle,
            first=value_words(measure, values[0], say),
            last=value_words(measure, values[-1], say),
            lowest=value_words(measure, min(values), say),
            highest=value_words(measure, max(values), say),
        )
    )


def ask_clear_card(say: Words) -> Card:
    """The question before all numbers are deleted."""
    return Card(
        text(
            "**" + say("Delete all the numbers that you logged in this server?") + "**",
            small(say("It cannot be taken back. `/growth export` hands you a copy first.")),
        ),
        row(
            CardButton(CLEAR, label=say("Delete all"), style=discord.ButtonStyle.danger),
            CardButton(KEEP, label=say("Keep them")),
        ),
        colour=RED,
    )


def cleared_card(count: int, say: Words) -> Card:
    """The card after numbers were deleted."""
    return Card(text(say.many("Deleted: {n} number.", "Deleted: {n} numbers.", count)))


def kept_card(say: Words) -> Card:
    """The card after the member chose not to delete."""
    return Card(text(say("Nothing was deleted.")))


def growth_file(rows: Sequence[Sequence[str]]) -> discord.File:
    """The numbers as a CSV file, made in memory."""
    return discord.File(BytesIO(csv_bytes([CSV_HEADER, *rows])), filename="inklings-my-numbers.csv")


def file_line(say: Words) -> str:
    """The line that is sent with the file."""
    return say("Your numbers. Only you see this.")
