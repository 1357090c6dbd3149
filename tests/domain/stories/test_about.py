"""What was typed into the form, read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.stories.about import LINE_LIMIT, MAX_TOPICS, TOPIC_LIMIT, days_left, read_line, read_pause, read_topics
from bot.domain.stories.errors import PauseUnreadable

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ()),
        (" , ;\n#, ", ()),
        ("bees, Bees, BEES", ("bees",)),
        ("#writing;life in the city\ntea", ("writing", "life in the city", "tea")),
        ("a,b,c,d,e,f", ("a", "b", "c", "d", "e")),
    ],
)
def test_topics(typed: str, read: tuple[str, ...]) -> None:
    assert read_topics(typed) == read


@given(st.text(max_size=600))
def test_whatever_is_typed_fits_and_is_read_back_the_same(typed: str) -> None:
    topics = read_topics(typed)
    assert len(topics) <= MAX_TOPICS
    assert all(0 < len(topic) <= TOPIC_LIMIT for topic in topics)
    assert len(read_line(typed)) <= LINE_LIMIT
    assert read_line(read_line(typed)) == read_line(typed)


@pytest.mark.parametrize("typed", ["soon", "-1", "1.5", "366", "²", "9" * 50])
def test_what_is_no_number_of_days_is_refused(typed: str) -> None:
    with pytest.raises(PauseUnreadable):
        read_pause(typed, NOW, None)


@pytest.mark.parametrize("typed", ["", " ", "0"])
def test_no_days_end_a_pause(typed: str) -> None:
    assert read_pause(typed, NOW, NOW + timedelta(days=3)) is None
    assert read_pause(typed, NOW, None) is None


@given(st.integers(1, 365), st.integers(0, 86_400 * 400))
def test_what_the_form_shows_keeps_the_pause(days: int, seconds: int) -> None:
    until = read_pause(str(days), NOW, None)
    later = NOW + timedelta(seconds=seconds)
    left = days_left(until, later)
    if left:
        assert read_pause(str(left), later, until) == until
    else:
        assert until is not None
        assert until <= later
