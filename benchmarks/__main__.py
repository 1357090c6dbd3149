"""``python -m benchmarks [--quick] [NAME ...]``: all benchmarks, or those named; ``--quick`` only shows that they run.

A benchmark is a module with a docstring that says what is measured, and a function ``run(*, quick)`` that yields
tables. Add it to ``NAMES``.
"""

import argparse
import importlib

from benchmarks.report import Table, say, write

NAMES = ("schedule", "round", "growth", "answering", "pieces", "footprint")


def main() -> None:
    """Run, print, and (unless it is quick) write ``RESULTS.md``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, and nothing is written down")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(NAMES)}")
    chosen = parser.parse_args()
    for name in chosen.names or NAMES:
        module = importlib.import_module(f"benchmarks.{name}")
        say(f"{name}: {module.__doc__.splitlines()[0]}")
        tables: list[Table] = []
        for table in module.run(quick=chosen.quick):
            tables.append(table)
            print(f"\n{table.text()}", flush=True)  # noqa: T201 - a table in the terminal is what this program is for
        if not chosen.quick:
            write(name, module.__doc__.splitlines()[0], tables)


if __name__ == "__main__":
    main()
