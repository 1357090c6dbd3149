"""A leaderboard: a line each with rank, name and score, and a bar under it."""

from bot.domain.pictures import MOST_LINES, BoardPicture, PictureLine
from bot.ui.painting.sheet import INK, MARGIN, MIST, TRACK, WARM, WIDTH, Sheet

TITLE_SIZE, NAME_SIZE, SMALL_SIZE = 60, 44, 34
"""Pixels. The smallest is 11 at a phone's width, where Discord's own small print is 12."""

LINE_HEIGHT = 116
BAR_DEPTH = 27
"""From the letters' baseline down to the bar: Bengali and Tamil reach further down than Latin letters do."""
BAR_HEIGHT = 14
LINE_GAP = LINE_HEIGHT - NAME_SIZE - 8 - BAR_DEPTH - BAR_HEIGHT
RANK_WIDTH = 92
SCORE_ROOM = 240
GAP = 36


def draw_board(picture: BoardPicture) -> bytes:
    """The board as PNG, ``WIDTH`` pixels wide and as high as its lines need."""
    lines = picture.lines[:MOST_LINES]
    top = MARGIN + TITLE_SIZE + (SMALL_SIZE + 24 if picture.subtitle else 0) + GAP
    bottom = SMALL_SIZE + GAP if picture.footer else -LINE_GAP
    height = top + LINE_HEIGHT * len(lines) + bottom + MARGIN
    sheet = Sheet(height)
    room = WIDTH - 2 * MARGIN
    baseline = MARGIN + TITLE_SIZE * 0.8
    sheet.text(MARGIN, baseline, picture.title, size=TITLE_SIZE, room=room, bold=True)
    sheet.text(MARGIN, baseline + SMALL_SIZE + 24, picture.subtitle, size=SMALL_SIZE, room=room, colour=MIST)
    best = max((line.score for line in lines), default=0)
    for number, line in enumerate(lines):
        _draw_line(sheet, top + number * LINE_HEIGHT, line, best)
    sheet.text(MARGIN, height - MARGIN, picture.footer, size=SMALL_SIZE, room=room, colour=MIST)
    return sheet.png()


def _draw_line(sheet: Sheet, top: float, line: PictureLine, best: int) -> None:
    baseline = top + NAME_SIZE + 8
    left, right = MARGIN + RANK_WIDTH, WIDTH - MARGIN
    sheet.text(MARGIN, baseline, str(line.rank), size=NAME_SIZE, room=RANK_WIDTH, colour=MIST, bold=True)
    score = sheet.text(right, baseline, str(line.score), size=NAME_SIZE, room=SCORE_ROOM, bold=True, anchor="right")
    sheet.text(left, baseline, line.name, size=NAME_SIZE, room=right - left - score - GAP)
    bar = baseline + BAR_DEPTH
    sheet.box(left, bar, right - left, BAR_HEIGHT, colour=TRACK, corner=BAR_HEIGHT / 2)
    if line.score > 0:
        length = max(BAR_HEIGHT, (right - left) * line.score / best)
        sheet.box(left, bar, length, BAR_HEIGHT, colour=WARM if line.rank == 1 else INK, corner=BAR_HEIGHT / 2)
