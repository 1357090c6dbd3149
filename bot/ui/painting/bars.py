"""Bar charts under each other: a column for each category, and its number on top of every bar instead of an axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.kit.pictures import MOST_CATEGORIES, MOST_CHARTS, MOST_SERIES, BarChart, BarsPicture
from bot.ui.painting.frame import GAP, ROOM, SMALL_SIZE, draw_frame, height_of, top_of
from bot.ui.painting.letters import Pen
from bot.ui.painting.sheet import INK, MARGIN, MIST, PAPER, TRACK, WARM, WIDTH, Sheet, Spot

HEADING_SIZE, NUMBER_SIZE = 44, 38
LEGEND_HEIGHT = 66
SWATCH = 26
PLOT_HEIGHT = 300
"""Of the highest bar; its number stands above."""
NUMBER_HEIGHT = 58
NAMES_HEIGHT = 62
BETWEEN = 72
"""Between two charts."""
LEAD = 16
"""Before the first one, beyond what the frame leaves."""

WIDEST = 110
"""The widest bar: one alone would be a wall otherwise."""
FULL = 0.72
"""How much of a column's width its bars take together."""
BESIDE = 10
"""Between bars of one column."""
CORNER = 14
SHORTEST = 8
"""Pixels of a bar that is not zero."""
COLOURS = (INK, WARM)


@dataclass(frozen=True, slots=True)
class _Scale:
    """How large things are in a chart: pixels of a column, of one of its bars and of the numbers; the highest value."""

    column: float
    bar: float
    number: float
    most: int


def draw_bars(picture: BarsPicture) -> bytes:
    """The charts as PNG, as high as they need."""
    charts = picture.charts[:MOST_CHARTS]
    heights = [_height(chart) for chart in charts]
    sheet = Sheet(height_of(picture, LEAD + sum(heights) + BETWEEN * max(0, len(charts) - 1)))
    draw_frame(sheet, picture)
    top = top_of(picture) + LEAD
    for chart, height in zip(charts, heights, strict=True):
        _draw_chart(sheet, top, chart)
        top += height + BETWEEN
    return sheet.png()


def _height(chart: BarChart) -> int:
    heading = HEADING_SIZE + GAP if chart.title else 0
    return heading + (LEGEND_HEIGHT if len(chart.series) > 1 else 0) + NUMBER_HEIGHT + PLOT_HEIGHT + NAMES_HEIGHT


def _draw_chart(sheet: Sheet, top: float, chart: BarChart) -> None:
    if chart.title:
        sheet.text(MARGIN, top + HEADING_SIZE * 0.8, chart.title, size=HEADING_SIZE, room=ROOM, bold=True)
        top += HEADING_SIZE + GAP
    if len(chart.series) > 1:
        _draw_legend(sheet, top, chart)
        top += LEGEND_HEIGHT
    ground = top + NUMBER_HEIGHT + PLOT_HEIGHT
    categories = chart.categories[:MOST_CATEGORIES]
    columns = [[each.values[number] for each in chart.series[:MOST_SERIES]] for number in range(len(categories))]
    scale = _scale(columns)
    for number, (name, values) in enumerate(zip(categories, columns, strict=True)):
        middle = MARGIN + (number + 0.5) * scale.column
        _draw_column(sheet, (middle, ground), values, scale)
        room = scale.column - BESIDE
        sheet.text(middle, ground + 46, name, size=SMALL_SIZE, room=room, colour=MIST, anchor="center")
    sheet.line([(MARGIN, ground), (WIDTH - MARGIN, ground)], colour=TRACK, width=3)


def _scale(columns: Sequence[Sequence[int]]) -> _Scale:
    """How large everything is. Numbers are smaller where they would touch: one that is cut would be another one."""
    column = ROOM / max(1, len(columns))
    values = [value for each in columns for value in each]
    share = column / max(map(len, columns), default=1) if any(columns) else column
    pen = Pen(NUMBER_SIZE, bold=True)
    widest = max((pen.width(str(value)) for value in values), default=1)
    return _Scale(
        column,
        bar=min(WIDEST, share * FULL),
        number=NUMBER_SIZE * min(1, (share - BESIDE) / widest),
        most=max(values, default=0),
    )


def _draw_legend(sheet: Sheet, top: float, chart: BarChart) -> None:
    left = float(MARGIN)
    room = ROOM / MOST_SERIES - SWATCH - 2 * GAP
    for series, colour in zip(chart.series, COLOURS, strict=False):
        sheet.box(left, top + 4, SWATCH, SWATCH, colour=colour, corner=7)
        left += SWATCH + 16
        left += sheet.text(left, top + 28, series.name, size=SMALL_SIZE, room=room, colour=MIST) + 1.5 * GAP


def _draw_column(sheet: Sheet, foot: Spot, values: Sequence[int], scale: _Scale) -> None:
    """The bars of one category; ``foot`` is the middle of them on the ground."""
    middle, ground = foot
    width = scale.bar
    for place, value in enumerate(values):
        across = middle + (place - (len(values) - 1) / 2) * (width + BESIDE)
        length = max(SHORTEST, PLOT_HEIGHT * value / scale.most) if value > 0 else 0
        if length:
            corner = min(CORNER, length / 2)
            sheet.box(across - width / 2, ground - length, width, length, colour=COLOURS[place], corner=corner)
            sheet.box(across - width / 2, ground - corner, width, corner, colour=COLOURS[place], corner=0)
        sheet.text(
            across,
            ground - length - 16,
            str(value),
            size=scale.number,
            room=WIDTH,
            colour=PAPER if value else MIST,
            bold=True,
            anchor="center",
        )
