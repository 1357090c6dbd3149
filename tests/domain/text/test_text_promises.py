"""What is promised of cleaned text, for any text at all."""

import re
from unicodedata import category, combining, is_normalized

import discord
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.text.graphemes import graphemes
from bot.domain.text.text import MENTION_GUARD, clean, fold, plain
from tests.domain.corpora import naughty_strings, needs_corpora
from tests.domain.text.shown import unescaped

WHOLE = 100_000

ID = "123456789012345678"

PARTS = st.sampled_from(
    [
        *(
            "@",
            "everyone",
            "here",
            "<@",
            "<@!",
            "<@&",
            "<#",
            ID,
            ID[:15],
            ">",
            "</x:",
            "<t:",
            "<id:guide>",
            "<a:b:",
            ":R",
        ),
        *(
            "https://",
            "a.example",
            "discord.gg/",
            "[",
            "](",
            ")",
            "*",
            "_",
            "~~",
            "`",
            "||",
            "\\",
            "# ",
            "-# ",
            "- ",
            "1. ",
        ),
        *(
            "a",
            "é",
            "e",
            "\u0301",
            "\u0335",
            " ",
            "\n",
            "\u200a",
            "\u200b",
            "\u200c",
            "\u200d",
            "\ufe0f",
            "\ufe0e",
            "…",
        ),
        *(
            "\u202e",
            "\u2066",
            "\u3164",
            "\ud83d",
            "\ue000",
            "\U0001f469",
            "\U0001f3fd",
            "\u2764",
            "\U0001f1e9",
            "1",
            "\u20e3",
        ),
        *(
            "\U0001f3f4",
            "\U000e0067",
            "\U000e007f",
            "م",
            "ی",
            "क",
            "\u094d",
            "ষ",
            "葛",
            "\U000e0100",
            "\u1100",
            "\u1161",
            "\u11a8",
        ),
        *("\u0958", "\u09c7", "\u09be", "\u0344", "ﬁ", "ͅ", "İ", "\u1820", "\u180b", "\u2800", "\uffff", "\u06dd", "각"),
    ]
)
TEXTS = st.lists(PARTS, max_size=25).map("".join) | st.text(st.characters(), max_size=40)
LIMITS = st.integers(min_value=-1, max_value=60)

JOINERS = "\u200c\u200d"

BIDI_AND_ZERO_WIDTH = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]")

KEY_CAP = "\ufe0f?\u20e3"

# What makes a message mention, link or time something, as the library and Discord's clients look for it.
LIVE = [
    re.compile(r"<@!?([0-9]{15,20})>"),  # discord/message.py, raw_mentions
    re.compile(r"<#([0-9]{15,20})>"),  # raw_channel_mentions
    re.compile(r"<@&([0-9]{15,20})>"),  # raw_role_mentions
    re.compile(r"@(everyone|here|[!&]?[0-9]{17,20})"),  # discord/utils.py, escape_mentions
    discord.utils.TIMESTAMP_PATTERN,
    re.compile(r"<(a?:\w+|/[^:>]+|id):[^>]+>"),  # emoji, commands, guild navigation
    re.compile(r"[a-z]+://"),
    re.compile(r"discord(?:app)?\.(?:gg|com)/\w"),
    re.compile(rf"^(?:[->*+]|#(?!{KEY_CAP})|\d+[.)])"),
    re.compile(rf"(?<!\\)(?:\\\\)*(?:[*_~`|\[\]<>@]|#(?!{KEY_CAP}))"),
]


def holds(text: str, limit: int) -> None:
    """Everything that is promised of ``plain`` and ``clean``, for one text."""
    seen, escaped = plain(text, limit=limit), clean(text, limit=limit)
    assert len(seen) <= max(limit, 0)
    assert len(escaped) <= max(limit, 0)
    assert plain(seen, limit=limit) == seen
    assert plain(seen, limit=WHOLE) == seen
    assert is_normalized("NFC", seen)
    assert seen == seen.strip()
    assert not BIDI_AND_ZERO_WIDTH.search(seen)
    assert not {category(char) for char in seen} & {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert {char for char in seen if char.isspace()} <= {" "}
    assert not seen[:1] or not combining(seen[0])
    assert not BIDI_AND_ZERO_WIDTH.search(escaped.replace(f"@{MENTION_GUARD}", "@"))
    for pattern in LIVE:
        assert not pattern.search(escaped), pattern
    assert unescaped(clean(text, limit=WHOLE)) == plain(text, limit=WHOLE)


@given(TEXTS, LIMITS)
@example("क\u094d\u200d" + "x" * 60, 5)
@example("Python: " + "a" * 60, 9)
@example("@everyone", 9)
def test_the_promises_hold_for_any_text(text: str, limit: int) -> None:
    holds(text, limit)


@given(TEXTS, LIMITS)
def test_the_cut_text_is_the_beginning_of_the_whole(text: str, limit: int) -> None:
    whole = graphemes(text)
    for cut in (plain(text, limit=limit), unescaped(clean(text, limit=limit))):
        if cut and cut != "".join(whole):
            kept = graphemes(cut)[:-1]
            assert cut.endswith("…")
            # A joiner is left out where the cut took what it joined to.
            assert "".join(whole[: len(kept)]).rstrip(JOINERS) == "".join(kept).rstrip(JOINERS)


@needs_corpora
@pytest.mark.parametrize("limit", [0, 1, 16, 100, 4000])
def test_naughty_strings_keep_the_promises(limit: int) -> None:
    for text in naughty_strings():
        holds(text, limit)


@given(TEXTS)
def test_folding_settles(text: str) -> None:
    assert fold(fold(text)) == fold(text)
