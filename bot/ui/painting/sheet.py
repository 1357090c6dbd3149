"""A card to draw on, measured in pixels from its upper left corner."""

from io import BytesIO
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform

from bot.ui.painting import letters

WIDTH = 1200
"""Pixels: three for each of the 400 that a phone gives a picture."""

MARGIN = 64
CORNER = 36

NIGHT = "#1b2230"
"""The card: dark enough to be calm beside Discord's dark themes and blue enough to stand out from them."""
PAPER = "#f4efe6"
"""What is read first."""
MIST = "#a9b2c3"
"""What is read second. 8 to 1 on the card."""
TRACK = "#2b3446"
"""What lies under a bar."""
INK = "#1f6feb"
WARM = "#c98a2b"
"""The house's colours (``bot/ui/layout.py``, which imports too much for a worker; a test compares them)."""


class Sheet:
    """A rounded card of ``WIDTH`` by ``height`` pixels; what lies outside its corners is transparent."""

    def __init__(self, height: int) -> None:
        letters.fonts()  # the rules of drawing are set there, and a figure takes them on when it is made
        self._height = height
        self._figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor="none")
        self._canvas = FigureCanvasAgg(self._figure)
        self.box(0, 0, WIDTH, height, colour=NIGHT, corner=CORNER)

    def box(self, left: float, top: float, width: float, height: float, *, colour: str, corner: float) -> None:
        """A filled rectangle with round corners."""
        shape = FancyBboxPatch(
            (left, self._height - top - height),
            width,
            height,
            boxstyle=f"round,pad=0,rounding_size={corner}",
            facecolor=colour,
            edgecolor="none",
            transform=IdentityTransform(),
        )
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
        """Untrusted text on one line, shortened to ``room`` pixels; how wide it became.

        ``anchor`` tells which part of the line stands at ``across``.
        """
        pen = letters.Pen(size, bold)
        shown = pen.fitted(content, room)
        line = Text(
            across,
            self._height - baseline,
            shown,
            color=colour,
            fontproperties=pen.font(shown),
            horizontalalignment=anchor,
            verticalalignment="baseline",
            transform=IdentityTransform(),
            language=letters.language(shown),
        )
        self._figure.add_artist(line)
        # Marks piled on marks end where the next line begins.
        low, high = self._height - baseline - 0.45 * size, self._height - baseline + 1.25 * size
        line.set_clip_box(Bbox.from_extents(0, low, WIDTH, high))
        line.set_clip_on(True)
        return pen.width(shown)

    def png(self) -> bytes:
        """The card, without anything in the file that changes from one day to the next."""
        out = BytesIO()
        self._canvas.print_png(out, metadata={"Software": None})  # type: ignore[no-untyped-call] # matplotlib has few types
        return out.getvalue()
