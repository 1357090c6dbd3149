"""Untrusted text without invisible characters, as a list of what a reader sees as single characters.

Invisible characters have good uses (an emoji of several people, a Persian word, a Malayalam final) and bad ones (names
that look alike, text that runs backwards). They are kept where their use is known to be good and dropped elsewhere.

Written by hand because the standard library has no grapheme clusters (Unicode's UAX #29) and no emoji properties.
"""

import re
from collections.abc import Iterator
from unicodedata import category, combining, normalize

MOST_MARKS = 5
"""Combining marks on one letter. Hebrew with accents and Tibetan stacks need four or five; "zalgo" takes dozens."""

ELLIPSIS = "…"

_ZWNJ, _ZWJ = "\u200c", "\u200d"

_BLANKS = re.compile("[\u2800\\s]+")
"""White space, line breaks of every kind and the braille blank that empty names are made of."""

_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Characters of category Cf that are drawn: Arabic number signs, the end of ayah and their kin."""

_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc"  # joiner of graphemes, fillers, placeholder
    "\ufdd0-\ufdef\ufff0-\ufff8\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Drawn as nothing though their category does not say so, reserved for such use, or no characters at all."""

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Controls, formats, halves of surrogate pairs, private use. Unassigned ones stay: next year's emoji are among them."""

_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
"""The blocks that hold every emoji, those to come included."""

_EMOJI = f"[{_PICTURE}][\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"

_TOKEN = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # the flag of a country
    "|\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"  # of a part of one
    "|[0-9#*]\ufe0f?\u20e3"  # a key cap
    f"|{_EMOJI}(?:{_ZWJ}{_EMOJI}){{0,7}}"  # the longest in use has four joined
    "|.",
    re.DOTALL,
)

_JOINING_SCRIPTS = (
    *((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0x1A20, 0x1AAF)),
    *((0x1B00, 0x1C4F), (0xA840, 0xA87F), (0xA8E0, 0xA8FF), (0xA980, 0xA9DF), (0xAA60, 0xAA7F)),
    *((0xABC0, 0xABFF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x11000, 0x11FFF), (0x1E900, 0x1E95F)),
)
"""Arabic, Syriac, N'Ko, Mongolian, Adlam and the scripts of India and South-East Asia, where joiners change letters."""

_VIRAMA = 9
"""The combining class of the sign that joins two consonants in the scripts of India."""


def graphemes(text: str) -> list[str]:
    """The visible characters of the text (grapheme clusters): NFC, white space folded, without invisible ones.

    Takes any string, lone surrogates included. Applied to its own joined result, it gives the same.
    """
    if text.isascii():  # most text
        return list(visible_ascii(text))
    allowed = normalize("NFC", "".join(char for char in _BLANKS.sub(" ", text) if not _dropped(char)))
    clusters = _folded(allowed)
    seen = "".join(clusters)
    # What is taken out from between two signs can make them one, such as the halves of a flag: look again.
    return clusters if seen == allowed else _folded(seen)


def visible_ascii(text: str) -> str:
    """``graphemes`` of ASCII, joined: each character is a sign, or white space, or nothing.

    >>> visible_ascii("\\tTea \\x00 for two")
    'Tea for two'
    """
    spaced = text if text.isprintable() else "".join(filter(str.isprintable, _BLANKS.sub(" ", text)))
    return " ".join(filter(None, spaced.split(" ")))


def _folded(text: str) -> list[str]:
    """The clusters of a text of allowed characters, with one space between words and none at the ends."""
    clusters: list[str] = []
    for cluster in _clusters(text):
        if cluster != " " or (clusters and clusters[-1] != " "):
            clusters.append(normalize("NFC", cluster))
    if clusters[-1:] == [" "]:
        clusters.pop()
    return clusters


def shortened(clusters: list[str], room: int) -> list[str]:
    """The first ``room`` clusters and an ellipsis, without a space or joiner before it."""
    return graphemes("".join(clusters[:room]).rstrip() + ELLIPSIS)


def _dropped(char: str) -> bool:
    """Whether a character is dropped regardless of its neighbours."""
    if char in _VISIBLE_FORMATS or char in (_ZWJ, _ZWNJ) or "\U000e0020" <= char <= "\U000e007f":
        return False  # the last three depend on their neighbours
    return category(char) in _UNSEEN_CATEGORIES or _NOTHING.match(char) is not None


def _clusters(text: str) -> Iterator[str]:
    """The clusters of a text of allowed characters; characters that are out of place are dropped."""
    cluster, marks = "", 0
    for found in _TOKEN.finditer(text):
        token = found.group()
        if len(token) == 1 and _extends(token):
            following = text[found.end() : found.end() + 1]
            if _fits(cluster, marks, token, following):
                cluster, marks = cluster + token, marks + 1
        elif cluster and _continues(cluster, token):
            cluster, marks = cluster + token, 0
        else:
            if cluster:
                yield cluster
            cluster, marks = token, 0
    if cluster:
        yield cluster


def _extends(char: str) -> bool:
    """Whether a character only extends the one before it."""
    return category(char)[0] == "M" or char in (_ZWJ, _ZWNJ) or "\U000e0020" <= char <= "\U000e007f"


def _fits(cluster: str, marks: int, char: str, following: str) -> bool:
    """Whether a mark, joiner or selector makes sense at the end of ``cluster``, before ``following``."""
    last = cluster[-1:]
    if last in ("", " ", _ZWJ, _ZWNJ) or "\U000e0020" <= char <= "\U000e007f":
        return False
    if char in (_ZWJ, _ZWNJ):
        between = _is_joining(last) and _is_joining(following) and category(following)[0] == "L"
        return between or (char == _ZWJ and _is_joining(last) and combining(last) == _VIRAMA)
    if _is_selector(char):
        return _is_selected(last, char)
    return marks < MOST_MARKS


def _continues(cluster: str, token: str) -> bool:
    """Whether a letter belongs to the cluster before it: in Hangul, and after a consonant that joins on."""
    if "\u1161" <= token <= "\u11ff":
        return "\u1100" <= cluster[-1] <= "\u11ff" or "\uac00" <= cluster[-1] <= "\ud7a3"
    joined = cluster.rstrip(_ZWJ)[-1:]
    if not joined or combining(joined) != _VIRAMA or not _is_joining(joined):
        return False
    return len(token) == 1 and category(token) == "Lo"


def _is_joining(char: str) -> bool:
    return bool(char) and any(first <= ord(char) <= last for first, last in _JOINING_SCRIPTS)


def _is_selector(char: str) -> bool:
    """Whether the character selects a shape of the one before it."""
    return char in "\u180b\u180c\u180d\u180f" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _is_selected(base: str, selector: str) -> bool:
    """Whether ``base`` has shapes to select. An emoji's own selectors are part of its token."""
    if selector in "\u180b\u180c\u180d\u180f":
        return "\u1820" <= base <= "\u18aa"
    ideograph = "\u3400" <= base <= "\u9fff" or "\uf900" <= base <= "\ufaff" or "\U00020000" <= base <= "\U0003ffff"
    return ideograph and selector not in "\ufe0e\ufe0f"
