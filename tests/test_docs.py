"""The pages agree with the house: links lead somewhere, paths exist, the table of areas is the folders."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DECISIONS = ROOT / "docs" / "decisions"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob(".github/**/*.md")])
ROOMS = ["domain", "storage", "services", "ui"]
OF_ONE_ROOM = {"schema", "migrations", "painting", "fonts", "locale"}
"""Folders of a room that are no areas: one room's own machinery."""

LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
NAMED = re.compile(r"`((?:bot|cogs|tests|docs|benchmarks|requirements)/[\w./-]*)[`:]")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_paths_that_are_named_exist(page: Path) -> None:
    assert [path for path in NAMED.findall(page.read_text()) if not (ROOT / path).exists()] == []


def areas_of(room: str) -> set[str]:
    folders = {path.parent.name for path in (ROOT / "bot" / room).glob("*/*.py")}
    return folders - OF_ONE_ROOM


def test_the_table_of_areas_is_the_folders() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    between = re.search(r"<!-- areas -->\n(.*?)<!-- /areas -->", page, re.DOTALL)
    assert between, "docs/architecture.md lacks the markers of the table of areas"
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in between[1].splitlines()[2:]]
    for column, room in enumerate(ROOMS, 1):
        assert {row[0].strip("`") for row in rows if row[column] != "-"} == areas_of(room), room
    cogs = {path.stem for path in (ROOT / "cogs").glob("*.py")} - {"__init__"}
    assert set(re.findall(r"`(\w+)`", " ".join(row[5] for row in rows))) == cogs


def test_every_decision_is_in_the_index() -> None:
    pages = sorted(page.name for page in DECISIONS.glob("[0-9]*.md"))
    assert re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (DECISIONS / "README.md").read_text()) == pages
    assert [page[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
