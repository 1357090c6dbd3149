"""Drawing, with matplotlib. Only the worker of ``bot/ui/kit/painter.py`` imports these modules, and the tests."""

from bot.domain.kit.pictures import BarsPicture, BoardPicture, LinesPicture, MapPicture, Picture
from bot.ui.painting.bars import draw_bars
from bot.ui.painting.board import draw_board
from bot.ui.painting.lines import draw_lines
from bot.ui.painting.map import draw_map


def draw(picture: Picture) -> bytes:
    """The picture as PNG. The same picture gives the same bytes, on the same version of matplotlib."""
    match picture:
        case BoardPicture():
            return draw_board(picture)
        case LinesPicture():
            return draw_lines(picture)
        case BarsPicture():
            return draw_bars(picture)
        case MapPicture():
            return draw_map(picture)
