"""Words as the search compares them: what a story is found by, and what somebody looks for.

A word is a run of letters, digits and their marks, folded, without the accents that people leave out on phones
("cafe" finds "Café"). Scripts that put no spaces between words have no such runs. Theirs are cut into overlapping
pairs of signs, and the last sign once more alone: "abc" would become "ab", "bc" and "c". So any part of a sentence
finds it, a single sign too, without a dictionary.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from unicodedata import category, normalize

from bot.domain.text.text import fold

WORD_LIMIT = 40
"""Characters of a word that count: as many as are stored. Longer ones are addresses and pranks."""

MOST_TERMS = 8
"""Words of a query that are looked for: each is one more look-up, and eight find any title."""

TAG_MARK = "#"
"""Begins a tag as a whole, as opposed to the words in it. No word has it: it is neither letter nor digit."""

BEYOND = "\U0010ffff"
"""The greatest code point. No text that was folded holds it, so every word that begins with ``x`` is below
``x + BEYOND``."""

_SPACELESS = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF)),
    *((0x3005, 0x3007), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF)),
    *((0xA9E0, 0xA9FF), (0xAA60, 0xAADF), (0xF900, 0xFAFF), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF)),
)
"""Thai, Lao, Burmese, Khmer, Tai scripts, kana and Chinese characters. Hangul has spaces."""

_FIRST_SPACELESS = chr(min(first for first, _ in _SPACELESS))
"""Below it is most of what is asked, at once."""

_ASCII_RUN = re.compile("[0-9a-z]+")

_ACCENTS = ("\u0300", "\u036f")
"""Marks on Latin, Greek and Cyrillic letters. Those of other scripts are vowels, and stay."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for; ``prefix``: or any word that begins with it."""

    word: str
    prefix: bool

    @property
    def beyond(self) -> str:
        """What is greater than every word that begins with this one, in the order of code points."""
        return self.word + BEYOND


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all of these words, in a story with this tag (as ``tag_key`` gives it) by this member."""

    terms: tuple[Term, ...]
    tag: str | None = None
    member_id: int | None = None

    @property
    def text(self) -> str:
        """What was typed, in its shortest form: read by ``query`` again it gives the same terms."""
        return " ".join(term.word for term in self.terms)


def words_of(*texts: str) -> frozenset[str]:
    """The words by which these texts are found, each at most ``WORD_LIMIT`` characters."""
    return frozenset(word[:WORD_LIMIT] for text in texts for run in runs(text) for word in _cut(run))


def story_words(title: str, subtitle: str, tags: Iterable[str], author: str) -> frozenset[str]:
    """Everything by which a story is found: the words of what is visible of it, and its tags as a whole."""
    listed = list(tags)
    return words_of(title, subtitle, author, *listed) | {tag_word(key) for key in map(tag_key, listed) if key}


def tag_key(tag: str) -> str:
    """A tag as it is compared: "Creative Writing" and "creative-writing" are one. Never holds a slash.

    >>> tag_key("Creative Writing")
    'creative-writing'
    """
    return "-".join(map("".join, runs(tag)))[: WORD_LIMIT - len(TAG_MARK)].rstrip("-")


def tag_word(key: str) -> str:
    """The word that a story has for one of its tags."""
    return TAG_MARK + key


def query(text: str, tag: str = "", member_id: int | None = None) -> Query:
    """Read what somebody typed. The last word may be the beginning of one, since people search while they type.

    Where there is nothing to look for, the query has no terms.
    """
    wanted: dict[str, bool] = {}
    for run in runs(text):
        for word in _pairs(run) if is_spaceless(run[0]) else ["".join(run)[:WORD_LIMIT]]:
            wanted.pop(word, None)  # said again: it stands where it was said last
            # A single sign stands at the beginning of a pair, or alone at the end of its run.
            wanted[word] = len(run) == 1 and is_spaceless(word)
    counted = list(wanted.items())[:MOST_TERMS]
    terms = tuple(Term(word, sign or place == len(counted)) for place, (word, sign) in enumerate(counted, start=1))
    return Query(terms, tag_key(tag) or None, member_id)


def runs(text: str) -> Iterator[Sequence[str]]:
    """Unbroken runs of signs (a letter or digit with its marks), each of scripts with or without spaces."""
    bare = _bare(text)
    if bare.isascii():
        yield from _ASCII_RUN.findall(bare)  # as below, and most text by far
        return
    signs: list[str] = []
    for char in bare:
        kind = category(char)[0]
        if kind == "M" and signs and signs[-1]:
            signs[-1] += char
        else:
            signs.append(char if kind in "LN" else "")
    for (inside, _), run in groupby(signs, key=lambda sign: (bool(sign), is_spaceless(sign))):
        if inside:
            yield list(run)


def _bare(text: str) -> str:
    """The text folded, without accents and without the invisible signs that shape letters."""
    folded = fold(text)
    if folded.isascii():
        return folded
    decomposed = normalize("NFD", folded)
    kept = (char for char in decomposed if not _ACCENTS[0] <= char <= _ACCENTS[1] and category(char) != "Cf")
    return normalize("NFC", "".join(kept))


def is_spaceless(sign: str) -> bool:
    """Whether the sign (a letter with its marks) is of a script that puts no spaces between words."""
    return sign >= _FIRST_SPACELESS and any(first <= ord(sign[0]) <= last for first, last in _SPACELESS)


def _cut(run: Sequence[str]) -> list[str]:
    """A word; or the pairs of signs of a run without spaces, and its last sign."""
    return [*_pairs(run), run[-1]] if is_spaceless(run[0]) else ["".join(run)]


def _pairs(run: Sequence[str]) -> list[str]:
    """Each sign with the next; a single one alone."""
    return list(map("".join, pairwise(run))) or list(run)
