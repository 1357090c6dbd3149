"""What the bot draws, as values: every text final and in its reader's language, every number computed.

A further kind of picture is one more dataclass here, one more arm of ``Picture``, and one more drawing function in
``bot/ui/painting``. They are pickled on their way to the worker that draws them: frozen, and made of plain values.
Names are raw: any script, any length. An empty text takes no room. What goes beyond a limit is not drawn.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

MOST_LINES = 10
"""Lines that a board's picture shows, the first ones: more would be too small to read at the width of a phone."""

MOST_TICKS = 5
"""Labels along either side of a chart: dates of five stand beside each other on a phone."""

LEAST_SPAN = Decimal("0.1")
"""The least that a chart spans, as a share of its highest value: less would make a cliff of three followers."""

MOST_CATEGORIES = 8
"""Columns of a bar chart, the first ones: the weeks of a month or half a year of months, and room for the numbers."""

MOST_SERIES = 2
"""Bars for one category: as many as the house has colours."""

MOST_CHARTS = 2
"""Bar charts under each other in one picture: higher pictures are shrunk by Discord."""

MOST_DOTS = 60
"""Dots of a map, the first ones: as many names as can be read on it."""


@dataclass(frozen=True)
class PictureLine:
    """One line of a board. ``name`` is raw; ``rank`` counts from 1, and equal scores share one."""

    rank: int
    name: str
    score: int


@dataclass(frozen=True)
class BoardPicture:
    """A leaderboard: ``lines`` best first, the first ``MOST_LINES`` are drawn."""

    title: str
    subtitle: str
    lines: tuple[PictureLine, ...]
    footer: str


@dataclass(frozen=True)
class LinePoint:
    """The number of a day; ``None`` if there is none, so that the line is interrupted."""

    day: date
    value: Decimal | None


@dataclass(frozen=True)
class ValueTick:
    """A label left of a chart, at the height of ``value``. Values are from ``value_ticks``, texts from the caller."""

    value: Decimal
    text: str


@dataclass(frozen=True)
class DayTick:
    """A label below a chart. Days are from ``day_ticks``, texts from the caller."""

    day: date
    text: str


@dataclass(frozen=True)
class LinesPicture:
    """One number over time. ``points`` are sorted by day, one a day. ``latest``: the newest number, as text.

    Labels that would overlap another one, or lie outside the days drawn, are left out.
    """

    title: str
    subtitle: str
    points: tuple[LinePoint, ...]
    values: tuple[ValueTick, ...]
    days: tuple[DayTick, ...]
    latest: str = ""
    footer: str = ""


@dataclass(frozen=True)
class BarSeries:
    """Bars of one colour: a whole number, at least 0, for each category. Of two series the names are the legend."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class BarChart:
    """``series`` side by side for each of ``categories``, the first ``MOST_CATEGORIES`` and ``MOST_SERIES``."""

    title: str
    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]


@dataclass(frozen=True)
class BarsPicture:
    """Bar charts under each other. Discord shows two pictures side by side, each at half the width: on a phone one
    picture with two charts is legible, and two pictures are not."""

    title: str
    subtitle: str
    charts: tuple[BarChart, ...]
    footer: str = ""


@dataclass(frozen=True)
class MapDot:
    """A person, with one name, or a group, with some of its people's names, the most important first.

    ``group``: any number; dots of one group are placed beside each other in one colour. ``weight``: the relative size
    of the dot; for a group the number of its people, which is written inside.
    """

    names: tuple[str, ...]
    group: int
    weight: int = 1


@dataclass(frozen=True)
class MapLine:
    """A line between two dots, by their places in ``MapPicture.dots``; the more ``weight``, the thicker."""

    one: int
    other: int
    weight: int = 1


@dataclass(frozen=True)
class MapPicture:
    """Who is in conversation with whom. ``by_groups``: each dot is a group and shows its number of people."""

    title: str
    subtitle: str
    dots: tuple[MapDot, ...]
    lines: tuple[MapLine, ...]
    footer: str = ""
    by_groups: bool = False


Picture = BoardPicture | LinesPicture | BarsPicture | MapPicture
"""Every kind of picture there is."""


def value_ticks(values: Iterable[Decimal], *, whole: bool, most: int = MOST_TICKS) -> tuple[Decimal, ...]:
    """Round numbers in equal steps that enclose the values, from two to about ``most`` of them.

    ``whole``: no fractions. Zero is included if it is near; if the values hardly differ, there is room around them. No
    tick is below zero unless a value is.

    >>> [str(tick) for tick in value_ticks([Decimal(118), Decimal(1284)], whole=True)]
    ['0', '500', '1000', '1500']
    """
    found = sorted(values)
    if not found:
        return ()
    low, high = found[0], found[-1]
    least = max(abs(low), abs(high)) * LEAST_SPAN or Decimal(1)
    if high - low < least:
        middle, positive = (low + high) / 2, low >= 0
        low, high = middle - least / 2, middle + least / 2
        low = max(low, Decimal()) if positive else low
    if 0 < low <= high / 2:
        low = Decimal()
    step = next(step for step in _steps(whole=whole) if (high - low) / step <= most - 1)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return tuple(_plain((first + number) * step) for number in range(int(last - first) + 1))


def _steps(*, whole: bool) -> Iterator[Decimal]:
    """1, 2, 5, 10, 20, 25, 50, 100, ...; from a thousandth where there may be fractions."""
    unit = Decimal(1) if whole else Decimal("0.001")
    yield from (unit, unit * 2, unit * 5)
    while True:
        unit *= 10
        yield from (unit, unit * 2, unit * Decimal("2.5"), unit * 5)


def _plain(number: Decimal) -> Decimal:
    """The same number without an exponent and trailing zeros."""
    return Decimal(f"{number.normalize():f}")


def day_ticks(first: date, last: date, most: int = MOST_TICKS) -> tuple[date, ...]:
    """Days between the first and the last on which a chart may have labels, at most ``most`` (at least 2).

    Every day, or every second or third; Mondays, or every second one; first days of months, or of every second, third
    or sixth; of years. If that gives only one label, the first and the last day.

    >>> [day.isoformat() for day in day_ticks(date(2026, 5, 20), date(2026, 11, 21))]
    ['2026-07-01', '2026-09-01', '2026-11-01']
    """
    span = (last - first).days
    for step in (1, 2, 3, 7, 14):
        if span // step < most:
            begin = first if step < 7 else first + timedelta(days=-first.weekday() % 7)  # noqa: PLR2004 - a week
            return _at_least_two(first, last, [begin + timedelta(days=at) for at in range(0, span + 1, step)])
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600):
        found = [day for day in _months(first, last) if (day.year * 12 + day.month - 1) % months == 0]
        if len(found) <= most:
            return _at_least_two(first, last, found)
    return (first, last)


def _at_least_two(first: date, last: date, found: list[date]) -> tuple[date, ...]:
    inside = tuple(day for day in found if first <= day <= last)
    return inside if len(inside) > 1 else tuple(dict.fromkeys((first, last)))


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of months from the first to the last day."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if day >= first:
            yield day
