"""Whom to ask next: how soon stories are told by several rules with the same number of requests"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from statistics import mean

from benchmarks.report import Table, say
from benchmarks.rules import RULES
from benchmarks.simulation import Waits, simulate
from benchmarks.writers import lively, steady

SEEDS = (1, 2, 3)
KINDS = {"lively": lively, "steady": steady}
FIGURES = {"median": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99}
FIRST = next(iter(RULES))


@dataclass(frozen=True, slots=True)
class Scene:
    """Writers, what may be spent on them a day, and for how many days."""

    kind: str
    writers: int
    budget: int
    warm_up: int
    days: int

    def __str__(self) -> str:
        return (
            f"{self.writers} {self.kind} writers, {self.budget:,} requests a day ({self.days} days, after"
            f" {self.warm_up} to learn)"
        )


SCENES = (
    *(Scene("lively", 300, budget, 10, 42) for budget in (7_200, 3_600, 14_400)),
    *(Scene("lively", 1000, budget, 7, 7) for budget in (6_000, 12_000, 20_000)),
    *(Scene("steady", 300, budget, 10, 14) for budget in (3_600, 7_200, 14_400)),
    Scene("steady", 1000, 20_000, 7, 7),
)
"""The first is what is promised. Six times as many steady stories would say no more. 1,000 feeds at 20,000 requests a
day fill the lane to four fifths: at three and a half seconds a request it ends at 24,686."""

QUICK = (Scene("lively", 30, 720, 2, 3), Scene("steady", 20, 480, 1, 2))


def run(*, quick: bool) -> Iterator[Table]:
    """A table for each scene."""
    seeds = SEEDS[:1] if quick else SEEDS
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as workers:
        for scene in QUICK if quick else SCENES:
            say(f"schedule: {scene}")
            waits = workers.map(partial(_one, scene), [(name, seed) for name in RULES for seed in seeds])
            yield _table(scene, list(waits), len(seeds))


def _one(scene: Scene, which: tuple[str, int]) -> Waits:
    name, seed = which
    published = KINDS[scene.kind](seed, scene.writers, scene.warm_up + scene.days)
    return simulate(published, RULES[name](scene.writers, scene.budget), warm_up=scene.warm_up, days=scene.days)


def _figures(waits: Sequence[Waits]) -> list[float]:
    """Each figure, as the mean over the seeds."""
    return [*(mean(each.quantile(share) for each in waits) for share in FIGURES.values()), mean(w.mean for w in waits)]


def _table(scene: Scene, waits: Sequence[Waits], seeds: int) -> Table:
    by_rule = {name: waits[number * seeds : (number + 1) * seeds] for number, name in enumerate(RULES)}
    base = _figures(by_rule[FIRST])
    rows = []
    for name, found in by_rule.items():
        figures = _figures(found)
        cells = (f"{figure:,.1f} ({figure / of:.2f})" for figure, of in zip(figures, base, strict=True))
        spent = mean(each.requests_a_day for each in found)
        rows.append((name, *cells, f"{spent:,.0f}"))
    return Table(str(scene), ("minutes (of the first rule's)", *FIGURES, "mean", "requests a day"), tuple(rows))
