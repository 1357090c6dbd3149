"""A feed's rhythm: how often stories come, at which hours of the day, and what the last ones say of the next.

The rate is the mean of a gamma prior with the stories seen, which are forgotten exponentially. The hours are a circular
kernel over the instants at which stories were published, in UTC: the shift of a summer time is within the kernel. There
is no profile of the days of the week: a writer's few stories are thinly spread over 48 half-hours as it is.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAY = timedelta(days=1)

HALF_LIFE = timedelta(days=30)
"""A story counts half after this time. From 20 to 45 days the simulation sees no difference; a writer who pauses for a
season is asked for less often within weeks, and one who comes back more often within days."""

HOURS_HALF_LIFE = timedelta(days=120)
"""Habits of the day outlast the mood to write: their evidence is forgotten more slowly."""

PRIOR_STORIES = 0.7
PRIOR_RATE = 0.25
"""What is believed of a writer before anything is known: a story in four days, held with the weight of less than one
story seen, so that the first feed's ten items speak for themselves."""

SLOTS = 48
"""The day in half hours."""

PRIOR_HOURS = 1.0
"""Stories' worth of belief that any hour is as good as another. It also keeps odd hours covered, which the slowest one
in a hundred deliveries is made of."""

KERNEL_HOURS = 1.2
"""How far a story's hour speaks for its neighbours (standard deviation). Writers' habits in the captures spread by one
to four hours."""

FLURRY = 0.2
FLURRY_SPAN = timedelta(hours=4)
"""Just after a story another is likelier: this many more are expected, within about this time. Of 42 gaps between
stories in the captures a tenth is shorter than six hours, where even rates would give one in a hundred."""

FLURRY_OVER = 4 * FLURRY_SPAN
RECENT = 3
"""How many stories, and until when, are looked at for that: what is left then is below a fiftieth."""

MOST_EVIDENCE = 200
"""Stories that are looked at: twenty feeds' worth, more than a writer's half-lives hold."""

_MEAN = 100
"""What a slot's number is in a day without habits: whole numbers keep what is stored short."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When stories of a feed are to be expected, as of ``at``.

    ``stories`` and ``days`` are the evidence for the rate, both forgotten with ``HALF_LIFE``. ``hours`` has a number
    for each half hour of the UTC day, 100 on average. ``recent``: the last stories, for ``FLURRY``.
    """

    at: datetime
    stories: float = 0.0
    days: float = 0.0
    hours: tuple[int, ...] = (_MEAN,) * SLOTS
    recent: tuple[datetime, ...] = ()


def learn(published: Iterable[datetime], now: datetime, *, known_since: datetime) -> Rhythm:
    """The rhythm of a feed with stories published at these instants.

    A feed shows only its newest ten items, and stories are stored only while they are wanted, so the oldest marks where
    the evidence begins and is not counted itself. Instants in the future count as now. ``known_since``: since when the
    feed has been polled; a feed without stories is evidence of a writer who does not write.
    """
    seen = sorted(min(instant.astimezone(UTC), now) for instant in published)[-MOST_EVIDENCE:]
    since = min([*seen[:1], known_since, now])
    counted = seen[1:] if seen and since == seen[0] else seen
    return Rhythm(
        at=now,
        stories=sum(_left(now - instant, HALF_LIFE) for instant in counted),
        days=_exposure(now - since),
        hours=_hours(seen, now),
        recent=tuple(instant for instant in seen[-RECENT:] if now - instant < FLURRY_OVER),
    )


def rate(rhythm: Rhythm, now: datetime) -> float:
    """The expected stories a day at ``now``, over all hours. Silence since ``rhythm.at`` counts as evidence."""
    silence = max(now - rhythm.at, timedelta())
    left = _left(silence, HALF_LIFE)
    days = rhythm.days * left + _exposure(silence)
    return (PRIOR_STORIES + rhythm.stories * left) / (PRIOR_STORIES / PRIOR_RATE + days)


def flurry(rhythm: Rhythm, at: datetime) -> float:
    """The additional stories a day expected at this instant because of recent ones."""
    return sum(aftermath(at - instant) for instant in rhythm.recent if at >= instant)


def aftermath(since: timedelta) -> float:
    """The additional stories a day expected this long after a story."""
    return FLURRY / (FLURRY_SPAN / DAY) * math.exp(-(since / FLURRY_SPAN))


def _left(age: timedelta, half_life: timedelta) -> float:
    return float(0.5 ** (age / half_life))


def _exposure(span: timedelta) -> float:
    """The days of evidence left of a span that ends now, each forgotten like a story of that day."""
    mean_life = HALF_LIFE / DAY / math.log(2)
    return mean_life * (1 - _left(max(span, timedelta()), HALF_LIFE))


def _kernel() -> tuple[float, ...]:
    """The weight of a story in slot 0 for each slot; it wraps around midnight, and its sum is 1."""
    slots_wide = KERNEL_HOURS * SLOTS / 24
    weights = [math.exp(-0.5 * (min(slot, SLOTS - slot) / slots_wide) ** 2) for slot in range(SLOTS)]
    return tuple(weight / sum(weights) for weight in weights)


_KERNEL = _kernel()


def _hours(seen: Sequence[datetime], now: datetime) -> tuple[int, ...]:
    heard = [0.0] * SLOTS
    for instant in seen:
        heard[slot_of(instant)] += _left(now - instant, HOURS_HALF_LIFE)
    told = [(slot, weight) for slot, weight in enumerate(heard) if weight]
    even = PRIOR_HOURS / SLOTS
    shape = [even + sum(weight * _KERNEL[slot - of] for of, weight in told) for slot in range(SLOTS)]
    mean = sum(shape) / SLOTS
    return tuple(max(1, round(_MEAN * each / mean)) for each in shape)


def slot_of(instant: datetime) -> int:
    """The half hour of the UTC day that an instant (UTC) is in."""
    return (instant.hour * 60 + instant.minute) * SLOTS // (24 * 60)
