"""Every text that a member reads stands in ``bot/ui``."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = [
    *sorted((ROOT / "bot" / "domain").rglob("*.py")),
    *sorted((ROOT / "bot" / "services").rglob("*.py")),
    *sorted((ROOT / "bot" / "delivery").rglob("*.py")),
    *sorted((ROOT / "cogs").rglob("*.py")),
    ROOT / "bot" / "app" / "client.py",
    ROOT / "bot" / "app" / "run.py",
]
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")
"""Two words in a row."""


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _for_developers(tree: ast.AST) -> Iterator[ast.AST]:
    """Texts of exceptions that report a mistake in the program; patterns; SQL."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise():
                yield from ast.walk(node)
            case ast.Assign(targets=[ast.Name(id="message")], value=value):
                yield from ast.walk(value)
            case ast.Call(func=ast.Attribute(attr="compile" | "execute" | "text")):
                yield from ast.walk(node)


def sentences(source: str) -> list[str]:
    """The string constants of a module that read like words for people."""
    tree = ast.parse(source)
    passed = {id(node) for node in (*_docstrings(tree), *_for_developers(tree))}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in passed]
    texts = [node.value for node in constants if isinstance(node.value, str)]
    return [text for text in texts if SENTENCE.search(text)]


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_for_members_outside_the_ui(path: Path) -> None:
    assert sentences(path.read_text()) == []


def test_the_search_finds_what_it_should() -> None:
    assert sentences('await interaction.response.send_message("Please try again")') == ["Please try again"]
    assert sentences('"""A docstring of words."""\nlog.info("feed_polled")') == []
