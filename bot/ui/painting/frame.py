"""What every picture has around its content: title and subtitle above, footer below."""

from typing import Protocol

from bot.ui.painting.sheet import MARGIN, MIST, WIDTH, Sheet

TITLE_SIZE, SMALL_SIZE = 60, 34
"""Pixels. The smaller is 11 at a phone's width, where Discord's own small print is 12."""

GAP = 36
"""Between the parts of a picture."""

ROOM = WIDTH - 2 * MARGIN
"""How wide a line of text may be."""

_SUBTITLE_LINE = SMALL_SIZE + 24


class FramedPicture(Protocol):
    """A picture as its frame sees it."""

    @property
    def title(self) -> str:
        """In large letters."""

    @property
    def subtitle(self) -> str:
        """Below the title, quieter."""

    @property
    def footer(self) -> str:
        """On the last line."""


def top_of(picture: FramedPicture) -> int:
    """Pixels from the top of the card to its content."""
    return MARGIN + TITLE_SIZE + (_SUBTITLE_LINE if picture.subtitle else 0) + GAP


def height_of(picture: FramedPicture, content: int) -> int:
    """How high a card is whose content is ``content`` pixels high. Before a footer is a gap, and none without one."""
    return top_of(picture) + content + (GAP + SMALL_SIZE if picture.footer else 0) + MARGIN


def draw_frame(sheet: Sheet, picture: FramedPicture, room: float = ROOM) -> None:
    """Title, subtitle and footer; ``room`` is what the title has."""
    baseline = MARGIN + TITLE_SIZE * 0.8
    sheet.text(MARGIN, baseline, picture.title, size=TITLE_SIZE, room=room, bold=True)
    sheet.text(MARGIN, baseline + _SUBTITLE_LINE, picture.subtitle, size=SMALL_SIZE, room=ROOM, colour=MIST)
    sheet.text(MARGIN, sheet.height - MARGIN, picture.footer, size=SMALL_SIZE, room=ROOM, colour=MIST)
