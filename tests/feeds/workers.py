"""Functions that run in the worker instead of the real parsing. At module level, since the worker imports them."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.feeds.entries import ParseResult, parse


def hang(body: bytes) -> ParseResult:
    """Loop for ever on a body that says so; parse any other."""
    while body == b"hang":
        time.sleep(0.01)
    return parse(body)


def die(body: bytes) -> ParseResult:
    """Be killed on a body that says so, as by the kernel when memory runs out."""
    if body == b"die":
        os.kill(os.getpid(), signal.SIGKILL)
    return parse(body)


def _note(path: str, body: bytes) -> ParseResult:
    Path(path).write_text(str(os.getpid()))
    return hang(body)


def hang_and_note(path: Path) -> Callable[[bytes], ParseResult]:
    """Like ``hang``, writing the worker's process id to ``path`` when a parse begins."""
    return partial(_note, str(path))
