"""The search's words: what was written is found by what somebody types, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text.search import BEYOND, MOST_TERMS, WORD_LIMIT, Query, Term, query, story_words, tag_key, words_of
from bot.domain.text.text import fold, plain


def found(query: Query, words: frozenset[str]) -> bool:
    """What storage does, in Python."""
    return all(
        any(term.word <= word < term.beyond if term.prefix else word == term.word for word in words)
        for term in query.terms
    )


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("The Bees of Paris", "bees"),
        ("The Bees of Paris", "PARIS be"),
        ("Café crème", "cafe creme"),
        ("Cafe creme", "Café"),
        ("L'été à Lyon", "ete"),
        ("Don't panic", "don't pan"),
        ("Straße und Fluß", "strasse fluss"),
        ("Привет, мир", "мир прив"),
        ("Ёлка", "елка"),
        ("Ελληνικά γράμματα", "ελληνικα"),
        ("東京都の猫", "東京"),
        ("東京都の猫", "京都"),
        ("東京都の猫", "猫"),
        ("東京都の猫", "猫 東"),
        ("ガラスの城", "ｶﾞﾗｽ"),  # half-width, as some keyboards write
        ("ภาษาไทยง่ายมาก", "ไทย"),
        ("한국어 이야기", "한국"),
        ("हिन्दी कहानी", "हिन्दी"),
        ("مرحبا بالعالم", "مرحبا"),
        ("C++ and Rust in 2026", "c++ 202"),
        ("iPhone 15 で撮る", "iphone 撮"),
    ],
)
def test_a_title_is_found_by_what_people_type(title: str, typed: str) -> None:
    wanted = query(typed)
    assert wanted.terms
    assert found(wanted, words_of(title))


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("The Bees of Paris", "ees"),
        ("The Bees of Paris", "be paris"),  # only the last word may be a beginning
        ("The Bees of Paris", "bees london"),
        ("東京都の猫", "都東"),
        ("हिन्दी", "हन्दी"),  # another vowel is another word
    ],
)
def test_what_is_not_there_is_not_found(title: str, typed: str) -> None:
    assert not found(query(typed), words_of(title))


@pytest.mark.parametrize("typed", ["", " ", "!?", "-- '' --", "\u200b\u202e", "🐝🐝"])
def test_signs_alone_are_nothing_to_look_for(typed: str) -> None:
    assert query(typed).terms == ()


def test_everything_visible_finds_a_story() -> None:
    words = story_words("Bees", "In the city", ("creative-writing",), "Ada Bee")
    assert {"bees", "city", "creative", "writing", "ada", "#creative-writing"} <= words


@pytest.mark.parametrize("tag", ["Creative Writing", "creative-writing", " CREATIVE  writing "])
def test_a_tag_is_one_however_it_is_written(tag: str) -> None:
    assert tag_key(tag) == "creative-writing"


anything = st.text(max_size=120)


@given(anything, anything)
def test_words_fit_their_column_and_stay_below_what_is_beyond_them(title: str, tag: str) -> None:
    for word in story_words(title, "", (tag,), ""):
        assert 0 < len(word) <= WORD_LIMIT
        assert "/" not in word
        assert BEYOND not in word
        word.encode()


@given(anything, st.data())
def test_any_text_is_found_by_its_own_beginning(title: str, data: st.DataObject) -> None:
    words = words_of(title)
    assert found(query(title), words)
    for word in sorted(words)[:3]:
        assert found(query(word[: data.draw(st.integers(1, len(word)))]), words)


@given(anything)
def test_the_short_form_of_a_query_is_the_same_query(typed: str) -> None:
    once = query(typed, "Some Tag", 42)
    assert query(once.text, once.tag or "", 42) == once
    assert len(once.terms) <= MOST_TERMS


@given(st.text(max_size=60))
def test_a_tags_key_is_its_own_key(tag: str) -> None:
    assert tag_key(tag_key(tag)) == tag_key(tag)


def test_a_beginning_is_a_range() -> None:
    assert Term("be", prefix=True).word <= "bees" < Term("be", prefix=True).beyond
    assert not Term("be", prefix=True).word <= "bf" < Term("be", prefix=True).beyond


@given(st.text(st.characters(max_codepoint=0x7F), max_size=80))
def test_the_short_way_of_ascii_finds_what_the_long_way_finds(text: str) -> None:
    assert words_of(text + " é") == words_of(text) | {"e"}
    assert tag_key(text[:20] + " é") == f"{tag_key(text[:20])}-e".removeprefix("-")
    assert fold(text + "xé") == fold(text + "x") + "é"
    assert plain(text + "xé", limit=200) == plain(text + "x", limit=200) + "é"
