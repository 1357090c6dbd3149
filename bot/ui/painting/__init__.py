"""Drawing, with matplotlib. Only the worker of ``bot/ui/painter.py`` imports these modules, and the tests."""

from bot.domain.pictures import Picture
from bot.ui.painting.board import draw_board


def draw(picture: Picture) -> bytes:
    """The picture as PNG. The same picture gives the same bytes, on the same version of matplotlib."""
    return draw_board(picture)
