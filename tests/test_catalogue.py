"""The template for translators holds what the code says."""

import ast
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "bot" / "ui" / "locale" / "inklings.pot"
KEYWORDS = {"say": None, "many": (1, 2), "locale_str": None}


def test_the_template_is_up_to_date() -> None:
    said = Catalog()
    for _, _, message, _, _ in extract_from_dir(ROOT / "bot" / "ui", keywords=KEYWORDS):
        said.add(message)
    template = read_po(BytesIO(TEMPLATE.read_bytes()))
    assert {m.id for m in template if m.id} == {m.id for m in said if m.id}, "run `make words`"


def test_no_message_stands_in_an_f_string() -> None:
    """Babel does not find one there on Python 3.11: no translator would ever see it."""
    for path in sorted((ROOT / "bot" / "ui").rglob("*.py")):
        for formatted in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(formatted, ast.JoinedStr):
                called = [each.func for each in ast.walk(formatted) if isinstance(each, ast.Call)]
                names = {each.id for each in called if isinstance(each, ast.Name)}
                assert not names & KEYWORDS.keys(), f"{path.relative_to(ROOT)}:{formatted.lineno}"


def test_no_message_is_empty_or_formatted_before_it_is_looked_up() -> None:
    for message in read_po(BytesIO(TEMPLATE.read_bytes())):
        if message.id:
            text = message.id if isinstance(message.id, str) else message.id[0]
            assert text == text.strip()
