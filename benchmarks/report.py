"""Tables, in the terminal and in ``RESULTS.md``, and the machine they were measured on."""

import os
import platform
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
SHOWN = ("aiohttp", "aiosqlite", "discord.py", "feedparser", "reader", "SQLAlchemy")
"""Packages whose versions bear on the figures."""

HEAD = """# What was measured

`make bench` writes this page, `make bench-quick` only keeps the benchmarks alive. Each part says when and where it was
measured; compare figures within a part only.
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A title, a row of headings, and rows of cells. ``notes`` are paragraphs that follow."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """For the terminal: columns of equal width, figures to the right."""
        lines = (self.head, *self.rows)
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.head))]
        laid_out = (self._line(line, widths) for line in lines)
        return "\n".join((self.title, *laid_out, *self.notes, ""))

    def _line(self, cells: tuple[str, ...], widths: Sequence[int]) -> str:
        first, *rest = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        return "  ".join((first, *(cell.strip().rjust(len(cell)) for cell in rest))).rstrip()

    def markdown(self) -> str:
        """For the page."""
        rule = ("---", *("---:" for _ in self.head[1:]))
        lines = (f"| {' | '.join(cells)} |" for cells in (self.head, rule, *self.rows))
        return "\n\n".join((f"### {self.title}", "\n".join(lines), *self.notes))


def times(one: float, other: float) -> float:
    """How many times ``other`` is in ``one``; not a number where nothing was measured: the system's clock of CPU has
    ticks, and a quick run can end within one."""
    return one / other if other else float("nan")


def say(words: str) -> None:
    """Progress, at once."""
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {words}\n")
    sys.stderr.flush()


def machine() -> str:
    """Date, machine and versions, in a line; how busy it was says how far to believe the times."""
    load = "/".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {os.cpu_count()} cores ({_processor()}), {platform.system()};"
        f" Python {platform.python_version()}; {', '.join(_versions())}; load {load} at the end."
    )


def _processor() -> str:
    try:
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found.group(1).strip() if found else platform.machine()


def _versions() -> list[str]:
    found = []
    for name in SHOWN:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def write(name: str, about: str, tables: Sequence[Table]) -> None:
    """Put a benchmark's part into the page in place of its last one."""
    page = RESULTS.read_text() if RESULTS.exists() else HEAD
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    heading = " ".join(about.split())
    part = "\n\n".join((begin, f"## {heading}", machine(), *(table.markdown() for table in tables), end))
    old = re.search(f"{re.escape(begin)}.*?{re.escape(end)}", page, re.DOTALL)
    page = page.replace(old.group(), part) if old else f"{page.rstrip()}\n\n{part}\n"
    RESULTS.write_text(page)
