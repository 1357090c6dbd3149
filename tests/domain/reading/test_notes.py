"""What a note has to be: each rule with what it takes and what it refuses, and what no padding changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reading.note_checks import (
    LEAST_DIFFERENT_WORDS,
    LEAST_WORDS,
    STOCK_PHRASES,
    check,
    is_short,
    is_stock,
    tokens_of,
)
from bot.domain.reading.notes import (
    LIKED_LIMIT,
    SAID_LIMIT,
    NotedStory,
    NoteProblem,
    NoteVisibility,
    choices_for,
    fields_of,
    paragraphs,
    settled,
)
from tests.tries import tries

THREAD, AUTHOR, PRIVATE = NoteVisibility
SHORT, STOCK, REPEATED, OWN = (
    NoteProblem.TOO_SHORT,
    NoteProblem.STOCK_PHRASE,
    NoteProblem.REPEATED,
    NoteProblem.OWN_STORY,
)
GOOD = "The scene in which the bees come back made me ring my mother this morning."
CHINESE = (
    "读到外婆在厨房里数蜜蜂的那一段 我忽然想起小时候夏天的院子 那种安静的光线写得真细 好像能听见风声和远处的火车。"
)

THAI = "อ่านตอนที่คุณยายนับผึ้งในครัวแล้วคิดถึงบ้านเก่าที่เชียงใหม่มากเลย"
JAPANESE = "おばあさんが台所で蜂を数える場面で、子どもの頃の夏を思い出しました。静かな光の書き方が好きです。"
ARABIC = "أعجبني المشهد الذي تعود فيه النحل لأنه ذكرني ببيت جدي القديم في القرية"


def problem(said: str, *recent: str, own: bool = False) -> NoteProblem | None:
    return check(said, own_story=own, recent=recent)


@pytest.mark.parametrize(
    "said",
    [
        GOOD,
        GOOD.upper(),
        CHINESE,
        THAI,
        JAPANESE,
        ARABIC,
        "The end of the story is the best of the bees chapter",
        "Thanks for sharing. The scene where the bees come back made me ring my mother.",
        "I don't know why, but I couldn't stop: she's me, isn't she? Yes, she's me!",
        "벌이 돌아오는 장면에서 저는 오늘 아침에 어머니께 전화를 드렸고 오래 이야기를 나누었습니다 정말",
        "Eight words in English, and then Chinese: 外婆在厨房里数蜜蜂的那一段真好看啊",
    ],
)
def test_a_sentence_of_ones_own_is_taken_in_any_script(said: str) -> None:
    assert problem(said) is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", SHORT),
        ("I liked the bees.", SHORT),
        ("\N{HONEYBEE}" * 400, SHORT),
        ("word " * 100, SHORT),
        ("the bees " * 100, SHORT),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14", SHORT),
        ("哈" * 100, SHORT),
        ("外婆在厨房里数蜜蜂。" * 20, SHORT),
        ("ชอบมาก" * 20, SHORT),
        ("نعم " * 30, SHORT),
        ("so good, good so, very good so, good very, so so good, very so good, so very", SHORT),
        ("Great story, thanks for sharing!", STOCK),
        ("GREAT STORY!!! Thanks for sharing \N{PERSON WITH FOLDED HANDS}" * 9, STOCK),
        ("This is such a great story and very well written, thanks so much for sharing my friend", STOCK),
        ("谢谢分享 写得很好。", STOCK),
        ("ขอบคุณที่แบ่งปัน", STOCK),
        ("شكرا للمشاركة", STOCK),
        ("Nice article, keep it up, follow me back and please read my story, dear friend", STOCK),
    ],
)
def test_what_is_refused_and_why(said: str, why: NoteProblem) -> None:
    assert problem(said) is why


@pytest.mark.parametrize("phrase", STOCK_PHRASES)
def test_every_stock_phrase_is_one_however_it_is_written(phrase: str) -> None:
    spoken = phrase.replace("-", " ")
    for said in (spoken, phrase.upper(), f" {spoken}!!! " * 30, f"Wow, this is a {spoken}, my friend"):
        assert problem(said) is STOCK


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (GOOD, REPEATED),
        (GOOD.upper() + " \N{HONEYBEE}\N{HONEYBEE}", REPEATED),
        (f"{GOOD} {GOOD}", REPEATED),
        (GOOD.replace("bees", "wolves"), REPEATED),
        ("I did not know that a queen lives for years and the workers only for a few weeks.", None),
        (CHINESE, None),
    ],
)
def test_what_was_said_lately_is_not_said_again(said: str, why: NoteProblem | None) -> None:
    assert problem(said, "Something else entirely, which is about the sea.", GOOD) is why


def test_of_several_problems_the_first_in_order_is_named() -> None:
    stock, short = "Great story, thanks for sharing!", "I liked the bees."
    assert problem(stock, stock, own=True) is OWN
    assert problem(stock, stock) is STOCK
    assert problem(short, short) is SHORT
    assert problem(GOOD, own=True) is OWN


letters = st.sampled_from(["a", "b", "c", "the", "bee", "蜂", "蜜"])
short_notes = st.lists(letters, min_size=1, max_size=9).map(" ".join)


@tries(300)
@given(said=short_notes, times=st.integers(2, 12), emoji=st.sampled_from(["", "\N{HONEYBEE}", "!!!", "\u200b"]))
def test_saying_it_again_makes_no_short_note_long(said: str, times: int, emoji: str) -> None:
    assert is_short(tokens_of(f" {emoji} ".join([said] * times)))


@tries(100)
@given(said=st.text(max_size=200), extra=st.text(alphabet="0123456789 .,!?\N{HONEYBEE}\n", max_size=60))
def test_numbers_marks_and_emoji_change_nothing(said: str, extra: str) -> None:
    assert tokens_of(f"{said} {extra}") == tokens_of(said)
    assert problem(f"{said} {extra}") is problem(said)


@tries(50)
@given(st.lists(st.text(alphabet="abcdefghij", min_size=2, max_size=9), min_size=LEAST_WORDS, max_size=30, unique=True))
def test_twelve_different_words_are_enough(words: list[str]) -> None:
    assert not is_short(tokens_of(" ".join(words)))
    assert is_short(tokens_of(" ".join(words[: LEAST_WORDS - 1])))
    assert is_short(tokens_of(" ".join(words[: LEAST_DIFFERENT_WORDS - 1] * 3)))


@tries(50)
@given(st.text(max_size=400), st.booleans())
def test_any_text_can_be_judged_and_the_same_way_twice(said: str, own: bool) -> None:
    assert problem(said, GOOD, own=own) is problem(said, GOOD, own=own)
    assert is_stock(tokens_of(said)) in {True, False}


@tries(100)
@given(said=st.text(max_size=3000), liked=st.text(max_size=800))
def test_what_is_stored_is_within_its_limits_and_stays_as_it_is(said: str, liked: str) -> None:
    fields = fields_of(said, liked, PRIVATE)
    assert len(fields.said) <= SAID_LIMIT
    assert len(fields.liked) <= LIKED_LIMIT
    assert "\n" not in fields.liked
    assert fields_of(fields.said, fields.liked, PRIVATE) == fields


def test_paragraphs_stay() -> None:
    assert paragraphs("One.\r\n\r\n\r\nTwo\u200b,  three. \n \n", limit=100) == "One.\nTwo, three."
    assert paragraphs("One.\nTwo.", limit=6) == "One.\n…"


STORY = NotedStory("1", "https://medium.com/p/1", "On bees")


@pytest.mark.parametrize(
    ("thread", "author", "choices"),
    [
        (7, 42, (THREAD, AUTHOR, PRIVATE)),
        (None, 42, (AUTHOR, PRIVATE)),
        (7, None, (THREAD, PRIVATE)),
        (None, None, (PRIVATE,)),
    ],
)
def test_who_can_be_chosen_and_what_a_wish_becomes(
    thread: int | None, author: int | None, choices: tuple[NoteVisibility, ...]
) -> None:
    offered = choices_for(NotedStory("1", "", "", author_id=author, known=True, thread_id=thread))
    assert offered == choices
    for wished in NoteVisibility:
        became = settled(wished, offered)
        assert became in offered
        assert became is wished or wished not in offered
        # Never more open than what was wished for.
        assert list(NoteVisibility).index(became) >= list(NoteVisibility).index(wished)
