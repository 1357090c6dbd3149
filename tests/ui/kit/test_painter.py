import asyncio
import os
import signal
import struct
import unicodedata
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.domain.kit.pictures import MOST_LINES, BoardPicture, MapDot, MapLine, MapPicture, PictureLine
from bot.ui.kit import layout
from bot.ui.kit.painter import Painter, PaintingFailed
from bot.ui.painting import draw, letters, sheet
from tests.patience import PATIENCE, impatient, restless, until
from tests.tries import tries
from tests.ui.workers import nothing, obey, obey_and_note

NAMES = {
    "Latin": "Renée Đặng-Çelik Łukasz Þór ẞ",
    "Greek": "Ελένη Παπαδοπούλου Ἀθηνᾶ",
    "Cyrillic": "Владимир Щербаков Ђорђе Їжак",
    "Arabic": "أحمد بن محمد پژمان ٹیپو",
    "Hebrew": "שירה כהן שָׁלוֹם",
    "Devanagari": "क्षत्रिय श्रीवास्तव",
    "Bengali": "শ্রীজা চট্টোপাধ্যায়",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Gujarati": "શ્રી પટેલ",
    "Odia": "ସୁଭଦ୍ରା",
    "Tamil": "ஸ்ரீ லட்சுமி",
    "Telugu": "శ్రీనివాస్",
    "Kannada": "ಶ್ರೀನಿವಾಸ",
    "Malayalam": "ശ്രീകുമാർ",
    "Sinhala": "ශ්‍රී ලංකා",
    "Thai": "สุภาพร จันทร์เพ็ญ",
    "Lao": "ສົມສັກ ຄຳ",
    "Khmer": "សុខា ស្រី",
    "Burmese": "အောင်ဆန်း ကြည်",
    "Tibetan": "བསྟན་འཛིན་རྒྱ་མཚོ",
    "Chinese, simplified": "王小明 刘德华 赵薇",
    "Chinese, traditional": "張學友 劉德華 鄧麗君",
    "Japanese": "さくら 中島みゆき 髙橋 ｱｲｳ 々〆",
    "Korean": "김민준 뷁 ㅋㅋ",
    "Georgian": "გიორგი ბერიძე",
    "Armenian": "Հայկ Սարգսյան",
    "Ethiopic": "አበበ ቢቂላ",
    "Cherokee": "ᏣᎳᎩ",
    "Inuktitut": "ᐃᓄᒃᑎᑐᑦ",
    "Tifinagh": "ⵜⵉⴼⵉⵏⴰⵖ",
    "Adlam": "\U0001e900\U0001e923\U0001e924",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ",
    "emoji": "🌸👩‍👩‍👧‍👦🇫🇷❤️1️⃣👍🏽🏴󠁧󠁢󠁳󠁣󠁴󠁿🫨",
    "decorated": "𝓕𝓪𝓷𝓬𝔂 ꧁ⁿᵃᵐᵉ꧂ ★☾ Ⓐ🅱 ᚠᛁᚾ ｗｉｄｅ ♛✦→∞",  # noqa: RUF001 - the letters in fancy dress are meant
}
"""What a member may be called, in each script that the leaderboard promises to show, and in some more."""

HOSTILE = [
    "",
    " \u200b\u2060\n\t",
    "\u202egnp.exe\u202c",
    "Z\u0338\u0322\u031b\u0353\u0331a\u0337\u0367" * 40,
    "$x_1$ \\frac{1}{2} $$ %s {0}",
    "a" * 100_000,
    "\ud800\udfff\x00\ufffe",
    "\U0010ffff\U00012000\ue000\U000e0041",
    "क\u0301 日\u064b a\u20dd न\u0951\u0300 \u0301\u064b",
    "\ufdfd" * 30,
    "\u1112\u1161\u11ab\u3164" * 9,
]

PEN = letters.Pen(44)


def board(*names: str, title: str = "Readers of the week") -> BoardPicture:
    lines = tuple(PictureLine(rank, name, 20 - rank) for rank, name in enumerate(names, 1))
    return BoardPicture(title, "16 to 22 November", lines, "28 stories were talked about here")


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("script", NAMES)
def test_fonts_have_the_letters_of_every_script(script: str) -> None:
    had = {code for path in letters.FONTS.glob("*.?tf") for code in _codes(path)}
    wanted = {ord(char) for char in NAMES[script] if unicodedata.category(char) not in ("Cf", "Mn", "Zs")}
    assert {chr(code) for code in wanted - had} == set()


def _codes(path: Path) -> set[int]:
    if path not in _CODES:
        with TTFont(path, lazy=True) as font:
            _CODES[path] = set(font.getBestCmap())
    return _CODES[path]


_CODES: dict[Path, set[int]] = {}


@pytest.mark.parametrize("script", NAMES)
def test_names_are_shown_as_they_are(script: str) -> None:
    """Shaped too: of the signs that letters make with each other, none is unknown, or it would have lost its marks."""
    assert PEN.fitted(NAMES[script], 10_000) == NAMES[script]


def test_what_no_font_has_is_a_quiet_mark() -> None:
    assert PEN.fitted("Ada \U00012000\U00012001 क\u0301", 10_000) == "Ada ·· क"


def test_names_are_cut_between_signs_where_the_room_ends() -> None:
    shown = PEN.fitted("👩‍👩‍👧‍👦" * 60, 500)
    assert shown == "👩‍👩‍👧‍👦" * shown.count("👧") + "…"
    assert shown.count("👧") > 5
    assert PEN.width(shown) <= 500
    assert PEN.width("👩‍👩‍👧‍👦" + shown) > 500


def test_letters_of_a_word_are_joined() -> None:
    assert PEN.width("لا") < 0.9 * PEN.width("ل\u200cا")  # noqa: RUF001 - an alef is meant
    assert PEN.width("क्ष") < 0.9 * (PEN.width("क") + PEN.width("ष"))


@pytest.mark.parametrize("text", ["iw", "שי"])
def test_letters_run_in_their_direction(text: str) -> None:
    """The wide letter stands on the right: it is the second one read in English and the first one in Hebrew."""
    page = sheet.Sheet(100)
    page.text(200, 60, text, size=44, room=500)
    with Image.open(BytesIO(page.png())) as image:
        row = image.convert("L").crop((100, 10, 400, 90)).resize((300, 1), Image.Resampling.BOX).tobytes()
    runs = [len(run) for run in "".join("#" if light > min(row) + 3 else " " for light in row).split()]
    assert len(runs) == 2
    assert runs[0] < 0.6 * runs[1]


def test_chinese_characters_have_japanese_shapes_beside_kana_alone() -> None:
    assert [letters.language(name) for name in ("骨直", "骨直さ", "Ada")] == [None, "ja", None]


@tries(40)
@given(st.text(max_size=60))
def test_any_text_can_be_lettered(text: str) -> None:
    """Without an error or a warning, which pytest makes an error of, and within its room."""
    shown = PEN.fitted(text, 300)
    assert PEN.width(shown) <= 300
    assert letters.Pen(60, bold=True).fitted(shown, 10_000)[:1] == shown[:1]


def test_hostile_names_are_drawn_within_their_lines() -> None:
    assert size(draw(board(*HOSTILE[:10]))) == size(draw(board(*"abcdefghij")))
    assert size(draw(board(HOSTILE[10], title=HOSTILE[5])))[0] == sheet.WIDTH


@pytest.mark.parametrize("scores", [(0, 0), (-3, -5), (10**9, 1), (5, 0)])
def test_any_scores_can_be_drawn(scores: tuple[int, int]) -> None:
    lines = tuple(PictureLine(1, "Ada", score) for score in scores)
    assert size(draw(BoardPicture("", "", lines, "")))[0] == sheet.WIDTH


def test_a_board_shows_its_first_lines_and_needs_none() -> None:
    full = board(*["Ada"] * MOST_LINES)
    assert draw(full) == draw(board(*["Ada"] * (MOST_LINES + 5)))
    assert size(draw(board()))[1] < size(draw(full))[1] < 1600


def test_the_colours_are_the_houses() -> None:
    assert [str(layout.INK), str(layout.WARM)] == [sheet.INK, sheet.WARM]


async def test_a_worker_paints_and_the_same_picture_is_the_same_bytes() -> None:
    picture = board(*list(NAMES.values())[:3])
    dots = tuple(MapDot((name,), len(name) % 3) for name in list(NAMES.values())[:9])
    people = MapPicture("", "", dots, tuple(MapLine(at, at * at % 9) for at in range(9)))
    async with Painter(timeout=PATIENCE) as painter:
        assert not painter.awake  # the first picture starts it
        one, other = await asyncio.gather(painter.paint(picture), painter.paint(picture))
        assert await painter.paint(people) == draw(people)  # whatever the order of a set is there
    assert one == other == draw(picture)
    width, height = size(one)
    assert (width, 500 < height < 900, len(one) < 150_000) == (sheet.WIDTH, True, True)
    assert not painter.awake


async def worker(painter: Painter) -> int:
    return int(await painter.paint(board()))


async def test_what_hangs_is_killed_what_dies_is_replaced_and_what_fails_goes_on() -> None:
    async with Painter(timeout=PATIENCE, function=obey, prepare=nothing) as painter:
        pids = [await worker(painter)]
        with impatient(painter), pytest.raises(PaintingFailed):
            await painter.paint(board(title="hang"))
        pids.append(await worker(painter))
        for title in ("die", "fail"):
            with pytest.raises(PaintingFailed):
                await painter.paint(board(title=title))
            pids.append(await worker(painter))
        assert len(set(pids)) == 3
        assert pids[2] == pids[3]
        os.kill(pids[3], signal.SIGKILL)
        await until(lambda: not painter._pool or not painter._pool.active)  # pebble looks every tenth of a second
        assert await worker(painter) not in pids


async def test_a_worker_without_work_is_stopped_and_the_next_picture_starts_another() -> None:
    async with Painter(timeout=PATIENCE, idle=PATIENCE, function=obey, prepare=nothing) as painter:
        pid = await worker(painter)
        rest = painter._rest
        assert rest is not None
        with restless(painter):
            assert await worker(painter) == pid
        assert rest.cancelled(), "it was put off"
        await until(lambda: not painter.awake)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        assert await worker(painter) != pid


async def test_cancelling_and_closing_end_a_picture_under_way(tmp_path: Path) -> None:
    hangs = tmp_path / "hangs"
    painter = Painter(timeout=PATIENCE, function=obey_and_note(hangs), prepare=nothing)
    running = asyncio.create_task(painter.paint(board(title="hang")))
    await until(hangs.exists)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert running.cancelled()
    pid = await worker(painter)
    hangs.unlink()
    running, waiting = (asyncio.create_task(painter.paint(board(title=title))) for title in ("hang", "fine"))
    await until(hangs.exists)
    async with asyncio.timeout(PATIENCE):
        await painter.aclose()
    await painter.aclose()
    for task in (running, waiting):
        with pytest.raises(PaintingFailed):
            await task
    with pytest.raises(PaintingFailed):
        await painter.paint(board())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
