"""What a feed costs in rounds of 100 to 20,000 feeds"""

from collections.abc import Iterator

from benchmarks.report import Table, say, times
from benchmarks.rounds import Round, reader, site

SIZES, QUICK_SIZES = (100, 1_000, 5_000, 20_000), (10, 30)
LEAST = 5_000
"""Feeds asked for at each size: small rounds are repeated, so that starting up and the clock's grain do not count."""


def run(*, quick: bool) -> Iterator[Table]:
    """A round without news at each size, in a database where every feed is known and has been read."""
    rows = []
    found: dict[int, list[float]] = {}
    with site() as medium:
        for size in QUICK_SIZES if quick else SIZES:
            medium.answers("small")
            with reader("inklings", medium.port, size) as ours:
                say(f"growth: {size:,} feeds, first round")
                first = ours.round()
                say(f"growth: {size:,} feeds, nothing new")
                repeats = 1 if quick else max(1, LEAST // size)
                rounds = [ours.round() for _ in range(repeats)]
                quiet = _mean(rounds)
            found[size] = [first.cpu_ms, quiet]
            rows.append(
                (
                    f"{size:,}",
                    f"{first.cpu_ms:.2f}",
                    f"{quiet:.2f}",
                    f"{max(each.p99 for each in rounds):.1f}",
                    f"{max(each.worst for each in rounds):.0f}",
                    f"{rounds[-1].megabytes:.0f}",
                )
            )
    head = ("feeds", "first round, ms of CPU a feed", "nothing new", "lag p99, ms", "worst, ms", "peak, MB")
    spread = [times(max(column), min(column)) for column in zip(*(found[size] for size in found), strict=True)]
    note = (
        f"The dearest by the cheapest: first round {spread[0]:.2f}, nothing new {spread[1]:.2f} (wanted: 1.3 at most)."
    )
    yield Table(
        "Cost of a feed by how many there are (2 kB each, 304 answers are not used)", head, tuple(rows), (note,)
    )


def _mean(rounds: list[Round]) -> float:
    return sum(each.cpu_ms for each in rounds) / len(rounds)
