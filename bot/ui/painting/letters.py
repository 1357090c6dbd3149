"""Text in every script: the fonts, the order in which they are tried, and what replaces characters in none of them.

matplotlib 3.11 lays text out with libraqm, which shapes it, orders it in both directions, and takes each character
from the first font in a list that has it. ``bot/ui/fonts/README.md`` says where the fonts come from.
"""

import re
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ft2font import FT2Font

from bot.domain.text.graphemes import graphemes, shortened

FONTS = Path(__file__).resolve().parents[1] / "fonts"

BOLD = "NotoSansBold"
LATIN = "NotoSans"
GENERAL = (
    "NotoSansCJKsc",
    "DroidSansFallback",
    "NotoEmoji",
    "NotoSansMath",
    "NotoSansSymbols",
    "NotoSansSymbols2",
)
"""Tried last, in this order: the fonts of many scripts have punctuation and digits that match their letters."""

UNKNOWN = "·"
"""Replaces a character that no font has. The usual empty box looks like a mistake."""

LONGEST_READ = 300
"""Characters of a text that are considered: no picture has room for more, and names on Discord have up to 32."""

_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")

RULES: dict[Any, Any] = {
    "font.enable_last_resort": False,  # it would draw boxes with the code point of a missing character
    "text.hinting": "none",
    "text.parse_math": False,  # a dollar in a name is a dollar
    "text.usetex": False,
}
"""matplotlib's settings for every picture."""


@dataclass(frozen=True)
class Font:
    """A font file: the name by which matplotlib finds it, and the code points that it has glyphs for."""

    family: str
    codes: frozenset[int]


@dataclass(frozen=True)
class Pen:
    """Text of a size, in pixels. Bold exists for Latin, Greek and Cyrillic letters and for digits only."""

    size: float
    bold: bool = False

    def font(self, text: str) -> FontProperties:
        """The fonts for a text: only those that it may need, since each font takes time."""
        codes = set(map(ord, text))
        asked = fonts() if self.bold else fonts()[1:]
        needed = asked[:1] + tuple(font for font in asked[1:] if not font.codes.isdisjoint(codes - asked[0].codes))
        return _properties(tuple(font.family for font in needed), self.size)

    def width(self, text: str) -> float:
        """The width of a text, in pixels."""
        measured = _renderer().get_text_width_height_descent(text, self.font(text), False)  # type: ignore[no-untyped-call] # matplotlib has few types
        return float(measured[0])

    def fitted(self, text: str, room: float) -> str:
        """An untrusted text shortened to ``room`` pixels, between grapheme clusters; what no font has is replaced."""
        signs = self._legible(graphemes(text[:LONGEST_READ]))
        whole = "".join(signs)
        if self.width(whole) <= room:
            return whole
        fewest, most = 0, len(signs) - 1
        while fewest < most:
            middle = (fewest + most + 1) // 2
            if self.width(_cut(signs, middle)) <= room:
                fewest = middle
            else:
                most = middle - 1
        return _cut(signs, fewest)

    def _legible(self, signs: list[str]) -> list[str]:
        """The grapheme clusters, with ``UNKNOWN`` in place of those that no font has."""
        if self._has("".join(signs)):
            return signs
        known: list[str] = []
        for sign in signs:
            # Tested after those before it: letters, or an emoji and its skin tone, may combine into one glyph.
            before = "".join(known[-2:])
            known.append(next((each for each in (sign, sign[0]) if self._has(before + each)), UNKNOWN))
        return known if self._has("".join(known)) else [UNKNOWN] * len(signs)

    def _has(self, text: str) -> bool:
        """Whether the fonts have all of a text. matplotlib reports a missing glyph only as a warning."""
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            self.width(text)
        return not said


def language(text: str) -> str | None:
    """The language whose forms of Chinese characters to use: Japanese if the text has kana, else the default."""
    return "ja" if _KANA.search(text) else None


@cache
def fonts() -> tuple[Font, ...]:
    """Our fonts in the order in which they are tried, the bold one first. The first call registers only these."""
    matplotlib.rcdefaults()  # a matplotlibrc in the working directory must have no effect
    matplotlib.rcParams.update(RULES)
    fontManager.ttflist.clear()  # a system font with the same name would be used instead of ours
    found = {path.stem: path for path in FONTS.iterdir() if path.suffix in {".ttf", ".otf"}}
    scripts = sorted(set(found) - {BOLD, LATIN, *GENERAL})
    return tuple(_register(found[stem]) for stem in (BOLD, LATIN, *scripts, *GENERAL))


def _register(path: Path) -> Font:
    fontManager.addfont(path)
    return Font(fontManager.ttflist[-1].name, frozenset(FT2Font(path).get_charmap()))


def _cut(signs: list[str], count: int) -> str:
    return "".join(shortened(signs, count))


@lru_cache(256)
def _properties(families: tuple[str, ...], size: float) -> FontProperties:
    return FontProperties(family=list(families), size=size)


@cache
def _renderer() -> RendererAgg:
    """A renderer for measuring. At 72 dots per inch, matplotlib's point is a pixel."""
    return RendererAgg(1, 1, 72)  # type: ignore[no-untyped-call] # matplotlib has few types
