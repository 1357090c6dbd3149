"""Who answers a note, what counts, and how moderators name a note."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.boards.points import HELPED_A_DAY, AnswerKind
from bot.domain.kit.errors import NotThereAnyMore, UserError
from bot.domain.reading.answers import (
    Answer,
    NotCounted,
    NoteOnStory,
    Outcome,
    check_author,
    check_day,
    decide,
    not_counted,
)
from bot.domain.reading.errors import AnswersSpent, NotTheStorysAuthor, OwnNote, ReadingKind, ReasonMissing
from bot.domain.reading.moderation import NoteRef, read_note, read_reason
from bot.domain.reading.notes import NoteVisibility

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, OTHER, READER, AUTHOR, STRANGER = 1, 2, 10, 20, 30
NOTE = NoteOnStory(5, GUILD, READER, AUTHOR, "On bees", "", NoteVisibility.THREAD, "It stayed with me.", "", NOW)
PRIVATE = replace(NOTE, visibility=NoteVisibility.PRIVATE)
COUNTS, KIND_ONLY = Answer(AnswerKind.HELPED, NOW, counts=True), Answer(AnswerKind.HELPED, NOW, counts=False)


@pytest.mark.parametrize("where", [GUILD, None])
@pytest.mark.parametrize("visibility", [NoteVisibility.THREAD, NoteVisibility.AUTHOR])
def test_the_storys_author_answers_here_and_in_a_direct_message(visibility: NoteVisibility, where: int | None) -> None:
    note = replace(NOTE, visibility=visibility)
    assert check_author(note, AUTHOR, where) is note


@pytest.mark.parametrize(
    ("note", "who", "where", "refusal"),
    [
        (NOTE, STRANGER, GUILD, NotTheStorysAuthor),
        (NOTE, READER, GUILD, OwnNote),
        (NOTE, AUTHOR, OTHER, NotThereAnyMore),
        (None, AUTHOR, GUILD, NotThereAnyMore),
        (PRIVATE, AUTHOR, GUILD, NotThereAnyMore),
        (PRIVATE, STRANGER, None, NotThereAnyMore),
        (replace(NOTE, author_id=None), STRANGER, GUILD, NotTheStorysAuthor),
        (replace(NOTE, author_id=READER), READER, GUILD, OwnNote),
    ],
)
def test_nobody_else_does(note: NoteOnStory | None, who: int, where: int | None, refusal: type[UserError]) -> None:
    with pytest.raises(refusal):
        check_author(note, who, where)


@pytest.mark.parametrize(
    ("verified", "excluded", "why"),
    [
        (True, False, None),
        (False, False, NotCounted.UNVERIFIED),
        (True, True, NotCounted.EXCLUDED),
        (False, True, NotCounted.EXCLUDED),
    ],
)
def test_what_counts(verified: bool, excluded: bool, why: NotCounted | None) -> None:
    assert not_counted(verified=verified, excluded=excluded) is why


@pytest.mark.parametrize(
    ("standing", "why", "outcome"),
    [
        (None, None, Outcome.GIVEN),
        (None, NotCounted.EXCLUDED, Outcome.GIVEN),
        (COUNTS, None, Outcome.STOOD),
        (COUNTS, NotCounted.EXCLUDED, Outcome.STOOD),
        (KIND_ONLY, NotCounted.UNVERIFIED, Outcome.STOOD),
        (KIND_ONLY, None, Outcome.COUNTS_NOW),
    ],
)
def test_pressing_it(standing: Answer | None, why: NotCounted | None, outcome: Outcome) -> None:
    assert decide(standing, why) is outcome


def test_five_a_day() -> None:
    left = [check_day(given, NOW) for given in range(HELPED_A_DAY)]
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(AnswersSpent) as refused:
        check_day(HELPED_A_DAY, NOW)
    assert (refused.value.limit, refused.value.until) == (HELPED_A_DAY, NOW)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12", NoteRef(note_id=12)),
        (" 12 ", NoteRef(note_id=12)),
        ("https://discord.com/channels/1/200/300", NoteRef(message_id=300)),
        ("<https://discord.com/channels/1/200/300/>", NoteRef(message_id=300)),
        ("https://ptb.discord.com/channels/1/200/300", NoteRef(message_id=300)),
    ],
)
def test_a_note_is_meant_by_its_number_or_its_messages_link(text: str, meant: NoteRef) -> None:
    assert read_note(text, GUILD) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the one about bees",
        "-1",
        "9" * 16,
        "\N{ARABIC-INDIC DIGIT ONE}",
        "https://discord.com/channels/2/200/300",
        "https://discord.com/channels/@me/200/300",
        f"https://discord.com/channels/1/200/{2**63}",
    ],
)
def test_anything_else_means_none(text: str) -> None:
    with pytest.raises(NotThereAnyMore, match=ReadingKind.NOTE_HERE):
        read_note(text, GUILD)


def test_a_reason_is_one_plain_line_and_not_nothing() -> None:
    assert read_reason(" it is\n spam ", 100) == "it is spam"
    assert len(read_reason("x" * 900, 300)) <= 300
    with pytest.raises(ReasonMissing):
        read_reason("\u200b \n", 100)
