"""CSV files that spreadsheets open, and that compute nothing there."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.kit.tables import csv_bytes

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=20)


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=5))
def test_every_cell_is_read_back_and_none_is_a_formula(rows: list[list[str]]) -> None:
    read = _read(csv_bytes(rows))
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in read for cell in row)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_what_would_be_computed_has_an_apostrophe(value: str) -> None:
    assert _read(csv_bytes([["name", value]])) == [["name", f"'{value}"]]


def test_nothing_is_an_empty_cell_a_number_is_one_and_the_encoding_is_marked() -> None:
    content = csv_bytes([["é", None, -3]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert _read(content) == [["é", "", "-3"]]
