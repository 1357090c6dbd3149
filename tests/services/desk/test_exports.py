"""What members take along: all that is theirs, and nothing that is not."""

import csv
import json
from io import StringIO

import pytest

from bot.domain.kit.privacy import TOMBSTONES
from bot.domain.reading.notes import NoteVisibility
from bot.services.desk import exports
from bot.ui.desk import exports as files
from tests.services.conftest import House
from tests.services.noted import noted
from tests.services.parts import GUILD

ADA, BEN, CAT, DAN = (TOMBSTONES + number for number in range(4))
"""Ids as Discord gives them: those of a forgotten member are left out of the files."""


def table(made: list[tuple[str, bytes]]) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(made[0][1].decode("utf-8-sig"))))


def whole(made: list[tuple[str, bytes]]) -> list[dict[str, object]]:
    return list(json.loads(made[1][1]))


@pytest.mark.one_engine
async def test_notes_are_ones_own_and_both_files_agree(house: House) -> None:
    await noted(house, 1, by=BEN, author=ADA, visibility=NoteVisibility.PRIVATE, said='=1+1, "quoted"\nand on')
    await noted(house, 2, by=BEN, author=None)
    await noted(house, 3, by=CAT, author=BEN, said="Not his")
    made = files.notes_files(await house.exports.notes(GUILD, BEN))
    assert [name for name, _ in made] == ["inklings-my-notes.csv", "inklings-my-notes.json"]
    assert [row["title"] for row in table(made)] == [row["title"] for row in whole(made)] == ["Story 2", "Story 1"]
    assert whole(made)[1]["said"] == '=1+1, "quoted"\nand on'
    assert table(made)[1]["said"] == '\'=1+1, "quoted"\nand on', "a spreadsheet computes nothing"
    assert (whole(made)[1]["seen_by"], whole(made)[1]["author_id"]) == ("private", str(ADA))
    assert not any(b"Not his" in content for _, content in made)


@pytest.mark.one_engine
async def test_a_long_journal_comes_whole(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "BATCH", 2)
    for number in range(4):
        house.clock.forward(seconds=1)
        await noted(house, number, by=BEN)
    exported = await house.exports.notes(GUILD, BEN)
    assert [note.title for note in exported.notes] == ["Story 3", "Story 2", "Story 1", "Story 0"]


async def test_connections_with_remarks_and_without_others_secrets(house: House) -> None:
    await house.register(ADA)
    await noted(house, 1, by=BEN, author=ADA)
    await noted(house, 2, by=CAT, author=BEN, visibility=NoteVisibility.PRIVATE)
    await house.connections.write_remark(GUILD, BEN, ADA, "Keeps bees.")
    await house.connections.write_remark(GUILD, BEN, DAN, "Met at the fair.")
    await house.connections.write_remark(GUILD, ADA, BEN, "Her secret.")
    made = files.connections_files(await house.exports.connections(GUILD, BEN))
    assert [(row["member_id"], row["name"], row["remark"]) for row in whole(made)] == [
        (str(ADA), "Ada", "Keeps bees."),
        (str(DAN), None, "Met at the fair."),
    ]
    assert [row["remark"] for row in table(made)] == ["Keeps bees.", "Met at the fair."]
    assert set(table(made)[0]) == set(files.CONNECTION_KEYS)
    assert not any(b"secret" in content or str(CAT).encode() in content for _, content in made)


def test_large_files_are_packed_into_one() -> None:
    small = files.attached([("a.csv", b"x"), ("a.json", b"y")])
    assert [each.filename for each in small] == ["a.csv", "a.json"]
    (packed,) = files.attached([("a.csv", b"x" * files.LARGEST), ("a.json", b"y")])
    assert packed.filename == "a.zip"
