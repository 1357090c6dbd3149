"""The frame of every picture: title and subtitle above the content, footer below."""

from bot.domain.kit.pictures import Picture
from bot.ui.painting.sheet import MARGIN, MIST, WIDTH, Sheet

TITLE_SIZE, SMALL_SIZE = 60, 34
"""Pixels. The smaller is 11 at a phone's width, where Discord's own small print is 12."""

GAP = 36
"""Pixels between the parts of a picture."""

ROOM = WIDTH - 2 * MARGIN
"""Pixels that a line of text may be wide."""

_SUBTITLE_LINE = SMALL_SIZE + 24


def top_of(picture: Picture) -> int:
    """Pixels from the top of the card to its content."""
    return MARGIN + TITLE_SIZE + (_SUBTITLE_LINE if picture.subtitle else 0) + GAP


def height_of(picture: Picture, content: int) -> int:
    """Pixels of height of a card whose content has ``content`` of them; a footer and the gap before it are optional."""
    return top_of(picture) + content + (GAP + SMALL_SIZE if picture.footer else 0) + MARGIN


def draw_frame(sheet: Sheet, picture: Picture, room: float = ROOM) -> None:
    """Draw title, subtitle and footer. ``room``: pixels for the title."""
    baseline = MARGIN + TITLE_SIZE * 0.8
    sheet.text(MARGIN, baseline, picture.title, size=TITLE_SIZE, room=room, bold=True)
    sheet.text(MARGIN, baseline + _SUBTITLE_LINE, picture.subtitle, size=SMALL_SIZE, room=ROOM, colour=MIST)
    sheet.text(MARGIN, sheet.height - MARGIN, picture.footer, size=SMALL_SIZE, room=ROOM, colour=MIST)
