"""Letters of every script: which fonts there are, in which order they are asked, and what no font has.

matplotlib 3.11 lays text out with libraqm: it shapes it, orders it in both directions, and takes for each sign the
first font in a row that has it. ``bot/ui/fonts/README.md`` tells where the fonts come from.
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
"""Asked last and in this order: many scripts' fonts have punctuation and figures of their own that go with them."""

UNKNOWN = "·"
"""Stands for a sign that no font has: quieter than the empty box that readers take for a fault."""

LONGEST_READ = 300
"""Characters of a text that are looked at: no picture has room for as many, and Discord's names have 32."""

_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")

RULES: dict[Any, Any] = {
    "font.enable_last_resort": False,  # it would draw boxes with the number of what is missing
    "text.hinting": "none",
    "text.parse_math": False,  # a dollar in a name is a dollar
    "text.usetex": False,
}
"""Settings of matplotlib's that hold for every picture."""


@dataclass(frozen=True)
class Font:
    """One file: the name by which matplotlib finds it, and the code points it has letters for."""

    family: str
    codes: frozenset[int]


@dataclass(frozen=True)
class Pen:
    """Letters of a size, in pixels. Bold is there for Latin, Greek and Cyrillic letters and figures."""

    size: float
    bold: bool = False

    def font(self, text: str) -> FontProperties:
        """The fonts for a text: only those that it may need, since each costs some time."""
        codes = set(map(ord, text))
        asked = fonts() if self.bold else fonts()[1:]
        needed = asked[:1] + tuple(font for font in asked[1:] if not font.codes.isdisjoint(codes - asked[0].codes))
        return _properties(tuple(font.family for font in needed), self.size)

    def width(self, text: str) -> float:
        """How wide a text is, in pixels."""
        measured = _renderer().get_text_width_height_descent(text, self.font(text), False)  # type: ignore[no-untyped-call] # matplotlib has few types
        return float(measured[0])

    def fitted(self, text: str, room: float) -> str:
        """As much of an untrusted text as there are letters for and as fits ``room`` pixels, cut between signs."""
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
        """The signs, with ``UNKNOWN`` in the place of those that no font has."""
        if self._has("".join(signs)):
            return signs
        known: list[str] = []
        for sign in signs:
            # Beside its neighbours: a script, or an emoji's shade of skin, may make one sign with what stands before.
            before = "".join(known[-2:])
            known.append(next((each for each in (sign, sign[0]) if self._has(before + each)), UNKNOWN))
        return known if self._has("".join(known)) else [UNKNOWN] * len(signs)

    def _has(self, text: str) -> bool:
        """Whether all of a text can be shown. matplotlib says so by a warning alone."""
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            self.width(text)
        return not said


def language(text: str) -> str | None:
    """Whose shapes of Chinese characters suit a text: Japan's where there is kana beside them."""
    return "ja" if _KANA.search(text) else None


@cache
def fonts() -> tuple[Font, ...]:
    """Ours, in the order they are asked in, the bold one first. The first call registers them and no others."""
    matplotlib.rcdefaults()  # whatever a matplotlibrc in the working directory says
    matplotlib.rcParams.update(RULES)
    fontManager.ttflist.clear()  # a font of the machine's that is called like one of ours would be taken for it
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
    """Something to measure with. 72 dots an inch, so that a point of matplotlib's is a pixel."""
    return RendererAgg(1, 1, 72)  # type: ignore[no-untyped-call] # matplotlib has few types
