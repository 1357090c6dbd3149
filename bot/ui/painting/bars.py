"""Bar charts, one below the other. Each category is a column; each bar has its number on top instead of an axis."""

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
"""Pixels of the highest bar, without the number above it."""
NUMBER_HEIGHT = 58
NAMES_HEIGHT = 62
BETWEEN = 72
"""Pixels between two charts."""
LEAD = 16
"""Pixels above the first chart, in addition to the frame's gap."""

WIDEST = 110
"""Pixels of the widest bar: a single one would otherwise fill the chart."""
FULL = 0.72
"""Share of a column's width that its bars take together."""
BESIDE = 10
"""Pixels between the bars of a column."""
CORNER = 14
SHORTEST = 8
"""Least height, in pixels, of a bar whose value is not zero."""
COLOURS = (INK, WARM)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The sizes of a chart, in pixels: of a column, a bar and the digits of numbers. ``most`` is the highest value."""

    column: float
    bar: float
    number: float
    most: int


def draw_bars(picture: BarsPicture) -> bytes:
    """The charts as PNG; the height depends on their number."""
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
    """The sizes for these columns of values. Numbers that would touch are drawn smaller, never cut."""
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
    """The bars of one category. ``foot``: the middle of the column on the base line."""
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
