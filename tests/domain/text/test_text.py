"""Untrusted text: what is taken out, what survives, what is escaped, and where it is cut."""

# ruff: noqa: RUF001 - letters of many scripts, and ones that look alike, are what is tested here

import pytest

from bot.domain.text.graphemes import MOST_MARKS
from bot.domain.text.text import MENTION_GUARD, clean, fold, plain
from tests.domain.text.shown import unescaped

WHOLE = 100_000

FAMILY = "\U0001f469\U0001f3fd\u200d\U0001f469\u200d\U0001f467"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

SURVIVORS = {
    "words": "Effort estimation — it’s complicated: 20% & more?",
    "accents": "Àéîõü ß Ł ĳ",
    "family": f"we {FAMILY} are",
    "heart": "I \u2764\ufe0f you \u263a\ufe0f",
    "text heart": "I \u2764\ufe0e you",
    "flag": "in \U0001f1e9\U0001f1ea now",
    "part of a country": f"in {SCOTLAND} now",
    "key cap": "step 1\ufe0f\u20e3 and #\ufe0f\u20e3",
    "Persian": "می\u200cخواهم",
    "Hindi": "क\u094d\u200dष and क\u094d\u200cष",
    "Sinhala": "ශ\u0dca\u200dරී",
    "Malayalam final": "അവന\u0d4d\u200d",
    "Arabic with vowels": "مُحَمَّدٌ",
    "ayah": "\u06dd١",
    "Hebrew with accents": "בְּרֵאשִׁ֖ית",
    "Thai": "กำลัง น้ำ",
    "Korean": "한국어",
    "ideographic variant": "葛\U000e0100飾",
    "Tibetan": "བསྒྲུབས",
    "unassigned, perhaps an emoji of next year": "\U0001faef",
}

TAKEN_OUT = [
    ("right\u202eleft\u202c", "rightleft"),
    ("\u2066a\u2069\u200eb\u200f\u061cc", "abc"),
    ("zero\u200bwidth\u2060\ufeff", "zerowidth"),
    ("join\u200der\u200c", "joiner"),
    ("soft\u00adhyphen", "softhyphen"),
    ("\x00nul\x07bell\x7f\x9b", "nulbell"),
    ("one\r\ntwo\u2028three\x85four\tfive", "one two three four five"),
    ("hair\u200a\u2014\u200aspace\xa0too\u3000", "hair — space too"),
    ("\u2800blank\u2800\u2800name", "blank name"),
    ("\u3164\u115f\u1160\uffa0filler\u034f\u17b5", "filler"),
    ("orphan \ufe0f selector\ufe0f", "orphan selector"),
    ("smuggled\U000e0101\U000e0020\U000e0041\U000e007f", "smuggled"),
    ("lone\ud800 surrogate\udfff", "lone surrogate"),
    ("private\ue000\U0010fffd and none\uffff\ufdd0", "private and none"),
    ("\u0301leading and \u0301after space", "leading and after space"),
    ("e\u0301", "é"),
    ("  \n ", ""),
    ("\u200b\u2060", ""),
]


@pytest.mark.parametrize("text", SURVIVORS.values(), ids=SURVIVORS)
def test_what_is_meant_to_be_read_survives(text: str) -> None:
    assert plain(text, limit=WHOLE) == text
    assert unescaped(clean(text, limit=WHOLE)) == text


@pytest.mark.parametrize(("text", "left"), TAKEN_OUT)
def test_what_cannot_be_seen_is_taken_out(text: str, left: str) -> None:
    assert plain(text, limit=WHOLE) == left


def test_stacked_marks_are_bounded() -> None:
    assert plain("z" + "\u0335" * 40 + "a", limit=WHOLE) == "z" + "\u0335" * MOST_MARKS + "a"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Tea for two", 11, "Tea for two"),
        ("Tea for two", 10, "Tea for t…"),
        ("Tea for two", 8, "Tea for…"),
        ("Tea", 1, "…"),
        ("Tea", 0, ""),
        ("Tea", -1, ""),
        (f"a{FAMILY}b", 7, "a…"),
        (f"a{FAMILY}bc", 8, f"a{FAMILY}…"),
        ("ab\u0323\u0307c", 3, "a…"),
        ("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", 3, "\U0001f1e9\U0001f1ea…"),
        ("می\u200cخواهم", 4, "می…"),
        ("क\u094dषक", 3, "…"),
        ("각\u11a8가가", 3, "각\u11a8…"),
    ],
)
def test_text_is_cut_between_signs(text: str, limit: int, cut: str) -> None:
    assert plain(text, limit=limit) == cut


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Python: a guide", "Python: a guide"),
        ("snake_case *bold* ~~no~~ ||spoiler|| `code`", r"snake\_case \*bold\* \~\~no\~\~ \|\|spoiler\|\| \`code\`"),
        ("[free](https://a.example)", r"\[free\](https\:\/\/a.example)"),
        ("https://a.example", r"https\:\/\/a.example"),
        ("discord.gg/abc", r"discord.gg\/abc"),
        ("# heading", r"\# heading"),
        ("-# small", r"\-\# small"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("2024) item", r"2024\) item"),
        ("2024 in review. 1. 2.", "2024 in review. 1. 2."),
        ("> quote", r"\> quote"),
        (">>> quote", r"\>\>\> quote"),
        ("a \\ b", r"a \\ b"),
        ("\\*", r"\\\*"),
        ("<t:1700000000:R>", r"\<t\:1700000000\:R\>"),
        ("</cmd:1>", r"\<\/cmd\:1\>"),
        ("<id:customize>", r"\<id\:customize\>"),
        ("<:a:1>", r"\<\:a\:1\>"),
        ("*\u0301", "\\*\u0301"),
        ("to be continued:", r"to be continued\:"),
        ("and/or 24/7", r"and\/or 24\/7"),
        ("@anna", r"\@anna"),
        ("@everyone", f"\\@{MENTION_GUARD}everyone"),
        ("@here", f"\\@{MENTION_GUARD}here"),
    ],
)
def test_markdown_is_shown_as_it_is_written(text: str, escaped: str) -> None:
    assert clean(text, limit=WHOLE) == escaped
    assert unescaped(escaped) == text


def test_a_hostile_title_costs_little() -> None:
    assert plain("\u200b" * 10_000_000, limit=100) == ""
    assert len(clean("*" * 10_000_000, limit=4000)) <= 4000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("ﬁne", "FINE"),
        ("Ａｎｎａ\u200a Ｌ.", "anna l."),
        ("caf\u0065\u0301", "CAFÉ"),
        ("An\u200bna", "anna"),
        ("\u1fb3", "\u03b1\u0399"),
    ],
)
def test_folding_makes_equal_what_reads_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)
