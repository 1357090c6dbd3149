"""A line chart of a number over days."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from bot.domain.kit.pictures import DayTick, LinePoint, LinesPicture, ValueTick
from bot.ui.painting.frame import GAP, ROOM, SMALL_SIZE, TITLE_SIZE, draw_frame, height_of, top_of
from bot.ui.painting.letters import Pen
from bot.ui.painting.sheet import INK, MARGIN, MIST, TRACK, WARM, WIDTH, Sheet, Spot

PLOT_HEIGHT = 480
LABEL_ROOM = 220
"""Most pixels for the labels of the values, at the left."""
LABEL_GAP = 28
INSET = 24
"""Pixels between the ends of the grid and the first and last point."""
DAYS_HEIGHT = 76
"""Pixels below the grid, for the days."""
DAY_GAP = 40

STROKE, GRID = 8, 3
DOT, LAST_DOT, RING = 11, 17, 6
SHADE = 0.16
"""Opacity of the area below the line."""

MOST_POINTS = 400
"""Points that are drawn, the latest ones: more would be less than three pixels apart."""

MOST_DOTTED = 30
"""Up to so many points each one is drawn as a dot; more would overlap."""


class _Plot:
    """The positions of days and values on the sheet."""

    def __init__(self, left: float, top: float, days: Sequence[int], values: Sequence[Decimal]) -> None:
        self.left, self.right = left, WIDTH - MARGIN
        self.bottom = top + PLOT_HEIGHT
        self.first, self.last = min(days, default=0), max(days, default=-1)
        self._low, self._high = min(values, default=Decimal()), max(values, default=Decimal())

    def across(self, day: int) -> float:
        """Pixels from the left to a day, given as its ordinal. A single day is in the middle."""
        share = (day - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return self.left + INSET + share * (self.right - self.left - 2 * INSET)

    def down(self, value: Decimal) -> float:
        """Pixels from the top to a value. A single value is in the middle."""
        share = float((value - self._low) / (self._high - self._low)) if self._high > self._low else 0.5
        return self.bottom - share * PLOT_HEIGHT


def draw_lines(picture: LinesPicture) -> bytes:
    """The chart as PNG; its height does not depend on what is in it, except for subtitle and footer."""
    points = picture.points[-MOST_POINTS:]
    top = top_of(picture) + SMALL_SIZE // 2
    sheet = Sheet(height_of(picture, SMALL_SIZE // 2 + PLOT_HEIGHT + DAYS_HEIGHT))
    latest = sheet.text(
        WIDTH - MARGIN,
        MARGIN + TITLE_SIZE * 0.8,
        picture.latest,
        size=TITLE_SIZE,
        room=ROOM / 2,
        colour=WARM,
        bold=True,
        anchor="right",
    )
    draw_frame(sheet, picture, ROOM - (latest + GAP if latest else 0))
    shown = [each.value for each in points if each.value is not None]
    labels = _width_of_labels(picture.values)
    plot = _Plot(
        MARGIN + (labels + LABEL_GAP if labels else 0),
        top,
        [each.day.toordinal() for each in points],
        [*shown, *(tick.value for tick in picture.values)],
    )
    _draw_values(sheet, plot, picture.values)
    _draw_days(sheet, plot, picture.days)
    _draw_points(sheet, plot, points)
    return sheet.png()


def _width_of_labels(ticks: Iterable[ValueTick]) -> float:
    pen = Pen(SMALL_SIZE)
    return max((pen.width(pen.fitted(tick.text, LABEL_ROOM)) for tick in ticks), default=0)


def _draw_values(sheet: Sheet, plot: _Plot, ticks: Iterable[ValueTick]) -> None:
    """The horizontal lines with their labels; without any, only the base line."""
    sheet.line([(plot.left, plot.bottom), (plot.right, plot.bottom)], colour=TRACK, width=GRID)
    above = plot.bottom + 2 * SMALL_SIZE
    for tick in sorted(ticks, key=lambda tick: tick.value):
        height = plot.down(tick.value)
        if above - height < SMALL_SIZE * 1.2:
            continue
        above = height
        sheet.line([(plot.left, height), (plot.right, height)], colour=TRACK, width=GRID)
        sheet.text(
            plot.left - LABEL_GAP,
            height + SMALL_SIZE * 0.36,
            tick.text,
            size=SMALL_SIZE,
            room=LABEL_ROOM,
            colour=MIST,
            anchor="right",
        )


def _draw_days(sheet: Sheet, plot: _Plot, ticks: Iterable[DayTick]) -> None:
    """The labels of days below the grid, centred on their day unless that exceeds the card; those that overlap are left
    out."""
    pen = Pen(SMALL_SIZE)
    taken = -float(DAY_GAP)
    for tick in sorted(ticks, key=lambda tick: tick.day):
        if not plot.first <= tick.day.toordinal() <= plot.last:
            continue
        width = pen.width(pen.fitted(tick.text, ROOM / 2))
        middle = plot.across(tick.day.toordinal())
        left = min(max(middle - width / 2, MARGIN), WIDTH - MARGIN - width)
        if left < taken + DAY_GAP:
            continue
        taken = left + width
        sheet.line([(middle, plot.bottom), (middle, plot.bottom + 12)], colour=TRACK, width=GRID)
        sheet.text(left, plot.bottom + 34 + SMALL_SIZE * 0.7, tick.text, size=SMALL_SIZE, room=ROOM / 2, colour=MIST)


def _draw_points(sheet: Sheet, plot: _Plot, points: Iterable[LinePoint]) -> None:
    """A line for each run of days with values, dots if they are few, and the newest point in the warm colour."""
    runs = [
        [_spot(plot, each) for each in run]
        for known, run in groupby(points, lambda each: each.value is not None)
        if known
    ]
    for run in runs:
        ground = [(run[-1][0], plot.bottom), (run[0][0], plot.bottom)]
        sheet.area([*run, *ground], colour=INK, strength=SHADE)
        sheet.line(run, colour=INK, width=STROKE)
    dotted = sum(map(len, runs)) <= MOST_DOTTED
    for run in runs:
        for spot in run if dotted else run[: len(run) == 1]:
            sheet.dot(spot, DOT, colour=INK, ring=RING)
    if runs:
        sheet.dot(runs[-1][-1], LAST_DOT, colour=WARM, ring=RING)


def _spot(plot: _Plot, point: LinePoint) -> Spot:
    return plot.across(point.day.toordinal()), plot.down(point.value or Decimal())
