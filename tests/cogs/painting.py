"""In the painter's place, for tests that look at what is to be drawn."""

from typing import Any

from bot.ui.kit.painter import PaintingFailed

PNG = b"\x89PNG\r\n\x1a\n-- a picture --"


class Painting:
    """Remembers what it was asked for, and fails where it is to."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.broken = False

    async def paint(self, picture: object) -> bytes:
        self.asked.append(picture)
        if self.broken:
            raise PaintingFailed
        return PNG
