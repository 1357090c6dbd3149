"""The areas are in one order in every room, and from room to room too.

The contract of import-linter in ``pyproject.toml`` holds the order inside each room. This holds it between rooms: what
stores an area's rows, say, decides by its own area's rules and by those below, never by those above.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("domain", "storage", "services", "ui")
OF_ALL_AREAS = {"kinds", "refusals", "migrations", "schema"}
"""Tables of contents, and the tables: one list of all areas' columns, whose codes are the areas' own."""
PART_OF = {"painting": "kit"}
"""What is parted off in one room only."""
SENDING = ("publisher", "private_threads", "post_pictures")
"""Of ``bot/delivery``, which has no areas, what sends posts of every kind: it knows none of them."""


def ranks() -> dict[str, int]:
    """By area, its layer in the contract, counted from the top."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["name"].startswith("The areas of every room"))
    return {area: number for number, layer in enumerate(layers) for area in re.findall(r"\w+", layer)}


RANKS = ranks()
SOURCES = [path for room in (*ROOMS, "delivery") for path in sorted((ROOT / "bot" / room).rglob("*.py"))]


def area_of(module: str) -> str | None:
    """The area of a module of a room; ``None`` for everything else."""
    parts = module.split(".")
    if parts[:2] == ["bot", "delivery"]:
        return "posting" if parts[-1] in SENDING else None
    inside = len(parts) > 2 and parts[0] == "bot" and parts[1] in ROOMS and parts[2] not in OF_ALL_AREAS
    return PART_OF.get(parts[2], parts[2]) if inside and parts[2] in RANKS else None


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_area_uses_those_below_it_in_every_room(path: Path) -> None:
    own = area_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if own is None:
        return
    used = {module: area for module in imported(path) if (area := area_of(module)) is not None and area != own}
    assert [module for module, area in used.items() if RANKS[area] <= RANKS[own]] == []
