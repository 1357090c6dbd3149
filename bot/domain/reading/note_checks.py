"""What a note has to be: pure rules, each with its threshold. How fast somebody reads is none of them: pace limits
what counts (``bot.domain.boards.points``) and never refuses a note.

All of them look at a note's *tokens*, so that padding does not help: folded words, and the letters of scripts that put
no spaces between words. Emoji, punctuation and numbers are none, and what is said twice in a row is said once.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import cache

from rapidfuzz import fuzz

from bot.domain.reading.notes import NoteProblem
from bot.domain.text.search import is_spaceless, runs
from bot.domain.text.text import fold

LEAST_WORDS = 12
"""Words of a note: one whole sentence. Fewer name no moment of the story."""

LEAST_LETTERS = 40
"""Letters of a note in a script that puts no spaces between words: about as much as twelve words say."""

LEAST_DIFFERENT_WORDS = 7
"""Of a note's words, so many have to differ: ordinary sentences repeat "the" and "and", and stay far above it."""

LEAST_DIFFERENT_LETTERS = 15
"""The same for letters: forty letters of Chinese, Japanese or Thai have twenty and more."""

LEAST_OWN = Fraction(1, 2)
"""What has to be left of a note beside stock phrases, as a part of the least length: half a sentence of one's own.
Somebody who thanks the author and then says something is not held up."""

REPEATED_RATIO = 85.0
"""From this likeness on (rapidfuzz's ratio, 0 to 100) a note is one that its writer wrote before. Two notes of a
template in which the title was exchanged reach 88 to 95; different notes by one writer stay below 65."""

RECENT_NOTES = 20
"""A note is compared with so many of its writer's last ones: two a day for ten days."""

RECENT_FOR = timedelta(days=90)
"""And with none older than this: who says much the same a season later may well mean it."""

LONGEST_ECHO = 40
"""Tokens of what is recognised as said again right after itself. Something longer is a whole note already."""

_ECHO = re.compile(rf"(.{{1,{LONGEST_ECHO}}}?)\1+", re.DOTALL)

_FIRST_LETTER = 0xF0000
"""Of a private plane, which has room for every token of a note."""

_APOSTROPHE = re.compile(r"(?<=\w)['\u2019\u02bc](?=\w)")
"""Inside a word ("don't") it separates nothing (Unicode's UAX #29, WB6 and WB7)."""

_PRAISE = ("great", "good", "nice", "amazing", "awesome", "beautiful", "lovely", "wonderful", "excellent", "fantastic")
_THINGS = ("story", "article", "post", "read", "piece", "work", "job", "one", "stuff", "writing", "share")
_WHOLE = (
    *("thanks-for-sharing", "thank-you-for-sharing", "thanks-so-much-for-sharing", "thank-you-so-much-for-sharing"),
    *("thanks-a-lot-for-sharing", "thanks-for-sharing-this", "thank-you-for-sharing-this", "thanks-for-the-share"),
    *("well-written", "well-said", "well-done", "beautifully-written", "so-true", "very-true", "so-well-written"),
    *("keep-it-up", "keep-up-the-good-work", "keep-up-the-great-work", "keep-writing", "keep-going", "keep-sharing"),
    *("i-loved-it", "i-loved-this", "loved-it", "loved-this", "i-love-it", "i-love-this", "love-it", "love-this"),
    *("i-really-enjoyed-it", "i-really-enjoyed-this", "i-enjoyed-it", "i-enjoyed-this", "i-enjoyed-reading-this"),
    *("i-really-enjoyed-reading-this", "enjoyed-this", "very-interesting", "so-interesting", "very-informative"),
    *("very-inspiring", "so-inspiring", "thanks-for-the-information", "i-agree", "i-totally-agree", "totally-agree"),
    *("could-not-agree-more", "couldn't-agree-more", "can't-wait-for-more", "looking-forward-to-more"),
    *("i-learned-a-lot", "learned-a-lot", "this-is-great", "this-is-amazing", "this-is-awesome", "this-is-so-good"),
    *("follow-me", "follow-me-back", "followed-and-clapped", "read-and-clapped"),
    *("please-read-my-story", "please-read-mine"),
    *("gran-historia", "buen-articulo", "excelente-articulo", "gracias-por-compartir", "muy-interesante"),
    *("otima-historia", "otimo-texto", "obrigado-por-compartilhar", "obrigada-por-compartilhar", "muito-bom"),
    *("tolle-geschichte", "toller-artikel", "danke-furs-teilen", "sehr-schon-geschrieben", "sehr-interessant"),
    *("super-histoire", "tres-bel-article", "merci-pour-le-partage", "merci-pour-ce-partage", "tres-interessant"),
    *("写得很好", "写得真好", "好文章", "谢谢分享", "感谢分享", "寫得很好", "謝謝分享", "感謝分享"),
    *("素晴らしい記事", "いい記事ですね", "シェアありがとうございます", "とても面白かったです"),
    *("좋은 글 감사합니다", "잘 읽었습니다", "공유 감사합니다", "ขอบคุณที่แบ่งปัน", "เขียนดีมาก"),
    *("شكرا للمشاركة", "مقال رائع", "धन्यवाद साझा करने के लिए"),
)
STOCK_PHRASES = (*(f"{praise} {thing}" for praise in _PRAISE for thing in _THINGS), *_WHOLE)
"""What can be said of any story without having read it, in a few languages. Compared token by token: the hyphens only
join the words of a phrase, which no member is shown."""

_FILLERS = frozenset(
    {*("a", "an", "and", "is", "it", "the", "this", "that", "was", "what", "such", "so", "very", "really", "truly")}
    | {*("just", "wow", "my", "dear", "friend", "again", "much", "indeed", "to", "you", "thanks", "thank")}
)
"""Words that join stock phrases and say nothing of their own."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a text says, where 1 is what a note needs."""

    long: Fraction
    various: Fraction


def check(said: str, *, own_story: bool, recent: Iterable[str]) -> NoteProblem | None:
    """Why a note is refused; ``None`` if it is accepted.

    ``recent`` are the words of the member's recent notes on other stories. Of several problems the first of these is
    named: own story, stock phrase, too short, repeated.
    """
    tokens = tokens_of(said)
    rules: tuple[tuple[NoteProblem, Callable[[], bool]], ...] = (
        (NoteProblem.OWN_STORY, lambda: own_story),
        (NoteProblem.STOCK_PHRASE, lambda: is_stock(tokens)),
        (NoteProblem.TOO_SHORT, lambda: is_short(tokens)),
        (NoteProblem.REPEATED, lambda: is_repeated(tokens, recent)),
    )
    return next((problem for problem, applies in rules if applies()), None)


def tokens_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, and the letters of scripts without spaces; what is said again at once only once.

    >>> tokens_of("Don't! Don't! \N{HONEYBEE} 3 bees")
    ('dont', 'bees')
    """
    tokens: list[str] = []
    for run in runs(_APOSTROPHE.sub("", fold(text))):
        if is_spaceless(run[0]):
            tokens.extend(run)
            continue
        word = "".join(run)
        if any(map(str.isalpha, word)):
            tokens.append(word)
    return _without_echoes(tokens)


def weigh(tokens: Sequence[str]) -> Weight:
    """How much these tokens say. Words and single letters are added, for notes in two scripts."""
    letters = [token for token in tokens if is_spaceless(token)]
    words = [token for token in tokens if not is_spaceless(token)]
    return Weight(
        long=Fraction(len(words), LEAST_WORDS) + Fraction(len(letters), LEAST_LETTERS),
        various=Fraction(len(set(words)), LEAST_DIFFERENT_WORDS) + Fraction(len(set(letters)), LEAST_DIFFERENT_LETTERS),
    )


def is_short(tokens: Sequence[str]) -> bool:
    """Whether there are too few words or letters, or too few distinct ones."""
    weight = weigh(tokens)
    return weight.long < 1 or weight.various < 1


def is_stock(tokens: Sequence[str]) -> bool:
    """Whether there is a stock phrase, and too little beside it."""
    left = _without_phrases(tokens)
    if len(left) == len(tokens):
        return False
    return weigh([token for token in left if token not in _FILLERS]).long < LEAST_OWN


def is_repeated(tokens: Sequence[str], recent: Iterable[str]) -> bool:
    """Whether one of these earlier notes has nearly the same words."""
    mine = " ".join(tokens)
    return any(fuzz.ratio(mine, " ".join(tokens_of(each))) >= REPEATED_RATIO for each in recent)


def _without_echoes(tokens: Sequence[str]) -> tuple[str, ...]:
    """The tokens without immediate repetitions of one or several tokens."""
    if len(set(tokens)) == len(tokens):
        return tuple(tokens)
    # Each token becomes one character, so that a pattern finds the echoes.
    letters = {token: chr(_FIRST_LETTER + place) for place, token in enumerate(dict.fromkeys(tokens))}
    tokens_by_letter = {letter: token for token, letter in letters.items()}
    written, before = "".join(letters[token] for token in tokens), ""
    while written != before:
        written, before = _ECHO.sub(r"\1", written), written
    return tuple(tokens_by_letter[letter] for letter in written)


def _without_phrases(tokens: Sequence[str]) -> list[str]:
    """The tokens without stock phrases; at each place the longest one is removed."""
    phrases = _phrases()
    left: list[str] = []
    place = 0
    while place < len(tokens):
        here = (each for each in phrases.get(tokens[place], ()) if tuple(tokens[place : place + len(each)]) == each)
        phrase = next(here, ())
        if not phrase:
            left.append(tokens[place])
        place += len(phrase) or 1
    return left


@cache
def _phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The stock phrases by the token that each begins with, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in frozenset(map(tokens_of, STOCK_PHRASES)):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(each, key=len, reverse=True)) for first, each in found.items()}
