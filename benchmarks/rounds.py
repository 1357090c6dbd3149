"""Runs rounds in other processes and says what they cost."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from benchmarks.measure import Peak, cpu, memory

STILL = 0.3
"""Seconds without work after which processes have begun."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round cost: seconds, ms of CPU for each feed, most megabytes, ms of lag."""

    new: int
    wall: float
    cpu_ms: float
    megabytes: float
    p99: float
    worst: float


class Reader:
    """A way in its process."""

    def __init__(self, process: "subprocess.Popen[str]", feeds: int) -> None:
        self._process = process
        self._feeds = feeds

    def round(self) -> Round:
        """One round."""
        before = cpu(self._process.pid)
        with Peak(self._process.pid) as peak:
            said = json.loads(_ask(self._process, "round\n"))
        spent = cpu(self._process.pid) - before
        return Round(
            new=said["new"],
            wall=said["wall"],
            cpu_ms=spent / self._feeds * 1000,
            megabytes=peak.megabytes,
            p99=said["p99"],
            worst=said["worst"],
        )

    @property
    def megabytes(self) -> float:
        """What it has in memory now."""
        return memory(self._process.pid)


def _ask(process: "subprocess.Popen[str]", words: str) -> str:
    _pipe(process.stdin).write(words)
    _pipe(process.stdin).flush()
    return _line(process)


def _line(process: "subprocess.Popen[str]") -> str:
    line = _pipe(process.stdout).readline()
    if not line:
        raise ChildProcessError(f"a process of the benchmark ended: {process.args}")
    return line


def _pipe(pipe: "IO[str] | None") -> "IO[str]":
    if pipe is None:
        raise ChildProcessError("started without a pipe")
    return pipe


@contextmanager
def _started(module: str, *args: str) -> "Iterator[subprocess.Popen[str]]":
    # Not "-m": the parser's worker would import the module again, and all that it imports (see ``bot.app.entry``).
    command = [sys.executable, "-c", f"import {module}; {module}.start()", *args]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own modules
        try:
            yield process
        finally:
            _pipe(process.stdin).close()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass(frozen=True, slots=True)
class Site:
    """The site's process."""

    port: int

    def answers(self, mode: str) -> None:
        """Answer so from now on (see ``benchmarks.site``)."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/control/{mode}"):
            pass


@contextmanager
def site() -> Iterator[Site]:
    """The site, while the block runs."""
    with _started("benchmarks.site") as process:
        yield Site(int(_line(process)))


@contextmanager
def reader(name: str, port: int, feeds: int) -> Iterator[Reader]:
    """A way (see ``benchmarks.ways``) with so many feeds, while the block runs."""
    with _started("benchmarks.ways", name, str(port), str(feeds)) as process:
        _line(process)
        _at_rest(process.pid)
        yield Reader(process, feeds)


def _at_rest(pid: int) -> None:
    """Wait until what a family begins with is done: workers that import what they need are part of no round."""
    before = -1.0
    while (now := cpu(pid)) > before:
        before = now
        time.sleep(STILL)
