"""The monthly report: the post, its picture, and how each of its numbers is counted."""

from datetime import date
from typing import Any

from babel.dates import format_skeleton
from babel.numbers import format_decimal
from discord import ui

from bot.domain.circle.monthly import FOUND_READERS, LITTLE_READ, LITTLE_READ_SINCE, Formula, Month, MonthNumbers
from bot.domain.circle.monthly_view import MonthlyCard, MonthReport, WeekNumbers
from bot.domain.circle.reciprocity import LEAST_MEMBERS, READER_WITHIN
from bot.domain.kit.pictures import BarChart, BarSeries, BarsPicture
from bot.ui.kit.actions import Action
from bot.ui.kit.buttons import CardButton, custom_id
from bot.ui.kit.card import Card
from bot.ui.kit.layout import alt_text, attached_picture, row, small, text
from bot.ui.kit.words import Words
from bot.ui.posting.look import Illustration, Look

FORMULAS = Action("monthly.formulas", month=str)
"""``month``: as in 2026-11."""

PICTURE = "month.png"
"""The file name of the picture, to which the card refers."""

BOOKS = "\N{BOOKS}"


def month_words(month: Month, say: Words) -> str:
    """A month with its year: "November 2026"."""
    return format_skeleton("yMMMM", date(month.year, month.month, 1), locale=say.locale)


def report_title(card: MonthlyCard, say: Words) -> str:
    """The report's heading, and the name of its forum post."""
    return say("Our reading in {month}", month=month_words(card.report.snapshot.month, say))


def report_card(card: MonthlyCard, say: Words) -> Card:
    """The post. Nobody is named or pinged. ``card.alt``: the description of the attached picture; empty for none."""
    numbers = card.report.snapshot.numbers
    parts: list[ui.Item[Any]] = [text(f"## {BOOKS} {report_title(card, say)}")]
    parts.append(text(*_reading(numbers, say), *_people(numbers, say)))
    if card.alt:
        parts.append(attached_picture(PICTURE, card.alt))
    if measures := _measures(numbers, say):
        parts.append(text(*measures))
    parts.append(text(small(say("Private notes are in none of these numbers, and nobody is named by them."))))
    month = card.report.snapshot.month
    parts.append(row(CardButton(FORMULAS, month.key, label=say("How these are counted"))))
    return Card(*parts)


def _reading(numbers: MonthNumbers, say: Words) -> list[str]:
    told = [say.many("**{n}** story was told here.", "**{n}** stories were told here.", numbers.stories)]
    if not numbers.notes:
        return told
    notes = say.many("**{n}** note", "**{n}** notes", numbers.notes)
    told.append(
        say.many(
            "**{n}** story was talked about, in {notes}.",
            "**{n}** stories were talked about, in {notes}.",
            numbers.talked_about,
            notes=notes,
        )
    )
    return told


def _people(numbers: MonthNumbers, say: Words) -> list[str]:
    told = []
    if numbers.new_connections:
        told.append(
            say.many(
                "**{n}** time somebody read a writer who was new to them.",
                "**{n}** times somebody read a writer who was new to them.",
                numbers.new_connections,
            )
        )
    if numbers.found_readers:
        told.append(
            say.many(
                "**{n}** writer who had hardly been read found readers.",
                "**{n}** writers who had hardly been read found readers.",
                numbers.found_readers,
            )
        )
    if numbers.milestones:
        told.append(
            say.many(
                "**{n}** milestone was shared and celebrated.",
                "**{n}** milestones were shared and celebrated.",
                numbers.milestones,
            )
        )
    return told


def _measures(numbers: MonthNumbers, say: Words) -> list[str]:
    told = []
    if numbers.with_reader is not None:
        told.append(
            say(
                "{share} of the stories found a reader within {days} days.",
                share=_share(numbers.with_reader, say),
                days=say.number(READER_WITHIN.days),
            )
        )
    if numbers.reciprocity is not None:
        told.append(
            say("{share} of the ties between reader and writer went both ways.", share=_share(numbers.reciprocity, say))
        )
    if numbers.attention_gini is not None:
        told.append(
            say(
                "How unevenly readers were spread over writers: {gini} (0 is even, near 1 is all with one).",
                gini=format_decimal(numbers.attention_gini, format="0.00", locale=say.locale),
            )
        )
    return told


def _share(share: float, say: Words) -> str:
    return f"**{say.percent(share)}**"


def picture_of(card: MonthlyCard, server: str, say: Words) -> BarsPicture:
    """The picture: the month's stories and notes, week by week."""
    weeks = card.report.weeks
    days = tuple(_days(week) for week in weeks)

    def series(name: str, field: str) -> BarSeries:
        return BarSeries(name, tuple(getattr(week, field) for week in weeks))

    return BarsPicture(
        title=report_title(card, say),
        subtitle=server,
        charts=(
            BarChart(
                say("Stories"), days, (series(say("told"), "stories"), series(say("talked about"), "talked_about"))
            ),
            BarChart(
                say("Reading"),
                days,
                (series(say("notes"), "notes"), series(say("new connections"), "new_connections")),
            ),
        ),
        footer=say("By days of the month"),
    )


def _days(week: WeekNumbers) -> str:
    return f"{week.first_day}\N{EN DASH}{week.last_day}" if week.first_day != week.last_day else f"{week.first_day}"


def picture_alt(picture: BarsPicture, say: Words) -> str:
    """The picture's description, for those who do not see it."""
    charts = []
    for chart in picture.charts:
        read = [
            f"{days}: " + ", ".join(f"{say.number(each.values[place])} {each.name}" for each in chart.series)
            for place, days in enumerate(chart.categories)
        ]
        charts.append(say("{chart} by days of the month. {bars}.", chart=chart.title, bars="; ".join(read)))
    return alt_text(say("Two bar charts. {charts}", charts=" ".join(charts)))


def formula_words(formula: Formula, say: Words) -> tuple[str, str]:
    """(a number's name, how it is counted)."""
    match formula:
        case Formula.STORIES:
            return say("Stories told"), say("stories by members that were announced here in the month, each once.")
        case Formula.TALKED_ABOUT:
            return say("Stories talked about"), say("different stories, of any age, with a note in the month.")
        case Formula.NOTES:
            return say("Notes"), say("notes written in the month; a note that was changed is still one.")
        case Formula.NEW_CONNECTIONS:
            return (
                say("New connections"),
                say("pairs of reader and writer whose first note ever fell in the month; two who meet are two."),
            )
        case Formula.FOUND_READERS:
            return (
                say("Writers who found readers"),
                say(
                    "at most {few} different reader in the {days} days before the month, {many} or more in it.",
                    few=say.number(LITTLE_READ),
                    days=say.number(LITTLE_READ_SINCE.days),
                    many=say.number(FOUND_READERS),
                ),
            )
        case Formula.MILESTONES:
            return say("Milestones"), say("those that members chose to share in the month.")
        case Formula.RECIPROCITY:
            return (
                say("Reading both ways"),
                say(
                    "of all pairs (reader, writer) of the month, the share whose opposite is there too; told from"
                    " {least} members on, and never about two people.",
                    least=say.number(LEAST_MEMBERS),
                ),
            )
        case Formula.WITH_READER:
            return (
                say("Stories with a reader"),
                say(
                    "the share of stories noted by another member within {days} days of being told; those whose"
                    " {days} days ended in the month.",
                    days=say.number(READER_WITHIN.days),
                ),
            )
        case Formula.ATTENTION_GINI:
            return (
                say("Spread of readers"),
                say(
                    "Gini's coefficient of the different readers of each writer with a story in the month; told from"
                    " {least} writers on.",
                    least=say.number(LEAST_MEMBERS),
                ),
            )


def formulas_card(report: MonthReport, say: Words) -> Card:
    """Each number of a report, and how it is counted."""
    numbers = report.snapshot.numbers
    told = []
    for formula in Formula:
        name, about = formula_words(formula, say)
        told.append(f"**{name}** ({_value(formula, numbers, say)}): {about}")
    title = say("How the numbers of {month} are counted", month=month_words(report.snapshot.month, say))
    return Card(
        text(f"### {title}"),
        text("\n".join(told)),
        text(
            small(
                say(
                    "Counted are notes for everybody and for the author, never private ones, and none by or about"
                    " members who want to be on no board. Where fewer than {least} members took part, only notes that"
                    " everybody can see. The month is that of the server's time zone, {zone}.",
                    least=say.number(LEAST_MEMBERS),
                    zone=report.snapshot.zone,
                )
            )
        ),
    )


def _value(formula: Formula, numbers: MonthNumbers, say: Words) -> str:
    value = numbers.of(formula)
    if value is None:
        return say("not told: too few")
    if formula is Formula.ATTENTION_GINI:
        return format_decimal(value, format="0.00", locale=say.locale)
    return say.number(value) if isinstance(value, int) else say.percent(value)


MONTHLY = Look(
    card=MonthlyCard,
    view=report_card,
    title=report_title,
    mark=lambda card: custom_id("ink", FORMULAS, (card.report.snapshot.month.key,)),
    picture=Illustration(
        filename=PICTURE, picture=lambda card, _, server, say: picture_of(card, server, say), alt=picture_alt
    ),
)
