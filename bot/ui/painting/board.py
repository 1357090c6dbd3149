"""A leaderboard: for each line rank, name and score, and a bar below."""

from bot.domain.kit.pictures import MOST_LINES, BoardPicture, PictureLine
from bot.ui.painting.frame import GAP, draw_frame, height_of, top_of
from bot.ui.painting.sheet import INK, MARGIN, MIST, TRACK, WARM, WIDTH, Sheet

NAME_SIZE = 44
LINE_HEIGHT = 116
BAR_DEPTH = 27
"""Pixels from the text's baseline to the bar. Bengali and Tamil letters reach further below it than Latin ones."""
BAR_HEIGHT = 14
LINE_GAP = LINE_HEIGHT - NAME_SIZE - 8 - BAR_DEPTH - BAR_HEIGHT
RANK_WIDTH = 92
SCORE_ROOM = 240


def draw_board(picture: BoardPicture) -> bytes:
    """The board as PNG, ``WIDTH`` pixels wide and as high as its lines need."""
    lines = picture.lines[:MOST_LINES]
    top = top_of(picture)
    content = LINE_HEIGHT * len(lines) - (0 if picture.footer else LINE_GAP)
    sheet = Sheet(height_of(picture, content))
    draw_frame(sheet, picture)
    best = max((line.score for line in lines), default=0)
    for number, line in enumerate(lines):
        _draw_line(sheet, top + number * LINE_HEIGHT, line, best)
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
