"""What the bot draws, as values: every text final and in its reader's language, every number computed.

A further kind of picture is one more dataclass here, one more arm of ``Picture``, and one more drawing function in
``bot/ui/painting``. They are pickled on their way to the worker that draws them: frozen, and made of plain values.
"""

from dataclasses import dataclass

MOST_LINES = 10
"""Lines that a board's picture shows, the first ones: more would be too small to read at the width of a phone."""


@dataclass(frozen=True)
class PictureLine:
    """One line of a board. ``name`` is raw: any script, any length; ``rank`` counts from 1, and ties share one."""

    rank: int
    name: str
    score: int


@dataclass(frozen=True)
class BoardPicture:
    """A leaderboard: ``lines`` best first, the first ``MOST_LINES`` are drawn. An empty text takes no room."""

    title: str
    subtitle: str
    lines: tuple[PictureLine, ...]
    footer: str


Picture = BoardPicture
"""Every kind of picture there is; a union once there are two."""
