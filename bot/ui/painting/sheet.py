"""A card to draw on, measured in pixels from its upper left corner."""

from collections.abc import Sequence
from io import BytesIO
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform

from bot.ui.painting import letters

Spot = tuple[float, float]
"""Pixels from the left and from the top."""

WIDTH = 1200
"""Pixels: three for each of the 400 that a phone gives a picture."""

MARGIN = 64
CORNER = 36

NIGHT = "#1b2230"
"""For the card: dark like Discord's dark themes, and blue enough to stand out from them."""
PAPER = "#f4efe6"
"""For the main text."""
MIST = "#a9b2c3"
"""For secondary text: a contrast of 8 to 1 on the card."""
TRACK = "#2b3446"
"""For the track of a bar, and for grids."""
INK = "#1f6feb"
WARM = "#c98a2b"
"""The bot's colours, as in ``bot/ui/kit/layout.py``, which imports too much for a worker; a test compares them."""


class Sheet:
    """A card of ``WIDTH`` by ``height`` pixels with rounded corners; outside of them it is transparent."""

    def __init__(self, height: int) -> None:
        letters.fonts()  # sets matplotlib's settings, which a figure reads when it is made
        self.height = height
        self._figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor="none")
        self._canvas = FigureCanvasAgg(self._figure)
        self.box(0, 0, WIDTH, height, colour=NIGHT, corner=CORNER)

    def box(self, left: float, top: float, width: float, height: float, *, colour: str, corner: float) -> None:
        """A filled rectangle with round corners."""
        shape = FancyBboxPatch(
            (left, self.height - top - height),
            width,
            height,
            boxstyle=f"round,pad=0,rounding_size={corner}",
            facecolor=colour,
            edgecolor="none",
        )
        self._add(shape)

    def dot(self, centre: Spot, radius: float, *, colour: str, ring: float) -> None:
        """A filled circle, with a ``ring`` of the card's colour around it that many pixels wide."""
        self._add(Circle(self._up(centre), radius + ring, facecolor=NIGHT, edgecolor="none"))
        self._add(Circle(self._up(centre), radius, facecolor=colour, edgecolor="none"))

    def line(self, spots: Sequence[Spot], *, colour: str, width: float) -> None:
        """A line from spot to spot."""
        self._stroke(Path([self._up(spot) for spot in spots]), colour, width, strength=1)

    def curve(self, one: Spot, bend: Spot, other: Spot, *, colour: str, width: float, strength: float) -> None:
        """A quadratic curve from one spot to the other, with ``bend`` as its control point."""
        path = Path([self._up(one), self._up(bend), self._up(other)], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        self._stroke(path, colour, width, strength)

    def area(self, spots: Sequence[Spot], *, colour: str, strength: float) -> None:
        """The filled polygon with these corners."""
        path = Path([*(self._up(spot) for spot in spots), (0, 0)], closed=True)
        self._add(PathPatch(path, facecolor=colour, edgecolor="none", alpha=strength))

    def _up(self, spot: Spot) -> Spot:
        """The spot in matplotlib's coordinates, which count from the bottom."""
        return spot[0], self.height - spot[1]

    def _stroke(self, path: Path, colour: str, width: float, strength: float) -> None:
        drawn = PathPatch(path, facecolor="none", edgecolor=colour, linewidth=width, alpha=strength)
        drawn.set_capstyle("round")
        drawn.set_joinstyle("round")
        self._add(drawn)

    def _add(self, shape: Patch) -> None:
        shape.set_transform(IdentityTransform())
        self._figure.add_artist(shape)

    def text(
        self,
        across: float,
        baseline: float,
        content: str,
        *,
        size: float,
        room: float,
        colour: str = PAPER,
        bold: bool = False,
        anchor: Literal["left", "right", "center"] = "left",
    ) -> float:
        """Draw untrusted text on one line, shortened to ``room`` pixels. Returns its width in pixels.

        ``anchor``: which part of the line is at ``across``.
        """
        pen = letters.Pen(size, bold)
        shown = pen.fitted(content, room)
        line = Text(
            across,
            self.height - baseline,
            shown,
            color=colour,
            fontproperties=pen.font(shown),
            horizontalalignment=anchor,
            verticalalignment="baseline",
            transform=IdentityTransform(),
            language=letters.language(shown),
        )
        self._figure.add_artist(line)
        # Stacked combining marks are clipped before they reach the next line.
        low, high = self.height - baseline - 0.45 * size, self.height - baseline + 1.25 * size
        line.set_clip_box(Bbox.from_extents(0, low, WIDTH, high))
        line.set_clip_on(True)
        return pen.width(shown)

    def png(self) -> bytes:
        """The card as PNG, without metadata, so that the same drawing gives the same bytes."""
        out = BytesIO()
        self._canvas.print_png(out, metadata={"Software": None})  # type: ignore[no-untyped-call] # matplotlib has few types
        return out.getvalue()
