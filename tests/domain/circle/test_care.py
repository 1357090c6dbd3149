"""Care: when reading has narrowed, whom the hint names, and what moderators learn."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.circle.care import (
    LEAST_NOTES,
    LOOKED_AT,
    VOICES,
    hint,
    lately,
    narrow_groups,
    narrowed,
    new_voices,
    the_few,
)
from bot.domain.circle.reciprocity import Reading
from tests.tries import tries

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ME = 1
WRITERS = range(1, 12)


def notes(reader: int, author: int, count: int, days: int = 3) -> list[Reading]:
    """So many stories of an author, noted by a reader."""
    return [Reading(reader, author, NOW - days * DAY, f"{author}-{number}") for number in range(count)]


def circle(*members: int, count: int = 4) -> list[Reading]:
    """Everybody notes so many stories of everybody else."""
    return [each for one in members for other in members if one != other for each in notes(one, other, count)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], False),
        (circle(1, 2, 3), True),
        (circle(1, 2, 3, count=3), False),  # six notes are too few
        (notes(1, 2, 8) + notes(2, 1, 2), True),
        (notes(1, 2, 8) + notes(2, 1, 1), False),  # one back is courtesy
        (notes(1, 2, 8), False),  # a fan is no circle
        (notes(1, 2, 4) + notes(2, 1, 4) + notes(1, 3, 4), False),  # half is not most
        (notes(1, 2, 5) + notes(2, 1, 4) + notes(1, 3, 4), True),
        (circle(1, 2, 3, 4, 5, 6, 7), False),  # three of six are not most
        (notes(1, 1, 20), False),
        (notes(1, 2, 4) * 2 + notes(2, 1, 4), False),  # a story noted twice is one
    ],
)
def test_when_reading_has_narrowed(rows: list[Reading], expected: bool) -> None:
    assert narrowed(ME, rows) is expected
    found = hint(ME, rows, WRITERS, NOW)
    assert (found is not None) is expected


def test_the_hint_says_between_whom_how_much_and_whom_to_try() -> None:
    rows = circle(1, 2, 3) + notes(1, 4, 2) + notes(5, 6, 1) + notes(6, 7, 1)
    found = hint(ME, rows, WRITERS, NOW)
    assert found is not None
    assert (found.member_id, found.notes, found.of) == (1, 8, 10)
    assert len(found.voices) == VOICES
    assert set(found.voices) <= {5, 8, 9, 10, 11}, "nobody they read, and those whom nobody read first"


def test_one_note_of_mine_makes_nobody_one_of_my_few() -> None:
    rows = notes(1, 2, 1) + notes(2, 1, 4) + notes(1, 3, 2) + notes(3, 1, 2)
    assert the_few(ME, rows) == ((3, 2),)


def test_only_the_last_four_weeks_are_looked_at() -> None:
    old = [Reading(each.reader_id, each.author_id, NOW - LOOKED_AT - DAY, each.story_id) for each in circle(1, 2, 3)]
    assert hint(ME, old, WRITERS, NOW) is None
    assert len(lately(circle(1, 2), NOW)) == 8


def test_no_reproach_without_a_way_out() -> None:
    assert hint(ME, circle(1, 2, 3), [1, 2, 3], NOW) is None
    assert hint(ME, circle(1, 2, 3), [1, 2, 3, 4], NOW, hidden={4}) is None


def test_not_everybody_is_sent_to_the_same_three() -> None:
    chosen = {new_voices(member, [], range(100, 130)) for member in range(1, 20)}
    assert len(chosen) > 10
    assert new_voices(1, [], range(100, 130)) == new_voices(1, [], reversed(range(100, 130)))


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ([], 0),
        (circle(1, 2, 3), 1),
        (circle(1, 2, 3) + circle(4, 5, count=LEAST_NOTES), 2),
        (circle(1, 2, 3) + circle(3, 4, 5), 1),
        (notes(1, 2, 8) + notes(2, 1, 2) + circle(2, 3, count=9), 1),  # 2 reads 3, and answers 1: one circle
        (circle(1, 2, count=2), 0),
        (notes(1, 2, 20), 0),
        (notes(1, 2, 8) + notes(2, 1, 4) + notes(2, 3, 3) + notes(2, 4, 3), 0),  # 2 reads widely
    ],
)
def test_moderators_learn_a_number(rows: list[Reading], groups: int) -> None:
    assert narrow_groups(rows, NOW) == groups


readings = st.lists(
    st.builds(
        Reading,
        reader_id=st.integers(1, 5),
        author_id=st.integers(1, 5),
        at=st.integers(1, 40).map(lambda days: NOW - days * DAY),
        story_id=st.sampled_from("abcdefgh"),
    ),
    max_size=60,
)


@tries(40)
@given(readings, st.randoms(use_true_random=False))
def test_the_few_are_mutual_few_and_the_same_in_any_order(rows: list[Reading], random: Random) -> None:
    few = the_few(ME, rows)
    assert len(few) <= 3
    for writer, count in few:
        assert ME in {other for other, _ in the_few(writer, rows)} or len(the_few(writer, rows)) == 3
        assert count >= 2
    shuffled = random.sample(rows, len(rows))
    assert hint(ME, shuffled, WRITERS, NOW) == hint(ME, rows, WRITERS, NOW)
    assert narrow_groups(shuffled, NOW) == narrow_groups(rows, NOW) <= 2
