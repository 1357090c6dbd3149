"""Pictures for the demo's page, which makes no requests to the network: small landscapes, generated from a key.

Pillow comes with ``simcord[preview]``, so this module is imported only where that is installed.
"""

import math
from collections.abc import Iterable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from bot.demo.writers import Author

Colour = tuple[int, int, int]

Pictures = dict[str, tuple[str, bytes]]
"""Address to file name and bytes, as ``simcord.Env.preview(assets=...)`` takes them."""

COVER = (640, 320)
PORTRAIT = (150, 150)

_FINE = 2
"""Pictures are drawn larger by this factor and then reduced, which smooths the edges."""

_RIDGES = 5

_INK: Colour = (24, 42, 92)
_PAPER: Colour = (250, 244, 230)

_MOOD_STEP = 3
"""Step from one story's palette to the next one's: coprime to the number of palettes, so that all are used."""

_PALETTES: tuple[tuple[Colour, Colour, Colour, Colour], ...] = (
    ((38, 52, 92), (240, 150, 110), (255, 226, 176), (30, 30, 58)),  # sunset
    ((120, 178, 205), (244, 232, 208), (255, 250, 235), (32, 84, 88)),  # morning haze
    ((18, 24, 56), (74, 88, 140), (238, 238, 220), (10, 14, 34)),  # night
    ((226, 158, 140), (250, 222, 190), (255, 244, 220), (110, 56, 72)),  # rose
    ((84, 140, 120), (224, 232, 190), (255, 246, 200), (26, 66, 60)),  # moss
    ((150, 130, 180), (246, 206, 196), (255, 240, 224), (62, 46, 92)),  # heather
    ((60, 120, 160), (196, 226, 226), (255, 255, 240), (18, 54, 84)),  # sea
    ((196, 132, 60), (250, 224, 160), (255, 248, 216), (94, 52, 30)),  # ochre
)
"""Colours of the upper sky, the horizon, the sun and the nearest hill."""


def pictures_of(authors: Iterable[Author]) -> Pictures:
    """The portraits of writers, and the pictures of the stories that they have yet to publish. Stories from before the
    demo are not announced, so their pictures are not needed.
    """
    found: Pictures = {}
    for number, author in enumerate(authors):
        found[author.writer.picture] = ("portrait.png", landscape(author.writer.user_id, PORTRAIT, mood=number))
        for step, story in enumerate(author.stock, start=1):
            found[story.picture] = ("cover.png", landscape(story.id, COVER, mood=number + step * _MOOD_STEP))
    return found


def landscape(key: str, size: tuple[int, int], *, mood: int) -> bytes:
    """A sun over hills, as a PNG. The same arguments give the same picture; ``mood`` chooses the colours."""
    chance = Random(key)  # noqa: S311 - to be repeatable, not secret
    above, horizon, sun, near = _PALETTES[mood % len(_PALETTES)]
    width, height = size[0] * _FINE, size[1] * _FINE
    image = _sky(width, height, above, horizon)
    _shine(image, chance, sun)
    draw = ImageDraw.Draw(image)
    for ridge in range(_RIDGES):
        nearness = (ridge + 1) / _RIDGES
        level = height * (0.5 + 0.36 * nearness)
        draw.polygon(_hill(chance, width, height, level), fill=_blend(horizon, near, 0.25 + 0.75 * nearness))
    return _png(image)


def emblem() -> bytes:
    """The bot's own picture: a drop of ink on paper, as a PNG."""
    side = PORTRAIT[0] * _FINE
    image = Image.new("RGB", (side, side), _PAPER)
    draw = ImageDraw.Draw(image)
    middle, radius, low, tip = side / 2, side * 0.2, side * 0.6, side * 0.16
    # The straight sides touch the circle where they are at right angles to its radius.
    lean = math.acos(radius / (low - tip))
    across, up = radius * math.sin(lean), radius * math.cos(lean)
    draw.polygon([(middle, tip), (middle - across, low - up), (middle + across, low - up)], fill=_INK)
    draw.ellipse((middle - radius, low - radius, middle + radius, low + radius), fill=_INK)
    inner = radius * 0.62
    box = (middle - inner, low - inner, middle + inner, low + inner)
    draw.arc(box, start=100, end=170, fill=_PAPER, width=side // 28)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.reduce(_FINE).save(out, format="PNG", compress_level=3)
    return out.getvalue()


def _sky(width: int, height: int, above: Colour, horizon: Colour) -> Image.Image:
    column = Image.new("RGB", (1, height))
    for y in range(height):
        column.putpixel((0, y), _blend(above, horizon, min(1.0, y / (0.7 * height))))
    return column.resize((width, height), Image.Resampling.NEAREST)


def _shine(image: Image.Image, chance: Random, colour: Colour) -> None:
    """Draw the sun with a glow into the sky."""
    width, height = image.size
    x, y = width * chance.uniform(0.2, 0.8), height * chance.uniform(0.2, 0.42)
    radius = height * chance.uniform(0.09, 0.15)
    glow = Image.new("L", image.size)
    ImageDraw.Draw(glow).ellipse((x - 2 * radius, y - 2 * radius, x + 2 * radius, y + 2 * radius), fill=110)
    image.paste(colour, mask=glow.filter(ImageFilter.BoxBlur(radius)))
    ImageDraw.Draw(image).ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _hill(chance: Random, width: int, height: int, level: float) -> list[tuple[float, float]]:
    """The outline of a hill: the sum of three random waves, and the bottom edge."""
    waves = [
        (chance.uniform(0.02, 0.07) * height / n, n * chance.uniform(0.6, 1.4), chance.uniform(0, math.tau))
        for n in (1, 2, 4)
    ]
    step = 4 * _FINE
    ridge = [
        (x, level + sum(high * math.sin(math.tau * often * x / width + shift) for high, often, shift in waves))
        for x in range(0, width + step, step)
    ]
    return [(0, height), *ridge, (width, height)]


def _blend(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
