"""Make ``bot/ui/fonts`` anew: ``python -m tests.ui.painting.cut_fonts PACKAGES`` (see its README; takes a minute).

``PACKAGES`` is a folder with the unpacked packages. What is cut away is what a picture of 1,200 pixels never shows:
hinting, vertical writing, the names of glyphs, and characters that a font earlier in the row has.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[3] / "bot/ui/fonts"
NOTO = "usr/share/fonts/truetype/noto"
CJK = "usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
DROID = "usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"
EMOJI = "package/400Regular/NotoEmoji_400Regular.ttf"

SIMPLIFIED_CHINESE = 2
"""The face of the collection whose shapes are taken where nothing says whose language a Chinese character is of."""

JAPANESE = "JAN "
EASTERN = [f"{script}.{language}" for script in ("DFLT", "hani", "kana", "hang") for language in ("dflt", JAPANESE)]
"""Tags of OpenType: what the font for Chinese characters keeps of its rules."""

VERTICAL = {"vert", "vrt2", "valt", "vkrn", "vpal", "vhal", "vchw"}
"""Features for writing from top to bottom."""

SCRIPTS = (
    *("Arabic", "Hebrew", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada"),
    *("Malayalam", "Sinhala", "Thai", "Lao", "Myanmar", "Khmer", "Armenian", "Georgian", "Ethiopic", "Thaana"),
    *("Syriac", "NKo", "Adlam", "Tifinagh", "Vai", "Osmanya", "Mongolian", "Cherokee", "CanadianAboriginal", "Osage"),
    *("Yi", "Lisu", "Miao", "OlChiki", "MeeteiMayek", "Lepcha", "Limbu", "Chakma", "SylotiNagri", "Saurashtra"),
    *("Javanese", "Balinese", "Sundanese", "Batak", "Buginese", "Rejang", "Tagalog", "Hanunoo", "Buhid", "Tagbanwa"),
    *("Cham", "TaiLe", "NewTaiLue", "TaiViet", "TaiTham", "KayahLi", "HanifiRohingya", "Wancho", "PahawhHmong"),
    *("Coptic", "Deseret", "Shavian", "Glagolitic", "Gothic", "Ogham", "OldItalic", "Phoenician", "Runic"),
)
"""Those in which people write today, and the old ones that names are dressed up in. Tibetan has a font with serifs."""

LETTERS = [*range(0x20, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000), *range(0x2000, 0x2070), 0x2212]
"""What the bold font keeps: Latin, Greek, Cyrillic and punctuation, for titles and figures."""

MATHEMATICAL = [*range(0x2100, 0x2150), *range(0x2190, 0x2400), *range(0x1D400, 0x1D800)]
"""Letters in fancy dress, which names like to wear, arrows and operators."""

ABOUT = {0, 1, 2, 3, 4, 5, 6, 13, 14}
"""The records of a font's ``name`` table that stay: copyright, names, version and licence."""


def main() -> None:
    """Cut every font, each of what those before it have, and say what the whole weighs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("packages", type=Path)
    packages: Path = arguments.parse_args().packages
    for old in [*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")]:
        old.unlink()
    noto = packages / NOTO
    _cut(noto / "NotoSans-Regular.ttf", "NotoSans.ttf")
    _cut(noto / "NotoSans-Bold.ttf", "NotoSansBold.ttf", keep=LETTERS, change=_as_a_family_of_its_own)
    for script in SCRIPTS:
        _cut(noto / f"NotoSans{script}-Regular.ttf", f"NotoSans{script}.ttf")
    _cut(noto / "NotoSerifTibetan-Regular.ttf", "NotoSerifTibetan.ttf")
    common = _of_the_national_standards()
    _cut(
        packages / CJK,
        "NotoSansCJKsc.otf",
        keep=common,
        face=SIMPLIFIED_CHINESE,
        scripts=EASTERN,
        change=_with_japanese_shapes,
    )
    _cut(packages / DROID, "DroidSansFallback.ttf", keep=set(range(0x4E00, 0xA000)) - common)
    _cut(packages / EMOJI, "NotoEmoji.ttf")
    shown = set(_characters(FONTS.iterdir()))
    _cut(noto / "NotoSansMath-Regular.ttf", "NotoSansMath.ttf", keep=set(MATHEMATICAL) - shown)
    for name in ("NotoSansSymbols", "NotoSansSymbols2"):
        shown = set(_characters(FONTS.iterdir()))
        _cut(noto / f"{name}-Regular.ttf", f"{name}.ttf", without=shown)


def _cut(
    source: Path,
    target: str,
    *,
    keep: Iterable[int] | None = None,
    without: Iterable[int] = (),
    face: int = 0,
    scripts: Iterable[str] = ("*",),
    change: Callable[[TTFont], None] | None = None,
) -> None:
    font = TTFont(source, fontNumber=face, recalcTimestamp=False)
    had = set(font.getBestCmap())
    options = Options(hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False)
    options.name_IDs = sorted(ABOUT)
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "MATH", "meta"]
    options.layout_features = [each for each in options.layout_features if each not in VERTICAL]
    options.layout_scripts = list(scripts)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=(had if keep is None else had & set(keep)) - set(without))
    if change is not None:
        change(font)
    subsetter.subset(font)
    font.save(FONTS / target)
    print(f"{target}: {len(font.getBestCmap())} characters, {(FONTS / target).stat().st_size} bytes")  # noqa: T201 - a script talks


def _as_a_family_of_its_own(font: TTFont) -> None:
    """So that a name finds it: matplotlib would look for a bold face of every family after it, and complain."""
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 16):
            record.string = "Noto Sans Bold"
        if record.nameID in (2, 17):
            record.string = "Regular"
    font["OS/2"].usWeightClass = 400


def _with_japanese_shapes(font: TTFont) -> None:
    """Keep Japanese shapes for the characters of Japan's standard alone; they are half of the font otherwise.

    Also only the mapping for all of Unicode: the older format overflows once the glyphs are cut.
    """
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format == 12]
    names = font.getBestCmap()
    wanted = {names[code] for code in _of("shift_jis") if code in names}
    table = font["GSUB"].table
    features = {
        index
        for script in table.ScriptList.ScriptRecord
        for language in script.Script.LangSysRecord
        if language.LangSysTag == JAPANESE
        for index in language.LangSys.FeatureIndex
    }
    for index in features:
        feature = table.FeatureList.FeatureRecord[index]
        for number in feature.Feature.LookupListIndex if feature.FeatureTag == "locl" else ():
            for subtable in table.LookupList.Lookup[number].SubTable:
                single = getattr(subtable, "ExtSubTable", subtable)
                single.mapping = {old: new for old, new in single.mapping.items() if old in wanted}


def _of_the_national_standards() -> set[int]:
    """Chinese characters of mainland China, Taiwan and Japan, kana, bopomofo, Korean syllables, wide forms."""
    listed = {code for codec in ("gb2312", "big5", "cp932") for code in _of(codec)}
    chosen = {code for code in listed if 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00}
    return chosen | {*range(0x3000, 0x3400), *range(0xAC00, 0xD7A4), *range(0xFE30, 0xFE50), *range(0xFF00, 0xFFF0)}


def _of(codec: str) -> Iterator[int]:
    """The characters that a double-byte encoding of Python's standard library has."""
    for pair in product(range(0x81, 0xFF), range(0x30, 0xFF)):
        try:
            text = bytes(pair).decode(codec)
        except UnicodeDecodeError:
            continue
        if len(text) == 1:
            yield ord(text)


def _characters(paths: Iterable[Path]) -> Iterator[int]:
    for path in paths:
        if path.suffix in (".ttf", ".otf"):
            yield from TTFont(path, lazy=True).getBestCmap()


if __name__ == "__main__":
    main()
