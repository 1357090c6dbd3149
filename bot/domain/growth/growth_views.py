"""A member's own numbers as shown to that member."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.growth.growth import Logged, Measure, NumberProblem, Point

MOST_TO_DELETE = 24
"""Entries of a measure that can be picked for deletion, newest first: a menu of Discord has 25 options, and one of them
deletes nothing."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest number of a measure, and the one before it, if any."""

    newest: Logged
    before: Logged | None


@dataclass(frozen=True, slots=True)
class GrowthPage:
    """A member's page. ``latest``: the newest number of every logged measure, in the order of ``Measure``; ``points``:
    the line of ``measure``; ``entries``: its newest entries. ``measure`` is ``None`` if nothing was logged."""

    latest: tuple[Latest, ...]
    measure: Measure | None
    points: tuple[Point, ...]
    entries: tuple[Logged, ...]


@dataclass(frozen=True, slots=True)
class LogOutcome:
    """The result of a form: the stored numbers, and those that were refused, with the typed text."""

    day: date
    kept: tuple[Logged, ...]
    refused: Mapping[Measure, tuple[str, NumberProblem]]


def page_of(logged: tuple[Logged, ...], points: tuple[Point, ...], measure: Measure | None) -> GrowthPage:
    """The page of one measure. ``logged`` is sorted by day, with one entry for each measure and day."""
    latest = []
    for each in Measure:
        own = [entry for entry in logged if entry.measure is each]
        if own:
            latest.append(Latest(own[-1], own[-2] if len(own) > 1 else None))
    entries = [entry for entry in logged if entry.measure is measure]
    return GrowthPage(tuple(latest), measure, points, tuple(reversed(entries[-MOST_TO_DELETE:])))


def shown_measure(logged: tuple[Logged, ...], wished: Measure | None) -> Measure | None:
    """The measure to show: ``wished`` if it has numbers, else the one with the most numbers, else ``None``."""
    counts = {each: sum(entry.measure is each for entry in logged) for each in Measure}
    if wished is not None and counts[wished]:
        return wished
    best = max(Measure, key=lambda each: counts[each])
    return best if counts[best] else None
