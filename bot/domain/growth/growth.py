"""A member's own numbers over time, for that member only: what is stored, how typed numbers are read, and a chart's
line.

Nothing here is compared between members, shown to others or rewarded: Medium's rules forbid trading in views, reads,
follows and claps (https://policy.medium.com/medium-rules-30e5502c4eb4), and a private record of one's own is not that.
Numbers are stored as integers in units of the measure's last decimal place: cents, tenths of a per cent.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from unicodedata import category, normalize


class Measure(StrEnum):
    """What a member may log."""

    FOLLOWERS = "followers"
    VIEWS = "views"
    READS = "reads"
    READ_RATIO = "read_ratio"
    EARNINGS = "earnings"


class Unit(StrEnum):
    """The unit of a measure."""

    COUNT = "count"
    PER_CENT = "per_cent"
    US_DOLLARS = "us_dollars"
    """Medium shows earnings in US dollars, wherever one lives."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How a measure is stored: ``places`` decimals, at most ``most`` (in units of its last place)."""

    unit: Unit
    places: int
    most: int


_MANY = 1_000_000_000
"""More views than any story has had; it fits 32 bits."""

SCALES = {
    Measure.FOLLOWERS: Scale(Unit.COUNT, 0, 100_000_000),
    Measure.VIEWS: Scale(Unit.COUNT, 0, _MANY),
    Measure.READS: Scale(Unit.COUNT, 0, _MANY),
    Measure.READ_RATIO: Scale(Unit.PER_CENT, 1, 100_0),
    Measure.EARNINGS: Scale(Unit.US_DOLLARS, 2, 10_000_000_00),
}
"""Limits catch a digit too many: a hundred million followers, ten million dollars."""

EARLIEST = date(2012, 8, 15)
"""The day on which Medium opened: no number is older."""

LONGEST_TYPED = 40
"""Characters that are looked at; the longest number that is allowed has 14."""

MOST_POINTS = 120
"""Points of a chart: more than one for every few pixels of its width are not seen."""

CSV_HEADER = ("day", "measure", "value", "unit")
"""The columns of ``csv_rows``."""


class NumberProblem(StrEnum):
    """Why a typed number cannot be stored."""

    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    """Half a follower, a tenth of a cent."""
    TOO_HIGH = "too_high"
    WRONG_UNIT = "wrong_unit"
    """A per cent sign at followers, a dollar at reads."""
    OTHER_CURRENCY = "other_currency"
    """Not US dollars."""
    IN_THE_FUTURE = "in_the_future"
    BEFORE_MEDIUM = "before_medium"


@dataclass(frozen=True, slots=True)
class Logged:
    """A stored number: ``value`` in units of the measure's last place, for a day of the member's time zone."""

    measure: Measure
    day: date
    value: int


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a chart's line; ``value`` in the measure's own unit (dollars, per cent)."""

    day: date
    value: Decimal


_DOLLAR = re.compile(r"us\$|usd|\$")
_OTHER_CODES = re.compile(r"\b(?:eur|gbp|inr|cad|aud|jpy|chf)\b")
_TYPED = re.compile(r"([0-9][0-9., '\u2019]*?) ?([km]?)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([., '\u2019])[0-9]{2,3}(?:\1[0-9]{2,3})*(?<=[0-9]{3}))?|[0-9]+")
_GROUP = 3
"""Digits between signs that group."""

_SUFFIX = {"": 1, "k": 1_000, "m": 1_000_000}


def parse(measure: Measure, text: str) -> int | NumberProblem:
    """The typed number in units of the measure's last place, or what is wrong with it.

    Both decimal points and decimal commas are read. Of two different separators the last one is the decimal point; a
    separator that occurs twice groups digits; a single one followed by exactly three digits groups too ("1.234" and
    "1,234" are 1234), except in a ratio, after a 0, or before "k" and "m" ("3.456k" is 3456). Spaces and apostrophes
    group. A ratio, and a number with "k" or "m", is rounded; otherwise too many decimals are refused.
    """
    typed = normalize("NFKC", text[:LONGEST_TYPED]).casefold().strip().removeprefix("+").strip()
    bare = _without_sign(SCALES[measure].unit, typed)
    if isinstance(bare, NumberProblem):
        return bare
    if bare.startswith(("-", "\u2212")):
        return NumberProblem.NEGATIVE
    found = _TYPED.fullmatch(bare)
    if found is None:
        return NumberProblem.NOT_A_NUMBER
    body, suffix = found.groups()
    if suffix and measure is Measure.READ_RATIO:
        return NumberProblem.NOT_A_NUMBER
    number = _decimal(body, may_group=not suffix and measure is not Measure.READ_RATIO)
    if number is None:
        return NumberProblem.NOT_A_NUMBER
    return _scaled(measure, number * _SUFFIX[suffix], rounded=bool(suffix) or measure is Measure.READ_RATIO)


def _without_sign(unit: Unit, typed: str) -> str | NumberProblem:
    """The typed text without the one sign of its unit."""
    bare, dollars = _DOLLAR.subn("", typed)
    percents = bare.count("%")
    if _OTHER_CODES.search(bare) or any(category(sign) == "Sc" for sign in bare):
        return NumberProblem.OTHER_CURRENCY if unit is Unit.US_DOLLARS else NumberProblem.WRONG_UNIT
    if (dollars and unit is not Unit.US_DOLLARS) or (percents and unit is not Unit.PER_CENT):
        return NumberProblem.WRONG_UNIT
    return bare.replace("%", "").strip() if dollars + percents <= 1 else NumberProblem.NOT_A_NUMBER


def _decimal(body: str, *, may_group: bool) -> Decimal | None:
    """The number that these digits and separators make, or ``None``."""
    point = _decimal_point(body, may_group=may_group)
    whole, fraction = (body, "0") if point is None else (body[:point], body[point + 1 :])
    if not _GROUPED.fullmatch(whole) or not fraction.isdecimal():
        return None
    return Decimal("".join(filter(str.isdecimal, whole)) + "." + fraction)


def _decimal_point(body: str, *, may_group: bool) -> int | None:
    """The index of the decimal point; ``None`` if every separator groups."""
    marks = [(place, sign) for place, sign in enumerate(body) if sign in ".,"]
    if not marks:
        return None
    place, last = marks[-1]
    if any(sign != last for _, sign in marks):
        return place
    if len(marks) > 1:
        return None
    thousands = len(body) - place - 1 == _GROUP >= place and not body.startswith("0")
    return None if may_group and thousands else place


def _scaled(measure: Measure, number: Decimal, *, rounded: bool) -> int | NumberProblem:
    scale = SCALES[measure]
    exact = number.scaleb(scale.places)
    whole = exact.to_integral_value(ROUND_HALF_EVEN)
    if whole != exact and not rounded:
        return NumberProblem.NOT_WHOLE
    return NumberProblem.TOO_HIGH if exact > scale.most else int(whole)


def check_day(day: date, today: date) -> NumberProblem | None:
    """What is wrong with the day of a number, or ``None``. Both are days of the member's time zone."""
    if day > today:
        return NumberProblem.IN_THE_FUTURE
    return NumberProblem.BEFORE_MEDIUM if day < EARLIEST else None


def in_unit(measure: Measure, value: int) -> Decimal:
    """A kept value in the measure's own unit, with all its places.

    >>> in_unit(Measure.EARNINGS, 1250), in_unit(Measure.FOLLOWERS, 12)
    (Decimal('12.50'), Decimal('12'))
    """
    return Decimal(value).scaleb(-SCALES[measure].places)


def series(logged: Iterable[Logged], measure: Measure, limit: int = MOST_POINTS) -> tuple[Point, ...]:
    """The line of one measure, by day, with one point for each day: its last number.

    More than ``limit`` points (at least 2) are thinned evenly; the first and the last stay.
    """
    days = {each.day: each.value for each in logged if each.measure is measure}
    points = [Point(day, in_unit(measure, days[day])) for day in sorted(days)]
    if len(points) <= limit:
        return tuple(points)
    return tuple(points[round(number * (len(points) - 1) / (limit - 1))] for number in range(limit))


def csv_rows(logged: Iterable[Logged]) -> tuple[tuple[str, str, str, str], ...]:
    """The numbers as rows under ``CSV_HEADER``, by day and measure.

    ISO dates, decimal points and no signs of units, so that a spreadsheet takes nothing for a formula.
    """
    ranked = sorted(logged, key=lambda each: (each.day, list(Measure).index(each.measure)))
    return tuple(
        (each.day.isoformat(), each.measure.value, f"{in_unit(each.measure, each.value):f}", SCALES[each.measure].unit)
        for each in ranked
    )
