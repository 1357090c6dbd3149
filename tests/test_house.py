"""The house rules that no linter knows."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FILE = 300
"""Lines: what reads in one go."""
LONGEST_COG = 200

SOURCES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "cogs").rglob("*.py")])
EVERYTHING = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_read_in_one_go(path: Path) -> None:
    longest = LONGEST_COG if path.parent.name == "cogs" else LONGEST_FILE
    assert len(path.read_text().splitlines()) <= longest


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_modules_and_what_they_offer_say_what_they_are(path: Path) -> None:
    if "versions" in path.parts:
        return  # Alembic's scripts have its shape
    tree = ast.parse(path.read_text())
    if path.read_text().strip():
        assert ast.get_docstring(tree), "a module says what it is for"
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", EVERYTHING, ids=name)
def test_what_is_silenced_says_why(path: Path) -> None:
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for mark in ("# noqa", "# type: ignore", "pragma: no cover"):
            if mark in line and path != Path(__file__):
                reason = line.split(mark, 1)[1]
                assert len(reason.split()) >= 4, f"line {number}: {mark} without a reason beside it"


def test_no_rooms_that_collect_leftovers() -> None:
    assert [path for path in SOURCES if path.stem in {"utils", "helpers", "common", "misc"}] == []


MOST_MODULES = 25
"""Modules of one folder: what the eye finds something in. ``cogs`` is the command table, and as long as that."""


def test_no_folder_is_a_flat_list() -> None:
    folders = {path.parent for path in SOURCES} - {ROOT / "cogs"}
    assert {
        name(each): len(list(each.glob("*.py"))) - 1
        for each in folders
        if len(list(each.glob("*.py"))) - 1 > MOST_MODULES
    } == {}
